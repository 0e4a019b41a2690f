"""Whole letters: the golden ones, the founding replies, and laws that hold for any text."""

import tomllib
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.core.document import Document, Paragraph
from viewer.core.metadata import Metadata
from viewer.core.span import Span
from viewer.extract.metadata import read_metadata
from viewer.importing.registry import read
from viewer.text.reflow import reflow

ROOT = Path(__file__).parents[4]
GOLDEN = ROOT / "tests" / "golden" / "metadata"
LETTERS = sorted((*GOLDEN.glob("blind/*.txt"), *GOLDEN.glob("tuned/*.txt"), *GOLDEN.glob("fresh/*.txt")))
FOUNDING = sorted((GOLDEN / "corpus").glob("*.toml"))
VERBATIM = ("title", "session", "result", "result_raw", "signer", "doc_no", "subject", "issuing_unit", "disclosure")

FRAGMENTS = (
    "关于市政协七届三次会议第054号提案的答复",
    "办理结果：解决或采纳 签发人：张 三",
    "张三、李四委员：",
    "您提出的《关于保护古井的提案》收悉，现答复如下：",
    "临江市水务局",
    "2023年3月5日",
    "二○一九年七月十日",
    "联系人及电话：王五 0578-2091234",
    "（此件公开发布）",
    "长发改〔2024〕19号 A类",
    "版权所有：某网站",
    "一、加强保护。2023年3月5日前完成。",
)


def values_of(metadata: Metadata) -> dict[str, object]:
    values = {field.name: getattr(metadata, field.name) for field in fields(metadata) if field.name != "spans"}
    return {name: list(value) if name == "addressees" else value for name, value in values.items() if value}


def lines_document(lines: list[str]) -> Document:
    paragraphs, start = [], 0
    for line in lines:
        paragraphs.append(Paragraph(Span(start, start + len(line))))
        start += len(line) + 1
    return Document("\n".join(lines), tuple(paragraphs))


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_a_golden_letter_is_read_exactly(path: Path, document: Callable[[str], Document]) -> None:
    metadata = read_metadata(document(path.read_text(encoding="utf-8")))

    assert values_of(metadata) == tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FOUNDING, ids=lambda path: path.stem)
def test_a_founding_reply_is_read_exactly(path: Path) -> None:
    metadata = read_metadata(reflow(read(ROOT / "corpus" / f"{path.stem}.txt")))

    assert values_of(metadata) == tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_a_value_is_the_words_of_its_span(path: Path, document: Callable[[str], Document]) -> None:
    letter = document(path.read_text(encoding="utf-8"))
    metadata = read_metadata(letter)

    for name in set(VERBATIM) & set(metadata.spans):
        words = "".join(metadata.spans[name].of(letter.text).split())
        assert words == getattr(metadata, name)


def test_every_value_has_a_span(reply: Callable[..., Metadata]) -> None:
    metadata = reply()

    assert set(metadata.spans) == set(values_of(metadata)) - {"kind"}


def test_a_signed_paper_of_another_kind_tells_who_and_when(document: Callable[[str], Document]) -> None:
    notice = "公告\n经研究，决定自2023年5月6日起对滨河路实施交通管制，请广大市民绕行。\n云港市公安局\n2023年5月1日"
    metadata = read_metadata(document(notice))

    assert values_of(metadata) == {"kind": "其他", "issuing_unit": "云港市公安局", "date": "2023-05-01"}


def test_an_empty_document_says_nothing() -> None:
    assert read_metadata(Document("", ())) == Metadata()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(alphabet=st.characters(exclude_characters="\n")))))
def test_any_lines_are_read_and_spans_lie_in_the_text(lines: list[str]) -> None:
    letter = lines_document(lines)
    metadata = read_metadata(letter)

    for name, span in metadata.spans.items():
        assert getattr(metadata, name)
        assert 0 <= span.start < span.end <= len(letter.text)


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="abcdefghij ,.0123456789"))
def test_latin_text_says_nothing(text: str) -> None:
    assert read_metadata(lines_document([text])) == Metadata()


def test_a_document_of_one_endless_line_is_read() -> None:
    assert read_metadata(lines_document(["您提出的建议收悉。" + "长" * 1_000_000])).title is None

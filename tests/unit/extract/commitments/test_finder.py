"""What a reply promises, and how firmly."""

import pytest

from viewer.core.commitment import Commitment, Strength
from viewer.extract.commitments import find_commitments
from viewer.extract.metadata import read_metadata
from viewer.extract.metrics import find_metrics
from viewer.importing.plain_text import raw_text
from viewer.text.reflow import reflow


def promises(*paragraphs: str) -> tuple[Commitment, ...]:
    body = "\n\n".join(f"　　{each}" for each in paragraphs)
    document = reflow(raw_text(f"关于第1号提案的答复\n\n张三委员：\n\n{body}\n\n青川区教育局\n\n2024年5月6日\n"))
    metadata = read_metadata(document)
    return find_commitments(document, metadata, (), find_metrics(document, metadata))


def test_a_promise_tells_what_who_when_and_how_much() -> None:
    (found,) = promises("我局将于2025年9月底前新增公交停靠站2处。")
    assert (found.who, found.deadline, found.figure, found.strength) == ("我局", "2025-09-30", "2处", Strength.FIRM)


@pytest.mark.parametrize(
    ("sentence", "strength"),
    [
        ("下一步，我们将继续加强施工期间的管理。", Strength.PLANNED),
        ("力争年内完成全部改造任务。", Strength.FIRM),
        ("我们将会同交警部门研究设置临时停车点的可行性。", Strength.WEAK),
        ("我局将积极争取市级部门的支持。", Strength.WEAK),
    ],
)
def test_a_promise_is_graded_by_how_firmly_it_binds(sentence: str, strength: Strength) -> None:
    assert [each.strength for each in promises(sentence)] == [strength]


@pytest.mark.parametrize(
    "sentence",
    [
        "2023年，全区已建成公共停车场9座。",
        "我区将分散的政策集成优化，形成了政策体系。",
        "工程原计划2023年底前竣工，因故延期。",
        "该处不具备建设条件，暂不考虑。",
        "您提出的将停车场对外开放的建议很有针对性。",
        "感谢您的关心，希望您今后继续提出意见。",
        "推广虚拟技术在商业中的应用。",
    ],
)
def test_what_is_done_refused_or_polite_is_no_promise(sentence: str) -> None:
    assert not promises(sentence)


def test_under_a_heading_of_intent_every_sentence_is_one_until_the_past_returns() -> None:
    found = promises("下一步工作打算", "加强政策宣传，用好各类媒体。", "2023年已完成宣传12场。")
    assert [each.words for each in found] == ["加强政策宣传，用好各类媒体。"]


def test_a_deadline_that_was_over_already_is_none() -> None:
    assert [each.deadline for each in promises("下一步，我们将巩固2023年的成果。")] == [None]


def test_spans_hold_the_words() -> None:
    text = "我局将加快推进梧桐路建设，确保2025年底前建成通车。"
    (found,) = promises(text)
    assert found.words == text

"""The promise: whoever types a run finds every document that holds it, and marks cover it and nothing else."""

import random
import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.unit.search.conftest import Build, make_document
from viewer.core.hit import Hit, SearchRequest
from viewer.search.engine import SearchEngine
from viewer.text.fold import fold

ALPHABET = '的一数字经济企业发展区Aa１1 9.%,,。“"（(〔-/《𠮷見见㎡\n'
_QUOTES = re.compile(r'(["＂])')


def quoted(run: str) -> str:
    return '"' + _QUOTES.sub(lambda quote: "\\" + quote[0], run) + '"'


class Shelf:
    """Some texts and the engine that knows them; its short repr keeps hypothesis quick."""

    def __init__(self, build_engine: Build, texts: dict[str, str]) -> None:
        self.texts = texts
        self.engine = build_engine(*(make_document(name, text) for name, text in texts.items()))

    def holders(self, run: str) -> set[str]:
        """Return, by brute force, which of the texts hold a run."""
        return holding(self.texts, run)


@pytest.fixture(scope="module")
def shelf(build_engine: Build, corpus_texts: dict[str, str]) -> Shelf:
    generator = random.Random(20240325)  # noqa: S311 - the same texts every time
    generated = {f"g{index}": "".join(generator.choices(ALPHABET, k=150)) for index in range(40)}
    return Shelf(build_engine, {**corpus_texts, **generated})


def hits(engine: SearchEngine, query: str) -> dict[str, Hit]:
    result = engine.search(SearchRequest(query, limit=1000))
    assert result.total == len(result.hits)
    return {hit.id: hit for hit in result.hits}


def holding(texts: dict[str, str], run: str) -> set[str]:
    return {name for name, text in texts.items() if fold(run) in fold(text)}


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(which=st.integers(0, 1000), start=st.integers(0, 10_000), length=st.integers(1, 12))
def test_a_quoted_run_finds_exactly_the_documents_that_hold_it(
    shelf: Shelf, which: int, start: int, length: int
) -> None:
    text = sorted(shelf.texts.values())[which % len(shelf.texts)]
    start %= len(text)
    run = text[start : start + length].split("\n")[0]
    assume(fold(run) and not run.endswith("\\"))
    found = hits(shelf.engine, quoted(run))
    assert set(found) == shelf.holders(run)
    for name, hit in found.items():
        assert len(hit.spans) == fold(shelf.texts[name]).count(fold(run))
        marked = [span.of(shelf.texts[name]) for span in hit.spans]
        assert all(fold(mark) == fold(run) or "㎡" in mark for mark in marked)  # half a ㎡ cannot be marked


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(run=st.text(st.sampled_from("的一数字经济企业发展区Aa1９见㎡𠮷"), min_size=1, max_size=8))
def test_an_unquoted_run_finds_at_least_those_and_ranks_them_first(shelf: Shelf, run: str) -> None:
    result = shelf.engine.search(SearchRequest(run, limit=1000))
    verbatim = shelf.holders(run)
    first = [hit.id for hit in result.hits[: len(verbatim)]]
    assert set(first) == verbatim
    scores = [hit.score for hit in result.hits]
    assert scores == sorted(scores, reverse=True)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    written=st.lists(st.text(st.sampled_from(ALPHABET) | st.characters(), max_size=30), min_size=1, max_size=4),
    run=st.text(st.sampled_from(ALPHABET.replace("\n", "")), min_size=1, max_size=3),
)
def test_any_texts_answer_any_run(build_engine: Build, written: list[str], run: str) -> None:
    assume(fold(run))
    named = {f"d{index}": text for index, text in enumerate(written)}
    assert set(hits(build_engine(*written), quoted(run))) == holding(named, run)


def test_marks_of_snippets_are_the_marks_of_the_text(shelf: Shelf) -> None:
    for hit in shelf.engine.search(SearchRequest("数字经济")).hits:
        for snippet in hit.snippets:
            assert shelf.texts[hit.id][snippet.start :].startswith(snippet.text)
            assert snippet.marks
            assert all(mark.shifted(snippet.start) in hit.spans for mark in snippet.marks)


def test_no_match_crosses_a_paragraph(build_engine: Build) -> None:
    assert not hits(build_engine("数字\n经济"), '"数字经济"')


@pytest.mark.parametrize("query", ["人工智慧", "ＡＩ", "见", "見", "a i", "50 %", "５0％"])
def test_folding_holds_on_both_sides(build_engine: Build, query: str) -> None:
    text = "人工智慧、用 AI 见、見證 50% Ａ Ｉ"
    assert hits(build_engine(text), quoted(query))

"""Why a document comes first, and what a passage is about."""

import pytest

from tests.unit.search.conftest import Build, make_document
from viewer.core.document import DocumentId
from viewer.core.hit import SearchRequest
from viewer.core.metadata import Metadata
from viewer.search.engine import SearchEngine


@pytest.fixture(scope="module")
def engine(build_engine: Build) -> SearchEngine:
    return build_engine(
        make_document("a", "养老服务驿站建设。养老服务很好。", Metadata(title="关于养老服务的答复")),
        make_document("b", "停车难和养老。"),
        make_document("c", "服务企业，养老金。"),
        make_document("d", "潮汐停车位，潮汐停车泊位共享。"),
        make_document("e", "潮汐停车也是办法。企业服务。"),
    )


@pytest.mark.parametrize("query", ["养老", "养老服务", "停车 OR 企业", "潮汐停车"])
def test_the_points_of_the_words_are_the_score(engine: SearchEngine, query: str) -> None:
    hits = engine.search(SearchRequest(query)).hits
    for hit in hits:
        explanation = engine.explain(SearchRequest(query), hit.id)
        assert explanation is not None
        assert explanation.points == pytest.approx(hit.score % _bound(engine, query), abs=0.01)


def _bound(engine: SearchEngine, query: str) -> float:
    """Return what a verbatim answer has more than one with its words apart."""
    (best, *_) = engine.search(SearchRequest(query)).hits
    explanation = engine.explain(SearchRequest(query), best.id)
    assert explanation is not None
    return (best.score - explanation.points) or float("inf")


def test_it_is_said_where_a_word_stands(engine: SearchEngine) -> None:
    explanation = engine.explain(SearchRequest("养老服务"), DocumentId("a"))
    assert explanation is not None
    (word,) = [each for each in explanation.words if each.word == "养老"]
    assert (word.in_title, word.in_text, word.documents) == (1, 2, 3)
    assert explanation.verbatim


def test_words_apart_are_no_verbatim_answer(engine: SearchEngine) -> None:
    explanation = engine.explain(SearchRequest("企业养老"), DocumentId("c"))
    assert explanation is not None
    assert not explanation.verbatim


def test_what_does_not_answer_is_not_explained(engine: SearchEngine) -> None:
    assert engine.explain(SearchRequest("停车"), DocumentId("a")) is None
    assert engine.explain(SearchRequest("停车"), DocumentId("?")) is None


def test_a_passage_leads_to_others_that_speak_of_the_same(engine: SearchEngine) -> None:
    query = engine.query_like("服务方面：潮汐停车，潮汐停车泊位。2024")
    assert query.startswith("潮汐")
    assert {hit.id for hit in engine.search(SearchRequest(query)).hits[:2]} == {"d", "e"}


@pytest.mark.parametrize("passage", ["", "。，", "从未见过之语", "12 34"])
def test_a_passage_without_telling_words_leads_nowhere(engine: SearchEngine, passage: str) -> None:
    assert engine.query_like(passage) == ""

"""Another page of the same question is answered from what was found for the first, but never from what has changed."""

import pytest

from tests.unit.search.conftest import Build, MemoryLibrary, make_document
from viewer.core.document import DocumentId
from viewer.core.errors import Cancelled
from viewer.core.hit import SearchRequest
from viewer.core.progress import CancelToken
from viewer.core.query import QueryField
from viewer.search.answer import Answer
from viewer.search.engine import SearchEngine
from viewer.search.folded_texts import FoldedTexts
from viewer.search.query import parse
from viewer.search.recent_answers import RecentAnswers


def ids(engine: SearchEngine, query: str) -> list[str]:
    return sorted(hit.id for hit in engine.search(SearchRequest(query)).hits)


def test_a_question_asked_again_is_answered_as_before(build_engine: Build) -> None:
    engine = build_engine("推进数字经济", "数字的经济", "养老")
    assert ids(engine, '"数字经济"') == ids(engine, '"数字经济"') == ["d0"]


def test_a_new_document_is_found_by_a_question_asked_before(build_engine: Build) -> None:
    library = MemoryLibrary([make_document("a", "推进数字经济")])
    engine = build_engine(*library.documents.values(), library=library)
    assert ids(engine, '"数字经济"') == ["a"]
    added = make_document("b", "发展数字经济")
    library.documents[added.id] = added
    engine.index.add([added])
    assert ids(engine, '"数字经济"') == ["a", "b"]


@pytest.mark.parametrize("query", ["标签:重点", "停车 标签:重点", "NOT 标签:重点", "有:标签 或 标签:重点"])
def test_a_tag_given_meanwhile_counts(build_engine: Build, query: str) -> None:
    library = MemoryLibrary([make_document("a", "停车"), make_document("b", "停车")])
    engine = build_engine(*library.documents.values(), library=library)
    before = ids(engine, query)
    library.values[QueryField.TAG] = {DocumentId("a"): ("重点",)}
    assert ids(engine, query) != before


def test_who_cancels_another_question_does_not_cancel_this_one(build_engine: Build) -> None:
    engine = build_engine("推进数字经济")
    first = CancelToken()
    engine.search(SearchRequest('"数字经济"'), cancel=first)
    first.cancel()
    with pytest.raises(Cancelled):
        engine.search(SearchRequest('"数字经济"'), cancel=first)
    assert ids(engine, '"数字经济"') == ["d0"]


def test_only_the_latest_are_kept(build_engine: Build) -> None:
    engine, library, answers = build_engine("推进数字经济"), MemoryLibrary(), RecentAnswers()
    queries = [query for number in range(20) if (query := parse(f"数字{number}")) is not None]
    with engine.index.open_reader() as reader:
        for query in queries:
            answers.keep(query, Answer(None, reader, library, FoldedTexts(library, room=0), CancelToken()))
        kept = [answers.find(query, reader, CancelToken()) is not None for query in queries]
    assert kept == [False] * 4 + [True] * 16

"""A question is answered from the library, and says when the answer may not be whole."""

from collections.abc import Callable
from pathlib import Path

import pytest

from viewer.core.catalog import ImportReport
from viewer.core.document import DocumentId
from viewer.core.errors import DocumentNotFoundError, QueryError
from viewer.core.hit import SearchRequest
from viewer.core.progress import CancelToken
from viewer.services.opening import Services

ImportNow = Callable[..., ImportReport]


def test_a_passage_is_found_with_exact_marks(services: Services, import_now: ImportNow, replies: Path) -> None:
    import_now(replies)
    (hit,) = services.searcher.search(SearchRequest("加装电梯"), cancel=CancelToken()).hits
    text = services.documents.open(hit.id).reading.document.text
    assert {span.of(text) for span in hit.spans} == {"加装电梯"}
    assert hit.spans == services.searcher.find_in(hit.id, "加装电梯")


def test_an_empty_library_answers_nothing_at_once(services: Services) -> None:
    result = services.searcher.search(SearchRequest("停车"), cancel=CancelToken())
    assert (result.total, result.complete) == (0, True)


def test_an_answer_is_incomplete_while_documents_wait(services: Services, import_now: ImportNow, replies: Path) -> None:
    (document_id, *_) = import_now(replies).imported
    services.index.close()
    with services._library.transaction() as documents:
        documents.mark_indexed([document_id], indexed=False)
    assert not services.searcher.search(SearchRequest("停车"), cancel=CancelToken()).complete


def test_a_query_that_cannot_be_read_says_where(services: Services) -> None:
    with pytest.raises(QueryError):
        services.searcher.search(SearchRequest("(停车"), cancel=CancelToken())


def test_marks_of_an_unknown_document_are_an_error(services: Services) -> None:
    with pytest.raises(DocumentNotFoundError):
        services.searcher.find_in(DocumentId("?"), "停车")

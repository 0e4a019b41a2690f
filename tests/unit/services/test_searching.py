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


def test_a_table_of_synonyms_in_the_library_widens_on_offer(
    services: Services, import_now: ImportNow, replies: Path
) -> None:
    import_now(replies)
    (services.folder / "synonyms.toml").write_text('groups = [["加装电梯", "装个梯子"]]', "utf-8")
    result = services.searcher.search(SearchRequest("装个梯子"), cancel=CancelToken())
    assert result.total == 0
    (offer, *_) = result.widenings
    assert services.searcher.search(SearchRequest(offer.query), cancel=CancelToken()).total == 1


def test_a_condition_on_a_figure_is_answered_from_the_library(
    services: Services, import_now: ImportNow, tmp_path: Path
) -> None:
    reply = tmp_path / "reply.txt"
    reply.write_text("关于数字经济的答复\n截至2023年底，全区数字经济企业达到6100余家，税收增长12%。\n", "utf-8")
    (document_id,) = import_now(reply).imported
    figures = services.documents.open(document_id).reading.metrics
    assert any(figure.value == 6100 for figure in figures)
    for query, total in (("指标:数字经济企业>5000家", 1), ("指标:数字经济企业>7000", 0), ("有:指标", 1)):
        assert services.searcher.search(SearchRequest(query), cancel=CancelToken()).total == total
    marks = services.searcher.find_in(document_id, "指标:数字经济企业>5000家")
    assert [span.of(services.documents.open(document_id).reading.document.text) for span in marks] == ["6100余家"]


def test_every_match_of_a_document_is_shown_in_context(
    services: Services, import_now: ImportNow, replies: Path
) -> None:
    import_now(replies)
    (hit,) = services.searcher.search(SearchRequest("加装电梯"), cancel=CancelToken()).hits
    contexts = services.searcher.contexts(hit.id, "加装电梯")
    assert [mark.shifted(each.start) for each in contexts for mark in each.marks] == list(hit.spans)


def test_a_selection_names_all_documents_that_answer(services: Services, import_now: ImportNow, replies: Path) -> None:
    report = import_now(replies)
    selection = services.searcher.select(SearchRequest(""), cancel=CancelToken())
    assert selection.ids == set(report.imported)
    assert selection.facets["year"] == (("2023", 3),)

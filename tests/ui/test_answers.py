"""What a person does with an answer: widens it, searches further, sees every match, keeps and exports it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog

from tests.ui.conftest import CheckModel, Desk
from viewer.core.document import DocumentId
from viewer.core.hit import FacetChoice, Hit, ResultFormat, SearchResult, Snippet, Widening, WideningKind
from viewer.core.metadata import Metadata
from viewer.core.span import Span
from viewer.ui.actions import ActionId
from viewer.ui.library.facet_model import FacetRowKind
from viewer.ui.search.asked import Asked
from viewer.ui.search.box import SearchBox
from viewer.ui.search.explanation_dialog import ExplanationDialog
from viewer.ui.search.result_model import Grouping, ResultModel, RowKind
from viewer.ui.search.synonym_model import SynonymModel, words_of
from viewer.ui.search.synonym_window import SynonymWindow
from viewer.ui.theme import Role

SYNONYM = Widening(WideningKind.SYNONYM, "停车 | 泊车", "停车", ("泊车",))


def hit(key: str, year: int | None, matches: int = 1) -> Hit:
    date = f"{year}-01-01" if year else None
    spans = tuple(Span(place, place + 1) for place in range(matches))
    return Hit(DocumentId(key), key, date, 1.0, spans, (Snippet(0, "停车", (Span(0, 1),)),), Metadata(date=date))


def kinds(model: ResultModel) -> list[RowKind]:
    return [model.row_at(row).kind for row in range(model.rowCount())]


def _has_colour(box: SearchBox, role: Role) -> bool:
    picture, colour = box.grab().toImage(), box.appearance.theme[role].rgb()
    return any(
        picture.pixelColor(x, y).rgb() == colour for x in range(picture.width()) for y in range(picture.height())
    )


def test_a_question_within_results_holds_both_questions() -> None:
    asked = Asked("停车 | 泊车").in_results().with_typed("收费")
    assert asked.query == "(停车 | 泊车) (收费)"
    assert asked.typed_position(len("(停车 | 泊车) (收")) == 1


def test_an_offer_taken_up_is_taken_back() -> None:
    asked = Asked("停车").with_widening(SYNONYM)
    assert asked.query == "停车 | 泊车"
    assert asked.without_widening(SYNONYM) == Asked("停车")
    assert asked.with_typed("养老") == Asked("养老")


def test_years_stand_under_headings_across_pages(check_model: CheckModel) -> None:
    model = ResultModel()
    check_model(model)
    facets = {"year": (("2024", 2), ("2023", 1))}
    first = SearchResult("q", 4, 1.0, complete=True, hits=(hit("a", 2024),), facets=facets)
    model.show_result(first, Grouping.YEAR)
    rest = (hit("b", 2024), hit("c", 2023), hit("d", None))
    model.append_page(SearchResult("q", 4, 1.0, complete=True, hits=rest))
    headings = [model.index(row).data() for row, kind in enumerate(kinds(model)) if kind is RowKind.GROUP]
    assert headings == ["2024，2 份", "2023，1 份", "未注明"]


def test_every_match_is_shown_and_hidden_again(check_model: CheckModel) -> None:
    model = ResultModel()
    check_model(model)
    model.show_result(SearchResult("q", 2, 1.0, complete=True, hits=(hit("a", 2024, 3), hit("b", 2024))))
    before = kinds(model)
    assert before == [RowKind.DOCUMENT, RowKind.PASSAGE, RowKind.MORE, RowKind.DOCUMENT, RowKind.PASSAGE]
    model.show_contexts(DocumentId("a"), [Snippet(place, "停车", (Span(0, 1),)) for place in range(3)])
    assert kinds(model)[1:5] == [RowKind.PASSAGE, RowKind.PASSAGE, RowKind.PASSAGE, RowKind.LESS]
    model.show_best(DocumentId("a"))
    assert kinds(model) == before


def test_an_offered_synonym_is_one_click_and_stands_as_a_chip(desk: Desk) -> None:
    desk.search("人工智能")
    chips = desk.panes.lists.chips
    (offer,) = chips.offered
    offer.click()
    desk.settle()
    assert desk.workspace.conversation.query != "人工智能"
    assert desk.panes.top.box.query == "人工智能"
    (taken,) = chips.taken
    assert "AI" in taken.text()
    assert not chips.offered
    taken.click()
    desk.settle()
    assert desk.workspace.conversation.query == "人工智能"


def test_a_query_is_asked_within_the_results(desk: Desk) -> None:
    desk.search("人工智能")
    everything = {each.id for each in desk.panes.lists.results.hits}
    desk.do(ActionId.SEARCH_IN_RESULTS)
    desk.search("社区")
    found = {each.id for each in desk.panes.lists.results.hits}
    assert found < everything
    assert "人工智能" in desk.panes.lists.chips.taken[0].text()


def test_nothing_found_names_the_word_and_offers_ways_on(desk: Desk) -> None:
    desk.search("人工智能 海水淡化")
    page = desk.panes.lists.no_hit
    assert "海水淡化" in page.missing.text()
    way = next(way for way in page.ways if "去掉“海水淡化”" in way.text())
    way.click()
    desk.settle()
    assert desk.panes.lists.results.hits


def test_a_misspelt_word_is_mended_with_one_click(desk: Desk) -> None:
    desk.search("人工只能")
    way = next(way for way in desk.panes.lists.no_hit.ways if "人工智能" in way.text())
    way.click()
    desk.settle()
    assert desk.panes.top.box.query == "人工智能"
    assert desk.panes.lists.results.hits


def test_the_place_of_an_error_is_marked_in_the_box(desk: Desk) -> None:
    box = desk.panes.top.box
    desk.search("停车 (人工智能")
    assert _has_colour(box, Role.ERROR_SOFT)
    QTest.keyClicks(box, "x")
    assert not _has_colour(box, Role.ERROR_SOFT)


def test_all_matches_of_a_document_open_below_it(desk: Desk) -> None:
    desk.search("人工智能")
    results, view = desk.panes.lists.results, desk.panes.lists.result_view
    row = next(row for row, kind in enumerate(kinds(results)) if kind is RowKind.MORE)
    matches = results.row_at(row).hit.matches
    view.clicked.emit(results.index(row))
    desk.settle()
    rows = [results.row_at(place) for place in range(results.rowCount())]
    first = [each for each in rows if each.hit.id == rows[0].hit.id and each.snippet]
    assert sum(len(each.snippet.marks) for each in first if each.snippet) == matches


def test_why_a_document_comes_first_is_explained(desk: Desk) -> None:
    desk.search("人工智能")
    desk.panes.lists.result_view.explanation_wanted.emit(desk.panes.lists.results.hits[0].id)
    desk.settle()
    dialog = desk.window.findChild(ExplanationDialog)
    assert isinstance(dialog, ExplanationDialog)
    assert "一字不差" in dialog.reason.text()
    dialog.close()


def test_a_passage_leads_to_others_like_it(desk: Desk) -> None:
    desk.read("050号")
    cursor = desk.panes.reader.page.textCursor()
    cursor.setPosition(400)
    cursor.setPosition(700, cursor.MoveMode.KeepAnchor)
    desk.panes.reader.page.setTextCursor(cursor)
    desk.do(ActionId.SIMILAR)
    desk.settle()
    assert desk.panes.lists.results.hits
    assert desk.panes.top.box.query


def test_a_passage_of_the_answer_is_copied_with_its_source(desk: Desk) -> None:
    desk.search("人工智能")
    results = desk.panes.lists.results
    desk.panes.lists.result_view.copy_wanted.emit(results.row_at(1))
    assert results.row_at(0).hit.title in QGuiApplication.clipboard().text()
    assert "<p>——《" in QGuiApplication.clipboard().mimeData().html()


def test_a_saved_search_stands_in_the_sidebar_with_its_count(
    desk: Desk, open_desk: Callable[..., Desk], library: Path
) -> None:
    desk.search("人工智能")
    desk.workspace.choices.toggle(FacetChoice("year", "2024"))
    desk.settle()
    desk.do(ActionId.SAVE_SEARCH)
    dialog = desk.window.findChild(QInputDialog)
    assert isinstance(dialog, QInputDialog)
    dialog.setTextValue("智能")
    dialog.accept()
    desk.settle()
    desk.close()
    again = open_desk(library)
    model = again.panes.sidebar.saved.searches
    again.until(lambda: model.rowCount() == 1 and model.index(0).data(model.CountRole) is not None)
    assert model.index(0).data() == "智能"
    again.panes.sidebar.saved.clicked.emit(model.index(0))
    again.settle()
    assert len(again.panes.lists.results.hits) == model.index(0).data(model.CountRole)
    assert again.workspace.choices.chosen == (FacetChoice("year", "2024"),)


def test_a_saved_search_is_deleted_with_its_key_and_comes_back(desk: Desk) -> None:
    desk.search("人工智能")
    desk.workspace.answers.saved.save("智能", desk.workspace.conversation.request())
    view = desk.panes.sidebar.saved
    desk.until(lambda: view.searches.rowCount() == 1)
    view.setCurrentIndex(view.searches.index(0))
    QTest.keyClick(view, Qt.Key.Key_Delete)
    desk.until(lambda: view.searches.rowCount() == 0)
    desk.workspace.notes.keeper.changes.undo()
    desk.until(lambda: view.searches.rowCount() == 1)
    desk.workspace.notes.keeper.changes.undo()
    desk.until(lambda: view.searches.rowCount() == 0)


def test_filters_only_the_library_knows_narrow_the_list(desk: Desk) -> None:
    facets = desk.panes.sidebar.facets.facets
    desk.until(lambda: any(facets.row_at(row).field == "result_class" for row in range(facets.rowCount())))
    rows = [facets.row_at(row) for row in range(facets.rowCount())]
    value = next(row for row in rows if row.field == "result_class" and row.kind is FacetRowKind.VALUE)
    desk.workspace.choices.toggle(FacetChoice(value.field, value.text))
    desk.until(lambda: desk.panes.lists.documents.rowCount() == value.count)


@pytest.mark.parametrize("result_format", ResultFormat)
def test_an_answer_is_written_to_a_file(desk: Desk, tmp_path: Path, result_format: ResultFormat) -> None:
    desk.search("人工智能")
    path = tmp_path / f"结果.{result_format}"
    desk.workspace.answers.inquiries.export(desk.workspace.conversation.request(), result_format, path)
    desk.until(path.exists)
    assert path.stat().st_size


def test_words_of_one_meaning_are_written_as_people_write_them() -> None:
    assert words_of("区科委，区科学技术委员会、 区科委 = 科委") == ("区科委", "区科学技术委员会", "科委")


def test_only_ones_own_synonyms_can_be_changed(check_model: CheckModel) -> None:
    model = SynonymModel()
    check_model(model)
    model.show_groups([("停车", "泊车")], [("人工智能", "AI")])
    model.setData(model.index(0, 0), "停车、泊车、停放")
    model.setData(model.index(1, 0), "别的")
    assert model.own == (("停车", "泊车", "停放"),)
    model.remove([0, 1])
    assert model.rowCount() == 1


def test_a_synonym_written_in_the_window_is_offered_at_once(desk: Desk) -> None:
    desk.do(ActionId.SYNONYMS)
    desk.settle()
    window = desk.window.findChild(SynonymWindow)
    assert isinstance(window, SynonymWindow)
    window.model.setData(window.model.index(window.model.add(), 0), "区块链，链上账本")
    desk.settle()
    window.close()
    desk.search("区块链")
    desk.search("链上账本")
    assert any("区块链" in way.text() for way in desk.panes.lists.no_hit.ways)

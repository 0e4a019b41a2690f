"""Documents stand open beside each other, are read on where they were left, and come back after the next start."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.conftest import Desk
from viewer.ui.actions import ActionId
from viewer.ui.preferences.table import PreferenceId


def open_beside(desk: Desk, part_of_title: str) -> str:
    summary = desk.summary(part_of_title)
    desk.panes.lists.table.select_document(summary.id)
    desk.do(ActionId.OPEN_IN_TAB)
    desk.until(lambda: desk.panes.reader.document_id == summary.id)
    return summary.id


def test_a_single_document_needs_no_tab(desk: Desk) -> None:
    desk.read("050号")
    desk.read("054号")
    assert desk.panes.tabs.count() == 1
    assert not desk.panes.tabs.isVisible()


def test_documents_stand_beside_each_other(desk: Desk) -> None:
    first = desk.read("050号").id
    second = open_beside(desk, "054号")
    assert desk.panes.tabs.documents == (first, second)
    assert desk.panes.tabs.isVisible()
    desk.do(ActionId.NEXT_TAB)
    desk.until(lambda: desk.panes.reader.document_id == first)
    desk.do(ActionId.PREVIOUS_TAB)
    desk.until(lambda: desk.panes.reader.document_id == second)


def test_a_closed_tab_gives_way_to_the_next_and_comes_back(desk: Desk) -> None:
    first = desk.read("050号").id
    second = open_beside(desk, "054号")
    desk.do(ActionId.CLOSE_DOCUMENT)
    desk.until(lambda: desk.panes.reader.document_id == first)
    desk.do(ActionId.REOPEN)
    desk.until(lambda: desk.panes.reader.document_id == second)
    desk.do(ActionId.CLOSE_DOCUMENT)
    desk.until(lambda: desk.panes.reader.document_id == first)
    desk.do(ActionId.CLOSE_DOCUMENT)
    assert not desk.panes.reader.isVisible()
    assert desk.panes.tabs.count() == 0


def test_the_middle_button_closes_the_tab_it_is_on_and_no_other(desk: Desk) -> None:
    first = desk.read("050号").id
    open_beside(desk, "054号")
    third = open_beside(desk, "评估报告")
    tabs = desk.panes.tabs
    QTest.mouseClick(tabs, Qt.MouseButton.MiddleButton, pos=tabs.tabRect(1).center())
    desk.settle()
    assert tabs.documents == (first, third)
    assert desk.panes.reader.document_id == third


def test_a_tab_closed_while_its_document_is_on_its_way_stays_closed(desk: Desk) -> None:
    first = desk.read("050号").id
    second = open_beside(desk, "054号")
    desk.workspace.documents.turn_to(first)
    desk.panes.tabs.closing_wanted.emit(first)
    desk.settle()
    assert desk.panes.tabs.documents == (second,)
    assert desk.panes.reader.document_id == second


def test_each_document_is_read_on_where_it_was_left(desk: Desk) -> None:
    desk.read("评估报告")
    desk.settle()
    desk.panes.reader.go_to_offset(3000)
    desk.read("050号")
    desk.read("评估报告")
    desk.until(lambda: abs(desk.panes.reader.page.top_offset() - 3000) < 120)


def test_tabs_and_the_query_come_back_after_the_next_start(open_desk: Callable[..., Desk], library: Path) -> None:
    desk = open_desk(library)
    first = desk.read("050号").id
    second = open_beside(desk, "054号")
    desk.search("人工智能")
    desk.close()
    again = open_desk(library)
    again.until(lambda: again.panes.reader.document_id == second)
    again.settle()
    assert again.panes.tabs.documents == (first, second)
    assert again.panes.top.box.query == "人工智能"
    assert again.panes.lists.results.hits


def test_who_wants_a_fresh_start_gets_one(open_desk: Callable[..., Desk], library: Path) -> None:
    desk = open_desk(library)
    desk.read("050号")
    desk.close()
    again = open_desk(library)
    again.window.preferences.put(PreferenceId.RESUME_READING, value=False)
    again.close()
    assert again.window.preferences.libraries() == (library,)


def test_a_removed_document_has_no_tab_any_more(desk: Desk) -> None:
    desk.read("050号")
    removed = desk.summary("054号").id
    open_beside(desk, "054号")
    desk.do(ActionId.NEXT_TAB)
    desk.settle()
    desk.workspace._remove((removed,))
    desk.until(lambda: len(desk.workspace.summaries) == 4)
    assert desk.panes.tabs.count() == 1


def test_what_was_read_and_opened_lately_stands_in_the_menu(desk: Desk, library: Path, tmp_path: Path) -> None:
    desk.read("050号")
    desk.read("054号")
    other = tmp_path / "other"
    other.mkdir()
    desk.window.preferences.remember_library(other)
    desk.interior.recent.fill()
    titles = [action.text() for action in desk.interior.recent.documents_menu.actions()]
    assert ["054号" in titles[0], "050号" in titles[1]] == [True, True]
    assert [action.text() for action in desk.interior.recent.libraries_menu.actions()] == [str(other)]
    assert str(library) != str(other)

"""The whole window on real libraries: each test is something a person does."""

from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox

from tests.ui.conftest import CORPUS, WAIT_MS, Desk
from viewer.core.document import DocumentId
from viewer.core.hit import FacetChoice, SortOrder
from viewer.ui.actions import ActionId
from viewer.ui.faults import Faults
from viewer.ui.importing.pair_dialog import PairDialog
from viewer.ui.importing.report_dialog import ReportDialog
from viewer.ui.preferences.dialog import PreferencesDialog


def drop(desk: Desk, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(300, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    desk.window.dropEvent(event)


def test_an_empty_library_says_what_to_do(open_desk: Callable[..., Desk], tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "new")
    assert desk.panes.lists.empty_library.isVisible()
    assert "拖到这里" in desk.panes.lists.empty_library.explanation.text()
    assert not desk.panes.sidebar.isVisible()


def test_dropped_files_are_imported_and_listed(open_desk: Callable[..., Desk], tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "new")
    drop(desk, CORPUS)
    desk.until(lambda: len(desk.workspace.summaries) == 5)
    assert desk.panes.lists.table.isVisible()
    assert desk.panes.lists.documents.rowCount() == 5


def test_a_file_given_at_the_start_is_imported_and_opened(open_desk: Callable[..., Desk], tmp_path: Path) -> None:
    first = min(CORPUS.glob("*.txt"))
    desk = open_desk(tmp_path / "new", (first,))
    desk.until(lambda: desk.panes.reader.stored is not None)
    assert desk.panes.reader.stored is not None
    assert desk.panes.reader.stored.reading.source.name == first.name


def test_a_single_file_that_is_here_already_is_opened(desk: Desk) -> None:
    first = min(CORPUS.glob("*.txt"))
    drop(desk, first)
    desk.until(lambda: desk.panes.reader.stored is not None)
    assert desk.panes.reader.stored is not None
    assert desk.panes.reader.stored.reading.source.name == first.name
    assert desk.window.findChild(ReportDialog) is None


def test_where_nothing_failed_nothing_is_to_be_tried_again(desk: Desk) -> None:
    drop(desk, *sorted(CORPUS.glob("*.txt"))[:2])
    desk.until(lambda: desk.window.findChild(ReportDialog))
    dialog = desk.window.findChild(ReportDialog)
    assert isinstance(dialog, ReportDialog)
    desk.until(dialog.isVisible)
    assert not dialog.retry.isVisible()
    dialog.close()


def test_a_bad_file_is_listed_afterwards_with_advice(desk: Desk, tmp_path: Path) -> None:
    empty = tmp_path / "空白.txt"
    empty.write_bytes(b"")
    drop(desk, empty, min(CORPUS.glob("*.txt")))
    desk.until(lambda: desk.window.findChild(ReportDialog))
    dialog = desk.window.findChild(ReportDialog)
    assert isinstance(dialog, ReportDialog)
    model = dialog.table.model()
    assert [model.index(row, 0).data() for row in range(2)] == ["空白.txt", min(CORPUS.glob("*.txt")).name]
    assert model.index(0, 2).data()
    dialog.close()


def test_failed_files_can_be_tried_again(desk: Desk, tmp_path: Path) -> None:
    late = tmp_path / "晚到.txt"
    late.write_bytes(b"")
    drop(desk, late)
    desk.until(lambda: desk.window.findChild(ReportDialog))
    late.write_text("关于停车问题的答复\n张三代表：\n您提出的建议收悉，现答复如下。", encoding="utf-8")
    dialog = desk.window.findChild(ReportDialog)
    assert isinstance(dialog, ReportDialog)
    dialog.retry.click()
    desk.until(lambda: len(desk.workspace.summaries) == 6)


def test_search_shows_documents_with_their_passages(desk: Desk) -> None:
    desk.search("人工智能")
    results = desk.panes.lists.results
    assert desk.panes.lists.result_view.isVisible()
    rows = [results.row_at(row) for row in range(results.rowCount())]
    marked = [mark.of(row.snippet.text) for row in rows if row.snippet for mark in row.snippet.marks]
    assert marked
    assert set(marked) == {"人工智能"}


def test_a_passage_opens_its_document_at_the_match(desk: Desk) -> None:
    desk.search("人工智能")
    row = desk.panes.lists.results.row_at(2)
    desk.panes.lists.result_view.row_chosen.emit(2)
    desk.until(lambda: desk.panes.reader.document_id == row.hit.id)
    reader = desk.panes.reader
    assert reader.current_hit is not None
    assert reader.hits[reader.current_hit] == row.span
    assert reader.find_bar.count.text() == f"{reader.current_hit + 1} / {row.hit.matches}"


def test_the_next_match_after_the_last_is_the_first(desk: Desk) -> None:
    desk.search("人工智能")
    desk.panes.lists.result_view.row_chosen.emit(0)
    desk.until(lambda: desk.panes.reader.hits)
    total = len(desk.panes.reader.hits)
    for _ in range(total):
        desk.do(ActionId.FIND_NEXT)
    assert desk.panes.reader.current_hit == 0
    desk.do(ActionId.FIND_PREVIOUS)
    assert desk.panes.reader.current_hit == total - 1


def test_nothing_found_says_what_was_looked_for(desk: Desk) -> None:
    desk.search("海水淡化")
    assert desk.panes.lists.no_hit.isVisible()
    assert "海水淡化" in desk.panes.lists.no_hit.headline.text()


def test_an_unreadable_query_is_explained_under_the_box(desk: Desk) -> None:
    desk.search("(人工智能")
    assert desk.panes.top.problem.isVisible()
    assert "▸(" in desk.panes.top.problem.text()
    desk.search("人工智能")
    assert not desk.panes.top.problem.isVisible()


def test_filters_narrow_the_list_and_can_be_cleared(desk: Desk) -> None:
    desk.workspace.choices.toggle(FacetChoice("year", "2024"))
    shown = [desk.panes.lists.documents.summary_at(row) for row in range(desk.panes.lists.documents.rowCount())]
    assert {summary.metadata.year for summary in shown} == {2024}
    desk.panes.sidebar.clear.click()
    assert desk.panes.lists.documents.rowCount() == 5


def test_filters_narrow_an_answer_too(desk: Desk) -> None:
    desk.search("人工智能")
    everything = len(desk.panes.lists.results.hits)
    desk.workspace.choices.toggle(FacetChoice("year", "2024"))
    desk.settle()
    hits = desk.panes.lists.results.hits
    assert 0 < len(hits) < everything
    assert {hit.metadata.year for hit in hits} == {2024}


def test_answers_can_be_ordered_by_date(desk: Desk) -> None:
    desk.search("人工智能")
    desk.panes.lists.order_button.action_of(SortOrder.DATE).trigger()
    desk.settle()
    dates = [hit.date for hit in desk.panes.lists.results.hits if hit.date]
    assert dates == sorted(dates, reverse=True)


def test_an_emptied_search_box_brings_the_list_back(desk: Desk) -> None:
    desk.search("人工智能")
    desk.panes.top.box.clear()
    desk.until(desk.panes.lists.table.isVisible)
    assert desk.panes.lists.documents.rowCount() == 5


def test_back_and_forward_walk_through_what_was_read(desk: Desk) -> None:
    first = desk.read("054号")
    second = desk.read("050号")
    desk.do(ActionId.BACK)
    desk.until(lambda: desk.panes.reader.document_id == first.id)
    desk.do(ActionId.FORWARD)
    desk.until(lambda: desk.panes.reader.document_id == second.id)


def test_another_document_can_be_opened_while_matches_are_shown(desk: Desk) -> None:
    desk.search("人工智能")
    desk.panes.lists.result_view.row_chosen.emit(0)
    desk.until(lambda: desk.panes.reader.hits)
    desk.search("")
    summary = desk.read("050号")
    desk.qtbot.wait(10)
    assert desk.panes.reader.document_id == summary.id
    assert not desk.panes.reader.hits


def test_find_in_the_document_marks_what_was_typed(desk: Desk) -> None:
    desk.read("050号")
    desk.do(ActionId.FIND)
    QTest.keyClicks(desk.panes.reader.find_bar.field, "5G")
    desk.settle()
    desk.panes.reader.find_bar.field.setText("数字经济")
    desk.panes.reader.find_bar.field.textEdited.emit("数字经济")
    desk.until(lambda: desk.panes.reader.hits)
    text = desk.panes.reader.page.shown_document.text
    assert {span.of(text) for span in desk.panes.reader.hits} == {"数字经济"}
    assert len(desk.panes.reader.hits) == text.count("数字经济")


def test_questions_after_an_import_come_one_after_the_other(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "空白.txt").write_bytes(b"")
    samples = resources.files("viewer.resources").joinpath("self_test")
    for name in ("reply.docx", "reply.odt"):
        (tmp_path / name).write_bytes(samples.joinpath(name).read_bytes())
    desk.workspace.import_paths([tmp_path])
    desk.qtbot.waitUntil(lambda: desk.window.findChild(ReportDialog) is not None, timeout=5 * WAIT_MS)
    desk.qtbot.waitUntil(lambda: desk.runner.is_idle, timeout=5 * WAIT_MS)
    assert desk.window.findChild(PairDialog) is None
    report = desk.window.findChild(ReportDialog)
    assert isinstance(report, ReportDialog)
    report.reject()
    desk.qtbot.waitUntil(lambda: desk.window.findChild(PairDialog) is not None, timeout=5 * WAIT_MS)
    pairs = desk.window.findChild(PairDialog)
    assert isinstance(pairs, PairDialog)
    pairs.reject()


def test_enter_on_a_row_goes_into_the_page(desk: Desk) -> None:
    lists, page = desk.panes.lists, desk.panes.reader.page
    lists.table.setFocus()
    lists.table.selectRow(0)
    QTest.keyClick(lists.table, Qt.Key.Key_Return)
    desk.until(page.hasFocus)  # no document was shown before
    desk.search("数字经济")
    lists.result_view.setFocus()
    lists.result_view.select_row(0)
    QTest.keyClick(lists.result_view, Qt.Key.Key_Down)
    desk.settle()
    assert lists.result_view.hasFocus()  # who walks stays in the list
    QTest.keyClick(lists.result_view, Qt.Key.Key_Return)
    desk.until(page.hasFocus)


def test_reading_alone_the_keys_of_the_page_work_at_once(desk: Desk) -> None:
    desk.read("第050号")
    desk.panes.top.box.setFocus()
    desk.do(ActionId.READING_MODE)
    desk.until(desk.panes.reader.page.hasFocus)
    desk.do(ActionId.READING_MODE)


def test_the_key_for_the_next_match_finds_again_what_was_found_last(desk: Desk) -> None:
    desk.read("第050号")
    reader = desk.panes.reader
    desk.do(ActionId.FIND_NEXT)
    assert reader.find_bar.field.hasFocus()  # nothing was looked for yet
    reader.find_bar.field.setText("数字经济")
    reader.find_bar.field.textEdited.emit("数字经济")
    desk.until(lambda: reader.hits)
    found = len(reader.hits)
    QTest.keyClick(reader.find_bar.field, Qt.Key.Key_Escape)
    assert not reader.hits
    desk.do(ActionId.FIND_NEXT)
    desk.until(lambda: len(reader.hits) == found)
    assert reader.find_bar.isVisible()


def test_escape_in_the_find_bar_clears_the_marks(desk: Desk) -> None:
    desk.read("050号")
    desk.do(ActionId.FIND)
    QTest.keyClick(desk.panes.reader.find_bar.field, Qt.Key.Key_Escape)
    assert not desk.panes.reader.find_bar.isVisible()
    assert not desk.panes.reader.hits


def test_the_header_shows_only_what_the_document_states(desk: Desk) -> None:
    summary = desk.read("050号")
    names = [fact.name for fact in desk.panes.reader.header._facts]
    assert desk.panes.reader.header.title.text() == summary.title
    assert "文号" in names
    desk.read("评估报告")
    assert "文号" not in [fact.name for fact in desk.panes.reader.header._facts]


def test_the_outline_takes_no_more_room_than_its_headings(desk: Desk) -> None:
    desk.read("050号")
    outline = desk.panes.sidebar.outline
    rows = outline.outline.rowCount() * outline.sizeHintForRow(0)
    desk.until(lambda: rows <= outline.viewport().height() < rows + outline.sizeHintForRow(0))


def test_the_outline_leads_to_a_heading(desk: Desk) -> None:
    desk.read("050号")
    outline = desk.panes.sidebar.outline
    assert outline.outline.rowCount() >= 3
    offset = outline.outline.offset_at(2)
    outline.heading_chosen.emit(offset)
    assert desk.panes.reader.page.top_offset() == offset


def test_a_removed_document_leaves_list_and_reader(desk: Desk) -> None:
    summary = desk.read("050号")
    desk.panes.lists.table.select_document(summary.id)
    desk.do(ActionId.REMOVE)
    answer(desk, "移出文库")
    desk.until(lambda: len(desk.workspace.summaries) == 4)
    assert not desk.panes.reader.isVisible()


def test_removal_can_be_declined(desk: Desk) -> None:
    desk.read("050号")
    desk.do(ActionId.REMOVE)
    answer(desk, "取消")
    desk.settle()
    assert len(desk.workspace.summaries) == 5


def answer(desk: Desk, button: str) -> None:
    desk.until(lambda: desk.window.findChild(QMessageBox))
    box = desk.window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    next(each for each in box.buttons() if each.text() == button).click()


def test_copied_text_is_the_documents_own(desk: Desk) -> None:
    desk.read("050号")
    page = desk.panes.reader.page
    page.selectAll()
    desk.do(ActionId.COPY)
    assert QGuiApplication.clipboard().text() == page.shown_document.text


def test_a_passage_is_copied_with_its_source(desk: Desk) -> None:
    desk.read("050号")
    desk.panes.reader.page.selectAll()
    desk.do(ActionId.COPY_CITED)
    source = "——《对区政协十五届三次会议第050号提案的答复》·第050号·上海市长宁区发展和改革委员会·2024-04-25"
    desk.until(lambda: QGuiApplication.clipboard().text().endswith(source))
    desk.settle()


def test_the_index_can_be_built_again(desk: Desk) -> None:
    desk.do(ActionId.REINDEX)
    answer(desk, "重建索引")
    desk.settle()
    desk.until(lambda: desk.panes.status.index.text() == "已索引 5 / 5 份")
    desk.search("人工智能")
    assert desk.panes.lists.results.hits


def test_the_next_document_of_the_list_is_one_key_away(desk: Desk) -> None:
    desk.do(ActionId.NEXT_DOCUMENT)
    desk.until(lambda: desk.panes.reader.stored is not None)
    first = desk.panes.reader.document_id
    desk.do(ActionId.NEXT_DOCUMENT)
    desk.until(lambda: desk.panes.reader.document_id != first)
    assert desk.panes.reader.document_id == desk.panes.lists.documents.summary_at(1).id


def test_reading_mode_leaves_only_the_reader(desk: Desk) -> None:
    desk.read("050号")
    legend, aside = desk.interior.fittings.name_panes.legend, desk.interior.fittings.aside
    desk.until(legend.isVisible)
    desk.do(ActionId.ASIDE)
    assert aside.isVisible()
    desk.do(ActionId.READING_MODE)
    assert desk.panes.reader.isVisible()
    assert not desk.panes.lists.isVisible()
    assert not legend.isVisible()
    assert not aside.isVisible()
    desk.do(ActionId.CLOSE_DOCUMENT)
    assert desk.panes.lists.isVisible()
    desk.read("050号")
    assert aside.isVisible()
    desk.until(legend.isVisible)


def test_a_panel_asked_for_beside_the_text_alone_comes(desk: Desk) -> None:
    desk.read("050号")
    desk.do(ActionId.READING_MODE)
    desk.do(ActionId.ASIDE)
    assert desk.interior.fittings.aside.isVisible()
    desk.do(ActionId.READING_MODE)
    assert desk.interior.fittings.aside.isVisible()


def test_the_window_is_named_after_what_is_read(desk: Desk) -> None:
    nameless = desk.window.windowTitle()
    summary = desk.read("050号")
    assert desk.window.windowTitle() == summary.title
    desk.do(ActionId.CLOSE_DOCUMENT)
    assert desk.window.windowTitle() == nameless


def test_a_column_keeps_the_width_it_was_given(open_desk: Callable[..., Desk], library: Path) -> None:
    desk = open_desk(library)
    header = desk.panes.lists.table.horizontalHeader()
    was = header.sectionSize(3)
    header.resizeSection(3, was + 40)
    desk.close()
    again = open_desk(library)
    again.until(lambda: again.panes.lists.table.isVisible() is True)
    assert abs(again.panes.lists.table.horizontalHeader().sectionSize(3) - was - 40) <= 1


def test_a_new_start_continues_where_reading_ended(open_desk: Callable[..., Desk], library: Path) -> None:
    desk = open_desk(library)
    summary = desk.read("评估报告")
    desk.settle()
    desk.panes.reader.go_to_offset(3000)
    before = desk.panes.reader.page.top_offset()
    desk.close()
    again = open_desk(library)
    again.until(lambda: again.panes.reader.document_id == summary.id)
    again.until(lambda: again.panes.reader.page.top_offset() == before)


def test_a_library_that_cannot_be_opened_is_explained(open_desk: Callable[..., Desk], tmp_path: Path) -> None:
    folder = tmp_path / "damaged"
    folder.mkdir()
    (folder / "library.db").write_bytes(b"this is no database" * 100)
    desk = open_desk(folder, fails=True)
    desk.until(desk.interior.fittings.failure.isVisible)
    assert desk.interior.fittings.failure.headline.text()
    assert desk.interior.workspace is None


def test_nothing_is_said_of_a_library_that_gave_way_to_one_that_does_not_open(desk: Desk, tmp_path: Path) -> None:
    status = desk.panes.status
    desk.until(lambda: "5" in status._documents.text())
    folder = tmp_path / "damaged"
    folder.mkdir()
    (folder / "library.db").write_bytes(b"this is no database" * 100)
    desk.interior.open_library(folder)
    desk.until(desk.interior.fittings.failure.isVisible)
    assert not status._documents.text()
    assert not status.index.isVisible()


def test_the_theme_changes_live(desk: Desk) -> None:
    desk.read("050号")
    light = desk.window.palette().window().color()
    desk.do(ActionId.THEME_DARK)
    assert desk.window.palette().window().color().lightness() < light.lightness()


def test_text_grows_and_shrinks(desk: Desk) -> None:
    desk.read("050号")
    desk.do(ActionId.ZOOM_IN)
    assert desk.panes.reader.page.zoom > 1
    desk.do(ActionId.ZOOM_RESET)
    assert desk.panes.reader.page.zoom == 1


def test_the_shortcuts_are_listed(desk: Desk) -> None:
    desk.do(ActionId.SHORTCUTS)
    dialog = desk.window.findChild(QDialog)
    assert isinstance(dialog, QDialog)
    assert dialog.isVisible()
    dialog.close()


def test_no_two_actions_share_a_key(desk: Desk) -> None:
    keys = [keys.toString() for action in ActionId for keys in desk.interior.actions_table[action].shortcuts()]
    assert len(keys) == len(set(keys))


def test_every_action_does_something(desk: Desk) -> None:
    assert set(desk.interior.wiring.slots) == set(ActionId) - {ActionId.QUIT}  # which the window itself does


def test_a_low_window_leaves_its_room_to_the_text(desk: Desk) -> None:
    desk.read("050号")
    header = desk.panes.reader.header
    desk.until(lambda: len(header._lines.findChildren(QLabel)) > 0)
    whole = header.height()
    desk.window.resize(911, 480)
    desk.until(header._line.isVisible)
    line = header._line
    assert isinstance(line, QLabel)
    assert "050" in line.text()  # one line is left, and it names the reply
    desk.until(lambda: header.height() < whole)
    header.more.click()
    desk.until(lambda: len(header._lines.findChildren(QLabel)) > 0)
    header.more.click()


def test_the_window_lives_on_after_a_fault(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    faults = Faults(desk.window)
    faults.report(RuntimeError("broken"))
    answer(desk, "继续")
    assert desk.window.isVisible()
    assert "RuntimeError" in caplog.text
    assert "broken" not in caplog.text


def test_a_fault_behind_an_open_dialog_is_reported_on_it_and_once(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.do(ActionId.PREFERENCES)
    dialog = desk.window.findChild(PreferencesDialog)
    assert isinstance(dialog, PreferencesDialog)
    desk.until(lambda: QApplication.activeModalWidget() is dialog)
    faults = Faults(desk.window)
    faults.report(RuntimeError("broken"))
    faults.report(RuntimeError("broken again"))
    assert caplog.text.count("RuntimeError") == len(("broken", "broken again"))
    (report,) = dialog.findChildren(QMessageBox)
    report.close()
    dialog.close()


def test_a_document_that_is_gone_is_said_so(desk: Desk) -> None:
    desk.workspace.session.open_document(DocumentId("0" * 16))
    answer(desk, "知道了")
    assert desk.panes.reader.stored is None

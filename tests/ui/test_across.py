"""跨文档比较: series, promises, names, counts and two documents, in a window that never waits."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.ui.conftest import CheckModel, Desk
from viewer.core.across import TableFormat
from viewer.core.commitment import CommitmentState
from viewer.core.series import SeriesState, Verdict
from viewer.ui.across.tabs import AcrossTab
from viewer.ui.across.window import AcrossWindow
from viewer.ui.actions import ActionId
from viewer.ui.appearance import Appearance
from viewer.ui.indicators.axis import marks_between, shown_number
from viewer.ui.indicators.chart import ChartLine, ChartPoint, SeriesChart
from viewer.ui.reader.marks import MarkLayer


@pytest.fixture
def across(desk: Desk) -> Iterator[AcrossWindow]:
    """Return the window with its tables filled."""
    desk.do(ActionId.INDICATORS)
    window = desk.opened.across.window
    assert isinstance(window, AcrossWindow)
    desk.until(lambda: "已比对全部" in window.state.text())
    desk.until(lambda: window.indicators.statements.rows_model.rows)
    yield window
    if desk.opened.across.window is not None:
        desk.opened.across.window.close()


def names(window: AcrossWindow) -> list[str]:
    return [each.name for each in window.indicators.list.rows_model.rows]


def said(desk: Desk) -> str:
    return " ".join(label.text() for label in desk.panes.status.findChildren(QLabel))


def choose(desk: Desk, window: AcrossWindow, part: str) -> None:
    number = next(place for place, name in enumerate(names(window)) if part in name)
    window.indicators.list.choose(number)
    desk.until(lambda: part in window.indicators.title.text())


def test_the_founding_replies_show_their_series_with_verdict_and_sentences(desk: Desk, across: AcrossWindow) -> None:
    choose(desk, across, "电商平台")
    page = across.indicators
    assert [row[0].figure.metric.surface for row in page.statements.rows_model.rows] == ["23个", "29个", "29个"]
    assert page.list.chosen()[0].verdict is Verdict.CHANGED
    assert [words in page.passages.toPlainText() for words in ("23个", "29个")] == [True, True]
    assert [len(line.points) for line in page.chart.lines] == [3]


def test_a_series_is_confirmed_and_taken_back(desk: Desk, across: AcrossWindow) -> None:
    choose(desk, across, "电商平台")
    across.indicators.buttons["confirm"].click()
    desk.until(lambda: across.indicators.list.chosen()[0].state is SeriesState.CONFIRMED)
    desk.do(ActionId.UNDO)
    desk.until(lambda: across.indicators.list.chosen()[0].state is SeriesState.SUGGESTED)


def wait_for_state(desk: Desk, window: AcrossWindow, state: SeriesState) -> None:
    desk.until(lambda: [each.state for each in window.indicators.list.chosen()] == [state])


def test_the_keys_of_the_menu_undo_and_redo_in_this_window_too(desk: Desk, across: AcrossWindow) -> None:
    choose(desk, across, "电商平台")
    across.indicators.buttons["confirm"].click()
    control = Qt.KeyboardModifier.ControlModifier
    for key, held, state in (
        (None, control, SeriesState.CONFIRMED),
        (Qt.Key.Key_Z, control, SeriesState.SUGGESTED),
        (Qt.Key.Key_Y, control, SeriesState.CONFIRMED),
        (Qt.Key.Key_Z, control, SeriesState.SUGGESTED),
        (Qt.Key.Key_Z, control | Qt.KeyboardModifier.ShiftModifier, SeriesState.CONFIRMED),
    ):
        if key is not None:
            QTest.keyClick(across, key, held)
        wait_for_state(desk, across, state)


def test_the_keys_of_the_menu_turn_to_another_page_in_this_window_too(desk: Desk, across: AcrossWindow) -> None:
    QTest.keyClick(across, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    desk.until(lambda: across.stack.currentWidget() is across.names)


def test_a_series_is_renamed_pinned_and_split_and_all_of_it_is_taken_back(desk: Desk, across: AcrossWindow) -> None:
    choose(desk, across, "电商平台")
    before = names(across)
    page = across.indicators
    page.rename(page.list.chosen()[0].id, "大电商平台")
    desk.until(lambda: "大电商平台" in names(across))
    choose(desk, across, "大电商平台")
    page.buttons["pin"].click()
    desk.until(lambda: names(across)[0] == "大电商平台" and page.list.rows_model.rows[0].pinned)
    choose(desk, across, "大电商平台")
    page.statements.choose(0)
    page.buttons["split"].click()
    desk.until(lambda: page.list.rows_model.rows[0].mentions == 2)
    for _ in range(3):
        desk.do(ActionId.UNDO)
        desk.runner.wait_for_writes()
    desk.until(lambda: names(across) == before)


def test_a_document_may_leave_while_its_chart_is_open(desk: Desk, across: AcrossWindow) -> None:
    choose(desk, across, "电商平台")
    gone = across.indicators.statements.rows_model.rows[0][0].figure.document_id
    desk.workspace.session.services.documents.remove([gone])
    desk.workspace.session.refresh()
    desk.until(lambda: len(across.indicators.statements.rows_model.rows) == 2)
    assert "电商平台" in across.indicators.title.text()


def test_a_statement_leads_to_its_sentence(desk: Desk, across: AcrossWindow) -> None:
    choose(desk, across, "电商平台")
    figure = across.indicators.statements.rows_model.rows[0][0].figure
    across.passage_wanted.emit(figure.document_id, figure.metric.span.start)
    desk.until(lambda: desk.panes.reader.document_id == figure.document_id)


def test_a_promise_is_judged_and_taken_back(desk: Desk, across: AcrossWindow) -> None:
    desk.do(ActionId.LEDGER)
    desk.until(lambda: across.ledger.list.rows_model.rows)
    number = across.ledger.judgement.findData(CommitmentState.RUNNING.value)
    across.ledger.judgement.setCurrentIndex(number)
    desk.until(lambda: across.ledger.list.chosen()[0].state is CommitmentState.RUNNING)
    desk.do(ActionId.UNDO)
    desk.until(lambda: across.ledger.list.chosen()[0].state is CommitmentState.OPEN)


def test_the_page_of_a_name_leads_to_a_search(desk: Desk, across: AcrossWindow) -> None:
    desk.do(ActionId.NAME_INDEX)
    desk.until(lambda: across.names.mentions.rows_model.rows)
    across.names.search.click()
    assert across.names.list.chosen()[0].name in desk.panes.top.box.text()


def test_a_cell_of_the_statistics_lists_its_documents(desk: Desk, across: AcrossWindow) -> None:
    desk.do(ActionId.STATISTICS)
    page = across.statistics
    desk.until(lambda: page.model.rowCount() > 1)
    page.table.clicked.emit(page.model.index(0, page.model.columnCount() - 1))
    count = int(str(page.model.index(0, page.model.columnCount() - 1).data()))
    desk.until(lambda: len(page.documents.rows_model.rows) == count)
    assert page.heading.text().endswith(f"：{count} 份")


def test_two_documents_stand_side_by_side(desk: Desk, across: AcrossWindow) -> None:
    first, second = [each.id for each in desk.workspace.summaries][:2]
    across.compare(first, second)
    desk.until(lambda: across.collation.model.rowCount() > 0)
    assert (across.collation.left.chosen, across.collation.right.chosen) == (first, second)
    across.collation.only_changes.setChecked(True)
    assert across.collation.model.rowCount() > 0


def test_tables_leave_as_files(desk: Desk, across: AcrossWindow, tmp_path: Path) -> None:
    page = across.indicators
    for form in TableFormat:
        page.write_list(tmp_path / f"指标.{form.value}", form)
        desk.until((tmp_path / f"指标.{form.value}").exists)
    page.write_chart("svg", str(tmp_path / "图"))
    page.write_chart("png", str(tmp_path / "图"))
    assert b"<svg" in (tmp_path / "图.svg").read_bytes()
    assert (tmp_path / "图.png").read_bytes().startswith(b"\x89PNG")


def test_what_is_new_is_shown_on_demand(desk: Desk) -> None:
    desk.workspace.step_document(1)
    desk.until(lambda: desk.panes.reader.document_id)
    desk.do(ActionId.WHATS_NEW)
    desk.until(lambda: "其他答复" in said(desk) or "另外" in said(desk))
    desk.do(ActionId.WHATS_NEW)
    assert desk.panes.reader.page.marks(MarkLayer.SHARED) == ()


def test_the_models_keep_the_rules(across: AcrossWindow, check_model: CheckModel) -> None:
    check_model(across.indicators.list.rows_model)
    check_model(across.statistics.model)
    check_model(across.collation.model)


def test_a_click_on_a_point_tells_which(appearance: Appearance) -> None:
    chart = SeriesChart(appearance)
    chart.resize(500, 240)
    points = tuple(ChartPoint(date(2020 + n, 6, 1), 10.0 + n, 10.0 + n, None, "约", (0, n)) for n in range(3))
    chart.show_lines([ChartLine("指标", points, (points[0],))], "个")
    told: list[tuple[int, int]] = []
    chart.point_chosen.connect(lambda *key: told.append(key))
    places = [QPointF(x, y) for x in range(0, 500, 3) for y in range(0, 240, 3)]
    place = next(each for each in places if (near := chart.point_near(each)) is not None and near.key == (0, 2))
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert told == [(0, 2)]
    chart.deleteLater()


def test_the_side_of_a_chart_shows_round_numbers() -> None:
    assert marks_between(0, 42_000) == [0, 10_000, 20_000, 30_000, 40_000]
    assert [shown_number(value) for value in (310e8, 36_000, 1240, 0)] == ["310亿", "3.6万", "1,240", "0"]


def test_tabs_stand_in_their_order(across: AcrossWindow) -> None:
    across.show_tab(AcrossTab.COLLATION)
    assert [across.tabs.tabText(n) for n in range(across.tabs.count())] == [
        "指标",
        "承诺事项",
        "名称",
        "统计",
        "两文对照",
    ]

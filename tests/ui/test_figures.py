"""Figures in the window: told in words, listed as a table, copied, saved, corrected."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.ui.conftest import CheckModel, Desk
from viewer.core.across import TableFormat
from viewer.core.metric import Comparator, Metric, MetricRole, MetricType, Period
from viewer.core.span import Span
from viewer.ui.actions import ActionId
from viewer.ui.figures.clipboard import as_table
from viewer.ui.figures.editor import FigureForm
from viewer.ui.figures.model import VALUE, WRITTEN, FigureModel
from viewer.ui.figures.panel import FigurePanel
from viewer.ui.figures.wording import number_text, value_text, written_text
from viewer.ui.names.menu import Verb, Wish
from viewer.ui.names.telling import tell_figure

TEXT = "2023年，全区数字经济企业达6100余家。"


def figure(value: float = 6100, surface: str = "6100余家", **more: object) -> Metric:
    start = TEXT.index("6100余家")
    fields: dict[str, object] = {
        "span": Span(start, start + len(surface)),
        "surface": surface,
        "type": MetricType.COUNT,
        "value": value,
        "unit": "家",
        "sentence": Span(0, len(TEXT)),
        "comparator": Comparator.MORE,
        "indicator": "数字经济企业",
        "period": Period("2023年", "2023-01-01", "2023-12-31"),
    }
    return Metric(**(fields | more))  # type: ignore[arg-type]


def panel_of(desk: Desk) -> FigurePanel:
    return desk.interior.fittings.name_panes.figures


def shown_figures(desk: Desk) -> tuple[Metric, ...]:
    stored = desk.panes.reader.stored
    assert stored is not None
    return stored.reading.metrics


@pytest.mark.parametrize(
    ("value", "words"), [(31_000_000_000.0, "31,000,000,000"), (91.89, "91.89"), (1 / 3, "0.3333"), (-2.5, "-2.5")]
)
def test_numbers_are_written_with_parted_thousands(value: float, words: str) -> None:
    assert number_text(value) == words


def test_a_value_is_also_written_in_the_wan_and_yi_of_the_reply() -> None:
    large = figure(31_000_000_000, "310余亿元", unit="元")
    assert (written_text(large), value_text(large)) == ("超过 310 亿元", "超过 31,000,000,000 元")
    assert written_text(figure()) == "超过 6,100 家"
    assert written_text(figure(1_800, "1800多元", unit="元")) == "超过 1,800 元"


def test_a_chosen_figure_lists_where_else_its_indicator_is_stated(desk: Desk) -> None:
    desk.read("050号")
    panel = panel_of(desk)
    named = next(each for each in shown_figures(desk) if each.indicator)
    panel.choose(named)
    desk.until(lambda: panel.mentions.rowCount() > 0)
    desk.settle()
    assert panel.mentions.figure_at(0).document_id == desk.panes.reader.document_id
    panel.mention_list.clicked.emit(panel.mentions.index(0))
    assert desk.panes.reader.page.selected_span() is not None
    panel.search.click()
    desk.settle()
    assert named.indicator is not None
    assert named.indicator in desk.panes.top.box.text()


def test_a_value_is_written_with_its_comparator_and_unit() -> None:
    assert value_text(figure()) == "超过 6,100 家"
    assert value_text(figure(80, unit="%", comparator=Comparator.EQUAL, value_max=90)) == "80–90%"


def test_a_figure_tells_indicator_value_period_role_and_sentence() -> None:
    told = tell_figure(figure(scope="长宁区", role=MetricRole.TARGET), TEXT)
    assert told.heading == "指标 · 数字经济企业"
    assert told.lines == ("超过 6,100 家（原文“6100余家”）", "期间：2023年 · 口径：目标 · 范围：长宁区", TEXT)


def test_a_figure_without_a_name_says_so() -> None:
    assert "未写明" in tell_figure(figure(indicator=None, period=None), TEXT).heading


def test_figures_are_rows(check_model: CheckModel) -> None:
    model = FigureModel()
    check_model(model)
    model.show_figures([figure()], TEXT)
    cells = [model.index(0, column).data() for column in range(model.columnCount())]
    assert cells == ["数字经济企业", "6100余家", "超过 6,100 家", "超过 6,100 家", "2023年", TEXT]


def test_a_copied_table_is_tabs_for_excel_and_a_table_for_word() -> None:
    data = as_table(["指标", "数值"], [["a\tb", "<1>"]])
    assert data.text() == "指标\t数值\na b\t<1>"
    assert "&lt;1&gt;" in data.html()


def test_values_are_sorted_as_numbers(desk: Desk) -> None:
    desk.read("050号")
    panel = panel_of(desk)
    panel.table.sortByColumn(VALUE, Qt.SortOrder.DescendingOrder)
    rows = range(panel.sorted.rowCount())
    values = [panel.sorted.index(row, 0).data(FigureModel.MetricRole).value for row in rows]
    assert values == sorted(values, reverse=True)
    assert len(values) == len(shown_figures(desk))


def test_a_chosen_figure_is_gone_to(desk: Desk) -> None:
    desk.read("050号")
    panel = panel_of(desk)
    last = panel.sorted.index(panel.sorted.rowCount() - 1, 0)
    panel.table.clicked.emit(last)
    assert desk.panes.reader.page.selected_span() == last.data(FigureModel.MetricRole).span


def test_all_figures_or_the_selected_are_copied(desk: Desk) -> None:
    desk.read("050号")
    panel = panel_of(desk)
    panel.copy.click()
    assert len(QGuiApplication.clipboard().text().splitlines()) == len(shown_figures(desk)) + 1


def test_figures_are_saved_as_files_of_an_office(desk: Desk, tmp_path: Path) -> None:
    desk.read("050号")
    keeper = desk.opened.names.keeper
    keeper.save_figures(tmp_path / "指标.csv", TableFormat.CSV)
    keeper.save_figures(tmp_path / "指标.xlsx", TableFormat.XLSX)
    desk.settle()
    assert "指标" in (tmp_path / "指标.csv").read_text(encoding="utf-8-sig")
    assert (tmp_path / "指标.xlsx").read_bytes().startswith(b"PK")


def test_what_was_not_changed_is_no_correction(desk: Desk) -> None:
    form = FigureForm(figure(), desk.window)
    assert form.changes() == {}
    form.value.setText("6200")
    form.unit.clear()
    assert form.changes() == {"value": 6200.0}
    form.reject()


def test_what_is_no_day_and_no_number_cannot_be_stored(desk: Desk) -> None:
    form = FigureForm(figure(), desk.window)
    for field, wrong, right in ((form.period_end, "去年底", "2023-12-31"), (form.value, "-", "12")):
        field.setText(wrong)
        assert not form.accept_button.isEnabled()
        field.setText(right)
        assert form.accept_button.isEnabled()
    form.reject()


def test_a_corrected_figure_stays_corrected_until_undone(desk: Desk) -> None:
    desk.read("050号")
    panel = panel_of(desk)
    metric = shown_figures(desk)[0]
    panel.edit_wanted.emit(metric)
    form = desk.window.findChild(FigureForm)
    assert isinstance(form, FigureForm)
    form.indicator.setText("另一指标")
    form.accept()
    desk.settle()
    assert shown_figures(desk)[0].indicator == "另一指标"
    desk.do(ActionId.UNDO)
    desk.settle()
    assert shown_figures(desk)[0].indicator == metric.indicator


def test_what_is_no_figure_is_gone(desk: Desk) -> None:
    desk.read("050号")
    metric = shown_figures(desk)[0]
    names = desk.opened.names
    assert names is not None
    menu = names.menu_at(metric.span.start)
    names.fulfil(Wish(Verb.DISMISS_FIGURE))
    menu.deleteLater()
    desk.settle()
    assert metric.span not in [each.span for each in shown_figures(desk)]
    written = [panel_of(desk).figures.index(row, WRITTEN).data() for row in range(panel_of(desk).figures.rowCount())]
    assert len(written) == len(shown_figures(desk))

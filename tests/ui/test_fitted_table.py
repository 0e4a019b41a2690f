"""Columns that are told elsewhere give way where there is no room for all."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QStandardItemModel
from pytestqt.qtbot import QtBot

from viewer.ui.fitted_table import FittedTable, Width, columns_shown, shared_out

WIDTHS = (Width(20), Width(6, spare=2), Width(8), Width(5, spare=1))


def test_with_room_every_column_is_shown() -> None:
    assert columns_shown(WIDTHS, 39) == {0, 1, 2, 3}


def test_the_most_spare_column_goes_first() -> None:
    assert columns_shown(WIDTHS, 38) == {0, 2, 3}
    assert columns_shown(WIDTHS, 30) == {0, 2}


def test_what_is_not_spare_never_goes() -> None:
    assert columns_shown(WIDTHS, 5) == {0, 2}


def test_a_table_grown_narrow_has_no_need_to_scroll_and_wide_again_shows_all(qtbot: QtBot) -> None:
    table = FittedTable(WIDTHS)
    qtbot.addWidget(table)
    table.setModel(QStandardItemModel(3, len(WIDTHS), table))
    table.dress_columns()
    em = table.fontMetrics().horizontalAdvance("文")
    table.show()
    for characters, hidden in ((34, True), (60, False)):
        table.resize(QSize(em * characters, 300))
        qtbot.wait(1)
        assert table.isColumnHidden(1) is hidden
        assert table.horizontalScrollBar().maximum() == 0


def test_room_that_is_left_is_shared_out_among_those_who_wish_for_more() -> None:
    assert shared_out(9, {0: 2, 1: 40, 2: 30}) == {0: 2, 1: 3.5, 2: 3.5}
    assert shared_out(90, {0: 2, 1: 40}) == {0: 2, 1: 40}
    assert shared_out(5, {}) == {}

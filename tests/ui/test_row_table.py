"""Tables of the comparing window: columns fit, dates stay whole, and an empty table says why it is empty."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from viewer.ui.across.row_model import Column, RowTable
from viewer.ui.appearance import Appearance

COLUMNS = (Column[str]("名称", str, 20), Column[str]("日期", lambda _row: "2024-05-06", 8))


def table(appearance: Appearance, qtbot: QtBot, *, characters: int) -> RowTable[str]:
    """Return a table as wide as so many Chinese characters."""
    shown = RowTable(COLUMNS, appearance)
    qtbot.addWidget(shown)
    em = shown.fontMetrics().horizontalAdvance("文")
    shown.resize(QSize(em * characters, 300))
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def test_long_words_give_way_and_a_date_stays_whole(appearance: Appearance, qtbot: QtBot) -> None:
    shown = table(appearance, qtbot, characters=25)
    em = shown.fontMetrics().horizontalAdvance("文")
    assert shown.columnWidth(0) < em * 20
    assert shown.columnWidth(1) >= em * 8 - 1


def test_nothing_the_program_says_is_cut(appearance: Appearance, qtbot: QtBot) -> None:
    words = "还要再核对一次口径才能说"
    shown = RowTable([COLUMNS[0], Column[str]("判断", lambda _row: words, 4, is_said=True), COLUMNS[1]], appearance)
    qtbot.addWidget(shown)
    shown.resize(shown.fontMetrics().horizontalAdvance("文") * 40, 300)
    shown.show_rows(["一行"])
    assert shown.columnWidth(1) > shown.fontMetrics().horizontalAdvance(words)


def test_an_empty_table_says_why(appearance: Appearance, qtbot: QtBot) -> None:
    shown = table(appearance, qtbot, characters=40)
    blank = shown.viewport().grab().toImage()
    shown.say_when_empty("没有符合筛选的指标。")
    said = shown.viewport().grab().toImage()
    shown.show_rows(["一行"])
    assert blank != said
    assert shown.viewport().grab().toImage() != said


def test_a_row_is_chosen_though_keys_are_held_down(appearance: Appearance, qtbot: QtBot) -> None:
    shown = table(appearance, qtbot, characters=40)
    shown.show_rows(["一", "二", "三"])
    shown.choose(0)
    for key, held in (
        (Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier),
    ):
        shown.show_rows(["一", "二", "三"])
        QTest.keyPress(shown, key, held)
        shown.choose(2)
        shown.choose(1)
        QTest.keyRelease(shown, key)
        assert shown.chosen() == ["二"]

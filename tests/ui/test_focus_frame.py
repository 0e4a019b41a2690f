"""The frame around a list that the keyboard has come to."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from viewer.ui.appearance import Appearance
from viewer.ui.focus_frame import FocusFrame


def test_a_list_is_framed_where_tab_comes_to_it_and_not_where_the_mouse_does(
    appearance: Appearance, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field, area = QLineEdit(window), QListView(window)
    frame = FocusFrame(area, appearance)
    column = QVBoxLayout(window)
    column.addWidget(field)
    column.addWidget(area)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert area.hasFocus()
    assert frame.isVisible()
    assert frame.size() == area.size()
    field.setFocus()
    assert not frame.isVisible()
    area.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not frame.isVisible()

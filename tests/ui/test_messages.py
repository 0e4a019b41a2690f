"""What is said in a box can be read, and its buttons reached, however small the screen."""

import pytest
from PySide6.QtWidgets import QMessageBox, QScrollArea
from pytestqt.qtbot import QtBot

from viewer.core.errors import ViewerError
from viewer.ui import messages
from viewer.ui.appearance import Appearance
from viewer.ui.window import MainWindow


@pytest.fixture
def window(qtbot: QtBot, appearance: Appearance) -> MainWindow:
    window = MainWindow(appearance)
    qtbot.addWidget(window)
    window.show()
    return window


def shown(window: MainWindow, error: ViewerError) -> QMessageBox:
    messages.show_error(window, error)
    box = window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    return box


def test_words_the_screen_has_no_room_for_scroll_above_their_buttons(window: MainWindow) -> None:
    box = shown(window, ViewerError("数据库已经损坏，不能打开。" * 90, advice="请用备份恢复。" * 90))
    area = box.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    assert box.height() < box.screen().availableSize().height()
    assert area.verticalScrollBar().maximum() > 0
    assert area.widget().width() <= area.viewport().width()
    assert box.buttons()[0].geometry().bottom() < box.height()
    box.close()


def test_short_words_stand_in_the_box_as_the_system_has_it(window: MainWindow) -> None:
    box = shown(window, ViewerError("数据库已经损坏。", advice="请用备份恢复。"))
    assert box.findChild(QScrollArea) is None
    assert box.text() == "数据库已经损坏。"
    box.close()

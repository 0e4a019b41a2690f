"""However narrow the window, every menu can be reached."""

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from viewer.ui.appearance import Appearance
from viewer.ui.search.panel import TopPanel


@pytest.mark.parametrize("width", [1366, 911, 760])
def test_no_menu_is_cut_off(appearance: Appearance, qtbot: QtBot, width: int) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    panel = TopPanel(appearance, window)
    window.setCentralWidget(panel)
    window.resize(width, 60)
    window.show()
    bar = panel.menu_bar
    qtbot.waitUntil(lambda: bar.actionGeometry(bar.actions()[-1]).right() > 0)
    assert bar.actionGeometry(bar.actions()[-1]).right() <= bar.width()
    assert panel.box.geometry().right() <= panel.width()

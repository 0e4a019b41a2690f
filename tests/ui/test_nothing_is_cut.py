"""Nothing is cut in the windows of every day, in either language, small or large."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from scripts.cramped import cramped
from tests.ui.conftest import Desk
from viewer.ui.about import ShortcutsDialog
from viewer.ui.appearance import Appearance
from viewer.ui.preferences.dialog import PreferencesDialog
from viewer.ui.translation import SOURCE_LANGUAGE, Language


@pytest.fixture(params=[(SOURCE_LANGUAGE, 1.0), ("en", 1.0), (SOURCE_LANGUAGE, 1.5)])
def worded(request: pytest.FixtureRequest, qapp: QApplication, appearance: Appearance) -> Iterator[None]:
    """Let windows be made in a language and a size of text."""
    name, size = request.param
    language = Language(qapp)
    language.speak(name)
    appearance.write_in(size)
    yield
    appearance.write_in(1.0)
    language.speak(SOURCE_LANGUAGE)
    language.deleteLater()


@pytest.mark.usefixtures("worded")
def test_lists_page_and_preferences_have_room_for_their_words(open_desk: Callable[..., Desk], library: Path) -> None:
    desk = open_desk(library)
    desk.read("050号")
    assert cramped(desk.window) == []
    dialog = PreferencesDialog(desk.interior.preferences, desk.interior.actions_table, desk.window)
    dialog.show()
    pages = dialog.findChild(QTabWidget)
    assert isinstance(pages, QTabWidget)
    for page in range(pages.count()):
        pages.setCurrentIndex(page)
        assert cramped(dialog) == []
    dialog.close()
    shortcuts = ShortcutsDialog(desk.interior.actions_table, desk.window)
    shortcuts.show()
    assert cramped(shortcuts) == []
    shortcuts.close()


def test_what_is_cut_is_found(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for widget in (QLabel("一行放不下的字"), QPushButton("放不下的按钮")):
        widget.setFixedWidth(30)
        column.addWidget(widget)
    window.resize(QSize(200, 100))
    window.show()
    assert [each.widget for each in cramped(window)] == ["QLabel", "QPushButton"]

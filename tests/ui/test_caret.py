"""The caret blinks while someone writes, and rests afterwards."""

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from viewer.ui.caret import CaretRest


@pytest.fixture
def application(qapp: QApplication) -> Iterator[QApplication]:
    """Return the application, its caret blinking as on a desktop."""
    former = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(900)
    yield qapp
    qapp.setCursorFlashTime(former)


@pytest.fixture
def field(application: QApplication, qtbot: QtBot) -> QLineEdit:
    """Return a field one can write into."""
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(lambda: application.focusWidget() is field)
    return field


def test_the_caret_rests_and_wakes_when_someone_writes(
    application: QApplication, field: QLineEdit, qtbot: QtBot
) -> None:
    rest = CaretRest(application, rest_ms=50)
    qtbot.waitUntil(lambda: application.cursorFlashTime() == 0)
    QTest.keyClicks(field, "a")
    assert application.cursorFlashTime() == 900
    qtbot.waitUntil(lambda: application.cursorFlashTime() == 0)
    rest.deleteLater()


def test_where_carets_never_blink_none_begins_to(application: QApplication, field: QLineEdit, qtbot: QtBot) -> None:
    application.setCursorFlashTime(0)
    rest = CaretRest(application, rest_ms=10)
    QTest.keyClicks(field, "a")
    qtbot.wait(30)
    assert application.cursorFlashTime() == 0
    rest.deleteLater()

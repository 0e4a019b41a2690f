"""The search box: pauses, Enter, the input method, the history."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from viewer.ui.appearance import Appearance
from viewer.ui.search.box import SearchBox


@pytest.fixture
def box(appearance: Appearance) -> Iterator[SearchBox]:
    box = SearchBox(appearance)
    box.show()
    yield box
    box.close()
    box.deleteLater()


@pytest.fixture
def asked(box: SearchBox) -> list[str]:
    asked: list[str] = []
    box.query_changed.connect(asked.append)
    return asked


def compose(box: SearchBox, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(box, event)


def test_typing_asks_once_after_a_pause(box: SearchBox, asked: list[str], qtbot: QtBot) -> None:
    QTest.keyClicks(box, "5G")
    assert not asked
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == ["5G"]


def test_enter_asks_at_once_and_only_once(box: SearchBox, asked: list[str]) -> None:
    QTest.keyClicks(box, "5G")
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert asked == ["5G"]


def test_enter_during_composition_belongs_to_the_input_method(box: SearchBox, asked: list[str]) -> None:
    compose(box, "ren gong")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert not asked


def test_the_enter_that_confirms_a_candidate_does_not_search(box: SearchBox, asked: list[str], qtbot: QtBot) -> None:
    compose(box, "ren gong")
    compose(box, "", "人工")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert not asked
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == ["人工"]


def test_escape_during_composition_keeps_the_words(box: SearchBox) -> None:
    box.setText("长宁")
    compose(box, "qu")
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == "长宁"


def test_nothing_is_asked_while_composing(box: SearchBox, asked: list[str], qtbot: QtBot) -> None:
    QTest.keyClicks(box, "5G")
    compose(box, "ji zhan")
    qtbot.wait(300)
    assert not asked
    compose(box, "", "基站")
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == ["5G基站"]


def test_escape_empties_the_box_and_ends_the_search(box: SearchBox, asked: list[str]) -> None:
    box.search_for("养老")
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert asked == ["养老", ""]


def test_the_history_keeps_the_newest_first_without_repeats(box: SearchBox) -> None:
    for query in ("养老", "停车", "养老"):
        box.remember(query)
    assert box.history == ["养老", "停车"]


def test_the_down_arrow_leads_to_the_list(box: SearchBox, qtbot: QtBot) -> None:
    box.setText("养老")
    with qtbot.waitSignal(box.left_downwards):
        QTest.keyClick(box, Qt.Key.Key_Down)
    box.clear()
    qtbot.wait(5)

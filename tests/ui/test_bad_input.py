"""What a desktop may throw at the window: lost screens, damaged settings, huge clipboards, folders that go away."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from tests.ui.conftest import WAIT_MS, Desk, has_opened
from viewer.backstage import arrive
from viewer.core.errors import IndexUnavailableError
from viewer.jobs.runner import JobRunner
from viewer.ui.actions import ActionId
from viewer.ui.preferences.preferences import Preferences
from viewer.ui.program import Program
from viewer.ui.settings import FILE_NAME
from viewer.ui.translation import SOURCE_LANGUAGE


def test_a_window_left_on_a_screen_that_is_gone_comes_back_into_sight(
    open_desk: Callable[..., Desk], library: Path
) -> None:
    desk = open_desk(library)
    desk.window.move(QPoint(9000, 9000))
    desk.close()
    again = open_desk(library)
    assert again.window.frameGeometry().intersects(again.window.screen().availableGeometry())


@pytest.mark.parametrize("content", [b"\x00\xff" * 500, b"[window]\ngeometry=@ByteArray(nonsense)\nsplitter=5\n[x"])
def test_damaged_settings_of_a_library_are_no_fault(
    open_desk: Callable[..., Desk], library: Path, content: bytes
) -> None:
    (library / FILE_NAME).write_bytes(content)
    desk = open_desk(library)
    desk.read("050号")
    assert desk.panes.reader.isVisible()


def test_a_huge_clipboard_does_not_flood_the_search_box(desk: Desk) -> None:
    QGuiApplication.clipboard().setText("停车\n" * 12_000_000)
    desk.panes.top.box.paste()
    assert len(desk.panes.top.box.text()) <= 10_000
    QGuiApplication.clipboard().clear()
    desk.search("")


def test_a_small_window_keeps_the_search_and_the_list(desk: Desk) -> None:
    desk.window.resize(640, 420)
    desk.qtbot.wait(1)
    assert desk.panes.top.box.isVisible()
    assert desk.panes.lists.table.isVisible()
    assert not desk.panes.sidebar.isVisible()


def test_a_search_the_index_could_not_answer_is_asked_again_when_it_can(desk: Desk) -> None:
    desk.search("人工智能")
    conversation = desk.workspace.conversation
    conversation._take_failure(conversation.request(), IndexUnavailableError("正在重建"))
    desk.panes.lists.results.show_result(None)
    conversation.ask_where_unsure()
    desk.settle()
    assert desk.panes.lists.results.hits


def test_a_machine_without_a_chinese_font_is_told_so_in_latin_letters(
    qapp: QApplication, library: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: [])
    faults: list[BaseException] = []
    runner = JobRunner(report=faults.append)
    program = Program(qapp, partial(arrive, runner=runner), Preferences())
    program.start(library, ())
    qtbot.waitUntil(lambda: has_opened(program), timeout=WAIT_MS)
    box = program.window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert box.text().isascii()
    assert "fonts-noto-cjk" in box.informativeText()
    qtbot.waitUntil(lambda: runner.is_idle, timeout=60_000)
    box.close()
    program.window.close()
    runner.close()
    program.close_library()
    program.window.deleteLater()
    program._language.speak(SOURCE_LANGUAGE)
    program.deleteLater()
    qtbot.wait(1)
    assert not faults


def test_a_library_that_goes_away_is_said_and_taken_up_again(desk: Desk, library: Path) -> None:
    elsewhere = library.rename(library.with_name("elsewhere"))
    desk.until(desk.interior.away.isVisible)
    assert str(library) in desk.interior.away.text()
    desk.interior._remember()
    assert not library.exists()
    elsewhere.rename(library)
    desk.until(lambda: not desk.interior.away.isVisible())
    desk.settle()


def test_a_library_known_before_and_gone_now_is_not_made_anew(desk: Desk, library: Path) -> None:
    gone = library.with_name("on a drive that is not there")
    desk.interior.preferences.remember_library(gone)
    desk.interior.open_library(gone)
    desk.until(desk.interior.fittings.failure.isVisible)
    assert str(gone) in desk.interior.fittings.failure.headline.text()
    assert not gone.exists()
    desk.interior.open_library(library)
    desk.until(lambda: desk.interior.workspace is not None)
    desk.settle()


def test_the_sidebar_is_lit_only_where_it_stands(desk: Desk) -> None:
    action = desk.interior.actions_table[ActionId.SIDEBAR]
    desk.window.resize(1366, 768)
    desk.until(lambda: action.isChecked() and desk.panes.sidebar.isVisible())
    desk.read("050号")
    desk.do(ActionId.ASIDE)
    assert not desk.panes.sidebar.isVisible()
    assert not action.isChecked()
    action.trigger()
    assert desk.panes.sidebar.isVisible()
    assert not desk.interior.fittings.aside.isVisible()
    desk.window.resize(800, 600)
    desk.until(lambda: not action.isEnabled())

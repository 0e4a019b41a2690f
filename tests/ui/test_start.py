"""The start: a window at once, which takes what is typed, and the rest behind it without anyone waiting."""

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import WAIT_MS, has_opened
from viewer.backstage import arrive
from viewer.jobs.runner import JobRunner
from viewer.ui.appearance import Appearance
from viewer.ui.fittings import fit_out, move_in
from viewer.ui.help.manual_window import ManualWindow
from viewer.ui.interior.interior import Interior
from viewer.ui.preferences.preferences import Preferences
from viewer.ui.program import Program
from viewer.ui.slices import at_once
from viewer.ui.window import MainWindow

LATE = (
    "viewer.backstage",
    "viewer.furnishing",
    "viewer.jobs.runner",
    "viewer.ui.messages",
    "viewer.ui.actions",
    "viewer.ui.services",
    "viewer.core.catalog",
    "viewer.ui.workspace",
    "numpy",
    "whoosh",
)


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot) -> Iterator[Program]:
    """Return the program before it is started."""
    faults: list[BaseException] = []
    runner = JobRunner(report=faults.append)
    program = Program(qapp, partial(arrive, runner=runner), Preferences())
    yield program
    qtbot.waitUntil(lambda: runner.is_idle, timeout=WAIT_MS)
    program.window.close()
    runner.close()
    program.close_library()
    program.window.deleteLater()
    program.deleteLater()
    qtbot.wait(1)
    assert not faults


def test_what_is_seen_first_loads_nothing_of_what_comes_later() -> None:
    words = f"import sys, viewer.app; print([name for name in {LATE!r} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", words], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "[]"


def test_every_module_loaded_in_a_step_of_its_own_is_a_part_of_the_inside() -> None:
    words = (
        "import sys, viewer.app; from viewer.ui.loading import load_inside; first = set(sys.modules)"
        "; list(load_inside()); steps = {name for name in set(sys.modules) - first if name.startswith('viewer')}"
        "; [sys.modules.pop(name) for name in steps]; import viewer.furnishing; print(sorted(steps - set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", words], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "[]"


def test_the_first_picture_needs_none_of_the_names_that_take_long_to_make() -> None:
    words = (
        "from PySide6 import QtCore, QtGui, QtWidgets; from viewer.app import build_application"
        "; from viewer.ui.appearance import Appearance; from viewer.ui.window import MainWindow"
        "; application = build_application(['andu']); window = MainWindow(Appearance(application))"
        "; window.seen.connect(application.quit); window.show(); application.exec()"
        "; print([n for m in (QtCore, QtGui, QtWidgets) for n in ('Qt', 'QStyle', 'QTextFormat') if n in vars(m)])"
    )
    told = subprocess.run([sys.executable, "-c", words], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "[]"


def test_what_is_typed_before_the_panes_are_there_is_answered(program: Program, library: Path, qtbot: QtBot) -> None:
    program.start(library, ())
    box = program.window.top.box
    assert program.inside is None
    composed = QInputMethodEvent()
    composed.setCommitString("养老")
    QApplication.sendEvent(box, composed)
    QTest.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: has_opened(program), timeout=WAIT_MS)
    assert isinstance(program.inside, Interior)
    conversation = program.inside.panes.lists
    qtbot.waitUntil(lambda: conversation.shows_answer, timeout=WAIT_MS)
    assert box.text() == "养老"


def test_a_help_key_pressed_before_the_panes_are_there_opens_the_manual(
    program: Program, library: Path, qtbot: QtBot
) -> None:
    program.start(library, ())
    QTest.keyClick(program.window.top.box, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: program.window.findChild(ManualWindow) is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: has_opened(program), timeout=WAIT_MS)


def test_a_key_for_quitting_pressed_before_the_panes_are_there_quits(
    program: Program, library: Path, qtbot: QtBot
) -> None:
    program.start(library, ())
    QTest.keyClick(program.window.top.box, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert program.window.isVisible()
    qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=WAIT_MS)


def test_the_top_of_the_window_stays_where_it_is_when_the_panes_arrive(
    program: Program, library: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(program.window.seen, timeout=WAIT_MS):
        program.start(library, ())
    top = program.window.top
    before = [part.geometry() for part in (top, top.box, top.menu_bar, *top._tools.findChildren(QToolButton))]
    assert program.inside is None
    qtbot.waitUntil(lambda: has_opened(program), timeout=WAIT_MS)
    assert [part.geometry() for part in (top, top.box, top.menu_bar, *top._tools.findChildren(QToolButton))] == before


def test_a_window_closed_before_the_panes_are_there_closes(program: Program, library: Path) -> None:
    program.start(library, ())
    program.window.close()
    assert program.inside is None
    program.close_library()


def test_files_handed_over_before_the_panes_are_there_are_imported(
    program: Program, library: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "答复.txt"
    file.write_text("关于公园座椅的答复\n\n建议收悉，现答复如下：已增设座椅一百张。\n", encoding="utf-8")
    program.start(library, ())
    program.take_files([file])
    qtbot.waitUntil(lambda: has_opened(program), timeout=WAIT_MS)
    assert isinstance(program.inside, Interior)
    workspace = program.inside.workspace
    assert workspace is not None
    qtbot.waitUntil(lambda: len(workspace.summaries) == 6, timeout=WAIT_MS)


def test_nothing_the_window_shows_first_moves_when_the_panes_arrive(appearance: Appearance, qtbot: QtBot) -> None:
    window = MainWindow(appearance)
    qtbot.addWidget(window)
    window.show()
    QApplication.processEvents()
    before = [part.geometry() for part in (window.top, window.top.box, window.stack, window.statusBar())]
    move_in(window, at_once(fit_out(window)))
    QApplication.processEvents()
    assert [part.geometry() for part in (window.top, window.top.box, window.stack, window.statusBar())] == before

"""What the tests of the window share: a library of the founding replies, and a window that leaves nothing behind."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QAbstractItemModel, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from viewer.core.catalog import DocumentSummary
from viewer.core.progress import CancelToken, ignore_progress
from viewer.furnishing import furnish
from viewer.jobs.runner import JobRunner
from viewer.services.opening import open_services
from viewer.ui.actions import ActionId
from viewer.ui.appearance import Appearance, ThemeChoice
from viewer.ui.interior.interior import Interior
from viewer.ui.interior.open_library import OpenLibrary
from viewer.ui.program import Program
from viewer.ui.slices import at_once
from viewer.ui.window import MainWindow
from viewer.ui.workspace import Panes, Workspace

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
WAIT_MS = 60_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one sentence pass that the drawing without a screen says about every dialog."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True))


@pytest.fixture(autouse=True)
def no_widget_or_timer_is_left(qapp: QApplication) -> Iterator[None]:
    """Fail a test after which a window of its own still stands or one of its timers still runs."""
    before = set(map(id, QApplication.topLevelWidgets()))
    yield
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [widget for widget in QApplication.topLevelWidgets() if id(widget) not in before and widget.isVisible()]
    assert not left, f"widgets left: {left}"
    running = [timer for timer in qapp.findChildren(QTimer) if timer.isActive()]
    assert not running, f"timers left: {running}"


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[JobRunner]:
    """Return a job runner whose faults fail the test."""
    faults: list[BaseException] = []
    runner = JobRunner(report=faults.append, parent=qapp)
    yield runner
    runner.close()
    assert not faults, faults


@pytest.fixture
def appearance(qapp: QApplication) -> Iterator[Appearance]:
    """Return the light theme."""
    appearance = Appearance(qapp, ThemeChoice.LIGHT)
    yield appearance
    appearance.deleteLater()


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a library of the founding replies that nobody may change."""
    folder = tmp_path_factory.mktemp("imported")
    services = open_services(folder)
    report = services.importer.import_paths([CORPUS], progress=ignore_progress, cancel=CancelToken())
    services.close()
    assert len(report.imported) == len(list(CORPUS.glob("*.txt")))
    return folder


@pytest.fixture
def library(imported: Path, tmp_path: Path) -> Path:
    """Return a library of the founding replies for one test."""
    return Path(shutil.copytree(imported, tmp_path / "library"))


CheckModel = Callable[[QAbstractItemModel], None]


@pytest.fixture
def check_model(request: pytest.FixtureRequest) -> CheckModel:
    """Return a way to have Qt check a model from now on."""
    return cast("CheckModel", request.getfixturevalue("qtmodeltester").check)


@dataclass
class Desk:
    """The window with its library, and what a person does with it."""

    interior: Interior
    runner: JobRunner
    qtbot: QtBot
    is_closed: bool = False

    @property
    def window(self) -> MainWindow:
        """Return the window itself."""
        return self.interior.window

    @property
    def opened(self) -> OpenLibrary:
        """Return the open library."""
        assert self.interior.library is not None
        return self.interior.library

    @property
    def workspace(self) -> Workspace:
        """Return what is done in the open library."""
        return self.opened.workspace

    @property
    def panes(self) -> Panes:
        """Return the parts of the window."""
        return self.interior.panes

    def until(self, condition: Callable[[], object]) -> None:
        """Let the window live until something is so."""
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)

    def settle(self) -> None:
        """Let the window finish what is under way."""
        self.until(lambda: self.runner.is_idle)

    def do(self, action: ActionId) -> None:
        """Choose an action of a menu."""
        self.interior.actions_table[action].trigger()

    def summary(self, part_of_title: str) -> DocumentSummary:
        """Return the listed document with these words in its title."""
        return next(each for each in self.workspace.summaries if part_of_title in each.title)

    def read(self, part_of_title: str) -> DocumentSummary:
        """Open a document from the list and wait until it is laid out and its names and figures are listed."""
        summary = self.summary(part_of_title)
        self.panes.lists.table.document_chosen.emit(summary.id)
        self.until(lambda: self.panes.reader.document_id == summary.id)
        self.until(lambda: self.panes.reader.page.viewport().height() > 0)
        self.until(lambda: not self.opened.names._filling.isActive())
        return summary

    def search(self, query: str) -> None:
        """Type a query and press Enter."""
        self.panes.top.box.setText(query)
        QTest.keyClick(self.panes.top.box, Qt.Key.Key_Return)
        self.settle()

    def close(self) -> None:
        """Close the window in the order the program does."""
        if self.is_closed:
            return
        self.is_closed = True
        self.window.close()
        self.runner.close()
        services = self.interior.release_services()
        if services is not None:
            services.close()
        self.window.deleteLater()
        self.qtbot.wait(1)


def has_opened(program: Program) -> bool:
    """Tell whether the whole program has got as far as an open library."""
    return isinstance(program.inside, Interior) and program.inside.workspace is not None


@pytest.fixture
def open_desk(appearance: Appearance, qtbot: QtBot) -> Iterator[Callable[..., Desk]]:
    """Return a way to open the window on a folder; the window is closed after the test."""
    desks: list[Desk] = []
    faults: list[BaseException] = []

    def open_on(folder: Path, files: tuple[Path, ...] = (), *, fails: bool = False) -> Desk:
        runner = JobRunner(report=faults.append)
        window = MainWindow(appearance)
        interior = at_once(furnish(window, runner))
        desk = Desk(interior, runner, qtbot)
        desks.append(desk)
        window.resize(1366, 768)
        window.show()
        interior.open_library(folder, files)
        if not fails:
            desk.until(lambda: interior.workspace is not None)
        desk.settle()
        window.resize(1366, 768)
        return desk

    yield open_on
    for desk in desks:
        desk.close()
    assert not faults, faults


@pytest.fixture
def desk(open_desk: Callable[..., Desk], library: Path) -> Desk:
    """Return the window on the founding replies."""
    return open_desk(library)

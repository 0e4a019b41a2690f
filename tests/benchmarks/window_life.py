"""The whole window on a library, as the benchmarks of the desktop use it, and what its process weighs."""

import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.benchmarks.window_start import ROOT
from viewer.core.progress import CancelToken, ignore_progress
from viewer.furnishing import furnish
from viewer.jobs.runner import JobRunner
from viewer.services.opening import open_services
from viewer.ui.appearance import Appearance
from viewer.ui.interior.interior import Interior
from viewer.ui.slices import at_once
from viewer.ui.window import MainWindow
from viewer.ui.workspace import Workspace

MOST_SECONDS = 240.0


def until(application: QApplication, condition: Callable[[], object]) -> None:
    """Let the window live until something is so."""
    end = time.monotonic() + MOST_SECONDS
    while not condition():
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.0005)
        if time.monotonic() > end:
            message = "the window did not come to where it should"
            raise TimeoutError(message)


@contextmanager
def window_on(application: QApplication, library: Path) -> Iterator[tuple[Interior, Workspace]]:
    """Open the whole window on a library, its index ready and nothing under way."""
    runner = JobRunner(report=print)
    window = MainWindow(Appearance(application))
    interior = at_once(furnish(window, runner))
    window.resize(1366, 768)
    window.show()
    interior.open_library(library)
    until(application, lambda: interior.workspace is not None and interior.workspace.summaries)
    workspace = interior.workspace
    assert workspace is not None
    until(application, lambda: workspace.index_state is not None and str(workspace.index_state.status) == "ready")
    until(application, lambda: runner.is_idle)
    yield interior, workspace
    window.close()
    runner.close()
    interior.close_library()
    window.deleteLater()
    QTest.qWait(1)


def founding_library(folder: Path) -> Path:
    """Import the founding replies into a folder."""
    services = open_services(folder)
    services.importer.import_paths([ROOT / "corpus"], progress=ignore_progress, cancel=CancelToken())
    services.close()
    return folder


def megabytes() -> float:
    """Return what of this process lies in memory, shared libraries included."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1e6

"""Opens each window, page and dialog of the program once and prints how long the main window did not answer.

    python tests/benchmarks/first_openings.py [--library DIR] [--only NAME …] [--again]

Without ``--library``, the founding replies are imported. A *gap* is the longest time between two turns of the event
loop; beside it stands the processor's time of the window's own thread in that turn, which does not grow where other
programs keep the machine busy. ``--again`` opens everything a second time.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

# Qt's own screen without a display has 800 × 800: no window stands on it as on an office's panel.
os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={Path(__file__).with_name('wide_screen.json')}")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from tests.benchmarks.window_life import founding_library, until, window_on
from viewer.app import build_application
from viewer.ui.actions import ActionId
from viewer.ui.interior.interior import Interior

PULSE_MS = 5
LIVES_MS = 1200
GOAL_MS = 50.0
QUERY = "停车"
OPENING = (
    ActionId.SIMILAR,
    ActionId.EXPORT_RESULTS,
    ActionId.SAVE_SEARCH,
    ActionId.FIND,
    ActionId.ASIDE,
    ActionId.SIDEBAR,
    ActionId.MARK_ALL,
    ActionId.MARK_FIGURES,
    ActionId.PAGES,
    ActionId.PRINT_PREVIEW,
    ActionId.TAGS,
    ActionId.COLLECTIONS,
    ActionId.EXPORT_REPLY,
    ActionId.ALL_NOTES,
    ActionId.TEMPLATES,
    ActionId.LEXICON,
    ActionId.CORRECTIONS,
    ActionId.SYNONYMS,
    ActionId.INDICATORS,
    ActionId.LEDGER,
    ActionId.NAME_INDEX,
    ActionId.STATISTICS,
    ActionId.COMPARE,
    ActionId.NEWS,
    ActionId.OPEN_OFFICE,
    ActionId.PREFERENCES,
    ActionId.PALETTE,
    ActionId.SHORTCUTS,
    ActionId.MANUAL,
    ActionId.WHATS_NEW,
    ActionId.LOG,
    ActionId.ABOUT,
    ActionId.THEME_DARK,
    ActionId.THEME_LIGHT,
)


class Pulse(QObject):
    """Notes the longest time between two turns of the event loop, and what this thread's work was in it."""

    def __init__(self) -> None:
        super().__init__()
        self.gap = 0.0
        self.work = 0.0
        self._last = (time.perf_counter(), time.thread_time())
        self._timer = QTimer(self, interval=PULSE_MS)
        self._timer.timeout.connect(self._beat)

    def watch(self, deed: Callable[[], object], milliseconds: int) -> None:
        """Do something and let the window live."""
        loop = QEventLoop()
        self.gap = self.work = 0.0
        self._last = (time.perf_counter(), time.thread_time())
        self._timer.start()
        QTimer.singleShot(0, deed)
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()
        self._timer.stop()

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        gap, work = (now - self._last[0]) * 1000 - PULSE_MS, (worked - self._last[1]) * 1000
        self.gap, self.work = max(self.gap, gap), max(self.work, work)
        self._last = (now, worked)


def close_others(interior: Interior) -> None:
    """Close every window but the main one."""
    for window in QApplication.topLevelWidgets():
        if window is not interior.window and window.isVisible():
            window.close()
    QApplication.processEvents()


def measure(interior: Interior, actions: Sequence[ActionId], round_name: str) -> None:
    """Open each and print what it cost."""
    pulse = Pulse()
    for each in actions:
        action = interior.actions_table[each]
        if not action.isEnabled():
            print(f"| {action.text()} | {round_name} | cannot be done here | |", flush=True)
            continue
        pulse.watch(action.trigger, LIVES_MS)
        mark = " **" if pulse.work > GOAL_MS else ""
        print(f"| {action.text()} | {round_name} | {pulse.gap:.0f} ms | {pulse.work:.0f} ms{mark} |", flush=True)
        close_others(interior)
    pulse.deleteLater()


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--only", nargs="*", choices=[each.value for each in OPENING])
    parser.add_argument("--again", action="store_true")
    options = parser.parse_args(arguments)
    actions = [ActionId(name) for name in options.only] if options.only else OPENING
    application = build_application(["bench"])
    with tempfile.TemporaryDirectory() as folder:
        library = options.library or founding_library(Path(folder))
        with window_on(application, library) as (interior, workspace):
            workspace.conversation.ask(QUERY)
            interior.panes.lists.table.document_chosen.emit(workspace.summaries[0].id)
            until(application, lambda: workspace.conversation.result is not None)
            until(application, lambda: interior.panes.reader.document_id is not None)
            print("| opened | | longest gap | own work in it |\n|---|---|---|---|", flush=True)
            for name in ("first", "again") if options.again else ("first",):
                measure(interior, actions, name)


if __name__ == "__main__":
    main()

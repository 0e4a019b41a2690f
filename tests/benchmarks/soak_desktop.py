"""Uses the window for long: opens and closes documents, searches, shows and hides panes; prints what has grown.

    python tests/benchmarks/soak_desktop.py [--library DIR] [--opens 1000] [--searches 100] [--panes 50]

Counted are megabytes (what the C library holds in reserve is given back first), objects of Python by their type, and
objects of Qt by their class: a leak shows in the last two, a grown reserve in the first alone.
"""

import argparse
import gc
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.benchmarks.window_life import founding_library, megabytes, until, window_on
from viewer.app import build_application
from viewer.jobs.spare_memory import give_back
from viewer.ui.actions import ActionId
from viewer.ui.interior.interior import Interior
from viewer.ui.workspace import Workspace

QUERIES = (
    "停车",
    "养老",
    "我们",
    "工作",
    "建设 OR 管理",
    "标题:建议",
    "不会有这个词组吧",
    '"有关部门"',
    "社区",
    "年:2024",
)
_PANES = (ActionId.ASIDE, ActionId.PAGES, ActionId.SIDEBAR, ActionId.READING_MODE)
_ROUNDS = 5
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Held:
    """What a process holds once all that can go has gone."""

    megabytes: float
    objects: Counter[str]
    of_qt: Counter[str]


def held(application: QApplication) -> Held:
    """Count now."""
    QTest.qWait(200)
    for _ in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    give_back()
    windows = application.topLevelWidgets()
    parts = [part for window in windows for part in (window, *window.findChildren(QObject))]
    of_qt = Counter(str(part.metaObject().className()) for part in parts)
    return Held(megabytes(), Counter(type(each).__name__ for each in gc.get_objects()), of_qt)


def open_and_close(application: QApplication, interior: Interior, workspace: Workspace, numbers: range) -> None:
    """Open one document after the other until its page is drawn, closing each again."""
    ids = [summary.id for summary in workspace.summaries]
    for number in numbers:
        wanted = ids[number % len(ids)]
        interior.panes.lists.table.document_chosen.emit(wanted)
        until(application, lambda wanted=wanted: interior.panes.reader.document_id == wanted)  # type: ignore[misc]
        application.processEvents()
        workspace.close_tab()


def search(application: QApplication, workspace: Workspace, numbers: range) -> None:
    """Ask one query after the other and wait for each answer."""
    for number in numbers:
        before = workspace.conversation.result
        workspace.conversation.ask(QUERIES[number % len(QUERIES)])
        until(application, lambda before=before: workspace.conversation.result is not before)  # type: ignore[misc]
    workspace.clear_search()


def show_and_hide(application: QApplication, interior: Interior, workspace: Workspace, numbers: range) -> None:
    """Show and hide one pane after the other beside an open document."""
    wanted = workspace.summaries[0].id
    interior.panes.lists.table.document_chosen.emit(wanted)
    until(application, lambda: interior.panes.reader.document_id == wanted)
    for number in numbers:
        action = interior.actions_table[_PANES[number % len(_PANES)]]
        for _ in range(2):
            action.trigger()
            application.processEvents()
    workspace.close_tab()


def grown(before: Counter[str], now: Counter[str]) -> str:
    """Name what there is more of, most first."""
    more = (now - before).most_common(_SHOWN)
    return ", ".join(f"{name} +{count:,}" for name, count in more) or "nothing"


def soak(
    application: QApplication, interior: Interior, workspace: Workspace, counts: tuple[int, int, int]
) -> tuple[Held, Held]:
    """Warm up with a fifth of everything, then do it all; return what was held before and after."""
    opens, searches, panes = counts
    runner = workspace.session.runner
    _go(application, interior, workspace, (opens // _ROUNDS, searches // _ROUNDS, panes // _ROUNDS))
    until(application, lambda: runner.is_idle)
    before = held(application)
    for number in range(_ROUNDS):
        _go(application, interior, workspace, (opens // _ROUNDS, searches // _ROUNDS, panes // _ROUNDS))
        until(application, lambda: runner.is_idle)
        after = held(application)
        tell = f"{sum(after.objects.values()):,} objects, {sum(after.of_qt.values()):,} of Qt"
        print(f"round {number + 1} of {_ROUNDS}: {after.megabytes:.0f} MB, {tell}", file=sys.stderr)
    return before, after


def _go(application: QApplication, interior: Interior, workspace: Workspace, counts: tuple[int, int, int]) -> None:
    opens, searches, panes = counts
    steps: tuple[Callable[[], None], ...] = (
        lambda: open_and_close(application, interior, workspace, range(opens)),
        lambda: search(application, workspace, range(searches)),
        lambda: show_and_hide(application, interior, workspace, range(panes)),
    )
    for step in steps:
        step()


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what has grown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--opens", type=int, default=1000)
    parser.add_argument("--searches", type=int, default=100)
    parser.add_argument("--panes", type=int, default=50)
    options = parser.parse_args(arguments)
    application = build_application(["soak"])
    with tempfile.TemporaryDirectory() as folder:
        library = options.library or founding_library(Path(folder))
        with window_on(application, library) as (interior, workspace):
            counts = (options.opens, options.searches, options.panes)
            before, after = soak(application, interior, workspace, counts)
    print(f"grown: {after.megabytes - before.megabytes:+.1f} MB")
    print(f"objects: {grown(before.objects, after.objects)}")
    print(f"objects of Qt: {grown(before.of_qt, after.of_qt)}")


if __name__ == "__main__":
    main()

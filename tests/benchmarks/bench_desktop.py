"""Prints how the whole window answers on a library: first search, opening, scrolling an answer, idling, soaking.

Run ``python tests/benchmarks/bench_desktop.py LIBRARY [--query 我们] [--opens 1000]`` on a copy of a library. Times are
those of the clock and, in brackets, of the processor: on a busy machine only the second means something.
"""

import argparse
import os
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from PySide6.QtCore import QEventLoop
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from viewer.app import build_application, open_library
from viewer.jobs.runner import JobRunner
from viewer.ui.appearance import Appearance
from viewer.ui.window import MainWindow
from viewer.ui.workspace import Workspace

MOST_SECONDS = 240.0
STEP = 120
IDLE_SECONDS = 5.0


class Times:
    """Durations of one kind, by the clock and by the processor, in milliseconds."""

    def __init__(self) -> None:
        self._pairs: list[tuple[float, float]] = []

    def of(self, deed: Callable[[], object]) -> None:
        """Do something and note how long it took."""
        clock, processor = time.perf_counter(), time.process_time()
        deed()
        self._pairs.append(((time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000))

    def __str__(self) -> str:
        if not self._pairs:
            return "none"
        clock, processor = (sorted(times) for times in zip(*self._pairs, strict=True))
        middle, late = len(clock) // 2, min(len(clock) - 1, int(len(clock) * 0.95))
        return (
            f"n {len(clock)} · p50 {clock[middle]:.1f} ({processor[middle]:.1f})"
            f" · p95 {clock[late]:.1f} ({processor[late]:.1f}) · most {clock[-1]:.1f} ({processor[-1]:.1f}) ms"
        )


def until(application: QApplication, condition: Callable[[], object]) -> None:
    """Let the window live until something is so."""
    end = time.monotonic() + MOST_SECONDS
    while not condition():
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.001)
        if time.monotonic() > end:
            message = "the window did not come to where it should"
            raise TimeoutError(message)


def measure_search(application: QApplication, workspace: Workspace, query: str) -> Times:
    """Ask a query and wait until its first page stands."""
    times = Times()

    def ask() -> None:
        before = workspace.conversation.result
        workspace.conversation.ask(query)
        until(application, lambda: workspace.conversation.result is not before)

    times.of(ask)
    return times


def measure_scrolling(application: QApplication, window: MainWindow, total: int) -> tuple[Times, Times]:
    """Scroll through a whole answer; return the frames, and those in which another page arrived."""
    view, model = window.panes.lists.result_view, window.panes.lists.results
    bar, frames, arrivals = view.verticalScrollBar(), Times(), Times()

    def step() -> None:
        bar.setValue(min(bar.value() + STEP, bar.maximum()))
        application.processEvents()

    end = time.monotonic() + MOST_SECONDS / 4
    while bar.value() < bar.maximum() or len(model.hits) < total:
        before = model.rowCount()
        probe = Times()
        probe.of(step)
        (frames if model.rowCount() == before else arrivals)._pairs += probe._pairs
        if time.monotonic() > end:
            break
    print(f"scrolled {len(model.hits):,} documents in {model.rowCount():,} rows")
    return frames, arrivals


def measure_opening(application: QApplication, window: MainWindow, workspace: Workspace, opens: int) -> Times:
    """Open one document after another until its page is drawn."""
    times, ids = Times(), [summary.id for summary in workspace.summaries]

    def open_next(number: int) -> None:
        wanted = ids[number % len(ids)]
        window.panes.lists.table.document_chosen.emit(wanted)
        until(application, lambda: window.panes.reader.document_id == wanted)
        application.processEvents()

    for number in range(opens):
        times.of(lambda number=number: open_next(number))  # type: ignore[misc]
        if number in (20, opens - 1):
            print(f"after {number + 1:>5} opens: {_megabytes():.0f} MB")
    return times


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("--query", default="我们")
    parser.add_argument("--opens", type=int, default=1000)
    options = parser.parse_args(arguments)
    application = build_application(["bench"])
    runner = JobRunner(report=print)
    window = MainWindow(Appearance(application), runner, open_library)
    window.resize(1366, 768)
    window.show()
    window.open_library(options.library)
    until(application, lambda: window.workspace is not None and window.workspace.summaries)
    workspace = window.workspace
    if workspace is None:
        return
    until(application, lambda: workspace.index_state is not None and str(workspace.index_state.status) == "ready")
    print(f"{len(workspace.summaries):,} documents · {_megabytes():.0f} MB after the start")
    print(f"first search       {measure_search(application, workspace, options.query)}")
    print(f"the same again     {measure_search(application, workspace, options.query + ' ')}")
    result = workspace.conversation.result
    frames, arrivals = measure_scrolling(application, window, result.total if result is not None else 0)
    print(f"frames             {frames}")
    print(f"with another page  {arrivals}")
    workspace.clear_search()
    print(f"opening            {measure_opening(application, window, workspace, options.opens)}")
    until(application, lambda: runner.is_idle)
    processor = time.process_time()
    QTest.qWait(int(IDLE_SECONDS * 1000))
    print(f"idle               {(time.process_time() - processor) / IDLE_SECONDS:.1%} of a processor")
    window.close()
    runner.close()
    services = window.release_services()
    if services is not None:
        services.close()


def _megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


if __name__ == "__main__":
    main()

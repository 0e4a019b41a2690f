"""Prints one table: how quickly the window comes up and answers, and what it costs, beside the goals.

    python tests/benchmarks/bench_desktop.py [--library DIR] [--large DIR] [--opens 1000] [--only start|page|library]

Start-up is measured beside a bare Qt window in the same run. Without ``--library``, one of 2,000 generated replies is
made. Give copies of libraries: ``--library`` of some thousand documents is opened, searched, read and soaked,
``--large`` of 20,000 is opened, scrolled and weighed. Times are those of the clock: on a busy machine they say little.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

# Qt's own screen without a display has 800 × 800: no window stands on it as on an office's panel.
os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={Path(__file__).with_name('wide_screen.json')}")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.benchmarks import window_start
from tests.benchmarks.busy_window import use_while
from tests.benchmarks.corpus_generator import write_replies
from tests.benchmarks.page_drawing import WatchedPage, document_of, first_paint, scrolling, timed
from tests.benchmarks.search_queries import mixed_queries
from tests.benchmarks.soak_desktop import grown, soak
from tests.benchmarks.window_life import megabytes, until, window_on
from viewer.app import build_application
from viewer.core.progress import CancelToken, Progress, ignore_progress
from viewer.jobs.job import Lane
from viewer.services.opening import open_services
from viewer.ui.appearance import Appearance, ThemeChoice
from viewer.ui.caret import CaretRest
from viewer.ui.interior.interior import Interior
from viewer.ui.reader.pane import ReaderPane
from viewer.ui.workspace import Workspace

DOCUMENTS = 2_000
SEARCHES = 100
PANES = 50
STEP = 120
IDLE_SECONDS = 5.0
OPENS = 200
MIXED = 200
REST_MILLISECONDS = 2_000  # memory is given back a second after work
TEXTS = 300
SETTLED_MILLISECONDS = 60  # until nothing is left to be drawn of what was before
IMPORTED, OTHER_SEED = 150, 7
MOST_USE_SECONDS = 60.0  # names are spread meanwhile, which takes longer than anybody wants to measure
QUERY = "停车"
COMMON = "我们"


class Painted(QObject):
    """Waits until a page is painted with a document and the marks of its visible part."""

    def __init__(self, reader: ReaderPane) -> None:
        super().__init__(reader)
        self._reader = reader
        self.wanted = ""
        self.seen = False
        reader.page.viewport().installEventFilter(self)

    def wait_for(self, wanted: str) -> None:
        """Wait for another document."""
        self.wanted, self.seen = wanted, False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it
        """Note the painting that was waited for."""
        if event.type() == QEvent.Type.Paint and self._reader.document_id == self.wanted:
            self.seen = self.seen or bool(self._reader.page.extraSelections())
        return super().eventFilter(watched, event)


def row(name: str, value: str, goal: str = "") -> None:
    """Print one row of the table."""
    print(f"| {name} | {value} | {goal} |", flush=True)


def late(times: Sequence[float]) -> str:
    """Return the middle and the 95th percentile."""
    ordered = sorted(times)
    return (
        f"p50 {ordered[len(ordered) // 2]:.1f} · p95 {ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]:.1f} ms"
    )


def rest(milliseconds: int) -> None:
    """Let the event loop wait for events, as when nobody does anything; qWait would look for them all the time."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def measure_start(library: Path) -> None:
    """Start the program and a bare window in turn."""
    bare, full = window_start.measure(library, rounds=7)
    unit = bare["shown"]
    row("bare window", f"{unit * 1000:.0f} ms", "")
    row("window shown", f"{full['shown'] * 1000:.0f} ms · {full['shown'] / unit:.2f} × bare", "≤ 1.5 ×")
    row("the same in processor time", f"{full['processor'] / bare['processor']:.2f} × bare", "")
    row("interactive: a key typed stands in the search box", f"{full['typed'] / unit:.2f} × bare", "≤ 2 ×")
    row("panes stand", f"{full['furnished'] * 1000:.0f} ms · {full['furnished'] / unit:.2f} × bare")
    row("documents listed", f"{full['ready'] * 1000:.0f} ms")
    row("a query typed when the window is seen, answered", f"{full['answered'] * 1000:.0f} ms")
    row("longest time without an answer meanwhile", f"{full['block'] * 1000:.0f} ms", "≤ 50 ms")


def measure_pages(application: QApplication) -> None:
    """Set and draw pages."""
    page = WatchedPage(Appearance(application, ThemeChoice.LIGHT))
    page.resize(740, 600)
    page.show()
    QTest.qWait(50)
    first_paint(application, page, document_of(4_000))
    long = document_of(1_000_000)
    paints = sorted(first_paint(application, page, long) for _ in range(5))
    row("1,000,000 characters, 5,000 marks: first paint", f"{paints[2]:.0f} ms", "≤ 100 ms")
    until(application, lambda: page.verticalScrollBar().maximum() > 1_000_000)
    row("scrolling them", late(scrolling(application, page, 300)), "p95 ≤ 16 ms")
    whole = first_paint(application, page, document_of(1_000_000, 1_000_000))
    row("the same in one paragraph: first paint", f"{whole:.0f} ms")
    page.hide()
    page.deleteLater()


def measure_search(application: QApplication, workspace: Workspace, query: str) -> float:
    """Ask a query and return the milliseconds until its first page stands."""
    before = workspace.conversation.result
    workspace.conversation.ask(query)
    start = time.perf_counter()
    until(application, lambda: workspace.conversation.result is not before)
    return (time.perf_counter() - start) * 1000


def measure_opening(
    application: QApplication, interior: Interior, workspace: Workspace, opens: range, *, beside: bool = False
) -> list[float]:
    """Click one document after another until the page with its marks is painted.

    Each is opened from the list at rest, which is drawn anew beside the page, or, ``beside``, from a page that shows
    another document. Closing one, and what follows, are not counted.
    """
    table, documents = interior.panes.lists.table, interior.panes.lists.documents
    painted = Painted(interior.panes.reader)
    times = []
    for number in opens:
        row = documents.index(number % documents.rowCount(), 0)
        table.scrollTo(row)
        until(application, lambda: workspace.session.runner.is_idle)
        rest(SETTLED_MILLISECONDS)
        wanted, place = documents.summary_at(row.row()).id, table.visualRect(row).center()

        def read(wanted: str = wanted, place: QPoint = place) -> None:
            painted.wait_for(wanted)
            QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
            until(application, lambda: painted.seen)

        times.append(timed(read))
        if not beside:
            workspace.close_tab()
    painted.deleteLater()
    return times


def measure_library(application: QApplication, library: Path, opens: int) -> None:
    """Search, open, soak, idle."""
    with window_on(application, library) as (interior, workspace):
        name = f"{len(workspace.summaries):,} documents"
        row(f"first search, {name}", f"{measure_search(application, workspace, QUERY):.0f} ms", "≤ 150 ms")
        row("another search", f"{measure_search(application, workspace, COMMON):.0f} ms")
        workspace.clear_search()
        measure_opening(application, interior, workspace, range(OPENS // 4))
        first = measure_opening(application, interior, workspace, range(OPENS))
        row("opening a reply, no page shown before", late(first), "≤ 50 ms")
        following = measure_opening(application, interior, workspace, range(OPENS), beside=True)
        row("opening a reply from another", late(following), "≤ 50 ms")
        row(f"memory, {name} open", f"{megabytes():.0f} MB", "≤ 350 MB with 20,000")
        before, after = soak(application, interior, workspace, (opens, SEARCHES, PANES))
        more = f"{after.megabytes - before.megabytes:+.1f} MB · of Qt: {grown(before.of_qt, after.of_qt)}"
        row(f"grown by {opens:,} opens, {SEARCHES} searches, {PANES} panes", more, "none")
        rest(12_000)  # the caret stands still after ten seconds
        processor = time.process_time()
        rest(int(IDLE_SECONDS * 1000))
        row("idle", f"{(time.process_time() - processor) / IDLE_SECONDS:.2%} of a processor", "0")
        measure_busy(application, interior, workspace)


def measure_busy(application: QApplication, interior: Interior, workspace: Workspace) -> None:
    """Type and turn the page while replies are imported, and while what came in is compared with all others."""
    session, reader = workspace.session, interior.panes.reader
    wanted = workspace.summaries[0].id
    interior.panes.lists.table.document_chosen.emit(wanted)
    until(application, lambda: reader.document_id == wanted)
    ended: list[object] = []
    session.import_finished.connect(ended.append)
    with tempfile.TemporaryDirectory() as folder:
        write_replies(Path(folder), IMPORTED, seed=OTHER_SEED)
        session.import_paths([Path(folder)])
        _row_of_use(f"{IMPORTED} replies are imported", use_while(application, interior, lambda: not ended))
    ended.clear()
    tables = session.services.tables

    def work(progress: Progress, cancel: CancelToken) -> None:
        tables.bring_up_to_date(progress=progress, cancel=cancel)

    session.runner.run(work, owner=session, done=ended.append, lane=Lane.BESIDE)
    end = time.monotonic() + MOST_USE_SECONDS
    times = use_while(application, interior, lambda: not ended and time.monotonic() < end)
    _row_of_use("they are compared with the others", times)
    session.runner.cancel_owner(session)


def _row_of_use(meanwhile: str, times: tuple[list[float], list[float]]) -> None:
    keys, turns = times
    row(f"a key typed is painted, while {meanwhile}", f"{late(keys)} · longest {max(keys):.0f}", "≤ 50 ms")
    row(f"the page is scrolled, while {meanwhile}", f"{late(turns)} · longest {max(turns):.0f}", "p95 ≤ 16 ms")


def measure_large(application: QApplication, library: Path) -> None:
    """Open a large library, scroll its list and a long answer, and weigh it."""
    with window_on(application, library) as (interior, workspace):
        name = f"{len(workspace.summaries):,} documents"
        rest(REST_MILLISECONDS)
        row(f"memory, {name} open", f"{megabytes():.0f} MB", "≤ 350 MB")
        workspace.clear_search()  # what was asked when the library was last left
        bar = interior.panes.lists.table.verticalScrollBar()

        def step() -> None:
            bar.setValue(bar.value() + STEP)
            application.processEvents()

        row(f"scrolling the list, {name}", late([timed(step) for _ in range(300)]), "p95 ≤ 16 ms")
        row(f"first search, {name}", f"{measure_search(application, workspace, QUERY):.0f} ms", "≤ 150 ms")
        measure_search(application, workspace, COMMON)
        row("scrolling an answer, with its next pages", late(_scroll_answer(application, interior)), "p95 ≤ 16 ms")
        row("memory after searches", f"{megabytes():.0f} MB", "≤ 350 MB")
        times = _mixed_searches(application, workspace)
        row(f"{MIXED} mixed searches, half of them quoted: until the answer stands", late(times))
        busy = megabytes()
        rest(REST_MILLISECONDS)
        row("memory after them, at once / at rest", f"{busy:.0f} / {megabytes():.0f} MB", "≤ 350 MB")


def _mixed_searches(application: QApplication, workspace: Workspace) -> list[float]:
    """Ask what people type and passages cut out of texts, each once; every other one is quoted."""
    documents = workspace.session.services.documents
    ids = [summary.id for summary in workspace.summaries][:: max(1, len(workspace.summaries) // TEXTS)]
    queries = mixed_queries([documents.open(each).reading.document.text for each in ids], MIXED)
    asked = [query.literal if number % 2 else query.typed for number, query in enumerate(queries)]
    return [measure_search(application, workspace, query) for query in asked]


def _scroll_answer(application: QApplication, interior: Interior) -> list[float]:
    bar = interior.panes.lists.result_view.verticalScrollBar()

    def step() -> None:
        bar.setValue(min(bar.value() + STEP, bar.maximum()))
        application.processEvents()

    return [timed(step) for _ in range(300)]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--large", type=Path)
    parser.add_argument("--opens", type=int, default=1000)
    parser.add_argument("--only", choices=("start", "page", "library"))
    options = parser.parse_args(arguments)
    print("| what | measured | goal |\n|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        library = options.library or _generated_library(Path(folder))
        if options.only in (None, "start"):
            measure_start(library)
        application = build_application(["bench"])
        CaretRest(application)
        if options.only in (None, "library") and options.large is not None:
            measure_large(application, options.large)
        if options.only in (None, "library"):
            measure_library(application, library, options.opens)
        if options.only in (None, "page"):
            measure_pages(application)


def _generated_library(folder: Path) -> Path:
    # Here, since the rules of names would weigh on what is measured of a window that never loads them.
    from tests.benchmarks.across_library import make_library  # noqa: PLC0415

    make_library(folder, DOCUMENTS)
    services = open_services(folder)
    services.index.wait(progress=ignore_progress, cancel=CancelToken())
    services.close()
    return folder


if __name__ == "__main__":
    main()

"""Measures how soon a note of another is seen in an open window, and whether the window waits for a bad server.

    QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.bench_office_window [--notes 20]

Prints the times from the moment another's note is confirmed to the moment it is shown, and the longest time the
window's event loop stood still while its server was stopped (SIGSTOP: connections stay, nobody answers), while the
line was silent, and while it was slow, during which documents were opened, searched for and written on.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tests.postgres_server import PostgresServer
from tests.relay import Relay, relay
from viewer.app import build_application
from viewer.core.annotation import AnnotationId, NoteContent
from viewer.core.company import Link
from viewer.core.entrance import Entrance
from viewer.core.span import Span
from viewer.furnishing import furnish
from viewer.jobs.runner import JobRunner
from viewer.services.annotating import Annotating
from viewer.services.read_file import read_file
from viewer.store.postgres.address import read_address
from viewer.store.postgres.office_library import OfficeLibrary
from viewer.ui.appearance import Appearance, ThemeChoice
from viewer.ui.interior.interior import Interior
from viewer.ui.slices import at_once
from viewer.ui.window import MainWindow

CORPUS = Path(__file__).parents[2] / "corpus"
_BEAT_MS = 5
_PATIENCE = 60.0
_BAD_SECONDS = 12.0


@dataclass
class Heart:
    """Beats in the window's event loop and remembers the longest pause."""

    longest: float = 0.0
    _last: float = field(default_factory=time.monotonic)

    def begin(self) -> QTimer:
        """Beat from now on."""
        timer = QTimer(interval=_BEAT_MS)
        timer.timeout.connect(self._beat)
        timer.start()
        return timer

    def anew(self) -> None:
        """Forget what was."""
        self.longest, self._last = 0.0, time.monotonic()

    def _beat(self) -> None:
        now = time.monotonic()
        self.longest = max(self.longest, now - self._last)
        self._last = now


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=20)
    options = parser.parse_args()
    application = build_application(["andu"])
    port = 43_000 + os.getpid() % 10_000
    server = PostgresServer.start(safe=True, options={"listen_addresses": "127.0.0.1"}, port=port)
    with tempfile.TemporaryDirectory() as folder, relay(port) as line:
        os.environ["XDG_CACHE_HOME"] = folder
        another = _fill(server, Path(folder))
        runner = JobRunner(report=_report)
        window = MainWindow(Appearance(application, ThemeChoice.LIGHT))
        interior = at_once(furnish(window, runner))
        window.show()
        heart = Heart()
        timer = heart.begin()
        interior.open_library(Entrance(f"postgresql://zhang@127.0.0.1:{line.port}/office"))
        _wait(lambda: interior.workspace is not None and bool(interior.workspace.summaries))
        _read(interior)
        print(_latency(interior, Annotating(another, creator="li"), options.notes))
        heart.anew()
        _live(interior, 3.0)
        print(f"event loop, server answers: longest pause {heart.longest * 1000:.0f} ms")
        for name, worsen, mend in (
            ("server stopped (SIGSTOP)", server.stand_still, server.go_on),
            ("line silent", lambda: _silence(line, is_silent=True), lambda: _silence(line, is_silent=False)),
            ("line slow (200 ms a piece)", lambda: setattr(line, "delay", 0.2), lambda: setattr(line, "delay", 0.0)),
        ):
            heart.anew()
            began = time.monotonic()
            worsen()
            away = _live(interior, _BAD_SECONDS, began)
            longest = heart.longest
            mend()
            said = "stayed connected" if away is None else f"said to be away after {away:.1f} s"
            back = _come_back(interior)
            print(f"event loop, {name}: longest pause {longest * 1000:.0f} ms; {said}; back after {back:.1f} s")
        timer.stop()
        window.close()
        runner.close()
        interior.close_library()
        another.close()
    server.stop()


def _fill(server: PostgresServer, folder: Path) -> OfficeLibrary:
    server.new_database("office")
    owner = OfficeLibrary.open(read_address(server.address("office")), None, folder)
    for path in sorted(CORPUS.glob("*.txt")):
        with owner.transaction() as documents:
            documents.add(read_file(path), pipeline_version="1")
    owner.close()
    for name in ("zhang", "li"):
        server.new_user(name, "andu_annotator")
    return OfficeLibrary.open(read_address(server.address("office", "li")), None, folder / "li")


def _read(interior: Interior) -> None:
    assert interior.workspace is not None
    document_id = interior.workspace.summaries[0].id
    interior.panes.lists.table.document_chosen.emit(document_id)
    _wait(lambda: interior.panes.reader.document_id == document_id)
    _wait(lambda: interior.library is not None and interior.library.office is not None)
    _process(2.0)


def _latency(interior: Interior, another: Annotating, notes: int) -> str:
    document_id, took = interior.panes.reader.document_id, []
    assert document_id is not None
    for number in range(notes):
        made = another.annotate(document_id, Span(number, number + 2), NoteContent(note=f"第 {number} 条"))
        began = time.monotonic()
        _wait(partial(_shows, interior, made.id))
        took.append(time.monotonic() - began)
    middle, worst = statistics.median(took) * 1000, max(took) * 1000
    return f"a note of another is shown after {middle:.0f} ms in the middle, {worst:.0f} ms at most ({notes} notes)"


def _shows(interior: Interior, note_id: AnnotationId) -> bool:
    assert interior.workspace is not None
    return any(each.id == note_id for each in interior.workspace.notes.keeper.notes)


def _live(interior: Interior, seconds: float, began: float = 0.0) -> float | None:
    """Do what a person does for a while; return when the server was said to be away."""
    workspace, library = interior.workspace, interior.library
    assert workspace is not None
    assert library is not None
    assert library.office is not None
    end, away, number = time.monotonic() + seconds, None, 0
    while time.monotonic() < end:
        workspace.session.refresh()
        interior.panes.lists.table.document_chosen.emit(workspace.summaries[number % len(workspace.summaries)].id)
        workspace.conversation.ask(("停车", "养老", "")[number % 3])
        _process(0.5)
        number += 1
        if away is None and library.office.link is Link.AWAY:
            away = time.monotonic() - began
    return away


def _come_back(interior: Interior) -> float:
    library = interior.library
    assert library is not None
    office = library.office
    assert office is not None
    began = time.monotonic()
    office.chip.click()
    _wait(lambda: office.link is Link.CONNECTED)
    return time.monotonic() - began


def _silence(line: Relay, *, is_silent: bool) -> None:
    line.silent = is_silent
    if not is_silent:
        line.cut()


def _process(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.001)


def _wait(condition: Callable[[], object]) -> None:
    end = time.monotonic() + _PATIENCE
    while not condition():
        QApplication.processEvents()
        time.sleep(0.001)
        if time.monotonic() > end:
            raise TimeoutError


def _report(error: BaseException) -> None:
    print(f"fault: {error!r}", file=sys.stderr)


if __name__ == "__main__":
    main()

"""Several programs on one library at once, copies of it made while it is written, and a library on a network drive.

Run: ``python -m tests.torture.share_library [--rounds 30] [--seed 1]``; prints one row each.

* together: two note-taking sessions and an import at once, one of them killed; all that each confirmed is there.
* stopped: all files copied while the writer is stopped in the middle, as a power cut leaves them; the copy is whole.
* copied: files copied one after the other while the writer goes on, as a person or a backup program does; the copy is
  sound, or opening or checking it says that it is not.
* network: sessions killed on a library without a write-ahead log, as on a network drive; with ``--drive FOLDER`` only
  this, on a real one that is mounted there, and then two sessions at once on it.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from tests.torture.forking import Confirm, Event, Outcome, killed, moments
from tests.torture.kill_library import warm_up
from tests.torture.note_session import Session
from tests.torture.small_library import faults_of, reply, services_of
from tests.torture.verdict import Verdict, note
from viewer.core.annotation import AnnotationId
from viewer.core.errors import ViewerError
from viewer.core.progress import CancelToken, ignore_progress
from viewer.store.library import NETWORK_NOTICE, Library

HEAD = f"{'shared':12}{'rounds':>8}{'confirmed':>11}{'noticed':>9}{'lost':>7}"
SESSION = Path(__file__).with_name("note_session.py")
ROOT = SESSION.parents[2]


@dataclass
class Row:
    """What came of one kind of sharing."""

    name: str
    rounds: int = 0
    confirmed: int = 0
    noticed: int = 0
    lost: list[str] = field(default_factory=list)

    def line(self) -> str:
        """Return the row of the table."""
        return f"{self.name:12}{self.rounds:8}{self.confirmed:11}{self.noticed:9}{len(self.lost):7}"


def together(folder: Path, rounds: int, seed: int) -> Row:
    """Let sessions and imports work on one library at once."""
    row, chance = Row("together"), random.Random(seed)
    library = folder / "library"
    Library.open(library).close()
    for number in range(rounds):
        incoming = folder / f"incoming {number}"
        incoming.mkdir()
        for each in range(4):
            (incoming / f"{each}.txt").write_text(reply(number * 10 + each, chance), encoding="utf-8")
        sessions = [_session(library, seed + number * 2 + each) for each in (0, 1)]
        with services_of(library) as services:
            report = services.importer.import_paths([incoming], progress=ignore_progress, cancel=CancelToken())
        time.sleep(chance.uniform(0.0, 0.3))
        events = [event for session in sessions for event in _ended(session)]
        row.rounds += 1
        row.confirmed += len(events) + len(report.imported)
        expected = {str(each) for each in report.imported}
        expected |= {str(event["id"]) for event in events if event["event"] == "document"}
        row.lost += faults_of(library, expected, with_originals=False) + _missing_notes(library, events)
    return row


def _session(library: Path, seed: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, str(SESSION), str(library), str(seed)]
    environment = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, env=environment)


def _ended(session: "subprocess.Popen[bytes]") -> list[Event]:
    """Kill a session once it has begun and return what it had confirmed; one that gave up being locked out is fine."""
    with session:
        assert session.stdout is not None
        first = session.stdout.readline()
        time.sleep(0.2)
        session.kill()
        lines = [first, *session.stdout.readlines()]
    return [json.loads(line) for line in lines if line.endswith(b"\n")]


def copies(folder: Path, rounds: int, seed: int, *, stopped: bool) -> Row:
    """Copy a library while a session writes into it."""
    row = Row("stopped" if stopped else "copied")
    library = folder / "library"
    for number, moment in zip(range(rounds), moments(seed, 0.3), strict=False):
        child = os.fork()
        if child == 0:
            _write_for_ever(library, seed * 1000 + number)
        time.sleep(0.15 + moment)
        if stopped:
            os.kill(child, signal.SIGSTOP)
        shutil.rmtree(folder / "copy", ignore_errors=True)
        _copy_one_after_the_other(library, folder / "copy")
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        row.rounds += 1
        try:
            row.lost += faults_of(folder / "copy", set(), with_originals=False)
        except ViewerError as error:
            row.noticed += 1
            if stopped:
                row.lost.append(error.message)
        row.lost += faults_of(library, set(), with_originals=False)
    return row


def _write_for_ever(library: Path, seed: int) -> None:
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - the child ends by being killed
    try:
        Session(Library.open(library), seed).run()
    finally:
        os._exit(1)


def _copy_one_after_the_other(library: Path, copy: Path) -> None:
    """Copy what is there, names in order, as a file manager does; files that come and go meanwhile are passed over."""
    for path in sorted(library.rglob("*")):
        target = copy / path.relative_to(library)
        try:
            if path.is_dir():
                target.mkdir(parents=True, exist_ok=True)
            elif not path.name.endswith("-shm"):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
        except FileNotFoundError:
            continue


def network(folder: Path, rounds: int, seed: int, *, is_real: bool = False) -> Row:
    """Kill sessions on a library that is on a network drive, or believes so."""
    row, outcome = Row("network"), Outcome("network")
    library = folder / "library"
    notes: dict[str, Event] = {}
    with nullcontext() if is_real else mock.patch("viewer.store.library.is_on_network", return_value=True):
        for number, lifetime in zip(range(rounds), moments(seed, 0.4), strict=False):

            def work(confirm: Confirm, number: int = number) -> None:
                opened = Library.open(library)
                if opened.notices != (NETWORK_NOTICE,):
                    message = "the library does not say that it is on a network drive"
                    raise RuntimeError(message)
                with mock.patch("tests.torture.note_session.confirm", confirm):
                    Session(opened, seed * 1000 + number).run()

            events = killed(work, lifetime, outcome)
            notes |= {str(event["id"]): event for event in events if event["event"] == "note"}
            row.rounds += 1
            row.confirmed += sum(event["event"] in {"note", "document"} for event in events)
            expected = {str(event["id"]) for event in events if event["event"] == "document"}
            row.lost += faults_of(library, expected, with_originals=False) + _missing_notes(
                library, list(notes.values())
            )
            if (library / "library.db-wal").exists():
                row.lost.append("a write-ahead log on a network drive")
    row.lost += outcome.lost
    return row


def _missing_notes(folder: Path, events: list[Event]) -> list[str]:
    library = Library.open(folder)
    try:
        annotations = library.annotations()
        ids = {str(event["id"]) for event in events if event["event"] == "note"}
        return [f"note {each} is gone" for each in sorted(ids) if annotations.find(AnnotationId(each)) is None]
    finally:
        library.close()


def main() -> int:
    """Print the table; 1 when anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--drive", type=Path, help="an empty folder on a mounted network drive")
    options = parser.parse_args()
    print(HEAD)
    if options.drive:
        rows = [_printed(each) for each in on_drive(options.drive, options.rounds, options.seed)]
        return 1 if any(row.lost for row in rows) else 0
    with tempfile.TemporaryDirectory(prefix="andu-torture-") as name:
        folder = Path(name)
        warm_up(folder / "warm")
        rows = [_printed(each) for each in run(folder, options.rounds, options.seed)]
    return 1 if any(row.lost for row in rows) else 0


def on_drive(folder: Path, rounds: int, seed: int) -> Iterator[Row]:
    """Use a real network drive."""
    with tempfile.TemporaryDirectory(prefix="andu-torture-") as name:
        warm_up(Path(name) / "warm")
    yield network(folder, rounds, seed, is_real=True)
    (folder / "shared").mkdir()
    yield together(folder / "shared", max(1, rounds // 5), seed)


def run(folder: Path, rounds: int, seed: int) -> list[Row]:
    """Do all kinds of sharing."""
    places = {name: folder / name for name in ("together", "stopped", "copied", "network")}
    for place in places.values():
        place.mkdir()
    return [
        together(places["together"], max(1, rounds // 5), seed),
        copies(places["stopped"], rounds, seed, stopped=True),
        copies(places["copied"], rounds, seed, stopped=False),
        network(places["network"], rounds, seed),
    ]


_ATTACKS = {
    "together": ("two windows and an import, killed", "all confirmed", "waits; after 5 s: 文库正被另一个程序占用"),
    "stopped": ("power cut: copy at one moment", "the copy is whole", "nothing to tell"),
    "copied": ("copied file by file while written", "copy whole, or it says that it is not", "文库数据库已损坏"),
    "network": ("kill -9 without a write-ahead log", "all confirmed", NETWORK_NOTICE),
}


def _printed(row: Row) -> Row:
    print(row.line())
    attack, survives, told = _ATTACKS[row.name]
    survives += f" ({row.confirmed} confirmed)" if row.confirmed else ""
    note(Verdict(attack, row.rounds, survives, len(row.lost), f"{row.noticed} told: {told}" if row.noticed else told))
    for each in sorted(set(row.lost))[:8]:
        print(f"    {each[-300:]}")
    return row


if __name__ == "__main__":
    sys.exit(main())

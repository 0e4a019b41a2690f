"""A library under a clock that jumps, and in a folder that cannot be written.

Run: ``python -m tests.torture.odd_places [--rounds 20] [--seed 1]``; prints one row each.

* clock: notes, documents and backups while the clock jumps by hours, days and years, before 1970 and past 2038.
  All is there, the log is in the order in which things were done, and the best backup holds what the last one held.
* read only: another account's library: every document is read and found by its words, every kind of writing is
  refused in a sentence with advice, and no byte of it changes.
"""

import argparse
import ctypes
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.torture.faulty_disk import can_be_made
from tests.torture.forking import Confirm, Outcome, killed
from tests.torture.kill_library import warm_up
from tests.torture.small_library import add_reply, copy_of, faults_of, new_library, reply, services_of
from tests.torture.verdict import Verdict, note
from viewer.core.annotation import NoteContent
from viewer.core.errors import ViewerError
from viewer.core.hit import SearchRequest
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.span import Span
from viewer.services.annotating import Annotating
from viewer.services.backing_up import Backups
from viewer.services.doctor import rescue_database
from viewer.services.opening import Services
from viewer.store.library import Library

HEAD = f"{'odd place':12}{'rounds':>8}{'deeds':>8}{'told':>7}{'lost':>7}"
SOURCE = Path(__file__).with_name("clock.c")
_CLOCK = "ANDU_WRONG_CLOCK"
_NOBODY = 65534
_HOUR, _DAY, _YEAR = 3600, 86_400, 31_557_600
_JUMPS = (-60 * _YEAR, -10 * _YEAR, -_YEAR, -_DAY, -_HOUR, -1, 0, 1, _HOUR, _DAY, 40 * _DAY, _YEAR, 20 * _YEAR)


@dataclass
class Row:
    """What came of one oddity."""

    name: str
    rounds: int = 0
    deeds: int = 0
    lost: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)

    def line(self) -> str:
        """Return the row of the table."""
        return f"{self.name:12}{self.rounds:8}{self.deeds:8}{len(self.sentences):7}{len(self.lost):7}"


def wrong_clock(folder: Path, rounds: int, seed: int) -> Row:
    """Work while the clock jumps."""
    row, chance = Row("clock"), random.Random(seed)
    library = folder / "library"
    expected = set(map(str, new_library(library, 3, seed)))
    for number in range(rounds):
        outcome = Outcome("clock")

        def work(confirm: Confirm, number: int = number) -> None:
            _jump(library, seed * 1000 + number, confirm)

        events = killed(work, 60.0, outcome)
        expected.update(each for event in events for each in event.get("ids", ()))
        row.rounds += 1
        row.deeds += outcome.confirmed
        row.lost += [*outcome.lost, *faults_of(library, expected, with_originals=False)]
        row.lost += _disordered(library, {str(event["note"]) for event in events if "note" in event})
    row.lost += _best_backup_is_behind(library, folder / "copy", chance)
    return row


def _jump(folder: Path, seed: int, confirm: Confirm) -> None:
    """Do one thing after each jump."""
    chance = random.Random(seed)
    library = Library.open(folder)
    annotating, backups = Annotating(library, creator="张三"), Backups(library)
    with library.reading() as documents:
        first = documents.summaries()[0].id
    for number in range(12):
        _set_clock(chance.choice(_JUMPS))
        if number % 3 == 0:
            made = annotating.annotate(first, Span(number, number + 5), NoteContent(note=f"批注{seed}"))
            annotating.remove([made.id])
            annotating.restore([made.id])
            confirm(event="confirmed", note=made.id)
        elif number % 3 == 1:
            confirm(event="confirmed", ids=[add_reply(library, seed * 100 + number, chance)])
        else:
            backups.rotate(datetime.now(UTC))
            confirm(event="confirmed")
            if backups.is_behind():
                message = "the backup just made does not count"
                raise RuntimeError(message)
    library.close()


def _set_clock(seconds: int) -> None:
    ctypes.CDLL(os.environ[_CLOCK]).clock_jump(ctypes.c_longlong(seconds))


def _disordered(folder: Path, notes: set[str]) -> list[str]:
    """Return what of the notes is missing, or told by the log in another order than it happened."""
    library = Library.open(folder)
    try:
        log = [(each.action, each.subject) for each in library.changes() if each.subject in notes]
        known = {str(each.id) for each in library.annotations().all()}
    finally:
        library.close()
    missing = [f"note {each} is gone" for each in sorted(notes - known)]
    steps = {each: [action for action, subject in log if subject == each] for each in notes}
    return missing + [f"note {each}: {took}" for each, took in steps.items() if took != sorted(took, key=_STEPS.index)]


_STEPS = ["annotate", "remove annotation", "restore annotation"]


def _best_backup_is_behind(folder: Path, copy: Path, chance: random.Random) -> list[str]:
    """Make one more backup under a wrong clock, damage the database, rescue it, and compare."""
    library = Library.open(folder)
    _set_clock(chance.choice(_JUMPS))
    Backups(library).rotate(datetime.now(UTC))
    _set_clock(0)
    before = (library.changes(), library.annotations().all())
    library.close()
    copy_of(folder, copy)
    (copy / "library.db").write_bytes(b"\0" * 5000)
    rescue_database(copy)
    library = Library.open(copy)
    try:
        after = (library.changes(), library.annotations().all())
    finally:
        library.close()
    return [] if after == before else ["the best backup lacks something"]


def read_only(folder: Path, rounds: int, seed: int) -> Row:
    """Let an account that may not write work on a library."""
    row = Row("read only")
    library = folder / "library"
    ids = new_library(library, 4, seed)
    with services_of(library) as services:
        services.annotating.annotate(min(ids), Span(0, 5), NoteContent(note="原有"))
        services.index.wait(progress=ignore_progress, cancel=CancelToken())
    _open_to_all(folder)
    incoming = folder / "incoming.txt"
    incoming.write_text(reply(77, random.Random(seed)), encoding="utf-8")
    incoming.chmod(0o644)
    before = _bytes(library)
    for _ in range(rounds):
        outcome = Outcome("read only")
        events = killed(lambda confirm: _try_to_write(library, incoming, confirm), 60.0, outcome)
        row.rounds += 1
        row.deeds += outcome.confirmed
        row.sentences += [str(event["told"]) for event in events if "told" in event]
        row.lost += [*outcome.lost, *(str(event["wrong"]) for event in events if "wrong" in event)]
        if _bytes(library) != before:
            row.lost.append("bytes of a library that cannot be written have changed")
    return row


def _open_to_all(folder: Path) -> None:
    """Let others read and enter, and not write."""
    for path in (folder.parent, folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o444)
    if os.geteuid():
        for path in (folder / "library", *(each for each in (folder / "library").rglob("*") if each.is_dir())):
            path.chmod(0o555)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _try_to_write(folder: Path, incoming: Path, confirm: Confirm) -> None:
    """Read everything, then try every kind of writing."""
    if not os.geteuid():
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
    with services_of(folder) as services:
        for notice in services.notices:
            confirm(event="notice", told=notice)
        summaries = services.catalog.summaries()
        found = services.searcher.search(SearchRequest("停车泊位"), cancel=CancelToken()).total
        notes = services.annotating.all()
        if (len(summaries), found, len(notes)) != (4, 4, 1):
            confirm(event="read", wrong=f"{len(summaries)} documents, {found} found, {len(notes)} notes")
        confirm(event="confirmed")
        for name, deed in _deeds(services, incoming).items():
            _refused(name, deed, confirm)


def _deeds(services: Services, incoming: Path) -> dict[str, Callable[[], object]]:
    first = services.catalog.summaries()[0].id
    note_id = services.annotating.all()[0].id
    return {
        "import": lambda: _failing(services, incoming),
        "annotate": lambda: services.annotating.annotate(first, Span(0, 3)),
        "remove a note": lambda: services.annotating.remove([note_id]),
        "remove a document": lambda: services.documents.remove([first]),
        "rebuild": lambda: services.index.rebuild(progress=ignore_progress, cancel=CancelToken()),
        "back up": lambda: services.backups.rotate(datetime.now(UTC)),
        "compare": lambda: services.tables.bring_up_to_date(progress=ignore_progress, cancel=CancelToken()),
    }


def _failing(services: Services, incoming: Path) -> None:
    report = services.importer.import_paths([incoming], progress=ignore_progress, cancel=CancelToken())
    for failure in report.failed:
        raise ViewerError(failure.reason, advice=failure.advice)


def _refused(name: str, deed: Callable[[], object], confirm: Confirm) -> None:
    try:
        deed()
    except ViewerError as error:
        confirm(event="confirmed", told=error.message)
        if not error.advice:
            confirm(event="wrong", wrong=f"{name}: no advice: {error.message}")
    else:
        if name != "compare":  # what is compared is shown as far as it was, nothing is to be kept
            confirm(event="wrong", wrong=f"{name} is not refused")


def run_with_clock() -> None:
    """Start this program again with the clock preloaded; does not return."""
    library = Path(tempfile.mkdtemp(prefix="andu-clock-")) / "clock.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"], check=True)  # noqa: S607
    environment = {**os.environ, "LD_PRELOAD": str(library), _CLOCK: str(library), "OPENBLAS_NUM_THREADS": "1"}
    os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environment)  # noqa: S606


def main() -> int:
    """Print the table; 1 when anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    works = {"clock": wrong_clock, "read only": read_only}
    if not os.environ.get(_CLOCK):
        if can_be_made():
            run_with_clock()
        del works["clock"]
        print("clock: left out, there is no C compiler (cc)")
    print(HEAD)
    rows = []
    with tempfile.TemporaryDirectory(prefix="andu-torture-") as name:
        warm_up(Path(name) / "warm")
        for kind, work in works.items():
            place = Path(name) / kind
            place.mkdir()
            rows.append(_printed(work(place, options.rounds, options.seed)))
    return 1 if any(row.lost for row in rows) else 0


_ATTACKS = {
    "clock": ("clock jumps by hours to decades", "all confirmed, the log in order, backups", "nothing to tell"),
    "read only": ("folder that cannot be written", "everything is read, no byte changes", ""),
}


def _printed(row: Row) -> Row:
    print(row.line(), flush=True)
    for each in sorted(set(row.lost))[:8]:
        print(f"    {each[-300:]}")
    for each in sorted(set(row.sentences)):
        print(f"told: {each}")
    attack, survives, told = _ATTACKS[row.name]
    if row.sentences:
        told = f"{len(row.sentences)} times, e.g. {row.sentences[0]}"
    note(Verdict(attack, row.deeds, survives, len(row.lost), told))
    return row


if __name__ == "__main__":
    sys.exit(main())

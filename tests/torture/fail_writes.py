"""Lets every write of every kind of work meet a full disk, an I/O error, and a power cut that loses unsynced writes.

Run: ``python -m tests.torture.fail_writes [--most 60] [--seed 1]``; prints one row for each work and fault.

Work is done once to count its changes to files; then again and again, each time with the next of them failing, at most
``--most`` of them, evenly spread. A full or broken disk must be told in a sentence and lose nothing that was confirmed,
and when it has space again the same work must succeed. After a power cut the library must open, sound, with all that
was confirmed.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.torture.faulty_disk import CUT_CODE, NEVER, Fault, arm, count, run_preloaded
from tests.torture.forking import Confirm, Event, Outcome, killed
from tests.torture.kill_library import warm_up
from tests.torture.small_library import add_reply, copy_of, faults_of, new_library, place_of, reply, services_of
from tests.torture.verdict import Verdict, note
from tests.unit.store.old_libraries import make_old_library
from viewer.core.annotation import NoteContent, NoteFormat
from viewer.core.errors import ViewerError
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.span import Span
from viewer.exporting.whole_file import write_whole
from viewer.services.annotating import Annotating
from viewer.services.backing_up import Backups, restore
from viewer.services.exchanging_notes import NoteExchange
from viewer.services.index_writing import add_documents, compact_index, rebuild_index, remove_documents
from viewer.services.library_archive import verified_manifest
from viewer.store.library import Library

Deed = Callable[[Path, Confirm], None]
HEAD = f"{'work':12}{'fault':>8}{'changes':>9}{'tried':>7}{'told':>6}{'harmless':>10}{'cut':>6}{'wrong':>7}"


@dataclass
class Row:
    """What one fault did to one work: told in a sentence, without effect, or wrong."""

    work: str
    fault: Fault
    changes: int
    tried: int = 0
    told: int = 0
    harmless: int = 0
    cut: int = 0
    wrong: list[str] = field(default_factory=list)
    sentences: set[str] = field(default_factory=set)

    def line(self) -> str:
        """Return the row of the table."""
        numbers = f"{self.changes:9}{self.tried:7}{self.told:6}{self.harmless:10}{self.cut:6}{len(self.wrong):7}"
        return f"{self.work:12}{self.fault.name.lower():>8}{numbers}"


def import_files(folder: Path, confirm: Confirm) -> None:
    """Import three files, one of them in an archive."""
    incoming = folder.parent / "incoming"
    with services_of(folder) as services:
        report = services.importer.import_paths([incoming], progress=ignore_progress, cancel=CancelToken())
    if report.failed:
        raise ViewerError(report.failed[0].reason, advice=report.failed[0].advice)
    confirm(event="confirmed", ids=[*report.imported, *(known for _, known in report.duplicates)])


def take_notes(folder: Path, confirm: Confirm) -> None:
    """Annotate, edit, remove and take back."""
    library = Library.open(folder)
    try:
        annotating = Annotating(library, creator="张三")
        with library.reading() as documents:
            first = documents.summaries()[0].id
        for number in range(2):
            made = annotating.annotate(first, Span(number, number + 5), NoteContent(note=f"批注{number}"))
            confirm(event="confirmed", note=made.id)
        annotating.remove([made.id])
        annotating.restore([made.id])
    finally:
        library.close()


def write_index(folder: Path, confirm: Confirm) -> None:
    """Build, add to, take from and merge the index."""
    library = Library.open(folder)
    try:
        with library.reading() as documents:
            ids = [each.id for each in documents.summaries()]
        place = place_of(library)
        rebuild_index(place, ids[:4], progress=ignore_progress)
        add_documents(place, ids[4:])
        remove_documents(place, ids[:1])
        add_documents(place, ids[:1])
        compact_index(place)
    finally:
        library.close()
    confirm(event="confirmed")


def back_up(folder: Path, confirm: Confirm) -> None:
    """Make a rotating backup and an archive."""
    library = Library.open(folder)
    try:
        backups = Backups(library)
        backups.rotate(datetime.now(UTC))
        backups.archive(folder.parent / "whole.zip", progress=ignore_progress, cancel=CancelToken())
    finally:
        library.close()
    confirm(event="confirmed", archive=True)


def restore_archive(folder: Path, confirm: Confirm) -> None:
    """Restore over the library."""
    restore(folder.parent / "given.zip", folder, progress=ignore_progress, cancel=CancelToken())
    confirm(event="confirmed")


def migrate(folder: Path, confirm: Confirm) -> None:
    """Open an old library."""
    Library.open(folder).close()
    confirm(event="confirmed")


def export_notes(folder: Path, confirm: Confirm) -> None:
    """Export notes in two forms."""
    library = Library.open(folder)
    try:
        exchange = NoteExchange(library)
        for form in (NoteFormat.JSONLD, NoteFormat.XLSX):
            write_whole(folder.parent / f"notes.{form.value}", exchange.export(form))
            confirm(event="confirmed", file=f"notes.{form.value}")
    finally:
        library.close()


WORKS: dict[str, Deed] = {
    "import": import_files,
    "annotate": take_notes,
    "index": write_index,
    "backup": back_up,
    "restore": restore_archive,
    "migration": migrate,
    "export": export_notes,
}


def try_work(name: str, fault: Fault, folder: Path, most: int, seed: int) -> Row:
    """Do one work with each of its changes failing in turn."""
    prototype = folder / f"{name} prototype"
    if not prototype.exists():
        _prepare(name, prototype)
    row = Row(name, fault, _changes(WORKS[name], copy_of(prototype, folder / "place")))
    step = max(1, row.changes // most)
    for at in range(1 + seed % step, row.changes + 1, step):
        place = copy_of(prototype, folder / "place")
        row.tried += 1
        _try_once(WORKS[name], fault, at, place, row)
    return row


def _prepare(name: str, place: Path) -> None:
    place.mkdir()
    if name == "migration":
        make_old_library(place / "library", 3)
        return
    new_library(place / "library", 6, seed=3)
    incoming = place / "incoming"
    incoming.mkdir()
    chance = random.Random(5)
    for number in range(2):
        (incoming / f"{number}.txt").write_text(reply(900 + number, chance), encoding="utf-8")
    (place / "packed").mkdir()
    (place / "packed" / "a.txt").write_text(reply(999, chance), encoding="utf-8")
    shutil.make_archive(str(incoming / "more"), "zip", place / "packed")
    library = Library.open(place / "library")
    with library.reading() as documents:
        first = documents.summaries()[0].id
    Annotating(library).annotate(first, Span(0, 4), NoteContent(note="原有"))
    if name == "restore":
        Backups(library).archive(place / "given.zip", progress=ignore_progress, cancel=CancelToken())
        add_reply(library, 500, chance)
    library.close()


def _changes(deed: Deed, place: Path) -> int:
    outcome = Outcome("count")

    def work(confirm: Confirm) -> None:
        arm(Fault.BROKEN, NEVER, place)
        deed(place / "library", lambda **_fields: None)
        confirm(event="count", count=count())

    events = killed(work, 25.0, outcome)
    if not events:
        message = f"the work fails on a sound disk: {outcome.lost}"
        raise RuntimeError(message)
    return int(events[-1]["count"])


def _try_once(deed: Deed, fault: Fault, at: int, place: Path, row: Row) -> None:
    before = _ids(place / "library") if row.work != "migration" else set()

    def work(confirm: Confirm) -> None:
        arm(fault, at, place, seed=at)
        try:
            deed(place / "library", confirm)
        except ViewerError as error:
            arm(Fault.NONE, 0, place)
            confirm(event="told", message=error.message, advice=error.advice)
        arm(Fault.NONE, 0, place)
        if fault is not Fault.CUT:
            deed(place / "library", confirm)
            confirm(event="went on")

    outcome = Outcome("try", codes=(0, CUT_CODE) if fault is Fault.CUT else (0,))
    events = killed(work, 25.0, outcome)
    told = [event for event in events if event["event"] == "told"]
    row.told += bool(told)
    row.sentences.update(event["message"] for event in told)
    row.wrong += [f"{at}: no advice: {event['message']}" for event in told if not event["advice"]]
    kinds = {str(event["event"]) for event in events}
    if fault is Fault.CUT and "told" not in kinds:
        row.cut += 1
    elif "went on" not in kinds and not outcome.lost:
        row.wrong.append(f"{at}: did not go on")
    elif not told:
        row.harmless += 1
    row.wrong += [f"{at}: {each}" for each in (*outcome.lost, *_aftermath(place, before, events, row.work))]


def _aftermath(place: Path, before: set[str], events: Sequence[Event], work: str) -> list[str]:
    """Return what is wrong with what is left."""
    expected = before | {each for event in events for each in event.get("ids", ())}
    if work == "restore":
        expected = set()
    try:
        if work == "migration":
            _check_old_library(place / "library")
            return []
        wrong = faults_of(place / "library", expected)
        wrong += _missing_notes(place / "library", {event["note"] for event in events if "note" in event})
        if any(event.get("archive") for event in events):
            verified_manifest(place / "whole.zip", progress=ignore_progress, cancel=CancelToken())
    except ViewerError as error:
        return [f"afterwards: {error.message}"]
    files = {str(event["file"]) for event in events if "file" in event}
    return wrong + [f"{each} is empty" for each in files if not (place / each).stat().st_size]


def _check_old_library(folder: Path) -> None:
    """An old library is shown without texts that can be compared: the dump's hashes are those of its time."""
    library = Library.open(folder)
    try:
        library.check()
        with library.reading() as documents:
            if len(documents.summaries()) != 2 or len(library.annotations().all()) != 2:
                message = "documents or notes are missing"
                raise ViewerError(message)
    finally:
        library.close()


def _missing_notes(folder: Path, confirmed: set[str]) -> list[str]:
    library = Library.open(folder)
    try:
        known = {str(each.id) for each in (*library.annotations().all(), *library.annotations().removed())}
    finally:
        library.close()
    return [f"note {each} is gone" for each in sorted(confirmed - known)]


def _ids(folder: Path) -> set[str]:
    library = Library.open(folder)
    try:
        with library.reading() as documents:
            return {str(each.id) for each in documents.summaries()}
    finally:
        library.close()


def run(folder: Path, most: int, seed: int, works: Sequence[str] = tuple(WORKS)) -> list[Row]:
    """Try every work with every fault."""
    warm_up(folder / "warm")
    return [
        try_work(name, fault, folder, most, seed) for name in works for fault in (Fault.FULL, Fault.BROKEN, Fault.CUT)
    ]


def _note(rows: Sequence[Row]) -> None:
    for fault, (attack, survives) in _ATTACKS.items():
        ours = [row for row in rows if row.fault is fault]
        sentences = sorted({each for row in ours for each in row.sentences})
        told = (
            f"{sum(row.told for row in ours)} times, {len(sentences)} sentences, e.g. {sentences[0]}"
            if sentences
            else ""
        )
        wrong = sum(len(row.wrong) for row in ours)
        note(Verdict(attack, sum(row.tried for row in ours), survives, wrong, told or "nothing to tell"))


_ATTACKS = {
    Fault.FULL: ("disk full at a write", "all confirmed; the same work goes on"),
    Fault.BROKEN: ("I/O error at a write", "all confirmed; the same work goes on"),
    Fault.CUT: ("power cut, unsynced writes lost or torn", "all confirmed; opens, sound"),
}


def main() -> int:
    """Print the table; 1 when anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", nargs="*", default=list(WORKS))
    options = parser.parse_args()
    run_preloaded()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with tempfile.TemporaryDirectory(prefix="andu-torture-") as folder:
        rows = run(Path(folder), options.most, options.seed, options.work)
    print(HEAD)
    for row in rows:
        print(row.line())
        for each in sorted(set(row.wrong))[:8]:
            print(f"    {each[-400:]}")
    _note(rows)
    for sentence in sorted({each for row in rows for each in row.sentences}):
        print(f"told: {sentence}")
    return 1 if any(row.wrong for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())

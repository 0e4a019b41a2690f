"""Kills importing, indexing, migrating, backing up and restoring at random moments, and looks at what is left.

Run: ``python -m tests.torture.kill_library [--kills 840] [--seed 1]``; prints one row for each kind of work.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.torture.forking import HEAD, Confirm, Outcome, killed, moments
from tests.torture.small_library import (
    add_reply,
    copy_of,
    faults_of,
    new_library,
    place_of,
    reply,
    services_of,
)
from tests.torture.verdict import Verdict, note
from tests.unit.store.old_libraries import NUMBERS, make_old_library
from viewer.core.annotation import NoteContent
from viewer.core.document import DocumentId
from viewer.core.errors import ViewerError
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.span import Span
from viewer.services.annotating import Annotating
from viewer.services.backing_up import Backups, restore
from viewer.services.index_writing import (
    add_documents,
    compact_index,
    found_documents,
    rebuild_index,
    remove_documents,
)
from viewer.services.library_archive import unfinished_path, verified_manifest
from viewer.store.library import Library
from viewer.store.migrations import NEWEST
from viewer.store.snapshot import is_sound

_SHARES = {"import": 250, "index": 200, "migration": 150, "backup": 120, "restore": 120}
_LARGEST = 80  # documents; then a new library is begun


def kill_importing(folder: Path, kills: int, seed: int) -> Outcome:
    """Kill imports of a few files at a time; what an import has answered for must be there."""
    outcome = Outcome("import")
    chance = random.Random(seed)
    library, number, expected = folder / "library", 0, set[str]()
    for lifetime in moments(seed, 1.2):
        if outcome.kills + outcome.ended >= kills:
            break
        if len(expected) > _LARGEST:
            shutil.rmtree(library)
            expected.clear()
        number += 1000
        first = number

        def work(confirm: Confirm, first: int = first) -> None:
            _import_for_ever(library, folder, first, confirm)

        for event in killed(work, lifetime, outcome):
            expected.update(event.get("ids", ()))
        outcome.lost += faults_of(library, expected)
        chance.random()
    return outcome


def _import_for_ever(library: Path, folder: Path, first: int, confirm: Confirm) -> None:
    chance = random.Random(first)
    with services_of(library) as services:
        confirm(event="ready")
        for number in range(first, first + 1000, 3):
            incoming = folder / f"incoming {number}"
            incoming.mkdir(exist_ok=True)
            for each in range(number, number + 3):
                (incoming / f"{each}.txt").write_text(reply(each, chance), encoding="utf-8")
            report = services.importer.import_paths([incoming], progress=ignore_progress, cancel=CancelToken())
            confirm(event="confirmed", ids=[*report.imported, *(known for _, known in report.duplicates)])


def kill_indexing(folder: Path, kills: int, seed: int) -> Outcome:
    """Kill commits, removals, merges and rebuilds of the index; it holds what it held before or what it was to hold."""
    outcome = Outcome("index")
    everything = sorted(new_library(folder / "library", 40, seed))
    before: set[str] = set()
    for number, lifetime in enumerate(moments(seed, 0.25)):
        if outcome.kills + outcome.ended >= kills:
            break
        chance = random.Random(seed * 1000 + number)

        def work(confirm: Confirm, chance: random.Random = chance, before: set[str] = before) -> None:
            _index_for_ever(folder / "library", everything, set(before), chance, confirm)

        after = before
        for event in killed(work, lifetime, outcome):
            if event["event"] == "about":
                after = set(event["ids"])
            elif event["event"] == "confirmed":
                before = after = set(event["ids"])
        found = _found(folder / "library")
        if not (min(before, after, key=len) <= found <= max(before, after, key=len)) and found:
            outcome.lost.append(f"found {len(found)}, neither {len(before)} nor {len(after)}")
        if before and after and not found and before & after:
            outcome.lost.append("the index is empty")
        outcome.lost += faults_of(folder / "library", set(everything))
        before = found
    return outcome


def _index_for_ever(
    folder: Path, everything: list[DocumentId], held: set[str], chance: random.Random, confirm: Confirm
) -> None:
    library = Library.open(folder)
    place = place_of(library)
    confirm(event="ready")
    while True:
        some = chance.sample(everything, chance.choice((1, 3, 10)))
        what = chance.choice(("add", "add", "remove", "merge", "compact", "rebuild"))
        changed: dict[str, set[str]] = {"add": held | set(some), "remove": held - set(some), "rebuild": set(everything)}
        after = changed.get(what, held)
        confirm(event="about", ids=sorted(after))
        if what == "add":
            add_documents(place, some)
        elif what == "remove":
            remove_documents(place, some)
        elif what in {"merge", "compact"}:
            compact_index(place, only_crowded=what == "merge")
        else:
            rebuild_index(place, everything, progress=ignore_progress)
        held = set(after)
        confirm(event="confirmed", ids=sorted(held))


def _found(folder: Path) -> set[str]:
    library = Library.open(folder)
    try:
        place = place_of(library)
        return set(found_documents(place)) if place.stamp() is not None else set()
    finally:
        library.close()


def kill_migrating(folder: Path, kills: int, seed: int) -> Outcome:
    """Kill the first opening of old libraries; afterwards they open in the newest schema with all they held."""
    outcome = Outcome("migration")
    library = folder / "library"
    for number, lifetime in enumerate(moments(seed, 0.05)):
        if outcome.kills + outcome.ended >= kills:
            break
        schema = NUMBERS[number % len(NUMBERS)]
        shutil.rmtree(library, ignore_errors=True)
        make_old_library(library, schema)

        def work(confirm: Confirm) -> None:
            confirm(event="ready")
            Library.open(library).close()
            confirm(event="confirmed")
            time.sleep(10)

        killed(work, lifetime, outcome)
        opened = Library.open(library)
        opened.check()
        with opened.reading() as documents:
            if len(documents.summaries()) != 2:
                outcome.lost.append(f"schema {schema}: documents are missing")
            if len(opened.annotations().all()) != (2 if schema > 1 else 0):
                outcome.lost.append(f"schema {schema}: notes are missing")
        opened.close()
        copies = [each for each in library.glob("backups/*schema*.db") if is_sound(each)]
        if schema < NEWEST and not copies:
            outcome.lost.append(f"schema {schema}: no sound copy from before")
    return outcome


def kill_backing_up(folder: Path, kills: int, seed: int) -> Outcome:
    """Kill rotating backups and archives while notes are written; an archive that has its name is whole."""
    outcome = Outcome("backup")
    expected = set(map(str, new_library(folder / "library", 25, seed)))
    target = folder / "whole.zip"
    for number, lifetime in enumerate(moments(seed, 0.25)):
        if outcome.kills + outcome.ended >= kills:
            break

        def work(confirm: Confirm, number: int = number) -> None:
            _back_up_for_ever(folder / "library", target, number, confirm)

        for event in killed(work, lifetime, outcome):
            expected.update(event.get("ids", ()))
        outcome.lost += faults_of(folder / "library", expected)
        if target.exists():
            outcome.lost += _told(lambda: verified_manifest(target, progress=ignore_progress, cancel=CancelToken()))
        outcome.lost += [
            f"{each.name} is broken" for each in folder.glob("library/backups/library-*.db") if not is_sound(each)
        ]
        if number % 10 == 0:
            for each in folder.glob("library/backups/*"):
                each.unlink()
    _finish_and_compare(folder, target, expected, outcome)
    return outcome


def _back_up_for_ever(folder: Path, target: Path, number: int, confirm: Confirm) -> None:
    library = Library.open(folder)
    backups = Backups(library)
    chance = random.Random(number)
    confirm(event="ready")
    for each in range(1000):
        if chance.random() < 0.3:
            confirm(event="confirmed", ids=[add_reply(library, 100_000 + number * 1000 + each, chance)])
        if chance.random() < 0.5:
            backups.rotate(datetime.now(UTC))
        else:
            backups.archive(target, progress=ignore_progress, cancel=CancelToken())


def _finish_and_compare(folder: Path, target: Path, expected: set[str], outcome: Outcome) -> None:
    """An archive taken up after all these kills must hold everything."""
    library = Library.open(folder / "library")
    Backups(library).archive(target, progress=ignore_progress, cancel=CancelToken())
    library.close()
    if unfinished_path(target).exists():
        outcome.lost.append("an unfinished archive stays beside the finished one")
    restore(target, folder / "restored", progress=ignore_progress, cancel=CancelToken())
    outcome.lost += faults_of(folder / "restored", expected)


def kill_restoring(folder: Path, kills: int, seed: int) -> Outcome:
    """Kill restores over an existing library; afterwards the old one stands there or the new one, whole."""
    outcome = Outcome("restore")
    archive = folder / "whole.zip"
    old, new = set(map(str, new_library(folder / "old", 3, seed))), set(map(str, new_library(folder / "new", 6, 99)))
    library = Library.open(folder / "new")
    note = Annotating(library).annotate(DocumentId(min(new)), Span(0, 5), NoteContent(note="在"))
    Backups(library).archive(archive, progress=ignore_progress, cancel=CancelToken())
    library.close()
    place = folder / "place" / "library"
    for lifetime in moments(seed, 0.12):
        if outcome.kills + outcome.ended >= kills:
            break
        shutil.rmtree(place.parent, ignore_errors=True)
        place.parent.mkdir()
        copy_of(folder / "old", place)

        def work(confirm: Confirm) -> None:
            confirm(event="ready")
            restore(archive, place, progress=ignore_progress, cancel=CancelToken())
            confirm(event="confirmed")
            time.sleep(10)

        events = killed(work, lifetime, outcome)
        is_confirmed = any(event["event"] == "confirmed" for event in events)
        opened = Library.open(place)
        with opened.reading() as documents:
            shown = {str(each.id) for each in documents.summaries()}
        notes = opened.annotations().all()
        opened.close()
        if shown not in (old, new) or (is_confirmed and shown != new) or (shown == new and notes != [note]):
            outcome.lost.append(f"{len(shown)} documents after a restore")
        outcome.lost += faults_of(place, shown)
    return outcome


def _told(check: Callable[[], object]) -> list[str]:
    try:
        check()
    except ViewerError as error:
        return [error.message]
    return []


_SURVIVES = {
    "import": "documents answered for",
    "index": "what was found before or after",
    "migration": "all notes, a copy from before",
    "backup": "archive whole or absent, notes",
    "restore": "the old library or the new, whole",
}
WORKS = {
    "import": kill_importing,
    "index": kill_indexing,
    "migration": kill_migrating,
    "backup": kill_backing_up,
    "restore": kill_restoring,
}


def run(kills: int, seed: int, folder: Path) -> list[Outcome]:
    """Do all works with their shares of the kills."""
    warm_up(folder / "warm")
    outcomes = []
    for name, work in WORKS.items():
        place = folder / name
        place.mkdir()
        outcomes.append(work(place, max(1, kills * _SHARES[name] // sum(_SHARES.values())), seed))
    return outcomes


def warm_up(folder: Path) -> None:
    """Load everything once, so that the children need not."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    path = folder / "reply.txt"
    folder.mkdir()
    path.write_text(reply(0, random.Random(0)), encoding="utf-8")
    with services_of(folder / "library") as services:
        services.importer.import_paths([path], progress=ignore_progress, cancel=CancelToken())


def main() -> int:
    """Print the table; 1 when anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=sum(_SHARES.values()))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="andu-torture-") as folder:
        outcomes = run(options.kills, options.seed, Path(folder))
    print(HEAD)
    for outcome in outcomes:
        print(outcome.line())
        kills = outcome.kills + outcome.ended
        survives = f"{_SURVIVES[outcome.name]} ({outcome.confirmed} confirmed)"
        note(Verdict(f"kill -9 in {outcome.name}", kills, survives, len(outcome.lost), "nothing to tell"))
        for fault in sorted(set(outcome.lost))[:10]:
            print(f"    {fault[:300]}")
    return 1 if any(outcome.lost for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())

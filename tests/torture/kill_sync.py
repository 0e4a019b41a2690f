"""Kills the synchronising of an offline copy, or the server it speaks to, at random moments, and does it again.

    python -m tests.torture.kill_sync [--rounds 200]

Before every round people write on both sides: new notes, notes only one side changed, one that both changed. After the
kill the round is done again: every text must then stand on both sides once, and what both changed must be a conflict
that lost neither text.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from tests.postgres_server import PostgresServer
from tests.torture.forking import HEAD, Confirm, Outcome, killed
from viewer.core.annotation import Annotation, NoteContent
from viewer.core.document import Document, DocumentId, Paragraph
from viewer.core.errors import LibraryOfflineError
from viewer.core.in_step import Keep, SyncReport
from viewer.core.label import LabelChange
from viewer.core.metadata import Metadata
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.services.annotating import Annotating
from viewer.services.labelling import Labelling
from viewer.services.note_sync import NoteSync
from viewer.services.offline_copy import choose_collections, synchronise
from viewer.store.library import Library
from viewer.store.postgres.address import read_address
from viewer.store.postgres.office_library import OfficeLibrary
from viewer.store.store import Store

_TEXT = "停车答复全文"
_LONGEST = 0.25
_SERVER_EVERY = 4
_PATIENCE = 30.0
_WRITTEN = 6


@dataclass(frozen=True)
class Place:
    """Where the two libraries are; they are opened anew for every deed, as a fork shares no connection."""

    server: PostgresServer
    folder: Path

    @contextmanager
    def both(self) -> Iterator[tuple[Store, Store]]:
        """Open the copy and the library it comes from."""
        copy = Library.open(self.folder / "copy")
        origin = OfficeLibrary.open(read_address(self.server.address("office")), None, self.folder / "cache")
        try:
            yield copy, origin
        finally:
            copy.close()
            origin.close()


def main() -> int:
    """Do the rounds and return whether something was lost."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=11)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    outcome = Outcome("sync")
    server = PostgresServer.start(safe=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            server.new_database("office")
            place = Place(server, Path(folder))
            known = _begin(place)
            for number in range(options.rounds):
                _round(place, known, number, chance, outcome)
    finally:
        server.stop()
    print(HEAD)
    print(outcome.line())
    for each in outcome.lost[:5]:
        print(each)
    return 1 if outcome.lost else 0


def _begin(place: Place) -> DocumentId:
    with place.both() as (copy, origin):
        source = Source("甲", "text/plain", sha256(b"a").hexdigest(), 1)
        document = Document(_TEXT, (Paragraph(Span(0, len(_TEXT))),))
        with origin.transaction() as documents:
            known = documents.add(Reading(source, document, Metadata(title="甲")), pipeline_version="1")
        made = Labelling(origin).add_collection("停车")
        Labelling(origin).change([known], LabelChange(add_to=(made.id,)))
        choose_collections(copy, origin, ["停车"])
        _sync(copy, origin)
        return known


def _round(place: Place, known: DocumentId, number: int, chance: random.Random, outcome: Outcome) -> None:
    with place.both() as (copy, origin):
        disputed, said = _write(copy, origin, known, number)
    falls, moment = number % _SERVER_EVERY == 0, chance.uniform(0.0, _LONGEST)

    def work(confirm: Confirm) -> None:
        with place.both() as (copy, origin):
            if falls:
                assert place.server.process is not None
                threading.Timer(moment, os.kill, (place.server.process.pid, signal.SIGKILL)).start()
            confirm(event="begun")
            with suppress(LibraryOfflineError):
                _sync(copy, origin)

    killed(work, _PATIENCE if falls else moment, outcome)
    if falls:
        place.server.kill()
        place.server.go()
    with place.both() as (copy, origin):
        outcome.lost += _compared(copy, origin, disputed, said, number)
        outcome.confirmed += len(said)
        for store in (copy, origin):  # rounds stay alike
            Annotating(store).remove([each.id for each in Annotating(store).all()])
        _sync(copy, origin)


def _write(copy: Store, origin: Store, known: DocumentId, number: int) -> tuple[Annotation, set[str]]:
    """Let people write on both sides; return the note both changed, and all texts that must be there in the end."""
    here, there = Annotating(copy), Annotating(origin)
    first = [there.annotate(known, Span(0, 2), NoteContent(note=f"{number} 原 {each}")) for each in range(_WRITTEN)]
    _sync(copy, origin)
    disputed, mine, theirs, *_ = first
    here.edit(replace(disputed, note=f"{number} 争 我"))
    there.edit(replace(disputed, note=f"{number} 争 他"))
    here.edit(replace(mine, note=f"{number} 改 我"))
    there.edit(replace(theirs, note=f"{number} 改 他"))
    for each in range(_WRITTEN):
        here.annotate(known, Span(1, 3), NoteContent(note=f"{number} 新 我 {each}"))
        there.annotate(known, Span(1, 3), NoteContent(note=f"{number} 新 他 {each}"))
    return disputed, {each.note for each in (*here.all(), *there.all())} - {first[1].note, first[2].note}


def _compared(copy: Store, origin: Store, disputed: Annotation, said: set[str], number: int) -> list[str]:
    conflicts = _sync(copy, origin).conflicts
    if [each.id for each in conflicts] != [disputed.id]:
        return [f"round {number}: {len(conflicts)} conflicts"]
    NoteSync(copy, origin).settle(conflicts[0], Keep.BOTH)
    _sync(copy, origin)
    held = {
        "copy": sorted(each.note for each in Annotating(copy).all()),
        "origin": sorted(each.note for each in Annotating(origin).all()),
    }
    return [f"round {number}: {side} {said ^ set(texts)}" for side, texts in held.items() if texts != sorted(said)]


def _sync(copy: Store, origin: Store) -> SyncReport:
    return synchronise(copy, origin, progress=ignore_progress, cancel=CancelToken())


if __name__ == "__main__":
    sys.exit(main())

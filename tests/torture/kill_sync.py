"""Kills the synchronising of an offline copy, its backend or the whole server at random moments, and does it again.

    python -m tests.torture.kill_sync [--rounds 300]

Before every round people write and teach on both sides: new notes, notes only one side changed, one that both changed;
terms, a corrected name, a judged promise, a term both explain differently. After the kill the round is done again: each
text and each word must then stand on both sides once, and what both changed must be a conflict that lost neither.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum, auto
from hashlib import sha256
from pathlib import Path

from tests.postgres_server import PostgresServer
from tests.torture.forking import HEAD, Confirm, Outcome, killed
from viewer.core.annotation import Annotation, NoteContent
from viewer.core.commitment import CommitmentState, PromiseRecord
from viewer.core.document import Document, DocumentId, Paragraph
from viewer.core.entity import EntityType
from viewer.core.errors import LibraryOfflineError
from viewer.core.in_step import Keep, NoteConflict, SyncReport
from viewer.core.knowledge import KnownCorrection, LessonId
from viewer.core.label import LabelChange
from viewer.core.lexicon import Correction, CorrectionAction, LexiconTerm
from viewer.core.metadata import Metadata
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.services.annotating import Annotating
from viewer.services.labelling import Labelling
from viewer.services.offline_copy import choose_collections, settle, synchronise
from viewer.services.taught import KINDS
from viewer.services.teaching import Teaching
from viewer.store.library import Library
from viewer.store.postgres.address import read_address
from viewer.store.postgres.office_library import OfficeLibrary
from viewer.store.store import Store

_TEXT = "停车答复全文"
_DISPUTED = "争议词"
_LONGEST = 0.25
_PATIENCE = 30.0
_NOTICED = 0.5  # seconds until the postmaster of a busy machine knows that a backend is gone
_WRITTEN = 6


class Victim(Enum):
    """What is killed."""

    CLIENT = auto()
    BACKEND = auto()
    POSTMASTER = auto()


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
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--minutes", type=float, default=60.0)
    options = parser.parse_args()
    end = time.monotonic() + 60 * options.minutes
    chance = random.Random(options.seed)
    outcomes = {victim: Outcome(victim.name.lower()) for victim in Victim}
    server = PostgresServer.start(safe=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            server.new_database("office")
            place = Place(server, Path(folder))
            known = _begin(place)
            for number in range(options.rounds):
                victim = tuple(Victim)[number % len(Victim)]
                if time.monotonic() > end:
                    break
                _round(place, known, Blow(number, victim, chance.uniform(0.0, _LONGEST)), outcomes[victim])
    finally:
        server.stop()
    print(HEAD)
    for outcome in outcomes.values():
        print(outcome.line())
    lost = [each for outcome in outcomes.values() for each in outcome.lost]
    print(*lost[:5], sep="\n")
    return 1 if lost else 0


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


@dataclass(frozen=True)
class Blow:
    """What is killed in one round, and how many seconds after it began."""

    number: int
    victim: Victim
    moment: float


def _round(place: Place, known: DocumentId, blow: Blow, outcome: Outcome) -> None:
    victim, moment = blow.victim, blow.moment
    with place.both() as (copy, origin):
        disputed, said = _write(copy, origin, known, blow.number)

    def work(confirm: Confirm) -> None:
        with place.both() as (copy, origin):
            if victim is not Victim.CLIENT:
                threading.Timer(moment, _kill, (place.server, victim)).start()
            confirm(event="begun")
            try:
                _sync(copy, origin)
            except LibraryOfflineError:
                confirm(event="interrupted")

    events = killed(work, moment if victim is Victim.CLIENT else _PATIENCE, outcome)
    if any(each["event"] == "interrupted" for each in events):  # the server's end, which the child lives to tell
        outcome.kills, outcome.ended = outcome.kills + 1, outcome.ended - 1
    if victim is Victim.POSTMASTER:
        place.server.kill()
        place.server.go()
    if victim is Victim.BACKEND:
        time.sleep(_NOTICED)
        place.server.wait()
    with place.both() as (copy, origin):
        outcome.lost += _compared(copy, origin, disputed, said, blow.number)
        outcome.confirmed += len(said)
        for store in (copy, origin):  # rounds stay alike
            Annotating(store).remove([each.id for each in Annotating(store).all()])
            Teaching(store, _no_tagger).withdraw([each.id for each in Teaching(store, _no_tagger).terms()])
        _sync(copy, origin)


def _kill(server: PostgresServer, victim: Victim) -> None:
    """Kill the postmaster, or with -9 one backend: the postmaster then ends all others and begins anew."""
    assert server.process is not None
    if victim is Victim.POSTMASTER:
        os.kill(server.process.pid, signal.SIGKILL)
        return
    with server.connect("postgres") as connection:
        found = connection.execute("SELECT pid FROM pg_stat_activity WHERE application_name = 'andu'").fetchone()
    if found is not None:
        os.kill(int(str(found[0])), signal.SIGKILL)


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
    _teach(copy, known, f"{number} 我", EntityType.TECHNOLOGY)
    _teach(origin, known, f"{number} 他", EntityType.PROGRAMME)
    for each in range(_WRITTEN):
        here.annotate(known, Span(1, 3), NoteContent(note=f"{number} 新 我 {each}"))
        there.annotate(known, Span(1, 3), NoteContent(note=f"{number} 新 他 {each}"))
    return disputed, {each.note for each in (*here.all(), *there.all())} - {first[1].note, first[2].note}


def _teach(store: Store, known: DocumentId, who: str, type_: EntityType) -> None:
    """Teach words of one's own, and one that the other side explains differently."""
    teaching = Teaching(store, _no_tagger)
    for each in range(_WRITTEN):
        teaching.add_term(LexiconTerm(f"词 {who} {each}", type_))
    teaching.add_term(LexiconTerm(_DISPUTED, type_))
    correction = Correction(CorrectionAction.MARK, _TEXT[:2], type_, before=who)
    with store.transaction():
        store.lessons().add_correction(KnownCorrection(LessonId(f"更正 {who}"), correction, known, "", ""))
        store.commitments().note(PromiseRecord(known, f"承诺 {who}", CommitmentState.KEPT, who))


def _compared(copy: Store, origin: Store, disputed: Annotation, said: set[str], number: int) -> list[str]:
    conflicts = _sync(copy, origin).conflicts
    if [(isinstance(each, NoteConflict), each.passage) for each in conflicts] != [
        (True, _TEXT[:2]),
        (False, _DISPUTED),
    ]:
        return [f"round {number}: {len(conflicts)} conflicts, of {disputed.id}"]
    settle(copy, origin, conflicts[0], Keep.BOTH)
    settle(copy, origin, conflicts[1], Keep.MINE)
    _sync(copy, origin)
    held = {
        "copy": sorted(each.note for each in Annotating(copy).all()),
        "origin": sorted(each.note for each in Annotating(origin).all()),
    }
    lost = [f"round {number}: {side} {said ^ set(texts)}" for side, texts in held.items() if texts != sorted(said)]
    here, there = _taught(copy), _taught(origin)
    if here != there or len(here) != len(set(here)) or len(here) != 2 * _WRITTEN + 1 + 4 * (number + 1):
        lost.append(f"round {number}: taught {sorted(set(here) ^ set(there))}, {len(here)} and {len(there)}")
    return lost


def _taught(store: Store) -> list[tuple[str, ...]]:
    """Return all that was taught: corrections and promises of all rounds, terms of this one."""
    with store.reading():
        return sorted(
            (kind.name, kind.slot(word), str(kind.says(word))) for kind in KINDS for word in kind.listed(store)
        )


def _no_tagger() -> None:
    return None


def _sync(copy: Store, origin: Store) -> SyncReport:
    return synchronise(copy, origin, progress=ignore_progress, cancel=CancelToken(), load_tagger=_no_tagger)


if __name__ == "__main__":
    sys.exit(main())

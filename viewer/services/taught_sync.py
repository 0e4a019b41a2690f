"""Brings what people taught and decided in two libraries in step, as ``note_sync`` does with notes.

The copy remembers of everything a word is about what both libraries last said of it. What one side says anew goes to
the other; of what both say differently each side keeps its own until a person chooses. Words change the marks of
documents: those of the copy come again from the other library, where they are found anew once the words have gone up.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from viewer.core.document import DocumentId
from viewer.core.errors import DocumentNotFoundError, LibraryForbiddenError
from viewer.core.in_step import Keep, TaughtConflict
from viewer.core.progress import CancelToken, Progress, ProgressStep
from viewer.extract.tagger.tagger import Tagger
from viewer.services.marking import mark_again
from viewer.services.note_sync import Step, step
from viewer.services.taught import KINDS, Kind, Reach, documents_of
from viewer.store.store import Store

UNREAD = "offline unread:"
"""What begins the facts of a copy about documents whose marks have to come again."""

_TAUGHT = "offline taught:"
_UNMARKED = "offline unmarked:"
_REMOVED = "removed"
_TOGETHER = 200

Words = Mapping[str, tuple[Any, ...]]


@dataclass(slots=True)
class TaughtSynced:
    """How many words went up and came down, how many a role did not let go up, and what a person must decide."""

    up: int = 0
    down: int = 0
    refused: int = 0
    conflicts: list[TaughtConflict] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Sides:
    """What both libraries say now, and what they last agreed on."""

    bases: Mapping[str, str]
    mine: Words
    theirs: Words

    def words(self, slots: Iterable[str]) -> list[Any]:
        """Return all that either says of some things."""
        return [word for slot in slots for said in (self.mine, self.theirs) for word in said.get(slot, ())]


class TaughtSync:
    """Words about documents that a copy and the library it comes from both show, and about the library as a whole."""

    def __init__(self, copy: Store, origin: Store) -> None:
        self._copy = copy
        self._origin = origin

    def run(self, shared: Collection[DocumentId], *, cancel: CancelToken) -> TaughtSynced:
        """Bring the words in step."""
        done = TaughtSynced()
        for kind in KINDS:
            cancel.checkpoint()
            _KindSync(self._copy, self._origin, kind, frozenset(shared)).run(done, cancel)
        return done

    def settle(self, conflict: TaughtConflict, keep: Keep) -> None:
        """Decide a conflict, of which not both sides can hold; one's own goes up with the next round.

        What the other side says since the conflict was shown makes a new conflict.
        """
        kind = next(each for each in KINDS if each.name == conflict.kind)
        one = _KindSync(self._copy, self._origin, kind, frozenset(documents_of(conflict.about)))
        if keep is Keep.MINE:
            with self._copy.transaction():
                one.remember(conflict.about, conflict.theirs_digest)
        else:
            with self._origin.reading():
                theirs = kind.slots(self._origin, one.shared)
            one.accept([conflict.about], theirs, lambda _slot, _mine: True)

    def mark_there(self, load_tagger: Callable[[], Tagger | None], *, progress: Progress, cancel: CancelToken) -> None:
        """Find the marks of the other library's documents anew where words that went up change them."""
        with self._copy.reading():
            waiting = self._copy.facts().beginning_with(_UNMARKED)
        reaches = [Reach(*json.loads(known)) for known in waiting]
        documents = sorted(concerned(self._origin, reaches))
        for number, document_id in enumerate(documents):
            cancel.checkpoint()
            progress(ProgressStep(number, len(documents), "更新标注"))
            with suppress(LibraryForbiddenError):  # then the words did not go up either
                _mark(self._origin, document_id, load_tagger())
        with self._copy.transaction():
            for known in waiting:
                self._copy.facts().forget(_UNMARKED + known)
            _read_again(self._copy, reaches)

    def own(self) -> list[Reach]:
        """Return where words change marks that the copy alone has, or has otherwise than the other library."""
        found: list[Reach] = []
        with self._copy.reading() as documents:
            shown = frozenset(documents.shown_ids())
            for kind in KINDS:
                bases = self._copy.facts().beginning_with(_prefix(kind))
                for slot, words in kind.slots(self._copy, shown).items():
                    if bases.get(slot) != kind.digest(words):
                        found += _reaches(kind, words)
        return found


class _KindSync:
    """One kind of word in both libraries."""

    def __init__(self, copy: Store, origin: Store, kind: Kind[Any], shared: frozenset[DocumentId]) -> None:
        self._copy = copy
        self._origin = origin
        self._kind = kind
        self.shared = shared

    def run(self, done: TaughtSynced, cancel: CancelToken) -> None:
        """Take what the other side says anew, send what is said anew here, and tell what both do."""
        with self._origin.reading():
            theirs = self._kind.slots(self._origin, self.shared)
        with self._copy.reading():
            mine = self._kind.slots(self._copy, self.shared)
            bases = self._bases()
        steps = {
            slot: self._step(slot, bases, mine, theirs)
            for slot in dict.fromkeys((*theirs, *mine, *bases))
            if self.shared.issuperset(documents_of(slot))
        }
        for some in _batches(slot for slot, found in steps.items() if found in (Step.DOWN, Step.AGREED)):
            cancel.checkpoint()
            done.down += self.accept(
                some, theirs, lambda slot, here: self._step(slot, bases, here, theirs) is Step.DOWN
            )
        for some in _batches(slot for slot, found in steps.items() if found is Step.UP):
            cancel.checkpoint()
            try:
                done.up += self._send(some, _Sides(bases, mine, theirs))
            except LibraryForbiddenError:
                done.refused += len(some)
        done.conflicts += [
            self._conflict(slot, mine.get(slot, ()), theirs.get(slot, ()))
            for slot, found in steps.items()
            if found is Step.CONFLICT
        ]
        if self._kind.move_last is not None:
            self._order_alike()

    def accept(self, slots: Iterable[str], theirs: Words, is_wanted: Callable[[str, Words], bool]) -> int:
        """Let the copy say what the other library does, where that is still wanted, and remember what both say."""
        taken = 0
        with self._copy.transaction():
            here = self._kind.slots(self._copy, self.shared)
            for slot in slots:
                mine, said = here.get(slot, ()), theirs.get(slot, ())
                if is_wanted(slot, here):
                    self._kind.say(self._copy, mine, said)
                    _read_again(self._copy, _reaches(self._kind, (*mine, *said)))
                    taken += 1
                elif self._kind.digest(mine) != self._kind.digest(said):
                    continue  # changed this very moment
                self.remember(slot, self._kind.digest(said))
        return taken

    def remember(self, slot: str, digest: str | None) -> None:
        """Note what both libraries say of something; call it in a transaction of the copy."""
        self._copy.facts().put(_prefix(self._kind) + slot, digest or _REMOVED)

    def _send(self, slots: Sequence[str], sides: "_Sides") -> int:
        """Let the other library say what the copy does, unless it came to say something else this very moment."""
        sent: list[str] = []
        mine = sides.mine
        with self._copy.transaction():  # noted before, so that a round cut off in the middle knows what to mark
            for reach in _reaches(self._kind, sides.words(slots)):
                self._copy.facts().put(_UNMARKED + json.dumps([reach.words, reach.document_id], ensure_ascii=False), "")
        with self._origin.transaction() as documents:
            self._origin.hold(self._kind.table)
            shown = documents.summaries_of([each for slot in slots for each in documents_of(slot)])
            theirs = self._kind.slots(self._origin, self.shared)
            for slot in slots:
                if self._step(slot, sides.bases, mine, theirs) is Step.UP and shown.keys() >= set(documents_of(slot)):
                    self._kind.say(self._origin, theirs.get(slot, ()), mine.get(slot, ()))
                    sent.append(slot)
        with self._copy.transaction():
            for slot in sent:  # cut off before this, the next round finds both alike
                self.remember(slot, self._kind.digest(mine.get(slot, ())))
        return len(sent)

    def _order_alike(self) -> None:
        """Let the copy's words stand in the other library's order, after which later ones overrule earlier ones."""
        with self._origin.reading():
            wanted = self._places(self._origin)
        with self._copy.transaction():
            here = self._places(self._copy)
            both = [place for place in wanted if place in here]
            order = [*both, *(place for place in here if place not in wanted)]
            if list(here) != order:
                for place in order:
                    self._kind.move_last(self._copy, here[place])  # type: ignore[misc]

    def _places(self, store: Store) -> dict[tuple[str, str], Any]:
        """Return the words of a library in their order, told apart by what they are about and say."""
        return {(self._kind.slot(word), str(self._kind.says(word))): word for word in self._kind.listed(store)}

    def _conflict(self, slot: str, mine: Sequence[Any], theirs: Sequence[Any]) -> TaughtConflict:
        kind, one = self._kind, (*mine, *theirs)[0]
        return TaughtConflict(
            kind.name,
            slot,
            next(iter(kind.documents(one)), None),
            kind.passage(one),
            "\n".join(map(kind.shown, mine)) if mine else None,
            "\n".join(map(kind.shown, theirs)) if theirs else None,
            kind.digest(theirs),
        )

    def _step(self, slot: str, bases: Mapping[str, str], mine: Words, theirs: Words) -> Step:
        base = bases.get(slot)
        here, there = (self._kind.digest(said.get(slot, ())) or (base and _REMOVED) for said in (mine, theirs))
        return step(base, here, there)

    def _bases(self) -> Mapping[str, str]:
        return self._copy.facts().beginning_with(_prefix(self._kind))


def mark_here(copy: Store, document_ids: Iterable[DocumentId], load_tagger: Callable[[], Tagger | None]) -> None:
    """Find the marks of the copy's documents anew, with the words the copy alone has."""
    for document_id in document_ids:
        _mark(copy, document_id, load_tagger())


def concerned(store: Store, reaches: Iterable[Reach]) -> frozenset[DocumentId]:
    """Return the documents of a library whose marks words with this reach change."""
    return frozenset(each for reach in reaches for each in _concerned(store, reach))


def _concerned(store: Store, reach: Reach) -> list[DocumentId]:
    if reach.document_id is not None:
        return [reach.document_id]
    with store.reading() as documents:
        return documents.holding(reach.words)


def _reaches(kind: Kind[Any], words: Iterable[Any]) -> list[Reach]:
    return [reach for word in words if (reach := kind.reach(word)) is not None]


def _read_again(copy: Store, reaches: Iterable[Reach]) -> None:
    for document_id in concerned(copy, reaches):
        copy.facts().put(UNREAD + document_id, "")


def _mark(store: Store, document_id: DocumentId, tagger: Tagger | None) -> None:
    try:
        mark_again(store, document_id, tagger)
    except DocumentNotFoundError:
        return  # removed meanwhile


def _prefix(kind: Kind[Any]) -> str:
    return f"{_TAUGHT}{kind.name}:"


def _batches(slots: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(slots)
    while some := list(islice(rest, _TOGETHER)):
        yield some

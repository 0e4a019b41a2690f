"""Brings the notes of two libraries in step by what both had when they last agreed; what both changed is a conflict.

The copy remembers of every note the state both libraries last had. A note only one of them changed since goes to the
other. One that both changed stays on both sides as it is until a person chooses: there is no last writer who wins.
Every step is whole in itself and looks at both states anew, so that it may be cut off anywhere and done again.
"""

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from viewer.core.annotation import Annotation, AnnotationId
from viewer.core.document import DocumentId
from viewer.core.errors import AnnotationNotFoundError, LibraryForbiddenError
from viewer.core.in_step import Keep, NoteConflict
from viewer.core.progress import CancelToken
from viewer.services.annotating import document_key, place
from viewer.store.change_log import now
from viewer.store.document_table import DocumentTable
from viewer.store.note_rows import annotation_values
from viewer.store.store import Store
from viewer.text.anchor import resolve

_NOTE = "offline note:"
_GONE = "gone "
_ACTION = "synchronise annotation"
_UNCOMPARED = {"id", "created", "modified", "state", "span_start", "span_end"}
"""Columns that may differ between two libraries whose notes say the same."""


class Step(Enum):
    """What is to be done about one note."""

    NOTHING = auto()
    AGREED = auto()  # both sides say the same: remember it
    UP = auto()
    DOWN = auto()
    GONE = auto()  # no longer there to be seen, and not changed here
    CONFLICT = auto()


@dataclass(frozen=True, slots=True)
class NoteState:
    """A note as one library has it."""

    annotation: Annotation
    is_removed: bool

    @property
    def digest(self) -> str:
        """Return a sum of what a person said: the same in every library in which the note says the same."""
        values = annotation_values(self.annotation)
        said = {name: value for name, value in values.items() if name not in _UNCOMPARED}
        said |= {"document": self.annotation.document_id, "removed": self.is_removed}
        return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class NotesSynced:
    """How many notes went up, came down and may not go up, and those a person has to decide about."""

    up: int = 0
    down: int = 0
    refused: int = 0
    conflicts: tuple[NoteConflict, ...] = ()


def step(base: str | None, mine: str | None, theirs: str | None) -> Step:
    """Return what is to be done about a note with these states, each ``None`` where the note is not.

    >>> step("a", "b", "a"), step("a", "a", "b"), step("a", "b", "c")
    (<Step.UP: 3>, <Step.DOWN: 4>, <Step.CONFLICT: 6>)
    """
    if mine == theirs:
        return Step.NOTHING if mine == base else Step.AGREED
    if theirs is None:
        return _without_theirs(base, mine)
    if mine is None or base in (mine, f"{_GONE}{mine}"):
        return Step.DOWN
    return Step.UP if base == theirs else Step.CONFLICT


def _without_theirs(base: str | None, mine: str | None) -> Step:
    if base is None:
        return Step.UP
    if base == f"{_GONE}{mine}":
        return Step.NOTHING
    return Step.GONE if base == mine else Step.CONFLICT


class NoteSync:
    """Notes of documents that a copy and the library it comes from both show."""

    def __init__(self, copy: Store, origin: Store) -> None:
        self._copy = copy
        self._origin = origin

    def run(self, document_ids: Sequence[DocumentId], *, cancel: CancelToken) -> NotesSynced:
        """Bring the notes of these documents in step: what others wrote comes down first, then one's own goes up."""
        later: list[AnnotationId] = []
        down, up = 0, 0
        conflicts: list[NoteConflict] = []
        for note_id in self._different(document_ids):
            cancel.checkpoint()
            found = self._step(note_id)
            if found is Step.UP:
                later.append(note_id)
            elif found is Step.CONFLICT:
                conflicts.append(self._conflict(note_id))
            elif found is not Step.NOTHING:
                down += self._take(note_id)
        for number, note_id in enumerate(later):
            cancel.checkpoint()
            try:
                up += self._send(note_id)
            except LibraryForbiddenError:  # the role writes no notes: neither the others
                return NotesSynced(up, down, len(later) - number, tuple(conflicts))
        return NotesSynced(up, down, 0, tuple(conflicts))

    def settle(self, conflict: NoteConflict, keep: Keep) -> None:
        """Decide a conflict; what is kept of one's own goes up with the next round.

        What the other side changed since the conflict was shown makes a new conflict, and is not written over. Raises
        ``AnnotationNotFoundError``.
        """
        with self._origin.reading():
            theirs = _state(self._origin, conflict.id)
        with self._copy.transaction() as documents:
            mine = _state(self._copy, conflict.id)
            if mine is None:
                message = "没有找到这条批注。"
                raise AnnotationNotFoundError(message, advice="请重新同步后再试。")
            if keep is Keep.MINE and conflict.theirs_digest is not None:
                self._remember(conflict.id, conflict.theirs_digest)
                return
            if keep is not Keep.THEIRS and not mine.is_removed:
                self._add_again(mine, documents)
            self._accept(conflict.id, mine, theirs, documents)

    def _different(self, document_ids: Sequence[DocumentId]) -> list[AnnotationId]:
        with self._origin.reading():
            theirs = _digests(self._origin.annotations().kept_of(document_ids))
        with self._copy.reading():
            mine = _digests(self._copy.annotations().kept_of(document_ids))
            bases = self._copy.facts().beginning_with(_NOTE)
        return [
            each
            for each in dict.fromkeys((*theirs, *mine))
            if step(bases.get(each), mine.get(each), theirs.get(each)) is not Step.NOTHING
        ]

    def _step(self, note_id: AnnotationId) -> Step:
        with self._origin.reading():
            theirs = _state(self._origin, note_id)
        with self._copy.reading():
            return self._step_from(note_id, _state(self._copy, note_id), theirs)

    def _step_from(self, note_id: AnnotationId, mine: NoteState | None, theirs: NoteState | None) -> Step:
        return step(self._copy.facts().find(_NOTE + note_id), _digest(mine), _digest(theirs))

    def _conflict(self, note_id: AnnotationId) -> NoteConflict:
        with self._origin.reading():
            theirs = _state(self._origin, note_id)
            who = self._origin.annotations().signed_by(note_id)
        with self._copy.reading():
            mine = _state(self._copy, note_id)
        one = mine or theirs
        assert one is not None  # noqa: S101 - what is nowhere is no conflict
        return NoteConflict(
            note_id,
            one.annotation.document_id,
            one.annotation.selector.quote.exact,
            _shown(mine),
            _shown(theirs),
            who,
            _digest(theirs),
        )

    def _take(self, note_id: AnnotationId) -> int:
        """Let the copy have a note as the other library has it, unless it was changed here this very moment."""
        with self._origin.reading():
            theirs = _state(self._origin, note_id)
        with self._copy.transaction() as documents:
            mine = _state(self._copy, note_id)
            found = self._step_from(note_id, mine, theirs)
            if found in (Step.DOWN, Step.GONE, Step.AGREED):
                self._accept(note_id, mine, theirs, documents)
            return int(found in (Step.DOWN, Step.GONE))

    def _accept(
        self, note_id: AnnotationId, mine: NoteState | None, theirs: NoteState | None, documents: DocumentTable
    ) -> None:
        if theirs is not None:
            _write(self._copy, theirs, mine, documents)
            self._remember(note_id, theirs.digest)
        elif mine is not None:
            gone = replace(mine, is_removed=True)
            _write(self._copy, gone, mine, documents)
            self._remember(note_id, _GONE + gone.digest)

    def _send(self, note_id: AnnotationId) -> int:
        """Let the other library have a note as it is here, unless it was changed there this very moment."""
        with self._copy.reading():
            mine = _state(self._copy, note_id)
            base = self._copy.facts().find(_NOTE + note_id)
        if mine is None:
            return 0
        with self._origin.transaction() as documents:
            theirs = _state(self._origin, note_id, for_change=True)
            if step(base, mine.digest, _digest(theirs)) is not Step.UP:
                return 0
            _write(self._origin, mine, theirs, documents)
        with self._copy.transaction():  # cut off before this, the next round finds both alike
            self._remember(note_id, mine.digest)
        return 1

    def _add_again(self, mine: NoteState, documents: DocumentTable) -> None:
        """Keep one's own words as a note of its own, which goes up as a new one."""
        again = replace(mine.annotation, id=AnnotationId(str(uuid.uuid4())), modified=now())
        _write(self._copy, NoteState(again, is_removed=False), None, documents)

    def _remember(self, note_id: AnnotationId, base: str) -> None:
        self._copy.facts().put(_NOTE + note_id, base)


def _write(store: Store, wanted: NoteState, there: NoteState | None, documents: DocumentTable) -> None:
    """Give a library a note as another has it, at the place its words have in this library's text."""
    table = store.annotations()
    annotation = _placed(wanted.annotation, documents)
    if there is None:
        table.add(annotation, _key(annotation, documents))
    elif replace(wanted, is_removed=there.is_removed).digest != there.digest:
        table.replace(annotation, action=_ACTION)
    was_removed = there is not None and there.is_removed
    if wanted.is_removed and not was_removed:
        table.remove(annotation.id)
    elif was_removed and not wanted.is_removed:
        table.restore(annotation.id)


def _placed(annotation: Annotation, documents: DocumentTable) -> Annotation:
    document_id = annotation.document_id
    if document_id is None or document_id not in documents.summaries_of([document_id]):
        return annotation
    return place(annotation, resolve(documents.document(document_id), annotation.selector))


def _key(annotation: Annotation, documents: DocumentTable) -> Mapping[str, object]:
    known = documents.summaries_of([annotation.document_id] if annotation.document_id else [])
    return document_key(known[annotation.document_id].source.sha256) if annotation.document_id in known else {}


def _state(store: Store, note_id: AnnotationId, *, for_change: bool = False) -> NoteState | None:
    table = store.annotations()
    found = table.find(note_id)
    if found is None:
        return None
    if for_change:
        found = table.for_change(note_id)
    return NoteState(found, is_removed=table.is_removed(note_id))


def _digest(state: NoteState | None) -> str | None:
    return None if state is None else state.digest


def _digests(notes: Iterable[tuple[Annotation, bool]]) -> dict[AnnotationId, str]:
    return {annotation.id: NoteState(annotation, is_removed).digest for annotation, is_removed in notes}


def _shown(state: NoteState | None) -> Annotation | None:
    return None if state is None or state.is_removed else state.annotation

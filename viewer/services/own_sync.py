"""Brings what a person keeps for themselves in step between a copy and the library it comes from.

Bookmarks and saved searches: nobody else sees them, so what both sides changed is nobody's quarrel, and both are kept.
The copy remembers the state both sides last had, as for notes, and every step may be cut off and done again.
"""

import hashlib
import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from viewer.core.annotation import Bookmark, BookmarkId
from viewer.core.document import DocumentId
from viewer.core.saved_search import SavedSearch, SavedSearchId
from viewer.services.note_sync import Step, step
from viewer.store.store import Store

_REMOVED = "removed"
T = TypeVar("T", Bookmark, SavedSearch)


@dataclass(frozen=True, slots=True)
class _Kind(Generic[T]):
    """How a library lists, stores and removes one kind of thing; ``again`` is the same under another id."""

    fact: str
    listed: Callable[[Store], list[T]]
    put: Callable[[Store, T], None]
    remove: Callable[[Store, str], None]
    again: Callable[[T], T]


def synchronise_own(copy: Store, origin: Store, document_ids: Collection[DocumentId]) -> int:
    """Bring the bookmarks of these documents and all saved searches in step; return how many went up or came down."""
    shown = frozenset(document_ids)
    bookmarks: _Kind[Bookmark] = _Kind(
        "offline bookmark:",
        lambda store: [each for each in store.bookmarks().all() if each.document_id in shown],
        lambda store, bookmark: store.bookmarks().put(bookmark),
        lambda store, known: store.bookmarks().remove(BookmarkId(known)),
        lambda bookmark: replace(bookmark, id=BookmarkId(str(uuid.uuid4()))),
    )
    searches: _Kind[SavedSearch] = _Kind(
        "offline search:",
        lambda store: store.saved_searches().all(),
        lambda store, saved: store.saved_searches().put(saved),
        lambda store, known: store.saved_searches().remove(SavedSearchId(known)),
        lambda saved: replace(saved, id=SavedSearchId(str(uuid.uuid4()))),
    )
    return _in_step(copy, origin, bookmarks) + _in_step(copy, origin, searches)


def _in_step(copy: Store, origin: Store, kind: _Kind[T]) -> int:
    with origin.reading():
        theirs: dict[str, T] = {each.id: each for each in kind.listed(origin)}
    with copy.reading():
        mine: dict[str, T] = {each.id: each for each in kind.listed(copy)}
        bases: Mapping[str, str] = copy.facts().beginning_with(kind.fact)
    moved = 0
    for known in dict.fromkeys((*theirs, *mine, *bases)):
        moved += _one_in_step(copy, origin, kind, _Sides(known, bases.get(known), mine.get(known), theirs.get(known)))
    return moved


@dataclass(frozen=True, slots=True)
class _Sides(Generic[T]):
    """One thing as both libraries have it, and the state they last agreed on."""

    id: str
    base: str | None
    mine: T | None
    theirs: T | None

    def digest(self, thing: T | None) -> str | None:
        """Return a sum of what a side says; what was there once and is not any more was removed."""
        if thing is None:
            return None if self.base is None else _REMOVED
        return hashlib.sha256(repr(thing).encode()).hexdigest()


def _one_in_step(copy: Store, origin: Store, kind: _Kind[T], sides: _Sides[T]) -> int:
    here, there = sides.digest(sides.mine), sides.digest(sides.theirs)
    found = step(sides.base, here, there)
    if found is Step.NOTHING:
        return 0
    if found is Step.CONFLICT and sides.mine is not None:
        if sides.theirs is not None:
            with origin.transaction():
                kind.put(origin, kind.again(sides.theirs))  # comes down with the next round
        found = Step.UP
    if found is Step.UP:
        with origin.transaction():
            _carry(origin, kind, sides.id, sides.mine)
    with copy.transaction():
        if found in (Step.DOWN, Step.CONFLICT):
            _carry(copy, kind, sides.id, sides.theirs)
        copy.facts().put(kind.fact + sides.id, (here if found is Step.UP else there) or _REMOVED)
    return int(found is not Step.AGREED)


def _carry(store: Store, kind: _Kind[T], known: str, wanted: T | None) -> None:
    if wanted is None:
        kind.remove(store, known)
    else:
        kind.put(store, wanted)

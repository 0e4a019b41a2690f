"""Keeps the index in step with the library: what is new goes in, what was removed goes out."""

from dataclasses import dataclass
from enum import StrEnum

from viewer.core.progress import CancelToken, Progress
from viewer.store.library import Library


class IndexStatus(StrEnum):
    """How far the index can be trusted at the moment."""

    READY = "ready"
    BUILDING = "building"
    DAMAGED = "damaged"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class IndexState:
    """``indexed`` of ``total`` documents can be found by searching."""

    indexed: int
    total: int
    status: IndexStatus


class IndexKeeper:
    """Keeps the index of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def state(self) -> IndexState:
        """Return how far the index has come; cheap enough to ask twice a second."""
        with self._library.reading() as documents:
            counts = documents.index_counts()
        return IndexState(counts.indexed, counts.total, IndexStatus.BUILDING)

    def wake(self) -> None:
        """Look for documents to index or to take out of the index, in the background."""

    def wait(self, *, progress: Progress, cancel: CancelToken) -> None:
        """Return when the index is in step with the library."""

    def rebuild(self, *, progress: Progress, cancel: CancelToken) -> None:
        """Throw the index away and build it again from the library."""

    def close(self) -> None:
        """Stop working in the background."""

"""Where the reader has been, for going back and forward."""

from dataclasses import dataclass

from viewer.core.document import DocumentId

_MOST = 200


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document: the offset at the top of the window."""

    document_id: DocumentId
    offset: int = 0


class History:
    """A line of places with one of them current; a new jump forgets what lay ahead."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._current = -1

    @property
    def can_go_back(self) -> bool:
        """Tell whether there is a place before the current one."""
        return self._current > 0

    @property
    def can_go_forward(self) -> bool:
        """Tell whether there is a place after the current one."""
        return self._current < len(self._places) - 1

    def visit(self, place: Place) -> None:
        """Make ``place`` the current one; the same document in a row is one place."""
        if self._current >= 0 and self._places[self._current] == place:
            return
        del self._places[self._current + 1 :]
        self._places.append(place)
        del self._places[:-_MOST]
        self._current = len(self._places) - 1

    def update(self, place: Place) -> None:
        """Note where the reader has scrolled to within the current document."""
        if self._current >= 0 and self._places[self._current].document_id == place.document_id:
            self._places[self._current] = place

    def back(self) -> Place:
        """Go one place back and return it; raises ``IndexError`` when there is none."""
        return self._step(-1)

    def forward(self) -> Place:
        """Go one place forward and return it; raises ``IndexError`` when there is none."""
        return self._step(1)

    def forget(self, document_ids: frozenset[DocumentId]) -> None:
        """Drop the places of documents that are gone."""
        current = self._places[self._current] if self._current >= 0 else None
        self._places = [place for place in self._places if place.document_id not in document_ids]
        self._current = self._places.index(current) if current in self._places else len(self._places) - 1

    def _step(self, by: int) -> Place:
        target = self._current + by
        if not 0 <= target < len(self._places):
            message = "no place that way"
            raise IndexError(message)
        self._current = target
        return self._places[target]

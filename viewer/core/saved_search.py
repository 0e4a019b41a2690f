"""A question a person keeps: a name, the query, its filters and its order."""

from dataclasses import dataclass
from typing import NewType

from viewer.core.hit import FacetChoice, SortOrder

SavedSearchId = NewType("SavedSearchId", str)


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A named question; ``created`` is ISO 8601 in UTC, ``order`` sorts by hand."""

    id: SavedSearchId
    name: str
    query: str
    created: str
    choices: tuple[FacetChoice, ...] = ()
    sort: SortOrder = SortOrder.RELEVANCE
    order: int = 0

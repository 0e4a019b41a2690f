"""The questions a person keeps in a library."""

import uuid
from collections.abc import Sequence
from dataclasses import replace

from viewer.core.hit import FacetChoice, SortOrder
from viewer.core.saved_search import SavedSearch, SavedSearchId
from viewer.store.change_log import now
from viewer.store.store import Store


class SavedSearches:
    """Saved searches of one library. A method that returns has its change on the disk; ``put`` undoes ``remove``."""

    def __init__(self, library: Store) -> None:
        self._library = library

    def all(self) -> list[SavedSearch]:
        """Return them in their order."""
        with self._library.reading():
            return self._library.saved_searches().all()

    def save(
        self, name: str, query: str, choices: Sequence[FacetChoice] = (), sort: SortOrder = SortOrder.RELEVANCE, /
    ) -> SavedSearch:
        """Keep a question, last in the order."""
        with self._library.transaction():
            table = self._library.saved_searches()
            order = 1 + max((each.order for each in table.all()), default=0)
            saved = SavedSearch(
                SavedSearchId(str(uuid.uuid4())), name, query, now(), choices=tuple(choices), sort=sort, order=order
            )
            table.put(saved)
        return saved

    def put(self, saved: SavedSearch, /) -> None:
        """Store a changed search, or one that was removed."""
        with self._library.transaction():
            self._library.saved_searches().put(saved)

    def arrange(self, searches: Sequence[SavedSearch], /) -> None:
        """Store the order a person gave them."""
        with self._library.transaction():
            for order, saved in enumerate(searches, start=1):
                self._library.saved_searches().put(replace(saved, order=order))

    def remove(self, saved_id: SavedSearchId, /) -> None:
        """Take a search away; ``put`` brings it back."""
        with self._library.transaction():
            self._library.saved_searches().remove(saved_id)

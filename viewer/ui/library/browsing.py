"""The list without a query: which documents the filters leave and how they divide, where only the library knows."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QObject, Signal

from viewer.core.catalog import DocumentSummary
from viewer.core.document import DocumentId
from viewer.core.errors import ViewerError
from viewer.core.hit import FacetChoice, SearchRequest, Selection
from viewer.ui.library.facets import ASKED, Counts, count_facets
from viewer.ui.search.inquiries import Inquiries


class Browsing(QObject):
    """Keeps the newest answer to the filters; ``changed`` says that there is one, ``failed`` that there cannot be."""

    changed = Signal()
    failed = Signal(ViewerError)

    def __init__(self, inquiries: Inquiries) -> None:
        super().__init__(inquiries)
        self._inquiries = inquiries
        self._choices: tuple[FacetChoice, ...] = ()
        self._selection: Selection | None = None
        inquiries.selected.connect(self._take)

    def look(self, choices: Sequence[FacetChoice]) -> None:
        """Ask the library about these filters."""
        self._inquiries.select(SearchRequest("", limit=0, facets=tuple(choices)), self._fail)

    def must_ask(self, choices: Sequence[FacetChoice]) -> bool:
        """Tell whether the list has to wait for the library to know what these filters leave."""
        return any(choice.field in ASKED for choice in choices) and self._answer(choices) is None

    def among(self, choices: Sequence[FacetChoice]) -> Collection[DocumentId] | None:
        """Return the documents these filters leave, ``None`` where the list itself can tell."""
        selection = self._answer(choices)
        if selection is None or not any(choice.field in ASKED for choice in choices):
            return None
        return selection.ids

    def counts(self, summaries: Sequence[DocumentSummary], choices: Sequence[FacetChoice]) -> Counts:
        """Return the counts of all facets; those the list can count are right even while the index is behind."""
        selection = self._answer(choices)
        if selection is not None and any(choice.field in ASKED for choice in choices):
            return selection.facets
        known = self._selection.facets if self._selection is not None else {}
        asked = selection.facets if selection is not None else known
        return {**{field: asked[field] for field in ASKED if field in asked}, **count_facets(summaries, choices)}

    def _answer(self, choices: Sequence[FacetChoice]) -> Selection | None:
        return self._selection if self._choices == tuple(choices) else None

    def _take(self, request: SearchRequest, selection: Selection) -> None:
        self._choices, self._selection = request.facets, selection
        self.changed.emit()

    def _fail(self, error: ViewerError) -> None:
        self._selection = None
        self.failed.emit(error)

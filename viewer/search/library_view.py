"""What the search needs to know of a library; the store fulfils it without knowing the search."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from viewer.core.catalog import DocumentSummary
from viewer.core.document import DocumentId
from viewer.core.metric import Metric
from viewer.core.query import QueryField


class LibraryView(Protocol):
    """Answers from any thread. Ids the library does not hold are left out of the answers, never an error."""

    def library_id(self) -> str:
        """Return what tells this library from every other, the same for its whole life."""

    def document_count(self) -> int:
        """Return how many documents the library holds."""

    def texts(self, ids: Sequence[DocumentId]) -> Mapping[DocumentId, str]:
        """Return the canonical texts of these documents."""

    def summaries(self, ids: Sequence[DocumentId]) -> Mapping[DocumentId, DocumentSummary]:
        """Return the catalog rows of these documents."""

    def field_values(self, field: QueryField) -> Mapping[DocumentId, tuple[str, ...]]:
        """Return the values people gave to documents (``TAG``, ``NOTE``); documents without any are left out."""

    def labels(self) -> Mapping[str, Mapping[DocumentId, tuple[str, ...]]]:
        """Return the values of ``tag``, ``collection`` and ``state``; documents without any are left out.

        Of ``notes`` only which documents have any.
        """

    def figures(self, accepts: Callable[[str], bool]) -> Mapping[DocumentId, tuple[Metric, ...]]:
        """Return the figures whose indicator is accepted; documents without any are left out."""

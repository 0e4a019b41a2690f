"""The list of documents."""

from viewer.core.catalog import DocumentSummary
from viewer.core.document import DocumentId
from viewer.store.store import Store


class Catalog:
    """Answers what is in the library."""

    def __init__(self, library: Store) -> None:
        self._library = library

    def summaries(self) -> list[DocumentSummary]:
        """Return every document outside the trash, newest import first."""
        with self._library.reading() as documents:
            return documents.summaries()

    def removed(self) -> list[DocumentSummary]:
        """Return the documents in the trash, newest import first."""
        with self._library.reading() as documents:
            joined = self._library.joined().all()
            return [summary for summary in documents.removed() if summary.id not in joined]

    def ids_beginning_with(self, prefix: str) -> list[DocumentId]:
        """Return the documents whose id begins like this."""
        with self._library.reading() as documents:
            return documents.ids_beginning_with(prefix)

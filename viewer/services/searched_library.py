"""A library as the search sees it."""

from collections.abc import Callable, Mapping, Sequence

from viewer.core.catalog import DocumentSummary
from viewer.core.document import DocumentId
from viewer.core.metric import Metric
from viewer.core.query import QueryField
from viewer.store.store import Store


class SearchedLibrary:
    """Fulfils ``viewer.search.library_view.LibraryView``; callable from any thread."""

    def __init__(self, library: Store) -> None:
        self._library = library

    def library_id(self) -> str:
        """Return the library's id."""
        return self._library.id

    def document_count(self) -> int:
        """Return how many documents are outside the trash."""
        with self._library.reading() as documents:
            return documents.index_counts().total

    def texts(self, ids: Sequence[DocumentId]) -> Mapping[DocumentId, str]:
        """Return the texts of those of these documents that are outside the trash."""
        with self._library.reading() as documents:
            return documents.texts(ids)

    def summaries(self, ids: Sequence[DocumentId]) -> Mapping[DocumentId, DocumentSummary]:
        """Return the rows of those of these documents that are outside the trash."""
        with self._library.reading() as documents:
            return documents.summaries_of(ids)

    def field_values(self, field: QueryField) -> Mapping[DocumentId, tuple[str, ...]]:
        """Return the tags or notes people gave to documents; other fields have none."""
        with self._library.reading() as documents:
            if field is QueryField.TAG:
                return documents.tags()
            return documents.notes() if field is QueryField.NOTE else {}

    def labels(self) -> Mapping[str, Mapping[DocumentId, tuple[str, ...]]]:
        """Return by facet what people gave to documents outside the trash: tags, collections, stars, what was read."""
        with self._library.reading() as documents:
            return documents.label_values()

    def figures(self, accepts: Callable[[str], bool]) -> Mapping[DocumentId, tuple[Metric, ...]]:
        """Return the figures whose indicator is accepted, of documents outside the trash."""
        with self._library.reading():
            return self._library.marks().figures_of(accepts)

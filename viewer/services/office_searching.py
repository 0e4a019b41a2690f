"""Questions to an office's library: the server keeps lists and texts, the engine over them is that of a folder."""

from viewer.core.document import DocumentId
from viewer.core.hit import Explanation, SearchRequest, SearchResult, Selection, Snippet
from viewer.core.progress import CancelToken
from viewer.core.span import Span
from viewer.search.server_engine import ServerEngine
from viewer.search.snippet import cut_contexts
from viewer.services.searched_library import SearchedLibrary
from viewer.store.postgres.office_library import OfficeLibrary
from viewer.text.segment import Segmenter


class OfficeSearcher:
    """Fulfils ``viewer.services.index_face.Searching``; safe from any thread. Each answer is of one moment."""

    def __init__(self, library: OfficeLibrary, segmenter: Segmenter) -> None:
        self._library = library
        self._engine = ServerEngine(library.postings, library.reading, SearchedLibrary(library), segmenter)

    def search(self, request: SearchRequest, *, cancel: CancelToken) -> SearchResult:
        """Answer one question; ``complete`` is false while documents wait to be indexed.

        Raises ``QueryError``, ``Cancelled``, ``LibraryError``.
        """
        return self._engine.search(request, cancel=cancel)

    def select(self, request: SearchRequest, *, cancel: CancelToken) -> Selection:
        """Return all documents that answer, and how they divide; raises as ``search`` does."""
        return self._engine.select(request, cancel=cancel)

    def contexts(self, document_id: DocumentId, query: str) -> tuple[Snippet, ...]:
        """Return every match of the query in one document with the words around it. Raises ``QueryError``."""
        spans = self.find_in(document_id, query)
        with self._library.reading() as documents:
            return cut_contexts(documents.text(document_id), spans) if spans else ()

    def explain(self, request: SearchRequest, document_id: DocumentId, *, cancel: CancelToken) -> Explanation | None:
        """Return why a document stands where it stands among the answers, ``None`` when it does not answer."""
        return self._engine.explain(request, document_id, cancel=cancel)

    def query_like(self, passage: str) -> str:
        """Return a query for documents like a passage, empty where nothing in it is telling."""
        return self._engine.query_like(passage)

    def find_in(self, document_id: DocumentId, query: str) -> tuple[Span, ...]:
        """Return where the query stands in one document, in order. Raises ``QueryError``."""
        with self._library.reading() as documents:
            text, metadata = documents.text(document_id), documents.summary(document_id).metadata
            return self._engine.spans_in(text, query, metadata=metadata, document_id=document_id)

    def warm_up(self, *, cancel: CancelToken) -> None:
        """Load the dictionary of words, and the columns the first search would wait for."""
        self._engine.warm_up(cancel=cancel)

    def close(self) -> None:
        """Forget what was read: the connections are the library's."""
        self._engine.close()

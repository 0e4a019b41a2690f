"""Questions to the library, answered from its index and its texts."""

from dataclasses import replace

from viewer.core.document import DocumentId
from viewer.core.errors import IndexUnavailableError
from viewer.core.hit import Explanation, SearchRequest, SearchResult, Selection, Snippet
from viewer.core.progress import CancelToken
from viewer.core.span import Span
from viewer.search.engine import SearchEngine
from viewer.search.snippet import cut_contexts
from viewer.search.synonyms import SynonymBook
from viewer.services.index_keeper import IndexKeeper
from viewer.services.searched_library import SearchedLibrary
from viewer.store.library import Library
from viewer.text.segment import Segmenter


class Searcher:
    """Answers questions to one library."""

    def __init__(self, library: Library, keeper: IndexKeeper, segmenter: Segmenter) -> None:
        self._library = library
        self._keeper = keeper
        synonyms = SynonymBook(library.own_synonyms)
        self._engine = SearchEngine(library.index_folder, SearchedLibrary(library), segmenter, synonyms=synonyms)

    def search(self, request: SearchRequest, *, cancel: CancelToken) -> SearchResult:
        """Answer one question; ``complete`` is false while documents wait to be indexed.

        Raises ``QueryError``, ``Cancelled``, and ``IndexUnavailableError`` when there is no sound index: it is then
        being renewed in the background, and the same question can be asked again.
        """
        try:
            result = self._engine.search(request, cancel=cancel)
        except IndexUnavailableError:
            with self._library.reading() as documents:
                is_empty = documents.index_counts().total == 0
            if not is_empty:
                self._keeper.suspect()
                raise
            result = SearchResult(request.query, total=0, elapsed_ms=0.0, complete=True, hits=())
        with self._library.reading() as documents:
            counts = documents.index_counts()
        return result if counts.indexed == counts.total else replace(result, complete=False)

    def select(self, request: SearchRequest, *, cancel: CancelToken) -> Selection:
        """Return all documents that answer, and how they divide; raises as ``search`` does."""
        return self._engine.select(request, cancel=cancel)

    def contexts(self, document_id: DocumentId, query: str) -> tuple[Snippet, ...]:
        """Return every match of the query in one document with the words around it. Raises ``QueryError``."""
        spans = self.find_in(document_id, query)
        with self._library.reading() as documents:
            return cut_contexts(documents.text(document_id), spans) if spans else ()

    def explain(self, request: SearchRequest, document_id: DocumentId, *, cancel: CancelToken) -> Explanation | None:
        """Return why a document stands where it stands among the answers, ``None`` when it does not answer.

        Raises ``QueryError``, ``Cancelled``, ``IndexUnavailableError``.
        """
        return self._engine.explain(request, document_id, cancel=cancel)

    def query_like(self, passage: str) -> str:
        """Return a query for documents like a passage, empty for none. Raises ``IndexUnavailableError``."""
        return self._engine.query_like(passage)

    def find_in(self, document_id: DocumentId, query: str) -> tuple[Span, ...]:
        """Return where the query stands in one document, in order. Raises ``QueryError``."""
        with self._library.reading() as documents:
            text, metadata = documents.text(document_id), documents.summary(document_id).metadata
        return self._engine.spans_in(text, query, metadata=metadata, document_id=document_id)

    def warm_up(self, *, cancel: CancelToken) -> None:
        """Load what the first search would wait for. Raises ``Cancelled`` and ``IndexUnavailableError``."""
        self._engine.warm_up(cancel=cancel)

    def close(self) -> None:
        """Close the files of the index."""
        self._engine.close()

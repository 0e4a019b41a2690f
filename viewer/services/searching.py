"""Questions to the library, answered from its index and its texts."""

from viewer.core.document import DocumentId
from viewer.core.errors import IndexUnavailableError
from viewer.core.hit import SearchRequest, SearchResult
from viewer.core.progress import CancelToken
from viewer.core.span import Span


class Searcher:
    """Answers questions to one library."""

    def search(self, request: SearchRequest, *, cancel: CancelToken) -> SearchResult:
        """Answer one question; ``complete`` is false while documents wait to be indexed."""
        raise IndexUnavailableError("索引尚未建立，暂时不能搜索。")  # noqa: TRY003, EM101

    def find_in(self, document_id: DocumentId, query: str) -> tuple[Span, ...]:
        """Return where the query stands in one document, in order."""
        raise IndexUnavailableError("索引尚未建立，暂时不能搜索。")  # noqa: TRY003, EM101

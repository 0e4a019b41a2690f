"""What the search in the window needs of a library's services, as faces."""

from collections.abc import Sequence
from typing import Protocol

from viewer.core.document import DocumentId
from viewer.core.hit import (
    Explanation,
    FacetChoice,
    ResultFormat,
    SearchRequest,
    SearchResult,
    Selection,
    Snippet,
    SortOrder,
)
from viewer.core.progress import CancelToken, Progress
from viewer.core.saved_search import SavedSearch, SavedSearchId


class Searcher(Protocol):
    """Questions to the library."""

    def search(self, request: SearchRequest, *, cancel: CancelToken) -> SearchResult:
        """Answer one question."""

    def select(self, request: SearchRequest, *, cancel: CancelToken) -> Selection:
        """Return all documents that answer."""

    def contexts(self, document_id: DocumentId, query: str, /) -> tuple[Snippet, ...]:
        """Return every match in one document with the words around it."""

    def explain(self, request: SearchRequest, document_id: DocumentId, *, cancel: CancelToken) -> Explanation | None:
        """Return why a document stands where it stands."""

    def query_like(self, passage: str, /) -> str:
        """Return a query for documents like a passage."""

    def warm_up(self, *, cancel: CancelToken) -> None:
        """Load what the first search would wait for."""


class SavedSearches(Protocol):
    """The questions a person keeps."""

    def all(self) -> list[SavedSearch]:
        """Return them in their order."""

    def save(self, name: str, query: str, choices: Sequence[FacetChoice], sort: SortOrder, /) -> SavedSearch:
        """Keep a question."""

    def put(self, saved: SavedSearch, /) -> object:
        """Store a changed or removed one."""

    def remove(self, saved_id: SavedSearchId, /) -> object:
        """Take one away."""


class ResultExport(Protocol):
    """Answers out to files."""

    def export(
        self, request: SearchRequest, result_format: ResultFormat, *, progress: Progress, cancel: CancelToken
    ) -> bytes:
        """Return all documents that answer as a file."""


class OwnSynonyms(Protocol):
    """A person's own words of one meaning."""

    def built_in(self) -> tuple[tuple[str, ...], ...]:
        """Return the groups of the program."""

    def own(self) -> tuple[tuple[str, ...], ...]:
        """Return the person's groups."""

    def write(self, groups: Sequence[Sequence[str]], /) -> object:
        """Store the groups."""


class SearchServices(Protocol):
    """The services of one library that concern searching."""

    @property
    def searcher(self) -> Searcher:
        """Return the searcher."""

    @property
    def saved_searches(self) -> SavedSearches:
        """Return the saved searches."""

    @property
    def results(self) -> ResultExport:
        """Return the way out for answers."""

    @property
    def synonyms(self) -> OwnSynonyms:
        """Return the own synonyms."""

"""What a search answers: documents, where the query stands in them, and how the answers divide."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from viewer.core.document import DocumentId
from viewer.core.metadata import Metadata
from viewer.core.span import Span


class SortOrder(StrEnum):
    """How hits are ordered."""

    RELEVANCE = "relevance"
    DATE = "date"


class ResultFormat(StrEnum):
    """The forms an answer may leave in."""

    XLSX = "xlsx"
    CSV = "csv"
    MARKDOWN = "md"


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """Keep only documents whose facet ``field`` (year, kind, issuing_unit, result, session, tag) has ``value``."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One question to the library. Several choices of one facet field widen each other; fields narrow.

    With ``group``, documents of one value of that facet field stand together: years newest first, other values by
    how many documents have them, documents without a value last.
    """

    query: str
    limit: int = 20
    offset: int = 0
    sort: SortOrder = SortOrder.RELEVANCE
    facets: tuple[FacetChoice, ...] = ()
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """All documents that answer, in no order, and how they divide; ``complete`` as in ``SearchResult``."""

    ids: frozenset[DocumentId]
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    complete: bool


@dataclass(frozen=True, slots=True)
class Snippet:
    """A window of the canonical text; ``start`` is its offset there, ``marks`` are offsets inside ``text``."""

    start: int
    text: str
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One document that answers: all ``spans`` of the matches in its text, and windows round the best of them."""

    id: DocumentId
    title: str
    date: str | None
    score: float
    spans: tuple[Span, ...]
    snippets: tuple[Snippet, ...]
    metadata: Metadata

    @property
    def matches(self) -> int:
        """Return the number of matches in the document."""
        return len(self.spans)


class WideningKind(StrEnum):
    """Why another query may find more."""

    SYNONYM = "synonym"  # the same thing under other names
    WITHOUT = "without"  # leave out what no document has
    ANY_WORD = "any_word"  # one of the words is enough
    UNQUOTED = "unquoted"  # the words of a quoted passage may stand apart
    ANYWHERE = "anywhere"  # in the whole text instead of one field


@dataclass(frozen=True, slots=True)
class Widening:
    """A wider query on offer; it is never searched unasked.

    ``word`` is the part of the typed query it is about, ``alternatives`` what would be searched as well;
    ``total`` is how many documents it finds, where that was counted.
    """

    kind: WideningKind
    query: str
    word: str
    alternatives: tuple[str, ...] = ()
    total: int | None = None


@dataclass(frozen=True, slots=True)
class WordWeight:
    """How a word of the query counts for one document: where it stands, how rare it is, and what that comes to."""

    word: str
    in_title: int
    in_headings: int
    in_text: int
    documents: int
    points: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a document stands where it stands: verbatim answers first, then by points, of equals the newer first.

    ``words`` come with the weightiest first; only those that stand in the document are named. ``closeness`` are the
    points for words that stand close together.
    """

    id: DocumentId
    verbatim: bool
    words: tuple[WordWeight, ...]
    closeness: float = 0.0

    @property
    def points(self) -> float:
        """Return what the words come to together."""
        return sum(word.points for word in self.words) + self.closeness


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The page asked for, the exact total, and counts per facet value (largest first).

    ``complete`` is false while documents wait to be indexed. When nothing is found, ``missing`` holds the parts of
    the query no document has, and ``suggestion`` a query that is spelt alike and finds something.
    Where a question was asked that no document holds word for word, ``nearest_by`` are its telling words, and the hits
    are the documents nearest to it; for any other search it is empty.
    """

    query: str
    total: int
    elapsed_ms: float
    complete: bool
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=lambda: MappingProxyType({}))
    suggestion: str | None = None
    widenings: tuple[Widening, ...] = ()
    missing: tuple[str, ...] = ()
    nearest_by: tuple[str, ...] = ()

"""The parsed query: a tree of leaves joined by AND, OR and NOT."""

from dataclasses import dataclass
from enum import StrEnum

from viewer.core.metric import Comparator
from viewer.core.span import Span


class QueryField(StrEnum):
    """The fields a leaf may be limited to; the English names are the canonical ones."""

    TITLE = "title"
    NUMBER = "number"
    SESSION = "session"
    KIND = "kind"
    UNIT = "unit"
    RESULT = "result"
    SIGNER = "signer"
    PERSON = "person"
    ORGANISATION = "org"
    COMPANY = "company"
    PLACE = "place"
    POLICY = "policy"
    TAG = "tag"
    NOTE = "note"
    YEAR = "year"
    METRIC = "metric"


@dataclass(frozen=True, slots=True)
class Run:
    """A typed run of characters, found verbatim after folding; ``quoted`` allows nothing but that."""

    text: str
    position: Span
    field: QueryField | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """The blank-separated words of a quoted passage, all within ``distance`` code points, in any order."""

    words: tuple[str, ...]
    distance: int
    position: Span
    field: QueryField | None = None


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A pattern with ``*`` (any run inside a paragraph) and ``?`` (one character)."""

    pattern: str
    position: Span
    field: QueryField | None = None


@dataclass(frozen=True, slots=True)
class YearRange:
    """Documents dated in ``[first, last]``; ``None`` leaves that side open."""

    first: int | None
    last: int | None
    position: Span


@dataclass(frozen=True, slots=True)
class Having:
    """Documents with any value of a field: a note, a tag, a figure, a company."""

    field: QueryField
    position: Span


@dataclass(frozen=True, slots=True)
class Figures:
    """Documents that state a figure whose indicator contains ``indicator``, and which compares so with ``value``.

    ``comparator`` is ``None`` where any figure will do; ``unit`` is as typed, ``None`` where any unit will do.
    """

    indicator: str
    position: Span
    comparator: Comparator | None = None
    value: float = 0.0
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts."""

    parts: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """Any of the parts."""

    parts: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but the part."""

    part: "Query"


TextLeaf = Run | Near | Wildcard
"""Looked for in texts and in values of fields."""

StatedLeaf = YearRange | Having | Figures
"""Answered by what the library knows of a document, without its text."""

Leaf = TextLeaf | StatedLeaf
Query = And | Or | Not | Leaf

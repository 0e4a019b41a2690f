"""The names of a library as an index, and the page of one name."""

from dataclasses import dataclass
from enum import StrEnum

from viewer.core.across import LibraryFigure, NameInDocument
from viewer.core.document import DocumentId
from viewer.core.entity import Entity, EntityType
from viewer.core.knowledge import LessonId
from viewer.core.span import Span


class NameOrder(StrEnum):
    """How the index is sorted."""

    MENTIONS = "mentions"
    DOCUMENTS = "documents"
    NAME = "name"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class IndexedName:
    """One row of the index; ``first`` and ``last`` are years of documents, ``aliases`` other ways to write it."""

    name: str
    type: EntityType
    mentions: int
    documents: int
    first: str | None
    last: str | None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MentionInContext:
    """A sentence that holds a name; ``marks`` are the places of the name inside ``sentence``."""

    document_id: DocumentId
    title: str
    date: str | None
    start: int
    sentence: str
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Companion:
    """A name that stands in the same sentences."""

    name: str
    type: EntityType
    sentences: int


@dataclass(frozen=True, slots=True)
class Renamed:
    """A document in which names stand for others: those of its marks that did otherwise before, by their places.

    ``now`` is a sum of all its marks, by which it is known that they are still as they were left.
    """

    document_id: DocumentId
    before: tuple[tuple[int, Entity], ...]
    now: bytes


@dataclass(frozen=True, slots=True)
class Merged:
    """Names put together: the lessons to take back, and what that changed."""

    lessons: tuple[LessonId, ...]
    renamed: tuple[Renamed, ...]


@dataclass(frozen=True, slots=True)
class NamePage:
    """All about one name; ``read`` of its documents were looked into for mentions, figures and companions."""

    entry: IndexedName
    documents: tuple[NameInDocument, ...]
    mentions: tuple[MentionInContext, ...]
    figures: tuple[LibraryFigure, ...]
    companions: tuple[Companion, ...]
    read: int

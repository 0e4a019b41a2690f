"""How documents hang together: proposal and reply, units of one case, the same subject, the same words."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from viewer.core.document import DocumentId
from viewer.core.metadata import DocumentKind
from viewer.core.span import Span


class RelationKind(StrEnum):
    """Why two documents belong together."""

    PROPOSAL = "proposal"
    SAME_CASE = "same_case"
    SAME_SUBJECT = "same_subject"
    SAME_WORDS = "same_words"


RELATION_NAMES = {
    RelationKind.PROPOSAL: "建议提案原文",
    RelationKind.SAME_CASE: "同一件的其他答复",
    RelationKind.SAME_SUBJECT: "同题",
    RelationKind.SAME_WORDS: "有相同段落",
}


@dataclass(frozen=True, slots=True)
class Case:
    """What a document says of itself that may tie it to others."""

    id: DocumentId
    title: str
    subject: str | None
    number: str | None
    session: str | None
    kind: DocumentKind
    date: str | None
    issuing_unit: str | None


class Tie(NamedTuple):
    """What may tie a document to others: the words of its subject, its number, the plain title of what is no reply.

    A tuple: twenty thousand of them are made at once, and a dataclass takes four times as long.
    """

    row: int
    subject: str
    number: str | None
    heading: str


@dataclass(frozen=True, slots=True)
class RelatedDocument:
    """A document related to the one at hand; ``shared`` counts the paragraphs both have."""

    id: DocumentId
    title: str
    issuing_unit: str | None
    date: str | None
    kind: RelationKind
    reason: str
    shared: int = 0


@dataclass(frozen=True, slots=True)
class HandlingUnit:
    """A unit and its part in the case: 主办, 会办."""

    name: str
    part: str
    span: Span


@dataclass(frozen=True, slots=True)
class Relations:
    """What one document hangs together with."""

    documents: tuple[RelatedDocument, ...]
    units: tuple[HandlingUnit, ...]


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """A passage other documents of the library have too, nearly or exactly."""

    span: Span
    documents: tuple[DocumentId, ...]

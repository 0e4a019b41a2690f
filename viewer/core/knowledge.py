"""What a person taught the library, as it is kept: terms, corrections of names and corrections of figures."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from viewer.core.document import DocumentId
from viewer.core.entity import EntityType
from viewer.core.lexicon import Correction, LexiconTerm
from viewer.core.metric import Comparator, MetricRole

LessonId = NewType("LessonId", str)


class Scope(StrEnum):
    """How far a correction reaches: 此处, 本文, 全部."""

    HERE = "here"
    DOCUMENT = "document"
    LIBRARY = "library"


@dataclass(frozen=True, slots=True)
class KnownTerm:
    """A term of the 词库; ``document_id`` limits it to one document. ``added_at`` is ISO 8601 in UTC."""

    id: LessonId
    term: LexiconTerm
    document_id: DocumentId | None
    added_by: str
    added_at: str


@dataclass(frozen=True, slots=True)
class KnownCorrection:
    """A correction of names; ``document_id`` limits it to one document."""

    id: LessonId
    correction: Correction
    document_id: DocumentId | None
    added_by: str
    added_at: str


@dataclass(frozen=True, slots=True)
class MetricCorrection:
    """A person's word on the figure ``surface`` between ``before`` and ``after`` of one document.

    ``dismissed`` says it is no figure at all; of the other fields, ``None`` leaves the machine's answer.
    """

    id: LessonId
    document_id: DocumentId
    surface: str
    before: str
    after: str
    added_by: str
    added_at: str
    dismissed: bool = False
    indicator: str | None = None
    value: float | None = None
    value_max: float | None = None
    unit: str | None = None
    comparator: Comparator | None = None
    role: MetricRole | None = None
    period_text: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Lessons:
    """Everything known beforehand of a document.

    What a person taught, each kind in the order it was given, and the sure ``names`` of the library's documents.
    """

    terms: tuple[LexiconTerm, ...] = ()
    corrections: tuple[Correction, ...] = ()
    metric_corrections: tuple[MetricCorrection, ...] = ()
    names: tuple[tuple[str, EntityType], ...] = ()


@dataclass(frozen=True, slots=True)
class GivenCorrection:
    """A correction as a list of them shows it: of a name or of a figure, with the title of the document it is about.

    Without a document it holds for the whole library.
    """

    known: KnownCorrection | MetricCorrection
    title: str | None

    @property
    def id(self) -> LessonId:
        """Return what it is taken back by."""
        return self.known.id

    @property
    def document_id(self) -> DocumentId | None:
        """Return the document it is limited to."""
        return self.known.document_id

    @property
    def surface(self) -> str:
        """Return the words it is about."""
        return self.known.surface if isinstance(self.known, MetricCorrection) else self.known.correction.surface

    @property
    def surroundings(self) -> tuple[str, str]:
        """Return what stands before and after the words; empty where every place is meant."""
        given = self.known if isinstance(self.known, MetricCorrection) else self.known.correction
        return given.before, given.after

    @property
    def scope(self) -> Scope:
        """Return how far it reaches."""
        if self.document_id is None:
            return Scope.LIBRARY
        return Scope.HERE if any(self.surroundings) else Scope.DOCUMENT

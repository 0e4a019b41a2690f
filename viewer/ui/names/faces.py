"""What names and figures in the window need of a library, as faces."""

from collections.abc import Iterable
from typing import Protocol

from viewer.core.across import LibraryFigure, LibraryName, TableFormat
from viewer.core.document import DocumentId
from viewer.core.entity import Entity, EntityType
from viewer.core.knowledge import GivenCorrection, KnownTerm, LessonId, MetricCorrection, Scope
from viewer.core.lexicon import LexiconTerm
from viewer.core.metric import Metric
from viewer.core.progress import CancelToken, Progress
from viewer.core.span import Span


class Teaching(Protocol):
    """Corrections and the 词库."""

    def dismiss(self, document_id: DocumentId, entity: Entity, scope: Scope, /) -> list[LessonId]:
        """Say that a name is none."""

    def retype(self, document_id: DocumentId, entity: Entity, type_: EntityType, scope: Scope, /) -> list[LessonId]:
        """Say what a name is."""

    def resize(self, document_id: DocumentId, entity: Entity, span: Span, scope: Scope, /) -> list[LessonId]:
        """Say where a name begins and ends."""

    def mark(self, document_id: DocumentId, span: Span, type_: EntityType, scope: Scope, /) -> list[LessonId]:
        """Say that a passage is a name."""

    def rename(self, document_id: DocumentId, entity: Entity, canonical: str, scope: Scope, /) -> list[LessonId]:
        """Say what a name stands for."""

    def corrections(self) -> list[GivenCorrection]:
        """Return every correction that holds."""

    def terms(self) -> list[KnownTerm]:
        """Return the 词库."""

    def add_term(self, term: LexiconTerm, document_id: DocumentId | None = None, /) -> KnownTerm:
        """Put a name into the 词库, or raise ``TermKnownError``."""

    def edit_term(self, known: KnownTerm, /) -> None:
        """Store a changed term."""

    def about_metric(self, document_id: DocumentId, metric: Metric, /) -> MetricCorrection:
        """Return a correction of a figure that changes nothing yet."""

    def correct_metric(self, correction: MetricCorrection, /) -> MetricCorrection:
        """Store a person's word on a figure."""

    def withdraw(self, lesson_ids: Iterable[LessonId], document_id: DocumentId | None = None, /) -> None:
        """Take lessons back."""

    def restore(self, lesson_ids: Iterable[LessonId], document_id: DocumentId | None = None, /) -> None:
        """Let withdrawn lessons hold again."""

    def apply_everywhere(
        self, words: Iterable[str], also: Iterable[DocumentId] = (), /, *, progress: Progress, cancel: CancelToken
    ) -> int:
        """Bring every document that holds one of these words, and some more, up to date."""


class Across(Protocol):
    """Names and figures of the whole library."""

    def name(self, name: str, type_: EntityType, /) -> LibraryName | None:
        """Return one name with its documents."""

    def figures_named(self, indicator: str, /) -> list[LibraryFigure]:
        """Return the figures with exactly this indicator."""

    def figures_file(self, document_id: DocumentId, form: TableFormat, /) -> bytes:
        """Return a document's figures as a file."""


class Spreading(Protocol):
    """The sure names of the library, which help all its documents."""

    def spread(self, *, progress: Progress, cancel: CancelToken) -> int:
        """Mark anew the documents that new sure names concern; return how many."""


class NameServices(Protocol):
    """The services of one library that concern names and figures."""

    @property
    def spreading(self) -> Spreading:
        """Return what lets names help other documents."""

    @property
    def teaching(self) -> Teaching:
        """Return the corrections."""

    @property
    def across(self) -> Across:
        """Return what the whole library says."""

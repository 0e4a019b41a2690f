"""What the notes in the window need of a library, as faces."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from viewer.core.annotation import (
    Annotation,
    AnnotationId,
    Bookmark,
    BookmarkId,
    ListedNote,
    NoteChange,
    NoteContent,
    NoteFormat,
    NoteImportReport,
    PlacedBookmark,
)
from viewer.core.document import DocumentId
from viewer.core.note_template import NoteTemplate, TemplateKind
from viewer.core.progress import CancelToken, Progress
from viewer.core.span import Span


class Annotating(Protocol):
    """Annotations."""

    def of_document(self, document_id: DocumentId, /) -> list[Annotation]:
        """Return a document's annotations in reading order."""

    def all(self) -> list[Annotation]:
        """Return the library's annotations."""

    def removed(self) -> list[Annotation]:
        """Return the trash."""

    def listed(self, *, removed: bool = False) -> list[ListedNote]:
        """Return the library's annotations, or its trash, with what their documents say about themselves."""

    def change(self, annotation_ids: Iterable[AnnotationId], change: NoteChange, /) -> list[Annotation]:
        """Change many annotations and return what they were."""

    def take_back(self, before: Iterable[Annotation], change: NoteChange, /) -> object:
        """Take a change of many annotations back."""

    def annotate(self, document_id: DocumentId, span: Span, content: NoteContent, /) -> Annotation:
        """Mark a passage."""

    def amend(self, before: Annotation, after: Annotation, /) -> Annotation:
        """Store what differs between two states of an annotation."""

    def remove(self, annotation_ids: Iterable[AnnotationId], /) -> object:
        """Move annotations to the trash."""

    def restore(self, annotation_ids: Iterable[AnnotationId], /) -> object:
        """Take annotations out of the trash."""

    def purge(self, annotation_ids: Iterable[AnnotationId], /) -> object:
        """Delete annotations of the trash for good."""

    def attach(self, annotation: Annotation, document_id: DocumentId, span: Span, /) -> Annotation:
        """Put an annotation where a person says it belongs."""

    def proposals(self, annotation: Annotation, /) -> tuple[Span, ...]:
        """Return places worth offering for a doubtful annotation."""


class Bookmarking(Protocol):
    """Bookmarks."""

    def all(self) -> list[PlacedBookmark]:
        """Return the bookmarks."""

    def add(self, document_id: DocumentId, name: str, /, *, span: Span | None = None, folder: str = "") -> Bookmark:
        """Set a bookmark."""

    def amend(self, before: Sequence[Bookmark], after: Sequence[Bookmark], /) -> object:
        """Store what differs between two states of bookmarks."""

    def remove(self, bookmark_ids: Iterable[BookmarkId], /) -> object:
        """Take bookmarks away."""

    def restore(self, bookmark_ids: Iterable[BookmarkId], /) -> object:
        """Bring bookmarks back."""


class NoteExchange(Protocol):
    """Notes out to files and in from files."""

    def export(
        self,
        note_format: NoteFormat,
        *,
        document_ids: Iterable[DocumentId] | None = None,
        annotation_ids: Iterable[AnnotationId] | None = None,
        template: str | None = None,
    ) -> bytes:
        """Return notes as a file."""

    def reply_with_comments(self, document_id: DocumentId, /) -> bytes:
        """Return one reply with its notes as Word comments."""

    def import_notes(self, text: str, /) -> NoteImportReport:
        """Bring notes in."""


class NoteSearch(Protocol):
    """Queries asked of notes."""

    def matching(self, query: str, notes: Iterable[ListedNote], /) -> frozenset[AnnotationId]:
        """Return the notes that answer, or raise ``QueryError``."""


class Templates(Protocol):
    """Templates of citations and notes."""

    def all(self) -> list[NoteTemplate]:
        """Return all templates."""

    def add(self, kind: TemplateKind, name: str, text: str) -> NoteTemplate:
        """Keep a new template."""

    def put(self, template: NoteTemplate) -> object:
        """Store an own template."""

    def remove(self, template: NoteTemplate) -> object:
        """Delete an own template."""

    def choose(self, template: NoteTemplate) -> object:
        """Use a template from now on."""

    def preview(self, kind: TemplateKind, text: str, document_id: DocumentId | None) -> str:
        """Return what a template makes of notes."""

    def cite(self, passage: str, document_id: DocumentId) -> str:
        """Return a passage with its citation."""


class Backups(Protocol):
    """Rotating backups."""

    def is_due(self, now: datetime) -> bool:
        """Tell whether today's is missing."""

    def is_behind(self) -> bool:
        """Tell whether something was changed since the last one."""

    def rotate(self, now: datetime, *, progress: Progress = ..., cancel: CancelToken | None = ...) -> Path:
        """Make one."""


class NoteServices(Protocol):
    """The services of one library that concern notes."""

    @property
    def annotating(self) -> Annotating:
        """Return the annotations."""

    @property
    def bookmarking(self) -> Bookmarking:
        """Return the bookmarks."""

    @property
    def backups(self) -> Backups:
        """Return the rotating backups."""

    @property
    def note_search(self) -> NoteSearch:
        """Return the way to ask notes."""

    @property
    def templates(self) -> Templates:
        """Return the templates."""

    @property
    def notes(self) -> NoteExchange:
        """Return the exchange of notes."""

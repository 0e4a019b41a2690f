"""What a person writes: annotations on passages, and bookmarks."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NewType

from viewer.core.document import DocumentId
from viewer.core.selector import AnchorState, Selector
from viewer.core.span import Span

AnnotationId = NewType("AnnotationId", str)
BookmarkId = NewType("BookmarkId", str)


class MarkStyle(StrEnum):
    """How an annotated passage is drawn."""

    HIGHLIGHT = "highlight"
    UNDERLINE = "underline"
    STRIKE = "strike"


class MarkColour(StrEnum):
    """The five colours a person may choose from; the theme says what they look like."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PINK = "pink"
    PURPLE = "purple"


class TaskState(StrEnum):
    """What is left to do about an annotation (待办, 完成)."""

    TODO = "todo"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class NoteContent:
    """What a person may say about a passage."""

    style: MarkStyle = MarkStyle.HIGHLIGHT
    colour: MarkColour = MarkColour.YELLOW
    note: str = ""
    tags: tuple[str, ...] = ()
    task: TaskState | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """A marked passage with what was written about it.

    ``note`` is Markdown; ``created`` and ``modified`` are ISO 8601 in UTC; ``document_id`` is ``None`` while the
    annotation waits for its document (imported notes, a removed document). ``span`` is the place in the current
    text and set only when ``state`` is anchored.
    """

    id: AnnotationId
    document_id: DocumentId | None
    selector: Selector
    created: str
    modified: str
    style: MarkStyle = MarkStyle.HIGHLIGHT
    colour: MarkColour = MarkColour.YELLOW
    note: str = ""
    tags: tuple[str, ...] = ()
    creator: str = ""
    task: TaskState | None = None
    state: AnchorState = AnchorState.ANCHORED
    span: Span | None = None

    def __post_init__(self) -> None:
        if (self.state is AnchorState.ANCHORED) != (self.span is not None):
            message = f"an annotation {self.state} with span {self.span}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A named place: a document (``selector`` is ``None``) or a passage; the name is a label, not an anchor.

    ``folder`` is a slash-separated path, empty at the top; ``order`` sorts by hand inside the folder.
    """

    id: BookmarkId
    document_id: DocumentId
    name: str
    created: str
    selector: Selector | None = None
    folder: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True)
class PlacedBookmark:
    """A bookmark, its document's title and its place now: ``None`` for a whole document, or a place that is lost."""

    bookmark: Bookmark
    title: str
    span: Span | None
    is_lost: bool


class Standing(StrEnum):
    """Where an annotation stands, as a person sorts a whole library's notes."""

    ANCHORED = "anchored"  # 已定位
    TO_CONFIRM = "to_confirm"  # 待确认
    ORPHANED = "orphaned"  # 孤立
    WAITING = "waiting"  # 等待文档


@dataclass(frozen=True, slots=True)
class ListedNote:
    """An annotation with what its document says about itself; ``is_here`` is false while the document is not."""

    annotation: Annotation
    title: str | None
    unit: str | None
    date: str | None
    year: int | None
    is_here: bool

    @property
    def standing(self) -> Standing:
        """Return where the note stands: without its document it waits, whatever was known of its place."""
        return Standing(self.annotation.state.value) if self.is_here else Standing.WAITING


@dataclass(frozen=True, slots=True)
class NoteChange:
    """One change to many annotations; what is ``None`` or empty stays as it is.

    ``task`` sets a task state, ``drops_task`` takes it away.
    """

    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    colour: MarkColour | None = None
    task: TaskState | None = None
    drops_task: bool = False

    def of(self, annotation: Annotation) -> Annotation:
        """Return the annotation with the change."""
        kept = tuple(tag for tag in annotation.tags if tag not in self.remove_tags)
        return replace(
            annotation,
            tags=kept + tuple(tag for tag in self.add_tags if tag not in kept),
            colour=self.colour or annotation.colour,
            task=None if self.drops_task else self.task or annotation.task,
        )

    def undone(self, annotation: Annotation, before: Annotation) -> Annotation:
        """Return the annotation with what this change touched as it was before, and all else as it is now."""
        touches_task = self.drops_task or self.task is not None
        return replace(
            annotation,
            tags=before.tags if self.add_tags or self.remove_tags else annotation.tags,
            colour=before.colour if self.colour else annotation.colour,
            task=before.task if touches_task else annotation.task,
        )


class NoteFormat(StrEnum):
    """The forms notes may leave in."""

    JSONLD = "jsonld"
    MARKDOWN = "md"
    CSV = "csv"
    XLSX = "xlsx"
    DOCX = "docx"


@dataclass(frozen=True, slots=True)
class NoteImportReport:
    """What became of every annotation of a file.

    ``conflicts`` are ids that exist here with other words: both versions are kept, the incoming one under a new id.
    ``in_trash`` were removed here and stay removed. ``waiting`` have no document here yet. ``new`` are the ids of all
    that came in, ``conflicts_with`` those of the versions that were here.
    """

    added: int = 0
    unchanged: int = 0
    conflicts: tuple[AnnotationId, ...] = ()
    in_trash: int = 0
    to_confirm: int = 0
    orphaned: int = 0
    waiting: int = 0
    new: tuple[AnnotationId, ...] = ()
    conflicts_with: tuple[AnnotationId, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """What a quotation must carry so that others can find the reply: absent parts are ``None``."""

    title: str
    number: str | None
    unit: str | None
    date: str | None
    doc_no: str | None = None
    session: str | None = None

    def line(self) -> str:
        """Return 标题·编号·承办单位·日期 with what is known."""
        number = f"第{self.number}号" if self.number else None
        return "·".join(part for part in (f"《{self.title}》", number, self.unit, self.date) if part)

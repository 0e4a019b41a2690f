"""Keeps the notes of the open document in step with the library: every change is a job, and can be undone."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from viewer.core.annotation import Annotation, AnnotationId, NoteContent
from viewer.core.document import DocumentId
from viewer.core.errors import ViewerError
from viewer.core.progress import CancelToken, Progress
from viewer.core.span import Span
from viewer.jobs.runner import JobRunner
from viewer.ui.changes import Changes, Deed, Topic
from viewer.ui.notes.faces import Annotating


@dataclass(frozen=True, slots=True)
class LostEdit:
    """What a person changed in a note and could not be stored, and why."""

    before: Annotation
    after: Annotation
    error: ViewerError


class NoteKeeper(QObject):
    """The notes of one document at a time. ``notes_changed`` carries them whenever they may have changed.

    ``editing`` tells of an edit before it is stored, with the note as it was and as it shall be; ``edited`` or
    ``edit_lost`` follows. ``making`` wraps the making of new notes.
    """

    notes_changed = Signal(list)
    annotated = Signal(Annotation)
    editing = Signal(Annotation, Annotation)
    edited = Signal(Annotation)
    edit_lost = Signal(LostEdit)
    trouble = Signal(ViewerError)

    def __init__(
        self, annotating: Annotating, runner: JobRunner, changes: Changes, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._annotating = annotating
        self._runner = runner
        self.changes = changes
        self.making: Callable[[Callable[[], Annotation]], Annotation] = make_plainly
        self._document_id: DocumentId | None = None
        self._notes: tuple[Annotation, ...] = ()
        self._on_the_way: dict[AnnotationId, list[Annotation]] = {}
        changes.changed.connect(self._follow)

    @property
    def notes(self) -> tuple[Annotation, ...]:
        """Return the notes of the document at hand as last read."""
        return self._notes

    def show_document(self, document_id: DocumentId | None) -> None:
        """Turn to another document."""
        if document_id != self._document_id:
            self._document_id = document_id
            self._take(())
        self.reload()

    def reload(self) -> None:
        """Read the notes of the document at hand."""
        document_id, annotating = self._document_id, self._annotating
        if document_id is None:
            return

        def work(_progress: Progress, _cancel: CancelToken) -> tuple[DocumentId, tuple[Annotation, ...]]:
            return document_id, tuple(annotating.of_document(document_id))

        self._runner.run(work, owner=self, done=self._take_of, failed=self.trouble.emit, slot="notes")

    def annotate(self, span: Span, content: NoteContent) -> None:
        """Mark a passage; ``annotated`` follows when it is on the disk."""
        document_id, annotating, making = self._document_id, self._annotating, self.making
        if document_id is None:
            return

        def restore(made: Annotation) -> Annotation:
            annotating.restore([made.id])
            return made

        self.changes.make(
            Deed(
                self.tr("标记"),
                Topic.NOTES,
                do=lambda: making(lambda: annotating.annotate(document_id, span, content)),
                undo=lambda made: annotating.remove([made.id]),
                redo=restore,
                done=self._tell_annotated,
                document_id=document_id,
            )
        )

    @property
    def document_id(self) -> DocumentId | None:
        """Return the document at hand."""
        return self._document_id

    def edit(self, before: Annotation, after: Annotation) -> None:
        """Store what a person changed in a note; taking it back leaves alone what was changed elsewhere."""
        annotating = self._annotating
        self._on_the_way.setdefault(before.id, []).append(after)
        self.editing.emit(before, after)
        self.changes.make(
            Deed(
                self.tr("修改批注"),
                Topic.NOTES,
                do=lambda: annotating.amend(before, after),
                undo=lambda _: annotating.amend(after, before),
                done=self._tell_edited,
                failed=lambda error: self._tell_lost(LostEdit(before, after, error)),
                document_id=before.document_id,
            )
        )

    def bring_back(self, lost: Annotation) -> None:
        """Take a note somebody put into the trash out again, with these words."""
        annotating, document_id = self._annotating, lost.document_id

        def restore() -> Annotation:
            annotating.restore([lost.id])
            notes = annotating.of_document(document_id) if document_id is not None else annotating.all()
            restored = next(each for each in notes if each.id == lost.id)
            return annotating.amend(restored, replace(restored, note=lost.note))

        deed = Deed(
            self.tr("恢复批注"),
            Topic.NOTES,
            do=restore,
            undo=lambda restored: annotating.remove([restored.id]),
            done=self.edited.emit,
            document_id=document_id,
        )
        self.changes.make(deed)

    def remove(self, note: Annotation) -> None:
        """Move a note to the trash."""
        annotating, note_id = self._annotating, note.id
        self._make(
            self.tr("删除批注"),
            note,
            do=lambda: annotating.remove([note_id]),
            undo=lambda _: annotating.restore([note_id]),
        )

    def attach(self, note: Annotation, span: Span) -> None:
        """Put a doubtful note where the person says it belongs."""
        document_id, annotating = self._document_id, self._annotating
        if document_id is None:
            return
        self.changes.make(
            Deed(
                self.tr("定位批注"),
                Topic.NOTES,
                do=lambda: annotating.attach(note, document_id, span),
                undo=lambda attached: annotating.amend(attached, note),
                document_id=document_id,
            )
        )

    def propose(self, note: Annotation, done: Callable[[tuple[Span, ...]], None]) -> None:
        """Ask where a doubtful note might belong."""
        annotating = self._annotating

        def work(_progress: Progress, _cancel: CancelToken) -> tuple[Span, ...]:
            return annotating.proposals(note)

        self._runner.run(work, owner=self, done=done, failed=self.trouble.emit, slot="proposals")

    def close(self) -> None:
        """Let no answer arrive any more; what was begun is finished all the same."""
        self._document_id = None
        self.changes.changed.disconnect(self._follow)
        self._runner.cancel_slot(self, "notes")

    def _make(self, text: str, note: Annotation, *, do: Callable[[], object], undo: Callable[[object], object]) -> None:
        self.changes.make(Deed(text, Topic.NOTES, do=do, undo=undo, document_id=note.document_id))

    def _tell_edited(self, edited: Annotation) -> None:
        self._arrive(edited)
        self.edited.emit(edited)

    def _tell_lost(self, lost: LostEdit) -> None:
        self._arrive(lost.after)
        self.edit_lost.emit(lost)

    def _arrive(self, note: Annotation) -> None:
        rest = self._on_the_way[note.id][1:]
        self._on_the_way[note.id] = rest
        if not rest:
            del self._on_the_way[note.id]

    def _tell_annotated(self, made: Annotation) -> None:
        if made.document_id == self._document_id:
            self.annotated.emit(made)

    def _follow(self, topic: Topic) -> None:
        if topic in (Topic.NOTES, Topic.DOCUMENTS):
            self.reload()

    def _take_of(self, answer: tuple[DocumentId, tuple[Annotation, ...]]) -> None:
        document_id, notes = answer
        if document_id == self._document_id:  # what is being stored is not shown as it was before
            self._take(tuple(self._on_the_way[each.id][-1] if each.id in self._on_the_way else each for each in notes))

    def _take(self, notes: tuple[Annotation, ...]) -> None:
        self._notes = notes
        self.notes_changed.emit(list(notes))


def make_plainly(make: Callable[[], Annotation]) -> Annotation:
    """Make a note as anybody does."""
    return make()

"""Keeps the notes of the open document in step with the library: every change is a job, and can be undone."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from viewer.core.annotation import Annotation, AnnotationId, NoteContent
from viewer.core.document import DocumentId
from viewer.core.errors import ViewerError
from viewer.core.progress import CancelToken, Progress
from viewer.core.span import Span
from viewer.jobs.job import Lane
from viewer.jobs.runner import JobRunner
from viewer.ui.changes import Change, Deed
from viewer.ui.notes.faces import Annotating


class NoteKeeper(QObject):
    """The notes of one document at a time. ``notes_changed`` carries them whenever they may have changed."""

    notes_changed = Signal(list)
    annotated = Signal(Annotation)
    trouble = Signal(ViewerError)

    def __init__(self, annotating: Annotating, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._annotating = annotating
        self._runner = runner
        self._document_id: DocumentId | None = None
        self._notes: tuple[Annotation, ...] = ()
        self.undo_stack = QUndoStack(self)

    @property
    def notes(self) -> tuple[Annotation, ...]:
        """Return the notes of the document at hand as last read."""
        return self._notes

    def show_document(self, document_id: DocumentId | None) -> None:
        """Turn to another document; the way back through changes begins anew."""
        if document_id != self._document_id:
            self._document_id = document_id
            self._take(())
            self.undo_stack.clear()
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
        document_id, annotating = self._document_id, self._annotating
        if document_id is None:
            return

        def work(_progress: Progress, _cancel: CancelToken) -> Annotation:
            return annotating.annotate(document_id, span, content)

        self._write(work, self._push_annotated)

    def edit(self, before: Annotation, after: Annotation) -> None:
        """Store what a person changed in a note."""
        annotating = self._annotating
        self._push(
            self.tr("修改批注"),
            lambda: self._do(lambda: annotating.edit(after)),
            lambda: self._do(lambda: annotating.edit(before)),
        )

    def remove(self, note: Annotation) -> None:
        """Move a note to the trash."""
        annotating, note_id = self._annotating, note.id
        self._push(
            self.tr("删除批注"),
            lambda: self._do(lambda: annotating.remove([note_id])),
            lambda: self._do(lambda: annotating.restore([note_id])),
        )

    def attach(self, note: Annotation, span: Span) -> None:
        """Put a doubtful note where the person says it belongs."""
        document_id, annotating = self._document_id, self._annotating
        if document_id is None:
            return
        before = replace(note)
        self._push(
            self.tr("定位批注"),
            lambda: self._do(lambda: annotating.attach(note, document_id, span)),
            lambda: self._do(lambda: annotating.edit(before)),
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
        self._runner.cancel_slot(self, "notes")

    def _push_annotated(self, made: Annotation) -> None:
        annotating, note_id = self._annotating, made.id
        self._push(
            self.tr("标记"),
            lambda: self._do(lambda: annotating.restore([AnnotationId(note_id)])),
            lambda: self._do(lambda: annotating.remove([AnnotationId(note_id)])),
            is_done=True,  # it is in the library already: that is how it got its id
        )
        self.reload()
        self.annotated.emit(made)

    def _push(self, text: str, do: Deed, undo: Deed, *, is_done: bool = False) -> None:
        self.undo_stack.push(Change(text, do, undo, is_done=is_done))

    def _do(self, deed: Deed) -> None:
        def work(_progress: Progress, _cancel: CancelToken) -> object:
            return deed()

        self._write(work, self._after_change)

    def _write(self, work: Callable[[Progress, CancelToken], object], done: Callable[..., None]) -> None:
        self._runner.run(work, owner=self, done=done, failed=self._fail, lane=Lane.WRITE)

    def _after_change(self, _answer: object) -> None:
        self.reload()

    def _fail(self, error: ViewerError) -> None:
        self.reload()
        self.trouble.emit(error)

    def _take_of(self, answer: tuple[DocumentId, tuple[Annotation, ...]]) -> None:
        document_id, notes = answer
        if document_id == self._document_id:
            self._take(notes)

    def _take(self, notes: tuple[Annotation, ...]) -> None:
        self._notes = notes
        self.notes_changed.emit(list(notes))

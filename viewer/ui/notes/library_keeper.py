"""Keeps the list of all notes in step with the library: every change is a job, and can be taken back as one."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from viewer.core.annotation import Annotation, AnnotationId, ListedNote, NoteChange
from viewer.core.errors import ViewerError
from viewer.core.progress import CancelToken, Progress
from viewer.jobs.job import Lane
from viewer.jobs.runner import JobRunner
from viewer.ui.changes import Change, Deed
from viewer.ui.notes.faces import Annotating
from viewer.ui.notes.library_filter import folded

Listed = tuple[list[ListedNote], list[ListedNote]]


class LibraryNoteKeeper(QObject):
    """The notes of the library and its trash. ``listed`` carries both whenever they may have changed."""

    listed = Signal(list, list)
    changed = Signal()
    trouble = Signal(ViewerError)

    def __init__(self, annotating: Annotating, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._annotating = annotating
        self._runner = runner
        self.undo_stack = QUndoStack(self)

    def reload(self) -> None:
        """Read all notes."""
        annotating = self._annotating

        def work(_progress: Progress, _cancel: CancelToken) -> Listed:
            folded("")  # the list folds in the Qt thread what it shows; what that needs is loaded here
            return annotating.listed(), annotating.listed(removed=True)

        self._runner.run(work, owner=self, done=self._take, failed=self.trouble.emit, slot="listed")

    def change(self, ids: Sequence[AnnotationId], change: NoteChange, text: str) -> None:
        """Change many notes at once."""
        annotating = self._annotating
        before: list[Annotation] = []  # filled and read by jobs, which run one after the other

        def do() -> None:
            before[:] = annotating.change(ids, change)

        def undo() -> None:
            annotating.take_back(tuple(before), change)

        self._push(text, do, undo)

    def remove(self, ids: Sequence[AnnotationId]) -> None:
        """Move notes to the trash."""
        annotating = self._annotating
        self._push(self.tr("删除批注"), lambda: annotating.remove(ids), lambda: annotating.restore(ids))

    def restore(self, ids: Sequence[AnnotationId]) -> None:
        """Take notes out of the trash."""
        annotating = self._annotating
        self._push(self.tr("恢复批注"), lambda: annotating.restore(ids), lambda: annotating.remove(ids))

    def close(self) -> None:
        """Let no answer arrive any more; what was begun is finished all the same."""
        self._runner.cancel_slot(self, "listed")

    def _push(self, text: str, do: Deed, undo: Deed) -> None:
        self.undo_stack.push(Change(text, lambda: self._write(do), lambda: self._write(undo)))

    def _write(self, deed: Deed) -> None:
        def work(_progress: Progress, _cancel: CancelToken) -> object:
            return deed()

        self._runner.run(work, owner=self, done=self._after, failed=self._fail, lane=Lane.WRITE)

    def _after(self, _answer: object) -> None:
        self.reload()
        self.changed.emit()

    def _fail(self, error: ViewerError) -> None:
        self.reload()
        self.trouble.emit(error)

    def _take(self, answer: Listed) -> None:
        self.listed.emit(*answer)

"""Keeps the list of all notes in step with the library: every change is a job, and can be taken back as one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from viewer.core.annotation import Annotation, AnnotationId, ListedNote, NoteChange
from viewer.core.errors import ViewerError
from viewer.core.progress import CancelToken, Progress
from viewer.jobs.runner import JobRunner
from viewer.ui.changes import Changes, Deed, Topic
from viewer.ui.notes.faces import Annotating, NoteSearch
from viewer.ui.notes.library_filter import folded

Listed = tuple[list[ListedNote], list[ListedNote]]


class LibraryNoteKeeper(QObject):
    """The notes of the library and its trash. ``listed`` carries both whenever they may have changed."""

    listed = Signal(list, list)
    found = Signal(str, frozenset)
    query_failed = Signal(str, ViewerError)
    trouble = Signal(ViewerError)

    def __init__(self, annotating: Annotating, search: NoteSearch, runner: JobRunner, changes: Changes) -> None:
        super().__init__()
        self._annotating = annotating
        self._search = search
        self._runner = runner
        self.changes = changes
        changes.changed.connect(self._follow)

    def reload(self) -> None:
        """Read all notes."""
        annotating = self._annotating

        def work(_progress: Progress, _cancel: CancelToken) -> Listed:
            folded("")  # the list folds in the Qt thread what it shows; what that needs is loaded here
            return annotating.listed(), annotating.listed(removed=True)

        self._runner.run(work, owner=self, done=self._take, failed=self.trouble.emit, slot="listed")

    def find(self, query: str, notes: Sequence[ListedNote]) -> None:
        """Ask which of these notes answer a query; ``found`` or ``query_failed`` follows."""
        search, asked = self._search, tuple(notes)

        def work(_progress: Progress, _cancel: CancelToken) -> frozenset[AnnotationId]:
            return search.matching(query, asked)

        self._runner.run(
            work,
            owner=self,
            done=lambda ids: self.found.emit(query, ids),
            failed=lambda error: self.query_failed.emit(query, error),
            slot="find",
        )

    def change(self, ids: Sequence[AnnotationId], change: NoteChange, text: str) -> None:
        """Change many notes at once."""
        annotating = self._annotating

        def undo(before: list[Annotation]) -> None:
            annotating.take_back(before, change)

        self.changes.make(Deed(text, Topic.NOTES, do=lambda: annotating.change(ids, change), undo=undo))

    def remove(self, ids: Sequence[AnnotationId]) -> None:
        """Move notes to the trash."""
        annotating = self._annotating
        self._make(self.tr("删除批注"), lambda: annotating.remove(ids), lambda: annotating.restore(ids))

    def restore(self, ids: Sequence[AnnotationId]) -> None:
        """Take notes out of the trash."""
        annotating = self._annotating
        self._make(self.tr("恢复批注"), lambda: annotating.restore(ids), lambda: annotating.remove(ids))

    def purge(self, ids: Sequence[AnnotationId]) -> None:
        """Delete notes of the trash for good: there is no way back, so it comes onto no stack."""
        annotating = self._annotating
        self.changes.work(lambda: annotating.purge(ids), self._tell_purged, self.trouble.emit)

    def close(self) -> None:
        """Let no answer arrive any more; what was begun is finished all the same."""
        self.changes.changed.disconnect(self._follow)
        self._runner.cancel_slot(self, "listed")

    def _make(self, text: str, do: Callable[[], object], undo: Callable[[], object]) -> None:
        self.changes.make(Deed(text, Topic.NOTES, do=do, undo=lambda _: undo()))

    def _tell_purged(self, _answer: object) -> None:
        self.changes.changed.emit(Topic.NOTES)

    def _follow(self, topic: Topic) -> None:
        if topic in (Topic.NOTES, Topic.DOCUMENTS):
            self.reload()

    def _take(self, answer: Listed) -> None:
        self.listed.emit(*answer)

"""The one way back: everything a person changes in the library, in order, whichever pane it was done in.

A change is on the disk before it is on the stack, and stays there when another document is opened: taking it back
needs no document to be open.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from PySide6.QtWidgets import QWidget

from viewer.core.company import Role
from viewer.core.document import DocumentId
from viewer.core.errors import ViewerError
from viewer.core.progress import CancelToken, Progress
from viewer.jobs.job import Lane
from viewer.jobs.runner import JobRunner

T = TypeVar("T")
_MOST_CHANGES = 500
_OWN_HINT = "own_hint"


class Topic(StrEnum):
    """What a change is about; who shows that reads it again."""

    NOTES = "notes"
    BOOKMARKS = "bookmarks"
    LABELS = "labels"
    NAMES = "names"
    DOCUMENTS = "documents"
    ACROSS = "across"
    SEARCHES = "searches"


NEEDED: Mapping[Topic, Role] = {
    Topic.NOTES: Role.ANNOTATOR,
    Topic.ACROSS: Role.ANNOTATOR,
    Topic.NAMES: Role.EDITOR,
    Topic.DOCUMENTS: Role.EDITOR,
}
"""What somebody must be to change something in a library others share; the rest is everybody's own."""


@dataclass(frozen=True, slots=True)
class Deed(Generic[T]):
    """One change: how it is done, taken back with what doing it answered, and done again.

    ``do``, ``undo`` and ``redo`` run on a worker thread, one deed after the other; without ``redo`` it is done anew.
    ``after`` is called in the Qt thread each time it was done or taken back, ``done`` only the first time. Where doing
    it fails, ``failed`` hears of it in the place of everybody. ``needs`` is the role it takes in a library others
    share, where that is not the topic's.
    """

    text: str
    topic: Topic
    do: Callable[[], T]
    undo: Callable[[T], object]
    redo: Callable[[T], T] | None = None
    after: Callable[[], None] | None = None
    done: Callable[[T], None] | None = None
    failed: Callable[[ViewerError], None] | None = None
    document_id: DocumentId | None = None
    needs: Role | None = None


class Changes(QObject):
    """Does deeds as jobs and remembers them.

    ``changed`` tells what is to be read again, ``told`` what was taken back or done again and in which document,
    ``refused`` why something is not done at all. ``refusal`` says why not to who asks before; of one's own library,
    nothing.
    """

    changed = Signal(Topic)
    told = Signal(str, object)
    refused = Signal(str)
    trouble = Signal(ViewerError)

    def __init__(self, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._pending = 0
        self._wishes: list[Callable[[], None]] = []
        self.refusal: Callable[[Role], str] = _refuse_nothing
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(_MOST_CHANGES)

    def make(self, deed: Deed[T]) -> None:
        """Do something that can be taken back; it comes onto the stack when it is on the disk."""
        reason = self.refusal(deed.needs or NEEDED.get(deed.topic, Role.READER))
        if reason:
            self.refused.emit(reason)
            self.changed.emit(deed.topic)  # what was shown as done already is shown as it is
            return

        def take(answer: T) -> None:
            change = _Change(self, deed, answer)
            if not _is_nothing(answer):
                self.stack.push(change)
            if deed.done is not None:
                deed.done(answer)
            self._tell_changed(deed)

        self.work(deed.do, take, deed.failed or self.trouble.emit)

    def enable(self, widget: QWidget, needs: Role, *, can: bool = True) -> None:
        """Let something be used where that can be and may be; where it may not, it says why when pointed at."""
        reason = self.refusal(needs)
        if widget.property(_OWN_HINT) is None:
            widget.setProperty(_OWN_HINT, widget.toolTip())
        widget.setToolTip(reason or widget.property(_OWN_HINT))
        widget.setEnabled(can and not reason)

    def undo(self) -> None:
        """Take the last change back, once all that is under way is on the disk."""
        self._when_written(self._undo_last)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._when_written(self._redo_next)

    def work(self, deed: Callable[[], T], done: Callable[[T], None], failed: Callable[[ViewerError], None]) -> None:
        """Write in a job that also runs when the window is closed meanwhile."""

        def run(_progress: Progress, _cancel: CancelToken) -> T:
            return deed()

        self._pending += 1
        self._runner.run(run, owner=self, done=done, failed=failed, ended=self._end, lane=Lane.WRITE, is_kept=True)

    def _undo_last(self) -> None:
        if not self.stack.canUndo():
            self.told.emit(self.tr("没有可以撤销的操作"), None)
            return
        self.stack.undo()

    def _redo_next(self) -> None:
        if not self.stack.canRedo():
            self.told.emit(self.tr("没有可以重做的操作"), None)
            return
        self.stack.redo()

    def _when_written(self, wish: Callable[[], None]) -> None:
        if self._pending:
            self._wishes.append(wish)
        else:
            wish()

    def _end(self) -> None:
        self._pending -= 1
        while self._wishes and not self._pending:
            self._wishes.pop(0)()

    def _tell_changed(self, deed: Deed[T]) -> None:
        self.changed.emit(deed.topic)
        if deed.after is not None:
            deed.after()

    def replay(self, change: "_Change[T]", *, backwards: bool) -> None:
        """Take a change of the stack back, or do it again; one that cannot be is dropped and said to be so."""
        deed, answer = change.deed, change.answer

        def run() -> T:
            if backwards:
                deed.undo(answer)
                return answer
            return deed.redo(answer) if deed.redo is not None else deed.do()

        def take(new: T) -> None:
            change.answer = new
            words = self.tr("已撤销：{0}") if backwards else self.tr("已重做：{0}")
            self._tell_changed(deed)
            self.told.emit(words.format(deed.text), deed.document_id)

        def fail(error: ViewerError) -> None:
            change.setObsolete(True)
            self.changed.emit(deed.topic)
            self.trouble.emit(error)

        self.work(run, take, fail)


class _Change(QUndoCommand, Generic[T]):
    """A deed that has been done once: that is how it got its answer."""

    def __init__(self, changes: Changes, deed: Deed[T], answer: T) -> None:
        super().__init__(deed.text)
        self.deed = deed
        self.answer = answer
        self._changes = changes
        self._is_done = True

    def redo(self) -> None:
        """Do it again; coming onto the stack does nothing."""
        if self._is_done:
            self._is_done = False
        elif not self.isObsolete():
            self._changes.replay(self, backwards=False)

    def undo(self) -> None:
        """Take it back."""
        if not self.isObsolete():
            self._changes.replay(self, backwards=True)


def _refuse_nothing(_needs: Role) -> str:
    return ""


def _is_nothing(answer: object) -> bool:
    """Tell whether a deed answered that it changed nothing."""
    return isinstance(answer, (list, tuple)) and not answer

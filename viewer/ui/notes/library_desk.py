"""Opens the window 全部批注, which is loaded when it is first asked for."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from viewer.core.annotation import AnnotationId, ListedNote
from viewer.jobs.runner import JobRunner
from viewer.ui.appearance import Appearance
from viewer.ui.changes import Changes
from viewer.ui.late_modules import LateModules
from viewer.ui.notes.faces import Annotating, NoteSearch
from viewer.ui.notes.library_loading import load_window


class NotesWindow(Protocol):
    """What is asked of the window itself."""

    def reload(self) -> None:
        """Read the notes again."""

    def show_only(self, ids: Sequence[AnnotationId]) -> None:
        """List these notes alone."""

    def show(self) -> None:
        """Be seen."""

    def activateWindow(self) -> None:
        """Come to the front."""

    def close(self) -> bool:
        """Go."""

    def deleteLater(self) -> None:
        """Be freed."""


class LibraryNotesDesk(QObject):
    """The one window with all notes of one library; ``window`` is None while it is closed."""

    note_wanted = Signal(ListedNote)
    export_wanted = Signal(list)

    def __init__(
        self,
        annotating: Annotating,
        search: NoteSearch,
        runner: JobRunner,
        changes: Changes,
        appearance: Appearance,
    ) -> None:
        super().__init__()
        self._annotating = annotating
        self._search = search
        self._runner = runner
        self._changes = changes
        self._appearance = appearance
        self._modules = LateModules("viewer.ui.notes.library_window", load_window, self)
        self.window: NotesWindow | None = None

    def show(self) -> None:
        """Open the window, or bring it to the front; it reads the notes again."""
        self._modules.then(self._show)

    def show_only(self, ids: Sequence[AnnotationId]) -> None:
        """Open the window with these notes alone."""
        self._modules.then(lambda: self._show().show_only(ids))

    def close(self) -> None:
        """Close the window."""
        self._modules.stop()
        if self.window is not None:
            self.window.close()

    def _show(self) -> NotesWindow:
        window = self.window or self._open()
        window.reload()
        window.show()
        window.activateWindow()
        return window

    def _open(self) -> NotesWindow:
        from viewer.ui.notes.library_keeper import LibraryNoteKeeper  # noqa: PLC0415 - most starts never show it
        from viewer.ui.notes.library_window import LibraryNotesWindow  # noqa: PLC0415

        keeper = LibraryNoteKeeper(self._annotating, self._search, self._runner, self._changes)
        window = LibraryNotesWindow(keeper, self._appearance)
        window.note_wanted.connect(self.note_wanted)
        window.export_wanted.connect(self.export_wanted)
        window.closed.connect(self._forget)
        self.window = window
        return window

    def _forget(self) -> None:
        if self.window is not None:
            self.window.deleteLater()
            self.window = None

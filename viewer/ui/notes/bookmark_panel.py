"""The page 书签 of the pane at the right: bookmarks of the whole library, each a way to its place."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from viewer.core.annotation import PlacedBookmark
from viewer.core.document import DocumentId
from viewer.core.errors import ViewerError
from viewer.core.progress import CancelToken, Progress
from viewer.core.span import Span
from viewer.jobs.job import Lane
from viewer.jobs.runner import JobRunner
from viewer.ui.appearance import Appearance
from viewer.ui.notes.bookmark_model import BookmarkModel
from viewer.ui.notes.faces import Bookmarking

_NAME_LENGTH = 24


class BookmarkList(QListView):
    """The bookmarks; Enter goes, F2 renames, Delete removes."""

    removal_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove with Delete."""
        if event.key() == Qt.Key.Key_Delete:
            self.removal_wanted.emit()
            return
        super().keyPressEvent(event)


class BookmarkPanel(QWidget):
    """Shows the bookmarks and says which one is wanted."""

    place_wanted = Signal(str, object)
    removal_wanted = Signal(PlacedBookmark)
    move_wanted = Signal(int, int)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = BookmarkModel(self)
        self.list = BookmarkList(self)
        self.list.setModel(self.model)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.list.setAccessibleName(self.tr("书签"))
        self._empty = QLabel(self.tr("还没有书签。\n\n按 Ctrl+D 给正在看的文档\n或所选文字加书签。"), self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("tone", "hint")
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.list)
        self._up = self._tool(appearance, "chevron-up", self.tr("上移"))
        self._down = self._tool(appearance, "chevron-down", self.tr("下移"))
        self._remove = self._tool(appearance, "trash", self.tr("删除书签"))
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 8, 6)
        row.addStretch(1)
        for tool in (self._up, self._down, self._remove):
            row.addWidget(tool)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addLayout(row)
        self.list.clicked.connect(self._go)
        self.list.activated.connect(self._go)
        self.list.removal_wanted.connect(self._ask_to_remove)
        self._remove.clicked.connect(self._ask_to_remove)
        self._up.clicked.connect(self._move_up)
        self._down.clicked.connect(self._move_down)
        self.show_bookmarks(())

    def show_bookmarks(self, bookmarks: tuple[PlacedBookmark, ...]) -> None:
        """Show these bookmarks and keep the current row."""
        row = self.list.currentIndex().row()
        self.model.show_bookmarks(bookmarks)
        self._stack.setCurrentWidget(self.list if bookmarks else self._empty)
        for tool in (self._up, self._down, self._remove):
            tool.setEnabled(bool(bookmarks))
        if bookmarks:
            self.list.setCurrentIndex(self.model.index(max(0, min(row, len(bookmarks) - 1))))

    def _tool(self, appearance: Appearance, icon: str, name: str) -> QToolButton:
        tool = QToolButton(self)
        tool.setIcon(appearance.icon(icon))
        tool.setToolTip(name)
        tool.setAccessibleName(name)
        tool.setAutoRaise(True)
        appearance.theme_changed.connect(lambda: tool.setIcon(appearance.icon(icon)))
        return tool

    def _go(self, index: QModelIndex) -> None:
        placed = self.model.bookmark_at(index.row())
        self.place_wanted.emit(placed.bookmark.document_id, placed.span)

    def _ask_to_remove(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            self.removal_wanted.emit(self.model.bookmark_at(index.row()))

    def _move_up(self) -> None:
        self._move(-1)

    def _move_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        row = self.list.currentIndex().row()
        if row >= 0 and 0 <= row + by < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(row + by))
            self.move_wanted.emit(row, row + by)


class BookmarkDesk(QObject):
    """Keeps the panel in step with the library; every change is a job."""

    told = Signal(str)
    trouble = Signal(ViewerError)

    def __init__(self, bookmarking: Bookmarking, runner: JobRunner, panel: BookmarkPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._bookmarking = bookmarking
        self._runner = runner
        self._panel = panel
        panel.removal_wanted.connect(self._remove)
        panel.move_wanted.connect(self._arrange)
        panel.model.renamed.connect(self._rename)
        self.reload()

    def reload(self) -> None:
        """Read the bookmarks of the library."""
        bookmarking = self._bookmarking

        def work(_progress: Progress, _cancel: CancelToken) -> tuple[PlacedBookmark, ...]:
            return tuple(bookmarking.all())

        done = self._panel.show_bookmarks
        self._runner.run(work, owner=self, done=done, failed=self.trouble.emit, slot="bookmarks")

    def add(self, document_id: DocumentId, title: str, span: Span | None, words: str) -> None:
        """Set a bookmark at the selected words, or on the document."""
        bookmarking = self._bookmarking
        name = " ".join(words.split())[:_NAME_LENGTH] or title
        self._write(lambda: bookmarking.add(document_id, name, span=span))
        self.told.emit(self.tr("已加书签：{0}").format(name))

    def close(self) -> None:
        """Let go of the panel."""
        self._runner.cancel_owner(self)
        self._panel.removal_wanted.disconnect(self._remove)
        self._panel.move_wanted.disconnect(self._arrange)
        self._panel.model.renamed.disconnect(self._rename)
        self._panel.show_bookmarks(())

    def _remove(self, placed: PlacedBookmark) -> None:
        bookmarking = self._bookmarking
        self._write(lambda: bookmarking.remove(placed.bookmark.id))

    def _rename(self, placed: PlacedBookmark, name: str) -> None:
        bookmarking = self._bookmarking
        folder, _, own = name.rpartition("/")
        changed = replace(placed.bookmark, name=own.strip() or name, folder=folder.strip())
        self._write(lambda: bookmarking.put(changed))

    def _arrange(self, row: int, to: int) -> None:
        ordered = [each.bookmark for each in self._panel.model.bookmarks]
        ordered.insert(to, ordered.pop(row))
        bookmarking = self._bookmarking
        self._write(lambda: bookmarking.arrange(ordered))

    def _write(self, deed: Callable[[], object]) -> None:
        def work(_progress: Progress, _cancel: CancelToken) -> object:
            return deed()

        self._runner.run(work, owner=self, done=self._after, failed=self.trouble.emit, lane=Lane.WRITE)

    def _after(self, _answer: object) -> None:
        self.reload()

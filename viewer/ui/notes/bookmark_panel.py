"""The page 书签 of the pane at the right: bookmarks of the whole library in folders, each a way to its place."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QStackedWidget,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from viewer.core.annotation import Bookmark, BookmarkId, PlacedBookmark
from viewer.core.document import DocumentId
from viewer.core.errors import ViewerError
from viewer.core.progress import CancelToken, Progress
from viewer.core.span import Span
from viewer.jobs.runner import JobRunner
from viewer.ui.appearance import Appearance
from viewer.ui.changes import Changes, Deed, Topic
from viewer.ui.form import Form
from viewer.ui.notes.bookmark_model import BookmarkModel, moved_to
from viewer.ui.notes.faces import Bookmarking

_NAME_LENGTH = 24


class BookmarkTree(QTreeView):
    """Folders and bookmarks; Enter goes, F2 renames, Delete removes, dragging puts them in order."""

    removal_wanted = Signal()
    go_wanted = Signal(QModelIndex)

    def __init__(self, model: BookmarkModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setObjectName("bookmarks")
        self.setHeaderHidden(True)
        self.setIndentation(16)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("书签"))

    def event(self, event: QEvent) -> bool:
        """Keep Delete from the window, where it would remove the document."""
        overrides = event.type() == QEvent.Type.ShortcutOverride
        if overrides and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove with Delete, go with Enter."""
        if event.key() == Qt.Key.Key_Delete:
            self.removal_wanted.emit()
            return
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.state() != QAbstractItemView.State.EditingState and self.currentIndex().isValid():
            self.go_wanted.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class FolderForm(Form):
    """Asks for a folder: one there is, or a new one; nothing typed is the top."""

    folder_wanted = Signal(str)

    def __init__(self, folders: Sequence[str], parent: QWidget) -> None:
        super().__init__(self.tr("移到文件夹"), parent)
        self.folder = QComboBox(self)
        self.folder.setEditable(True)
        self.folder.addItems(list(folders))
        self.folder.setEditText("")
        line = self.folder.lineEdit()
        if line is not None:
            line.setPlaceholderText(self.tr("不填则移到最上层；用 / 分层"))
        self.fields.addRow(self.tr("文件夹"), self.folder)
        self.accepted.connect(self._tell)

    def _tell(self) -> None:
        self.folder_wanted.emit(cleaned_path(self.folder.currentText()))


class BookmarkPanel(QWidget):
    """Shows the bookmarks and says which one is wanted and what is to become of them."""

    place_wanted = Signal(str, object)
    removal_wanted = Signal(list)
    move_wanted = Signal(list, str, int)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = BookmarkModel(self)
        self.tree = BookmarkTree(self.model, self)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._folded: set[str] = set()
        self._empty = QLabel(self.tr("还没有书签。\n\n按 Ctrl+D 给正在看的文档\n或所选文字加书签。"), self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("tone", "hint")
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.tree)
        self.to_folder = self._tool(appearance, "folder", self.tr("移到文件夹…"))
        self._up = self._tool(appearance, "chevron-up", self.tr("上移"))
        self._down = self._tool(appearance, "chevron-down", self.tr("下移"))
        self._remove = self._tool(appearance, "trash", self.tr("删除书签"))
        self._arrange()
        self._connect()
        self.show_bookmarks(())

    def show_bookmarks(self, bookmarks: Sequence[PlacedBookmark]) -> None:
        """Show these bookmarks; the current one and the folded folders stay so."""
        current = self.model.bookmark_at(self.tree.currentIndex())
        selected = self.selected_ids()
        self.model.show_bookmarks(bookmarks)
        self._stack.setCurrentWidget(self.tree if bookmarks else self._empty)
        for tool in (self.to_folder, self._up, self._down, self._remove):
            tool.setEnabled(bool(bookmarks))
        self._unfold(QModelIndex())
        index = self.model.index_of(current.bookmark.id) if current else QModelIndex()
        while index.parent().isValid() and not self.tree.isExpanded(index.parent()):
            index = index.parent()  # the tree would unfold a folder to show what is current in it
        if bookmarks:
            self.tree.setCurrentIndex(index if index.isValid() else self.model.index(0))
        self._select(selected)

    def selected_ids(self) -> list[BookmarkId]:
        """Return the bookmarks that are selected, those of selected folders included."""
        found: dict[BookmarkId, None] = {}
        for index in self.tree.selectionModel().selectedRows():
            found |= dict.fromkeys(placed.bookmark.id for placed in self.model.bookmarks_under(index))
        return list(found)

    def ask_for_folder(self) -> None:
        """Ask where the selected bookmarks are to go."""
        ids = self.selected_ids()
        if ids:
            form = FolderForm(self.model.folders, self)
            form.folder_wanted.connect(lambda folder: self.move_wanted.emit(ids, folder, len(self.model.bookmarks)))
            form.open()

    def _tool(self, appearance: Appearance, icon: str, name: str) -> QToolButton:
        tool = QToolButton(self)
        tool.setIcon(appearance.icon(icon))
        tool.setToolTip(name)
        tool.setAccessibleName(name)
        tool.setAutoRaise(True)
        appearance.theme_changed.connect(lambda: tool.setIcon(appearance.icon(icon)))
        return tool

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 8, 6)
        row.addStretch(1)
        for tool in (self.to_folder, self._up, self._down, self._remove):
            row.addWidget(tool)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addLayout(row)

    def _connect(self) -> None:
        self.tree.clicked.connect(self._go)
        self.tree.go_wanted.connect(self._go)
        self.tree.removal_wanted.connect(self._ask_to_remove)
        self.tree.customContextMenuRequested.connect(self._show_menu)
        self.tree.collapsed.connect(self._note_folded)
        self.tree.expanded.connect(self._note_unfolded)
        self.model.moved.connect(self.move_wanted)
        self.to_folder.clicked.connect(self.ask_for_folder)
        self._remove.clicked.connect(self._ask_to_remove)
        self._up.clicked.connect(self._move_up)
        self._down.clicked.connect(self._move_down)

    def _go(self, index: QModelIndex) -> None:
        placed = self.model.bookmark_at(index)
        if placed is None:
            self.tree.setExpanded(index, not self.tree.isExpanded(index))
        elif len(self.selected_ids()) <= 1:
            self.place_wanted.emit(placed.bookmark.document_id, placed.span)

    def _ask_to_remove(self) -> None:
        ids = self.selected_ids()
        if ids:
            self.removal_wanted.emit(ids)

    def _show_menu(self, place: QPoint) -> None:
        index = self.tree.indexAt(place)
        if not index.isValid():
            return
        menu = QMenu(self)
        menu.addAction(self.tr("改名"), lambda: self.tree.edit(self.tree.currentIndex()))
        menu.addAction(self.tr("移到文件夹…"), self.ask_for_folder)
        menu.addSeparator()
        menu.addAction(self.tr("删除"), self._ask_to_remove)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.tree.viewport().mapToGlobal(place))

    def _move_up(self) -> None:
        self._move(-1)

    def _move_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        """Let the current bookmark change places with its neighbour in the folder."""
        placed = self.model.bookmark_at(self.tree.currentIndex())
        if placed is None:
            return
        folder = placed.bookmark.folder
        there = [each.bookmark.id for each in self.model.bookmarks if each.bookmark.folder == folder]
        at = there.index(placed.bookmark.id)
        if 0 <= at + by < len(there):
            self.move_wanted.emit([placed.bookmark.id], folder, at + by + (by > 0))

    def _note_folded(self, index: QModelIndex) -> None:
        self._folded.add(self.model.folder_at(index))

    def _note_unfolded(self, index: QModelIndex) -> None:
        self._folded.discard(self.model.folder_at(index))

    def _unfold(self, parent: QModelIndex) -> None:
        for row in range(self.model.rowCount(parent)):
            index = self.model.index(row, 0, parent)
            if self.model.bookmark_at(index) is None:
                self.tree.setExpanded(index, self.model.folder_at(index) not in self._folded)
                self._unfold(index)

    def _select(self, ids: Iterable[BookmarkId]) -> None:
        flags = self.tree.selectionModel().SelectionFlag
        for bookmark_id in ids:
            index = self.model.index_of(bookmark_id)
            if index.isValid():
                self.tree.selectionModel().select(index, flags.Select | flags.Rows)


class BookmarkDesk(QObject):
    """Keeps the panel in step with the library; every change is a job, and can be undone."""

    told = Signal(str)
    trouble = Signal(ViewerError)

    def __init__(
        self, bookmarking: Bookmarking, runner: JobRunner, changes: Changes, panel: BookmarkPanel, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bookmarking = bookmarking
        self._runner = runner
        self._changes = changes
        self._panel = panel
        panel.removal_wanted.connect(self._remove)
        panel.move_wanted.connect(self._move)
        panel.model.renamed.connect(self._rename)
        panel.model.folder_renamed.connect(self._rename_folder)
        changes.changed.connect(self._follow)
        self.reload()

    def reload(self) -> None:
        """Read the bookmarks of the library."""
        bookmarking = self._bookmarking

        def work(_progress: Progress, _cancel: CancelToken) -> tuple[PlacedBookmark, ...]:
            return tuple(bookmarking.all())

        done = self._panel.show_bookmarks
        self._runner.run(work, owner=self, done=done, failed=self.trouble.emit, slot="bookmarks")

    def add(self, document_id: DocumentId, title: str, span: Span | None, words: str) -> None:
        """Set a bookmark at the selected words, or on the document; it is last in the current folder."""
        bookmarking = self._bookmarking
        name = " ".join(words.split())[:_NAME_LENGTH] or title

        def restore(made: Bookmark) -> Bookmark:
            bookmarking.restore([made.id])
            return made

        self._changes.make(
            Deed(
                self.tr("加书签"),
                Topic.BOOKMARKS,
                do=lambda: bookmarking.add(document_id, name, span=span),
                undo=lambda made: bookmarking.remove([made.id]),
                redo=restore,
                done=lambda made: self.told.emit(self.tr("已加书签：{0}").format(made.name)),
                document_id=document_id,
            )
        )

    def close(self) -> None:
        """Let go of the panel."""
        self._runner.cancel_owner(self)
        panel = self._panel
        panel.removal_wanted.disconnect(self._remove)
        panel.move_wanted.disconnect(self._move)
        panel.model.renamed.disconnect(self._rename)
        panel.model.folder_renamed.disconnect(self._rename_folder)
        self._changes.changed.disconnect(self._follow)
        panel.show_bookmarks(())

    def _remove(self, ids: list[BookmarkId]) -> None:
        bookmarking = self._bookmarking
        self._changes.make(
            Deed(
                self.tr("删除书签"),
                Topic.BOOKMARKS,
                do=lambda: bookmarking.remove(ids),
                undo=lambda _: bookmarking.restore(ids),
            )
        )

    def _rename(self, placed: PlacedBookmark, name: str) -> None:
        """Give a bookmark another name; what stands before a slash is its folder."""
        folder, slash, own = name.rpartition("/")
        bookmark = placed.bookmark
        changed = replace(bookmark, name=own.strip() or name, folder=cleaned_path(folder) if slash else bookmark.folder)
        self._amend(self.tr("书签改名"), [bookmark], [changed])

    def _rename_folder(self, path: str, to: str) -> None:
        inside = [
            each.bookmark
            for each in self._panel.model.bookmarks
            if each.bookmark.folder == path or each.bookmark.folder.startswith(path + "/")
        ]
        after = [replace(each, folder=cleaned_path(to + each.folder[len(path) :])) for each in inside]
        self._amend(self.tr("书签文件夹改名"), inside, after)

    def _move(self, ids: list[BookmarkId], folder: str, place: int) -> None:
        before, after = moved_to(self._panel.model.bookmarks, ids, folder, place)
        if before != after:
            self._amend(self.tr("移动书签"), before, after)

    def _amend(self, text: str, before: list[Bookmark], after: list[Bookmark]) -> None:
        bookmarking = self._bookmarking
        self._changes.make(
            Deed(
                text,
                Topic.BOOKMARKS,
                do=lambda: bookmarking.amend(before, after),
                undo=lambda _: bookmarking.amend(after, before),
            )
        )

    def _follow(self, topic: Topic) -> None:
        if topic in (Topic.BOOKMARKS, Topic.DOCUMENTS):
            self.reload()


def cleaned_path(path: str) -> str:
    """Return a folder's path without empty parts and blanks at their borders."""
    return "/".join(part.strip() for part in path.split("/") if part.strip())

"""The bookmarks of the library as a tree: folders first, and in each the order a person gave by hand."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from viewer.core.annotation import Bookmark, BookmarkId, PlacedBookmark
from viewer.ui.library.columns import pinyin_key
from viewer.ui.typography import ui_font

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_MIME = "application/x-andu-bookmarks"


@dataclass(slots=True)
class _Node:
    """A folder (``placed`` is ``None``) with its path, or a bookmark."""

    number: int
    path: str
    parent: "_Node | None"
    row: int = 0
    placed: PlacedBookmark | None = None
    children: list["_Node"] = field(default_factory=list)


class BookmarkModel(QAbstractItemModel):
    """Folders and bookmarks; names can be edited, bookmarks dragged to another place or folder."""

    BookmarkRole = int(Qt.ItemDataRole.UserRole)
    renamed = Signal(PlacedBookmark, str)
    folder_renamed = Signal(str, str)
    moved = Signal(list, str, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bookmarks: tuple[PlacedBookmark, ...] = ()
        self._root = _Node(0, "", None)
        self._nodes: list[_Node] = [self._root]

    @property
    def bookmarks(self) -> tuple[PlacedBookmark, ...]:
        """Return the bookmarks by folder and in their order."""
        return self._bookmarks

    @property
    def folders(self) -> tuple[str, ...]:
        """Return the paths of all folders."""
        return tuple(node.path for node in self._nodes[1:] if node.placed is None)

    def show_bookmarks(self, bookmarks: Sequence[PlacedBookmark]) -> None:
        """Show these bookmarks."""
        self.beginResetModel()
        self._bookmarks = tuple(bookmarks)
        self._build()
        self.endResetModel()

    def bookmark_at(self, index: Index) -> PlacedBookmark | None:
        """Return the bookmark of a row, ``None`` for a folder's."""
        return self._node(index).placed if index.isValid() else None

    def folder_at(self, index: Index) -> str:
        """Return the folder of a row, or the one its bookmark lies in."""
        node = self._node(index)
        return node.path

    def bookmarks_under(self, index: Index) -> list[PlacedBookmark]:
        """Return the bookmark of a row, or those a folder holds at any depth."""
        return list(_leaves(self._node(index)))

    def index_of(self, bookmark_id: BookmarkId) -> QModelIndex:
        """Return the row of a bookmark, invalid when it is not shown."""
        for node in self._nodes:
            if node.placed is not None and node.placed.bookmark.id == bookmark_id:
                return self.createIndex(node.row, 0, node.number)
        return QModelIndex()

    def index(self, row: int, column: int = 0, parent: Index = _ROOT) -> QModelIndex:
        """Return the index of a row."""
        children = self._node(parent).children
        if column or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row].number)

    def parent(self, index: Index = _ROOT) -> QModelIndex:  # type: ignore[override]  # Qt overloads it
        """Return the folder a row lies in."""
        parent = self._node(index).parent if index.isValid() else None
        if parent is None or parent is self._root:
            return QModelIndex()
        return self.createIndex(parent.row, 0, parent.number)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of rows of a folder."""
        return len(self._node(parent).children)

    def columnCount(self, _parent: Index = _ROOT) -> int:
        """Return one."""
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let names be edited, bookmarks be dragged, and folders take them."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flag = Qt.ItemFlag.ItemIsDropEnabled if self.bookmark_at(index) is None else Qt.ItemFlag.ItemIsDragEnabled
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable | flag

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return a name, and where a bookmark leads as its tip."""
        if not index.isValid():
            return None
        node = self._node(index)
        if node.placed is None:
            return _folder_data(node, role)
        placed = node.placed
        if role == Qt.ItemDataRole.EditRole:
            return placed.bookmark.name
        if role == Qt.ItemDataRole.DisplayRole:
            lost = self.tr("（原文已找不到）") if placed.is_lost else ""
            return f"{placed.bookmark.name}{lost}"
        if role == self.BookmarkRole:
            return placed
        return placed.title if role == Qt.ItemDataRole.ToolTipRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401 - Qt's
        """Tell of a new name; the row changes when the library has it."""
        name = " ".join(str(value).split())
        node = self._node(index)
        if role != Qt.ItemDataRole.EditRole or not name or not index.isValid():
            return False
        if node.placed is not None:
            if name != node.placed.bookmark.name:
                self.renamed.emit(node.placed, name)
            return True
        path = "/".join(part for part in (_parent_path(node.path), name.replace("/", " ")) if part)
        if path != node.path:
            self.folder_renamed.emit(node.path, path)
        return True

    def supportedDropActions(self) -> Qt.DropAction:
        """Move what is dragged."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Take only bookmarks of this list."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Carry the ids of the dragged bookmarks."""
        data = QMimeData()
        ids = [placed.bookmark.id for index in indexes if (placed := self.bookmark_at(index)) is not None]
        data.setData(_MIME, json.dumps(ids).encode())
        return data

    def dropMimeData(self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index) -> bool:
        """Say where bookmarks are to go; the rows change when the library has it."""
        if not data.hasFormat(_MIME):
            return False
        ids = json.loads(bytes(data.data(_MIME).data()))
        children = self._node(parent).children
        at = len(children) if row < 0 else row
        before = sum(child.placed is not None for child in children[:at])
        self.moved.emit([BookmarkId(each) for each in ids], self._node(parent).path, before)
        return False

    def _node(self, index: Index) -> _Node:
        return self._nodes[index.internalId()] if index.isValid() else self._root

    def _build(self) -> None:
        self._root = _Node(0, "", None)
        self._nodes = [self._root]
        folders: dict[str, _Node] = {"": self._root}
        for path in sorted({each.bookmark.folder for each in self._bookmarks}, key=pinyin_key_of):
            self._folder(path, folders)
        for placed in self._bookmarks:
            folder = folders[placed.bookmark.folder]
            self._add(_Node(len(self._nodes), folder.path, folder, len(folder.children), placed))

    def _folder(self, path: str, known: dict[str, _Node]) -> _Node:
        if path not in known:
            parent = self._folder(_parent_path(path), known)
            known[path] = _Node(len(self._nodes), path, parent, len(parent.children))
            self._add(known[path])
        return known[path]

    def _add(self, node: _Node) -> None:
        self._nodes.append(node)
        if node.parent is not None:
            node.parent.children.append(node)


def moved_to(
    bookmarks: Sequence[PlacedBookmark], ids: Iterable[BookmarkId], folder: str, place: int
) -> tuple[list[Bookmark], list[Bookmark]]:
    """Return the bookmarks of a folder before and after these are put at a place in it, each with its order."""
    moving = set(ids)
    taken = [each.bookmark for each in bookmarks if each.bookmark.id in moving]
    there = [each.bookmark for each in bookmarks if each.bookmark.folder == folder]
    ahead = [each for each in there[:place] if each.id not in moving]
    behind = [each for each in there[place:] if each.id not in moving]
    before = [*ahead, *taken, *behind]
    return before, [replace(each, folder=folder, order=number) for number, each in enumerate(before, start=1)]


def pinyin_key_of(path: str) -> tuple[object, ...]:
    """Return what folders are sorted by."""
    return tuple(pinyin_key(part) for part in path.split("/"))


def _folder_data(node: _Node, role: int) -> str | QFont | None:
    if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
        return node.path.rpartition("/")[2]
    return ui_font(bold=True) if role == Qt.ItemDataRole.FontRole else None


def _leaves(node: _Node) -> Iterable[PlacedBookmark]:
    if node.placed is not None:
        yield node.placed
    for child in node.children:
        yield from _leaves(child)


def _parent_path(path: str) -> str:
    return path.rpartition("/")[0]

"""The bookmarks of the library as rows, by folder and in the order a person gave them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from viewer.core.annotation import PlacedBookmark

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class BookmarkModel(QAbstractListModel):
    """One row per bookmark; its name can be edited."""

    renamed = Signal(PlacedBookmark, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bookmarks: tuple[PlacedBookmark, ...] = ()

    @property
    def bookmarks(self) -> tuple[PlacedBookmark, ...]:
        """Return the bookmarks in order."""
        return self._bookmarks

    def show_bookmarks(self, bookmarks: Sequence[PlacedBookmark]) -> None:
        """Show these bookmarks."""
        self.beginResetModel()
        self._bookmarks = tuple(bookmarks)
        self.endResetModel()

    def bookmark_at(self, row: int) -> PlacedBookmark:
        """Return the bookmark of a row."""
        return self._bookmarks[row]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of bookmarks."""
        return 0 if parent.isValid() else len(self._bookmarks)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let names be edited."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return a bookmark's name, and where it leads as its tip."""
        if not index.isValid():
            return None
        placed = self._bookmarks[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return placed.bookmark.name
        if role == Qt.ItemDataRole.DisplayRole:
            folder = f"{placed.bookmark.folder} / " if placed.bookmark.folder else ""
            lost = self.tr("（原文已找不到）") if placed.is_lost else ""
            return f"{folder}{placed.bookmark.name}{lost}"
        return placed.title if role == Qt.ItemDataRole.ToolTipRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401 - Qt's
        """Tell of a new name; the row changes when the library has it."""
        name = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not name:
            return False
        self.renamed.emit(self._bookmarks[index.row()], name)
        return True

"""The collections of the library as rows; documents can be dropped on them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from viewer.core.document import DocumentId
from viewer.core.label import Collection

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
DOCUMENTS_MIME = "application/x-andu-documents"


@dataclass(frozen=True, slots=True)
class CollectionRow:
    """A collection, how many documents lie in it, and whether the list shows only those."""

    collection: Collection
    count: int
    is_chosen: bool


class CollectionModel(QAbstractListModel):
    """One row per collection; its name can be edited."""

    RowRole = int(Qt.ItemDataRole.UserRole)
    renamed = Signal(Collection, str)
    dropped = Signal(object, list)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[CollectionRow, ...] = ()

    def show_rows(self, rows: Sequence[CollectionRow]) -> None:
        """Show these collections."""
        if [row.collection.id for row in rows] == [row.collection.id for row in self._rows]:
            self._rows = tuple(rows)
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row_at(self, row: int) -> CollectionRow:
        """Return one row."""
        return self._rows[row]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of collections."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let names be edited and documents be dropped, also beside the rows."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDropEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return a collection's name, or the row itself."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return row.collection.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.collection.name} {row.count}"
        return row if role == self.RowRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401 - Qt's
        """Tell of a new name; the row changes when the library has it."""
        name = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or not name or not index.isValid():
            return False
        collection = self._rows[index.row()].collection
        if name != collection.name:
            self.renamed.emit(collection, name)
        return True

    def mimeTypes(self) -> list[str]:
        """Take documents of the list."""
        return [DOCUMENTS_MIME]

    def supportedDropActions(self) -> Qt.DropAction:
        """Put documents in without taking them from anywhere."""
        return Qt.DropAction.CopyAction

    def dropMimeData(self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index) -> bool:
        """Say which documents are to lie in which collection; beside the rows means a new one."""
        ids = dragged_documents(data)
        if not ids:
            return False
        target = self._rows[parent.row()].collection if parent.isValid() else None
        if target is None and 0 <= row < len(self._rows):
            target = self._rows[row].collection
        self.dropped.emit(target, ids)
        return True


def dragging(ids: Sequence[DocumentId]) -> QMimeData:
    """Return what carries documents to where they are dropped."""
    data = QMimeData()
    data.setData(DOCUMENTS_MIME, json.dumps(list(ids)).encode())
    return data


def dragged_documents(data: QMimeData) -> list[DocumentId]:
    """Return the documents that were dragged here, none when it was something else."""
    if not data.hasFormat(DOCUMENTS_MIME):
        return []
    return [DocumentId(each) for each in json.loads(bytes(data.data(DOCUMENTS_MIME).data()))]

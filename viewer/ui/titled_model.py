"""Tables whose columns have fixed, translated titles; what the rows are and what a cell shows is said by each."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class TitledModel(QAbstractTableModel):
    """A table with these columns; ``context`` is where the translations of the titles stand."""

    def __init__(self, context: str, titles: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._titles = tuple(titles)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - Qt's signature
        """Return a column's title, and that it stands at the left."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._titles):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole:
            return QCoreApplication.translate(self._context, self._titles[section])
        return None

"""The saved searches as a list with the number of documents each finds now."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from viewer.core.saved_search import SavedSearch, SavedSearchId

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class SavedModel(QAbstractListModel):
    """One row per saved search; a number that is not known is not shown."""

    SavedRole = int(Qt.ItemDataRole.UserRole)
    CountRole = SavedRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._searches: tuple[SavedSearch, ...] = ()
        self._counts: Mapping[SavedSearchId, int] = {}

    def show_searches(self, searches: Sequence[SavedSearch]) -> None:
        """Show these searches."""
        self.beginResetModel()
        self._searches = tuple(searches)
        self.endResetModel()

    def show_counts(self, counts: Mapping[SavedSearchId, int]) -> None:
        """Show how many documents each finds."""
        self._counts = dict(counts)
        if self._searches:
            self.dataChanged.emit(self.index(0), self.index(len(self._searches) - 1))

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of searches."""
        return 0 if parent.isValid() else len(self._searches)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return a search's name, its query, the number of documents, or the search itself."""
        if not index.isValid():
            return None
        saved = self._searches[index.row()]
        count = self._counts.get(saved.id)
        if role == Qt.ItemDataRole.DisplayRole:
            return saved.name
        if role == Qt.ItemDataRole.ToolTipRole:
            parts = (saved.query, "、".join(choice.value for choice in saved.choices))
            return "\n".join(part for part in parts if part)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return saved.name if count is None else self.tr("{0}，{1} 份").format(saved.name, count)
        return {self.SavedRole: saved, self.CountRole: count}.get(role)

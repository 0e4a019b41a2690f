"""Words of one meaning as rows: the person's own first, which can be edited, then those of the program."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from viewer.ui.titled_model import ROOT, Index, TitledModel
from viewer.ui.translation import QT_TRANSLATE_NOOP

Group = tuple[str, ...]
_TITLES = (QT_TRANSLATE_NOOP("SynonymModel", "意思相同的词"), QT_TRANSLATE_NOOP("SynonymModel", "来源"))
_SEPARATORS = str.maketrans({"，": "、", ",": "、", "=": "、", "＝": "、", ";": "、", "；": "、", "\n": "、"})
_LEAST = 2


class SynonymModel(TitledModel):
    """Two columns: the words, and whose they are; ``edited`` follows every change of the own groups."""

    edited = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("SynonymModel", _TITLES, parent)
        self._own: list[Group] = []
        self._built_in: tuple[Group, ...] = ()

    @property
    def own(self) -> tuple[Group, ...]:
        """Return the person's groups that say something: two words or more."""
        return tuple(group for group in self._own if len(group) >= _LEAST)

    def show_groups(self, own: Sequence[Group], built_in: Sequence[Group]) -> None:
        """Show these groups."""
        self.beginResetModel()
        self._own, self._built_in = list(own), tuple(built_in)
        self.endResetModel()

    def add(self) -> int:
        """Add an empty own group and return its row."""
        row = len(self._own)
        self.beginInsertRows(QModelIndex(), row, row)
        self._own.append(())
        self.endInsertRows()
        return row

    def remove(self, rows: Sequence[int]) -> None:
        """Take own groups away; rows of the program stay."""
        own = [row for row in sorted(rows, reverse=True) if row < len(self._own)]
        for row in own:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._own[row]
            self.endRemoveRows()
        if own:
            self.edited.emit()

    def is_own(self, row: int) -> bool:
        """Tell whether a row can be changed."""
        return row < len(self._own)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of groups."""
        return 0 if parent.isValid() else len(self._own) + len(self._built_in)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let own words be edited."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == 0 and self.is_own(index.row()) else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return what a cell shows."""
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole)
        if not index.isValid() or role not in shown:
            return None
        is_own = self.is_own(index.row())
        if index.column() == 1:
            return self.tr("自定义") if is_own else self.tr("内置")
        group = self._own[index.row()] if is_own else self._built_in[index.row() - len(self._own)]
        return "、".join(group)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401 - Qt's
        """Take the words of an own group, separated as people separate words."""
        if role != Qt.ItemDataRole.EditRole or not self.is_own(index.row()):
            return False
        group = words_of(str(value))
        if group != self._own[index.row()]:
            self._own[index.row()] = group
            self.dataChanged.emit(index, index)
            self.edited.emit()
        return True


def words_of(text: str) -> Group:
    """Return the words of a line, each once.

    >>> words_of("区科委，区科学技术委员会、 区科委")
    ('区科委', '区科学技术委员会')
    """
    words = (word.strip() for word in text.translate(_SEPARATORS).split("、"))
    return tuple(dict.fromkeys(word for word in words if word))

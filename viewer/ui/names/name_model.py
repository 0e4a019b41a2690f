"""The names of a document as rows: a heading per type, below it the names, the most mentioned first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from viewer.core.entity import Entity, EntityType
from viewer.ui.names.wording import type_name

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class NameGroup:
    """A name of a document: its mentions in reading order."""

    type: EntityType
    name: str
    mentions: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class NameRow:
    """A heading (``group`` is ``None``) with the number of names below it, or a name with its mentions."""

    type: EntityType
    text: str
    count: int
    group: NameGroup | None = None


def groups_of(entities: Iterable[Entity]) -> tuple[NameGroup, ...]:
    """Return the names of a document by type, the most mentioned first, then in reading order."""
    found: defaultdict[tuple[EntityType, str], list[Entity]] = defaultdict(list)
    for entity in sorted(entities, key=lambda each: each.span):
        found[(entity.type, entity.canonical or entity.surface)].append(entity)
    groups = [NameGroup(type_, name, tuple(mentions)) for (type_, name), mentions in found.items()]
    order = {type_: number for number, type_ in enumerate(EntityType)}
    return tuple(sorted(groups, key=lambda each: (order[each.type], -len(each.mentions), each.mentions[0].span)))


class NameModel(QAbstractListModel):
    """Shows the names that hold the filter's words, in their canonical or in any written form."""

    RowRole = int(Qt.ItemDataRole.UserRole)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[NameGroup, ...] = ()
        self._words = ""
        self._rows: list[NameRow] = []

    def show_names(self, groups: Sequence[NameGroup]) -> None:
        """Show these names."""
        self._groups = tuple(groups)
        self._build()

    def filter_by(self, words: str) -> None:
        """Show only names with these words."""
        self._words = words.strip().casefold()
        self._build()

    def row_at(self, row: int) -> NameRow:
        """Return one row."""
        return self._rows[row]

    def row_of(self, type_: EntityType, name: str) -> int | None:
        """Return the row of a name, ``None`` when it is not shown."""
        wanted = (type_, name)
        return next(
            (row for row, each in enumerate(self._rows) if each.group and (each.type, each.text) == wanted), None
        )

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return a row, or its words."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.text} {row.count}"
        return row if role == self.RowRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let names be chosen, and headings not."""
        if index.isValid() and self._rows[index.row()].group is None:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def _build(self) -> None:
        self.beginResetModel()
        self._rows = []
        for type_ in EntityType:
            of_type = [group for group in self._groups if group.type is type_ and self._holds(group)]
            if of_type:
                self._rows.append(NameRow(type_, type_name(type_), len(of_type)))
                self._rows += [NameRow(type_, group.name, len(group.mentions), group) for group in of_type]
        self.endResetModel()

    def _holds(self, group: NameGroup) -> bool:
        written = {group.name, *(entity.surface for entity in group.mentions)}
        return any(self._words in each.casefold() for each in written)

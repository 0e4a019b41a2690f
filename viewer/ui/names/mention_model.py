"""Where a name stands: its mentions in this document with the words around them, and the other documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from viewer.core.across import NameInDocument
from viewer.core.document import Document
from viewer.core.entity import Entity
from viewer.core.span import Span

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_BEFORE, _AFTER = 12, 40


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A mention with its surroundings, another document, or (neither) a heading; ``mark`` lies in ``text``."""

    text: str
    mark: Span | None = None
    entity: Entity | None = None
    document: NameInDocument | None = None


def mention_rows(document: Document, mentions: Sequence[Entity]) -> list[MentionRow]:
    """Return a row per mention; the surroundings end with the paragraph."""
    return [_row(document, entity) for entity in mentions]


def document_rows(others: Sequence[NameInDocument]) -> list[MentionRow]:
    """Return a heading and a row per other document, nothing when there is none."""
    if not others:
        return []
    heading = QCoreApplication.translate("Names", "其他文档 {0} 份").format(f"{len(others):,}")
    return [MentionRow(heading), *(MentionRow(other.title, document=other) for other in others)]


def _row(document: Document, entity: Entity) -> MentionRow:
    number = document.paragraph_at(entity.span.start)
    whole = document.paragraphs[number].span if number is not None else Span(0, len(document.text))
    start = max(whole.start, entity.span.start - _BEFORE)
    end = min(max(whole.end, entity.span.end), entity.span.end + _AFTER)
    dots = "…" if start > whole.start else ""
    mark = entity.span.shifted(len(dots) - start) if entity.span.start >= start else None
    return MentionRow(dots + document.text[start:end].replace("\n", " "), mark, entity)


class MentionModel(QAbstractListModel):
    """One row per mention, heading or document."""

    RowRole = int(Qt.ItemDataRole.UserRole)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[MentionRow, ...] = ()

    def show_rows(self, rows: Sequence[MentionRow]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row_at(self, row: int) -> MentionRow:
        """Return one row."""
        return self._rows[row]

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
        return row if role == self.RowRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let headings not be chosen."""
        if index.isValid():
            row = self._rows[index.row()]
            if row.entity is None and row.document is None:
                return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

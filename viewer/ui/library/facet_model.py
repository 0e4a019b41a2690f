"""The filters of the sidebar as one flat list: a heading per facet, its values with counts, and 'more'."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from viewer.core.hit import FacetChoice
from viewer.ui.library.facets import FIELDS, Counts, value_words
from viewer.ui.translation import QT_TRANSLATE_NOOP

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_SHOWN_AT_FIRST = 6
_TITLES: Mapping[str, str] = {
    "year": QT_TRANSLATE_NOOP("Facet", "年份"),
    "kind": QT_TRANSLATE_NOOP("Facet", "类型"),
    "issuing_unit": QT_TRANSLATE_NOOP("Facet", "承办单位"),
    "session": QT_TRANSLATE_NOOP("Facet", "届次"),
    "result_class": QT_TRANSLATE_NOOP("Facet", "办理结果"),
    "result": QT_TRANSLATE_NOOP("Facet", "办理结果（原文）"),
    "disclosure": QT_TRANSLATE_NOOP("Facet", "公开属性"),
    "state": QT_TRANSLATE_NOOP("Facet", "状态"),
    "tag": QT_TRANSLATE_NOOP("Facet", "标签"),
    "notes": QT_TRANSLATE_NOOP("Facet", "批注"),
    "entity": QT_TRANSLATE_NOOP("Facet", "涉及的机构和企业"),
}
_FOLDED_AT_FIRST = frozenset({"session", "result", "disclosure"})


class FacetRowKind(StrEnum):
    """What a row of the filter list is."""

    HEADING = "heading"
    VALUE = "value"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class FacetRow:
    """One row; ``count`` is the number of documents of a value, or of values a folded heading or 'more' hides."""

    kind: FacetRowKind
    field: str
    text: str
    count: int = 0
    is_chosen: bool = False
    is_folded: bool = False

    @property
    def words(self) -> str:
        """Return what is shown of it."""
        return value_words(self.field, self.text) if self.kind is FacetRowKind.VALUE else self.text


class FacetModel(QAbstractListModel):
    """Shows counts, what is chosen among them, and which facets are folded or shown whole."""

    RowRole = int(Qt.ItemDataRole.UserRole)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counts: Counts = {}
        self._chosen: tuple[FacetChoice, ...] = ()
        self._folded: set[str] = set(_FOLDED_AT_FIRST)
        self._whole: set[str] = set()
        self._rows: list[FacetRow] = []

    def show_counts(self, counts: Counts, chosen: Sequence[FacetChoice]) -> None:
        """Show these counts; a chosen value stays visible even where nothing is left to count."""
        self._counts = counts
        self._chosen = tuple(chosen)
        self._build()

    def toggle_folded(self, field: str) -> None:
        """Fold a facet's values away, or show them again."""
        self._folded ^= {field}
        self._build()

    def show_whole(self, field: str) -> None:
        """Show every value of a facet, or only the largest again."""
        self._whole ^= {field}
        self._build()

    @property
    def folded(self) -> tuple[str, ...]:
        """Return the facets whose values are folded away."""
        return tuple(sorted(self._folded))

    def fold(self, fields: Iterable[str]) -> None:
        """Fold exactly these facets."""
        self._folded = set(fields)
        self._build()

    def row_at(self, row: int) -> FacetRow:
        """Return one row."""
        return self._rows[row]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return a row's words, or the row itself."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return heard(row)
        return row if role == self.RowRole else None

    def _build(self) -> None:
        rows = [row for field in FIELDS for row in self._section(field)]
        if [(row.kind, row.field, row.text) for row in rows] == [(r.kind, r.field, r.text) for r in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _section(self, field: str) -> list[FacetRow]:
        values = self._values(field)
        if not values:
            return []
        title = QCoreApplication.translate("Facet", _TITLES[field])
        is_folded = field in self._folded
        heading = FacetRow(FacetRowKind.HEADING, field, title, len(values), is_folded=is_folded)
        if is_folded:
            return [heading]
        return [heading, *self._shown(field, values)]

    def _values(self, field: str) -> list[FacetRow]:
        counted = dict(self._counts.get(field, ()))
        if field == "year":
            counted = dict(sorted(counted.items(), reverse=True))
        chosen = [choice.value for choice in self._chosen if choice.field == field]
        names = [*counted, *(value for value in chosen if value not in counted)]
        return [FacetRow(FacetRowKind.VALUE, field, name, counted.get(name, 0), name in chosen) for name in names]

    def _shown(self, field: str, values: list[FacetRow]) -> list[FacetRow]:
        if len(values) <= _SHOWN_AT_FIRST + 1:
            return values
        if field in self._whole:
            less = FacetRow(FacetRowKind.MORE, field, QCoreApplication.translate("Facet", "收起"))
            return [*values, less]
        shown = [row for place, row in enumerate(values) if place < _SHOWN_AT_FIRST or row.is_chosen]
        hidden = len(values) - len(shown)
        more = FacetRow(FacetRowKind.MORE, field, QCoreApplication.translate("Facet", "其余 {0} 项").format(hidden))
        return [*shown, more]


def heard(row: FacetRow) -> str:
    """Return what a screen reader says of a row."""
    match row.kind:
        case FacetRowKind.HEADING:
            words = _tr("{0}，{1} 项")
            state = _tr("已折叠") if row.is_folded else _tr("已展开")
        case FacetRowKind.VALUE:
            words = _tr("{0}，{1} 份")
            state = _tr("已选") if row.is_chosen else ""
        case FacetRowKind.MORE:
            return row.text
    return "，".join(filter(None, (words.format(row.words, row.count), state)))


def _tr(words: str) -> str:
    return QCoreApplication.translate("Facet", words)

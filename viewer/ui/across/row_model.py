"""Tables over dataclasses: columns are declared, rows are values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from viewer.ui.appearance import Appearance
from viewer.ui.fitted_table import FittedTable, Width
from viewer.ui.qt_fields import item_rect, write_item
from viewer.ui.quiet_table import RuledDelegate, dress_quietly, select_row
from viewer.ui.theme import Role

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
Cut = Callable[[str, Callable[[str], float], float], str]
"""How words that do not fit are cut: the words, how wide words are, and the room."""

_ROOT = QModelIndex()
_SIDES = 18  # pixels between the edges of a cell and its words


@dataclass(frozen=True)  # no slots: a generic class that is called with its type sets an attribute
class Column(Generic[Row]):
    """One column: its title, what it shows of a row, what it is sorted by, how wide it is in characters.

    What ``is_said`` by the program and not by a document is shown in the language of the window. A ``spare`` column
    gives way where there is no room for all, the greatest first; words too long are ``cut`` at their ends, or so.
    """

    title: str
    text: Callable[[Row], str]
    width: int
    key: Callable[[Row], str | float] | None = None
    is_right: bool = False
    tone: Callable[[Row], Role | None] | None = None
    is_said: bool = False
    spare: int = 0
    cut: Cut | None = None


class RowModel(QAbstractTableModel, Generic[Row]):
    """Rows of values in declared columns."""

    SortRole = int(Qt.ItemDataRole.UserRole)

    def __init__(self, columns: Sequence[Column[Row]], appearance: Appearance, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._appearance = appearance
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return what is shown."""
        return self._rows

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def said_in(self, column: int) -> frozenset[str]:
        """Return the words of the program a column shows."""
        shown = self._columns[column]
        return frozenset(in_words(text) for text in set(map(shown.text, self._rows))) if shown.is_said else frozenset()

    def longest_in(self, column: int) -> int:
        """Return how many characters the longest words of a column have."""
        text = self._columns[column].text
        return max((len(text(row)) for row in self._rows), default=0)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return what a cell shows, or what it is sorted by."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return in_words(column.text(row)) if column.is_said else column.text(row)
        if role == self.SortRole:
            return column.key(row) if column.key is not None else column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.is_right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole and column.tone is not None:
            tone = column.tone(row)
            return None if tone is None else self._appearance.theme[tone]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return a column's name."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.is_right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return in_words(column.title) if role == Qt.ItemDataRole.DisplayRole else None


def in_words(name: str) -> str:
    """Return a name of the program in the language of the window."""
    return QCoreApplication.translate("Column", name) if name else ""


class _CutDelegate(RuledDelegate):
    """Writes cells as usual, but cuts words of some columns where they are alike."""

    def __init__(self, cuts: Sequence[Cut | None], table: QWidget) -> None:
        super().__init__(table)
        self._cuts = tuple(cuts)
        self._table = table

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Say what is to be written."""
        super().initStyleOption(option, index)
        cut = self._cuts[index.column()]
        if cut is not None:
            room = item_rect(option).width() - _SIDES
            width = QFontMetricsF(self._table.font()).horizontalAdvance
            write_item(option, cut(index.data() or "", width, room))


class RowTable(FittedTable, Generic[Row]):
    """A quiet table over rows; sorts by a click on a column's head. Without a row it says why."""

    def __init__(self, columns: Sequence[Column[Row]], appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__([Width(column.width, column.spare) for column in columns], parent)
        self.setObjectName("across")
        self.rows_model: RowModel[Row] = RowModel(columns, appearance, self)
        self.sorted = QSortFilterProxyModel(self)
        self.sorted.setSourceModel(self.rows_model)
        self.sorted.setSortRole(RowModel.SortRole)
        self.sorted.setSortLocaleAware(True)
        self.setModel(self.sorted)
        self._when_empty = ""
        self._faint = appearance
        self._dress(columns)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows, in the order given until a column's head is clicked."""
        self.rows_model.show_rows(rows)
        self.fit_columns()

    def words_in(self, column: int) -> frozenset[str]:
        """Return what the program itself says in a column: in another language it may be longer."""
        return self.rows_model.said_in(column)

    def longest_in(self, column: int) -> int:
        """Return how many characters the longest words of a column have, of what is shown first."""
        return self.rows_model.longest_in(column)

    def say_when_empty(self, words: str) -> None:
        """Say why there is no row, and what can be done."""
        self._when_empty = words
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or why there is none."""
        super().paintEvent(event)
        if self._when_empty and not self.rows_model.rows:
            painter = QPainter(self.viewport())
            painter.setPen(self._faint.theme[Role.TEXT_SECONDARY])
            room = self.viewport().rect().adjusted(16, 16, -16, -16)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap), self._when_empty)
            painter.end()

    def chosen(self) -> list[Row]:
        """Return the selected rows from top to bottom."""
        indexes = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        return [self.row_at(index) for index in indexes]

    def row_at(self, index: Index) -> Row:
        """Return the value of a row of the table."""
        return self.rows_model.rows[self.sorted.mapToSource(index).row()]

    def choose(self, number: int) -> None:
        """Select the row that shows a value by its place among the rows given."""
        select_row(self, self.sorted.mapFromSource(self.rows_model.index(number, 0)))

    def _dress(self, columns: Sequence[Column[Row]]) -> None:
        self.setAccessibleName(self.tr("表格：{0}").format("、".join(in_words(each.title) for each in columns[:3])))
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        dress_quietly(self)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.9))
        self.setItemDelegate(_CutDelegate([column.cut for column in columns], self))
        self.dress_columns()

"""The one look of tables: no grid, whole rows, smooth scrolling, heads at the left; what fills them is said by each."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from viewer.ui.painting import draw_hairline
from viewer.ui.qt_fields import item_palette, item_rect, item_state


class RuledDelegate(QStyledItemDelegate):
    """Draws cells as usual and a hairline under them, in the accent where they are chosen.

    A border of the style sheet is softened at 125 and 175 %, and broken between two columns.
    """

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        super().paint(painter, option, index)
        rect, is_chosen = item_rect(option), item_state(option) & QStyle.StateFlag.State_Selected
        role = QPalette.ColorRole.Accent if is_chosen else QPalette.ColorRole.Midlight
        painter.save()
        draw_hairline(painter, rect.left(), rect.bottom() - 1, rect.width(), item_palette(option).color(role))
        painter.restore()


def dress_quietly(table: QTableView, *, is_edited: bool = False) -> None:
    """Give a table the look; Tab leaves it, and only one that ``is_edited`` lets cells be written."""
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    if not is_edited:
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.verticalHeader().hide()
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def dress_report(table: QTableView, model: QAbstractItemModel, name: str, *, is_edited: bool = False) -> None:
    """Give the table a window is about its model, its name for who cannot see it, a frame, and the look."""
    table.setObjectName("report")  # before the model, or heads are drawn as of any table
    table.setModel(model)
    table.setItemDelegate(RuledDelegate(table))
    table.setFrameShape(QFrame.Shape.StyledPanel)
    dress_quietly(table, is_edited=is_edited)
    table.setAccessibleName(name)


def size_columns(table: QTableView, widths: Sequence[int]) -> None:
    """Make columns as wide as so many Chinese characters; 0 leaves one as it is."""
    em = table.fontMetrics().horizontalAdvance("文")
    for column, characters in enumerate(widths):
        if characters:
            table.horizontalHeader().resizeSection(column, em * characters)


def select_row(table: QTableView, index: QModelIndex) -> None:
    """Select the row of an index, no other, and show it; a key held down meanwhile (Ctrl, Shift) changes nothing."""
    if index.isValid():
        flags = QItemSelectionModel.SelectionFlag
        table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        table.scrollTo(index)

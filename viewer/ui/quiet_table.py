"""The one look of tables: no grid, whole rows, smooth scrolling, heads at the left; what fills them is said by each."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView


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

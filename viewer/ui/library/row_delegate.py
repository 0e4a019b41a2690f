"""Draws a cell of the document list: one line, the title strongest, a hairline under the row."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from viewer.ui.appearance import Appearance
from viewer.ui.painting import Ink, draw_line
from viewer.ui.qt_fields import item_rect, item_state
from viewer.ui.theme import Role
from viewer.ui.typography import ui_font

Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints the cells; the whole row answers to the pointer's row being chosen."""

    def __init__(self, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        theme = self._appearance.theme
        rect = item_rect(option)
        state = item_state(option)
        painter.save()
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, theme[Role.ACCENT_SOFT if is_chosen else Role.SURFACE])
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme[Role.BORDER])
        if is_chosen and index.column() == 0:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height() - 1), theme[Role.ACCENT])
        role = Role.TEXT if index.column() == 0 else Role.TEXT_SECONDARY
        text = index.data() or ""
        left = 14 if index.column() == 0 else 8
        draw_line(painter, rect.adjusted(left, 0, -6, -1), text, Ink(ui_font(), theme[role]))
        painter.restore()

"""Draws the outline: one line per heading, deeper ones further in."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from viewer.ui.appearance import Appearance
from viewer.ui.painting import Ink, draw_line
from viewer.ui.qt_fields import item_rect, item_state
from viewer.ui.theme import Role
from viewer.ui.typography import ui_font

Index = QModelIndex | QPersistentModelIndex
_LEVEL_ROLE = 256
_SIDE = 14.0


class OutlineDelegate(QStyledItemDelegate):
    """Paints one heading; the one being read is marked at its edge."""

    def __init__(self, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(80, round(QFontMetricsF(ui_font()).height() * 1.5))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one heading."""
        theme = self._appearance.theme
        rect, state = item_rect(option), item_state(option)
        painter.save()
        if state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme[Role.HOVER])
        is_current = bool(state & QStyle.StateFlag.State_Selected)
        if is_current:
            painter.fillRect(QRectF(rect.left(), rect.top() + 3, 3, rect.height() - 6), theme[Role.ACCENT])
        level = max(index.data(_LEVEL_ROLE) or 1, 1)
        role = Role.ACCENT if is_current else Role.TEXT if level == 1 else Role.TEXT_SECONDARY
        inner = rect.adjusted(_SIDE + (min(level, 4) - 1) * 14, 0, -8, 0)
        draw_line(painter, inner, index.data() or "", Ink(ui_font(), theme[role]))
        painter.restore()

"""Draws the filters of the sidebar: quiet headings, values with their counts at the right edge."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from viewer.ui.appearance import Appearance
from viewer.ui.library.facet_model import FacetModel, FacetRow, FacetRowKind
from viewer.ui.painting import Ink, draw_line, shortened
from viewer.ui.qt_fields import item_rect, item_state
from viewer.ui.short_unit import short_unit
from viewer.ui.theme import Role
from viewer.ui.typography import Step, grown, ui_font

Index = QModelIndex | QPersistentModelIndex
_AUTHORITIES = frozenset({"issuing_unit", "entity"})
_TELLING_END = frozenset({"session"})
"""Facets whose values begin alike (政协第…) and differ at their ends."""

_SIDE = 14.0
_BOX = 13.0
_ARROW = 14.0


class FacetDelegate(QStyledItemDelegate):
    """Paints one row of the filter list; heights follow the font."""

    def __init__(self, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row; headings have air above them."""
        row: FacetRow = index.data(FacetModel.RowRole)
        height = QFontMetricsF(ui_font()).height()
        return QSize(80, round(height * (1.9 if row.kind is FacetRowKind.HEADING else 1.45)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row: FacetRow = index.data(FacetModel.RowRole)
        rect = item_rect(option)
        state = item_state(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, row, state)
        if row.kind is FacetRowKind.HEADING:
            self._paint_heading(painter, rect, row)
        elif row.kind is FacetRowKind.VALUE:
            self._paint_value(painter, rect, row)
        else:
            draw_line(painter, rect.adjusted(_words_left(), 0, -_SIDE, 0), row.text, self._ink(Role.ACCENT))
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRectF, row: FacetRow, state: QStyle.StateFlag) -> None:
        theme = self._appearance.theme
        ground = rect.adjusted(6, 1, -6, -1)
        is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if is_hovered and row.kind is not FacetRowKind.HEADING:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme[Role.HOVER])
            painter.drawRoundedRect(ground, 5, 5)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme[Role.ACCENT], 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, 5, 5)

    def _paint_heading(self, painter: QPainter, rect: QRectF, row: FacetRow) -> None:
        line = rect.adjusted(_SIDE, rect.height() * 0.2, -_SIDE, 0)
        ink = Ink(ui_font(Step.CAPTION, bold=True), self._appearance.theme[Role.TEXT_SECONDARY])
        draw_line(painter, line, row.text, ink)
        name = "chevron-right" if row.is_folded else "chevron-down"
        side = round(grown(_ARROW))
        place = QRect(round(line.right()) - side, round(line.center().y() - side / 2), side, side)
        self._appearance.icon(name, Role.TEXT_FAINT).paint(painter, place)

    def _paint_value(self, painter: QPainter, rect: QRectF, row: FacetRow) -> None:
        self._paint_box(painter, QPointF(rect.left() + _SIDE, rect.center().y()), is_on=row.is_chosen)
        count = f"{row.count:,}"
        room = QFontMetricsF(ui_font()).horizontalAdvance(count) + 10
        inner = rect.adjusted(_words_left(), 0, -_SIDE, 0)
        role = Role.TEXT if row.count or row.is_chosen else Role.TEXT_FAINT
        cut = Qt.TextElideMode.ElideLeft if row.field in _TELLING_END else Qt.TextElideMode.ElideRight
        ink = Ink(ui_font(bold=row.is_chosen), self._appearance.theme[role], cut=cut)
        place, text = inner.adjusted(0, 0, -room, 0), row.words
        if row.field in _AUTHORITIES:
            text = shortened(short_unit, text, ink.font, place.width())
        draw_line(painter, place, text, ink)
        draw_line(painter, inner, count, self._ink(Role.TEXT_FAINT, right=True))

    def _paint_box(self, painter: QPainter, middle: QPointF, *, is_on: bool) -> None:
        theme, part = self._appearance.theme, grown(1.0)
        side = _BOX * part - 1
        box = QRectF(middle.x() + 0.5, middle.y() - side / 2, side, side)
        painter.setPen(QPen(theme[Role.ACCENT if is_on else Role.OUTLINE], 1.0))
        painter.setBrush(theme[Role.ACCENT if is_on else Role.SURFACE])
        painter.drawRoundedRect(box, 3, 3)
        if is_on:
            painter.setPen(QPen(theme[Role.ACCENT_TEXT], 1.6))
            painter.drawPolyline(
                [
                    box.topLeft() + QPointF(2.8, 6.2) * part,
                    box.topLeft() + QPointF(5.2, 8.7) * part,
                    box.topLeft() + QPointF(9.4, 3.6) * part,
                ],
            )

    def _ink(self, role: Role, *, right: bool = False) -> Ink:
        return Ink(ui_font(), self._appearance.theme[role], right)


def _words_left() -> float:
    return _SIDE + grown(_BOX) + 8

"""Draws a cell of the document list: one line, star, title and tags first, a hairline under the row."""

import zlib

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from viewer.core.label import DocumentLabels
from viewer.ui.appearance import Appearance
from viewer.ui.library.columns import COLUMNS
from viewer.ui.library.document_model import DocumentModel
from viewer.ui.painting import Ink, draw_hairline, draw_line, shortened
from viewer.ui.qt_fields import item_rect, item_state
from viewer.ui.short_title import short_title
from viewer.ui.short_unit import short_unit
from viewer.ui.theme import Role
from viewer.ui.typography import Step, grown, ui_font

Index = QModelIndex | QPersistentModelIndex
STAR_ROOM = 32
"""How far from the left edge of a row its star reaches."""

_STAR = 15
_DOT = 7.0
_GAP = 8.0
_TAGS_SHARE = 0.42
_LEAST_CHARACTERS = 12  # of room for the words of tags
_MOST_DOTS = 4
_DOTS = (
    Role.NOTE_BLUE_LINE,
    Role.NOTE_GREEN_LINE,
    Role.NOTE_YELLOW_LINE,
    Role.NOTE_PINK_LINE,
    Role.NOTE_PURPLE_LINE,
)


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
        draw_hairline(painter, rect.left(), rect.bottom() - 1, rect.width(), theme[Role.BORDER_SOFT])
        text = index.data() or ""
        if index.column():
            ink = Ink(ui_font(), theme[Role.TEXT_SECONDARY])
            room = rect.adjusted(8, 0, -6, -1)
            if COLUMNS[index.column()].name == "unit":
                text = shortened(short_unit, text, ink.font, room.width())
            draw_line(painter, room, text, ink)
        else:
            if is_chosen:
                painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height() - 1), theme[Role.ACCENT])
            labels: DocumentLabels = index.data(DocumentModel.LabelsRole)
            is_near = bool(state & QStyle.StateFlag.State_MouseOver)
            self._paint_first(painter, rect, text, labels, is_near=is_near)
        painter.restore()

    def _paint_first(
        self, painter: QPainter, rect: QRectF, text: str, labels: DocumentLabels, *, is_near: bool
    ) -> None:
        """Draw star, title (strong while unread) and tags."""
        if labels.starred or is_near:
            side = grown(_STAR)
            place = QRectF(rect.left() + STAR_ROOM - 6 - side, rect.center().y() - side / 2 - 0.5, side, side)
            name, role = ("star-filled", Role.WARNING) if labels.starred else ("star", Role.TEXT_FAINT)
            self._appearance.icon(name, role).paint(painter, place.toRect())
        inner = rect.adjusted(STAR_ROOM, 0, -6, -1)
        tags = self._tags_width(labels.tags, inner.width() * _TAGS_SHARE)
        ink = Ink(ui_font(bold=labels.read_at is None), self._appearance.theme[Role.TEXT])
        room = inner.adjusted(0, 0, -tags, 0)
        draw_line(painter, room, shortened(short_title, text, ink.font, room.width()), ink)
        if tags:
            self._paint_tags(painter, inner.adjusted(inner.width() - tags + _GAP, 0, 0, 0), labels.tags)

    def _tags_width(self, tags: tuple[str, ...], most: float) -> float:
        """Return the room of the tags; where that is too little for words there are dots alone."""
        if not tags:
            return 0.0
        metrics = QFontMetricsF(ui_font(Step.CAPTION))
        width = sum(_DOT + 4 + metrics.horizontalAdvance(tag) + _GAP for tag in tags)
        if most < metrics.horizontalAdvance("文") * _LEAST_CHARACTERS:
            return len(tags[:_MOST_DOTS]) * (_DOT + 3) + _GAP
        return min(most, width + _GAP)

    def _paint_tags(self, painter: QPainter, room: QRectF, tags: tuple[str, ...]) -> None:
        font, theme, left = ui_font(Step.CAPTION), self._appearance.theme, room.left()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for tag in tags:
            if left + _DOT >= room.right():
                return
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme[dot_of(tag)])
            painter.drawEllipse(QPointF(left + _DOT / 2, room.center().y()), _DOT / 2, _DOT / 2)
            if room.width() < len(tags[:_MOST_DOTS]) * (_DOT + 3) + 1:
                left += _DOT + 3
                continue
            words = QRectF(left + _DOT + 4, room.top(), room.right() - left - _DOT - 4, room.height())
            draw_line(painter, words, tag, Ink(font, theme[Role.TEXT_SECONDARY]))
            left += _DOT + 4 + QFontMetricsF(font).horizontalAdvance(tag) + _GAP


def dot_of(tag: str) -> Role:
    """Return the colour of a tag's dot: always the same for the same tag."""
    return _DOTS[zlib.crc32(tag.encode()) % len(_DOTS)]

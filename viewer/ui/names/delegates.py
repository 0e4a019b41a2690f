"""Draw the rows of the page 实体: names with their counts, mentions with the words around them."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from viewer.ui.appearance import Appearance
from viewer.ui.names.marking import STYLES
from viewer.ui.names.mention_model import MentionModel, MentionRow
from viewer.ui.names.name_model import NameModel, NameRow
from viewer.ui.names.samples import SIZE, still_sample
from viewer.ui.painting import Ink, MarkInk, Passage, draw_line
from viewer.ui.qt_fields import item_rect, item_state
from viewer.ui.short_title import short_title
from viewer.ui.theme import Role
from viewer.ui.typography import Step, ui_font

Index = QModelIndex | QPersistentModelIndex
_SIDE = 14.0
_LINES = 2


class NameDelegate(QStyledItemDelegate):
    """Paints a heading with the sample of its type, or a name with how often it stands in the document."""

    def __init__(self, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of one line, more for a heading."""
        row: NameRow = index.data(NameModel.RowRole)
        return QSize(80, round(QFontMetricsF(ui_font()).height() * (1.5 if row.group else 1.95)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row: NameRow = index.data(NameModel.RowRole)
        rect = item_rect(option)
        painter.save()
        if row.group is None:
            self._paint_heading(painter, rect, row)
        else:
            _paint_ground(painter, rect, item_state(option), self._appearance)
            self._paint_words(painter, rect.adjusted(_SIDE + SIZE.width() + 8, 0, -_SIDE, 0), row)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRectF, row: NameRow) -> None:
        low = rect.adjusted(0, rect.height() * 0.22, 0, 0)
        icon = still_sample(STYLES[row.type], self._appearance.theme, painter.device().devicePixelRatioF())
        place = QRectF(low.left() + _SIDE, low.center().y() - SIZE.height() / 2, SIZE.width(), SIZE.height())
        icon.paint(painter, place.toRect())
        words = low.adjusted(_SIDE + SIZE.width() + 8, 0, -_SIDE, 0)
        ink = Ink(ui_font(Step.CAPTION, bold=True), self._appearance.theme[Role.TEXT_SECONDARY])
        draw_line(painter, words, row.text, ink)
        self._paint_count(painter, words, row.count)

    def _paint_words(self, painter: QPainter, rect: QRectF, row: NameRow) -> None:
        width = self._paint_count(painter, rect, row.count)
        theme = self._appearance.theme
        draw_line(painter, rect.adjusted(0, 0, -width - 8, 0), row.text, Ink(ui_font(), theme[Role.TEXT]))

    def _paint_count(self, painter: QPainter, rect: QRectF, count: int) -> float:
        font, words = ui_font(Step.CAPTION), f"{count:,}"
        draw_line(painter, rect, words, Ink(font, self._appearance.theme[Role.TEXT_FAINT], right=True))
        return QFontMetricsF(font).horizontalAdvance(words)


class MentionDelegate(QStyledItemDelegate):
    """Paints a mention, a heading or another document; ``width`` is the room the list has."""

    def __init__(self, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.width = 260

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row at the list's width."""
        row: MentionRow = index.data(MentionModel.RowRole)
        lines = self._passage(row).break_lines(self._room(), self._leading(), most=_LINES)
        return QSize(self.width, round(lines * self._leading() + 10))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row: MentionRow = index.data(MentionModel.RowRole)
        rect, theme = item_rect(option), self._appearance.theme
        painter.save()
        is_heading = row.entity is None and row.document is None
        if is_heading:
            ink = Ink(ui_font(Step.CAPTION, bold=True), theme[Role.TEXT_SECONDARY])
            draw_line(painter, rect.adjusted(_SIDE, 0, -_SIDE, 0), row.text, ink)
        else:
            _paint_ground(painter, rect, item_state(option), self._appearance)
            passage = self._passage(row)
            passage.break_lines(self._room(), self._leading(), most=_LINES)
            mark = MarkInk(theme[Role.ACCENT_SOFT], theme[Role.ACCENT])
            passage.draw(painter, QPointF(rect.left() + _SIDE, rect.top() + 5), theme[Role.TEXT], mark)
        painter.restore()

    def _passage(self, row: MentionRow) -> Passage:
        font, text = ui_font(), row.text
        if row.document is not None:
            text = short_title(text, QFontMetricsF(font).horizontalAdvance, self._room())
        return Passage(text, (row.mark,) if row.mark else (), font)

    def _room(self) -> float:
        return max(self.width - 2 * _SIDE, 80.0)

    def _leading(self) -> float:
        return round(QFontMetricsF(ui_font()).height() * 1.15)


def _paint_ground(painter: QPainter, rect: QRectF, state: QStyle.StateFlag, appearance: Appearance) -> None:
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, appearance.theme[Role.ACCENT_SOFT])
        painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), appearance.theme[Role.ACCENT])
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, appearance.theme[Role.HOVER])

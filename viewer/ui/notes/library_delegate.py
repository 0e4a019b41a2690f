"""Draws a cell of the list of all notes: quote over note beside its colour; a document over its notes."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from viewer.core.annotation import ListedNote, MarkStyle, Standing
from viewer.ui.appearance import Appearance
from viewer.ui.notes.library_model import LibraryNoteModel
from viewer.ui.painting import Ink, draw_hairline, draw_line, shortened
from viewer.ui.qt_fields import item_rect, item_state
from viewer.ui.short_unit import short_unit
from viewer.ui.theme import Role
from viewer.ui.typography import Step, ui_font

Index = QModelIndex | QPersistentModelIndex
_BAR, _GAP = 3.0, 10.0
_DOUBTFUL = frozenset({Standing.TO_CONFIRM, Standing.ORPHANED})


class LibraryNoteDelegate(QStyledItemDelegate):
    """Paints rows of one height, so that long lists need no measuring."""

    def __init__(self, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return room for two lines."""
        return QSize(80, round(QFontMetricsF(ui_font()).height() * 2.7))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        rect = item_rect(option)
        painter.save()
        self._paint_ground(painter, rect, item_state(option))
        note: ListedNote | None = index.data(LibraryNoteModel.NoteRole)
        if index.data(LibraryNoteModel.CountRole) is not None:
            self._paint_document(painter, rect, index)
        elif note is not None and index.column() == 0:
            self._paint_note(painter, rect, note)
        elif note is not None:
            self._paint_words(painter, rect, note, index)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
        theme = self._appearance.theme
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        if is_chosen:
            painter.fillRect(rect, theme[Role.ACCENT_SOFT])
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme[Role.HOVER])
        line = theme[Role.ACCENT if is_chosen else Role.BORDER_SOFT]
        draw_hairline(painter, rect.left(), rect.bottom() - 1, rect.width(), line)

    def _paint_document(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        theme = self._appearance.theme
        count = self.tr("{0} 条").format(index.data(LibraryNoteModel.CountRole))
        caption = ui_font(Step.CAPTION)
        room = QFontMetricsF(caption).horizontalAdvance(count) + 12
        line = rect.adjusted(4, 0, -room - 8, -1)
        draw_line(painter, line, index.data(), Ink(ui_font(bold=True), theme[Role.TEXT]))
        width = min(QFontMetricsF(ui_font(bold=True)).horizontalAdvance(index.data()), line.width())
        place = QRectF(line.left() + width + 10, rect.top(), room, rect.height() - 1)
        draw_line(painter, place, count, Ink(caption, theme[Role.TEXT_FAINT]))

    def _paint_note(self, painter: QPainter, rect: QRectF, note: ListedNote) -> None:
        theme, annotation = self._appearance.theme, note.annotation
        bar = QRectF(rect.left() + 4, rect.top() + 8, _BAR, rect.height() - 17)
        painter.fillRect(bar, theme[Role(f"note_{annotation.colour.value}_line")])
        lines = rect.adjusted(4 + _BAR + _GAP, 5, -8, -6)
        quote = ui_font()
        quote.setStrikeOut(annotation.style is MarkStyle.STRIKE)
        if not annotation.note:
            draw_line(painter, lines, annotation.selector.quote.exact.replace("\n", " "), Ink(quote, theme[Role.TEXT]))
            return
        half = lines.height() / 2
        above = QRectF(lines.left(), lines.top(), lines.width(), half)
        words = annotation.selector.quote.exact.replace("\n", " ")
        draw_line(painter, above, words, Ink(quote, theme[Role.TEXT_SECONDARY]))
        below = above.translated(0, half)
        draw_line(painter, below, annotation.note.replace("\n", " "), Ink(ui_font(), theme[Role.TEXT]))

    def _paint_words(self, painter: QPainter, rect: QRectF, note: ListedNote, index: Index) -> None:
        is_warning = index.column() == LibraryNoteModel.STANDING and note.standing in _DOUBTFUL
        role = Role.WARNING if is_warning else Role.TEXT_SECONDARY
        ink = Ink(ui_font(), self._appearance.theme[role])
        room, text = rect.adjusted(8, 0, -6, -1), index.data() or ""
        if index.column() == LibraryNoteModel.UNIT:
            text = shortened(short_unit, text, ink.font, room.width())
        draw_line(painter, room, text, ink)

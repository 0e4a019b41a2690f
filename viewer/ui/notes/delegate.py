"""Draws one note of the list: a bar in its colour, the quote, what was written, and a line of details."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from viewer.core.annotation import Annotation, TaskState
from viewer.core.company import Signature
from viewer.core.selector import AnchorState
from viewer.ui.appearance import Appearance
from viewer.ui.notes.model import NoteModel
from viewer.ui.painting import Ink, MarkInk, Passage, draw_hairline, draw_line
from viewer.ui.qt_fields import item_rect, item_state
from viewer.ui.theme import Role
from viewer.ui.typography import Step, ui_font

Index = QModelIndex | QPersistentModelIndex
_SIDE = 22.0
_PADDING = 9.0
_QUOTE_LINES, _NOTE_LINES = 2, 4


class NoteDelegate(QStyledItemDelegate):
    """Paints one row; ``width`` is the room the list has, which decides how words break. All but ``user`` are named."""

    def __init__(self, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.width = 260
        self.user = ""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height a note needs at the list's width."""
        note: Annotation = index.data(NoteModel.NoteRole)
        height = 2 * _PADDING + self._lines(note.selector.quote.exact, _QUOTE_LINES) * self._leading()
        if note.note:
            height += 3 + self._lines(note.note, _NOTE_LINES) * self._leading()
        if self._details(index):
            height += self._leading()
        return QSize(self.width, round(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one note."""
        note: Annotation = index.data(NoteModel.NoteRole)
        rect = item_rect(option)
        painter.save()
        self._paint_ground(painter, rect, note, item_state(option))
        top = rect.top() + _PADDING
        top = self._paint_words(painter, rect, top, (note.selector.quote.exact, _QUOTE_LINES, Role.TEXT_SECONDARY))
        if note.note:
            top = self._paint_words(painter, rect, top + 3, (note.note, _NOTE_LINES, Role.TEXT))
        details = self._details(index)
        if details:
            line = QRectF(rect.left() + _SIDE, top, self._room(), self._leading())
            role = Role.WARNING if note.state is not AnchorState.ANCHORED else Role.TEXT_FAINT
            draw_line(painter, line, details, Ink(ui_font(Step.CAPTION), self._appearance.theme[role]))
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRectF, note: Annotation, state: QStyle.StateFlag) -> None:
        theme = self._appearance.theme
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme[Role.ACCENT_SOFT])
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme[Role.HOVER])
        bar = QRectF(rect.left() + 12, rect.top() + _PADDING, 3, rect.height() - 2 * _PADDING)
        painter.fillRect(bar, theme[Role(f"note_{note.colour.value}_line")])
        draw_hairline(painter, rect.left(), rect.bottom() - 1, rect.width(), theme[Role.BORDER_SOFT])

    def _paint_words(self, painter: QPainter, rect: QRectF, top: float, words: tuple[str, int, Role]) -> float:
        text, most, role = words
        theme = self._appearance.theme
        passage = Passage(text, (), ui_font())
        lines = passage.break_lines(self._room(), self._leading(), most=most)
        passage.draw(painter, QPointF(rect.left() + _SIDE, top), theme[role], MarkInk(theme[role], theme[role]))
        return top + lines * self._leading()

    def _lines(self, text: str, most: int) -> int:
        return Passage(text, (), ui_font()).break_lines(self._room(), self._leading(), most=most)

    def _details(self, index: Index) -> str:
        note: Annotation = index.data(NoteModel.NoteRole)
        signature: Signature | None = index.data(NoteModel.SignatureRole)
        state = {AnchorState.TO_CONFIRM: self.tr("位置待确认"), AnchorState.ORPHANED: self.tr("原文已找不到")}
        task = {TaskState.TODO: self.tr("待办"), TaskState.DONE: self.tr("完成")}
        parts = [
            state.get(note.state, ""),
            task[note.task] if note.task else "",
            " ".join(f"#{tag}" for tag in note.tags),
            self.tr("仅自己可见") if signature is not None and signature.personal else "",
            signature.owner if signature is not None and signature.owner != self.user else "",
        ]
        return " · ".join(part for part in parts if part)

    def _room(self) -> float:
        return max(self.width - _SIDE - 12, 80.0)

    def _leading(self) -> float:
        return round(QFontMetricsF(ui_font()).height() * 1.12)

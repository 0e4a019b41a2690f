"""The strip at the right edge of the page: a small sign beside every line a note with words begins on."""

import html
from collections.abc import Sequence
from itertools import takewhile

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from viewer.core.annotation import Annotation
from viewer.ui.appearance import Appearance
from viewer.ui.notes.wording import task_name
from viewer.ui.reader.page import Page
from viewer.ui.theme import Role
from viewer.ui.typography import ui_font

_GAP = 2
_MOST_SIDE = 14  # the narrowest margin of a page less the gap: a sign never stands on words
_MOST_CHARACTERS = 600


class NoteMargin(QWidget):
    """Draws the signs of the notes in view; a click chooses the note, resting shows its words, here and on its mark."""

    note_chosen = Signal(Annotation)

    def __init__(self, page: Page, appearance: Appearance) -> None:
        super().__init__(page)
        self._page = page
        self._appearance = appearance
        self._notes: tuple[Annotation, ...] = ()
        self._size = min(round(QFontMetricsF(ui_font()).height() * 0.72), _MOST_SIDE)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("有批注的地方"))
        page.scrolled.connect(self.update)
        page.column_moved.connect(self._stand)
        page.viewport().installEventFilter(self)
        appearance.theme_changed.connect(self.update)
        self._stand()

    def show_notes(self, notes: Sequence[Annotation]) -> None:
        """Show signs for those of these notes that have a place and words or a task."""
        told = [note for note in notes if note.span is not None and (note.note or note.task)]
        self._notes = tuple(sorted(told, key=_start))
        self.update()

    def signs(self) -> list[tuple[QRect, Annotation]]:
        """Return the signs in view, none upon another."""
        seen = self._page.visible_span()
        notes = takewhile(lambda note: _start(note) <= seen.end, self._notes)
        found: list[tuple[QRect, Annotation]] = []
        lowest = -self._size
        for note in (note for note in notes if _start(note) >= seen.start):
            line = self._page.rect_of(_start(note))
            top = max(line.center().y() - self._size // 2, lowest + _GAP)
            lowest = top + self._size
            found.append((QRect(self.width() - self._size, top, self._size, self._size), note))
        return found

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stand beside the page whatever its size, and show a note's words to who rests on its mark."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._stand()
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            note = self.note_under(self._page.offset_at(event.pos()))
            if note is not None:
                QToolTip.showText(event.globalPos(), tip_of(note), self._page)
                return True
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Show a note's words to who rests on its sign."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            note = self._note_at(event.pos())
            if note is not None:
                QToolTip.showText(event.globalPos(), tip_of(note), self)
            return True
        return super().event(event)

    def note_under(self, offset: int | None) -> Annotation | None:
        """Return the shortest note with words that covers an offset of the text."""
        if offset is None:
            return None
        covering = [note for note in self._notes if note.note and note.span is not None and offset in _range(note)]
        return min(covering, key=lambda note: len(_range(note)), default=None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a sign can be clicked."""
        is_over = self._note_at(event.position().toPoint()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the note of a sign."""
        note = self._note_at(event.position().toPoint())
        if note is not None and event.button() == Qt.MouseButton.LeftButton:
            self.note_chosen.emit(note)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the signs: a small sheet in the note's colour."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for rect, note in self.signs():
            sheet = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
            line = theme[Role(f"note_{note.colour.value}_line")]
            painter.setPen(QPen(line, 1.2))
            painter.setBrush(theme[Role(f"note_{note.colour.value}")])
            painter.drawRoundedRect(sheet, 3, 3)
            for part in (0.36, 0.64):
                height = sheet.top() + sheet.height() * part
                painter.drawLine(QPointF(sheet.left() + 3.5, height), QPointF(sheet.right() - 3.5, height))
        painter.end()

    def _note_at(self, place: QPoint) -> Annotation | None:
        return next((note for rect, note in self.signs() if rect.contains(place)), None)

    def _stand(self) -> None:
        area = self._page.viewport().geometry()
        width = self._size + _GAP
        self.setGeometry(area.right() - width + 1, area.top(), width, area.height())
        self.raise_()
        self.update()


def tip_of(note: Annotation) -> str:
    """Return a note's words as they are, whatever they contain, for a tool tip."""
    details = [task_name(note.task)] if note.task else []
    details += [f"#{tag}" for tag in note.tags]
    words = note.note if len(note.note) <= _MOST_CHARACTERS else note.note[:_MOST_CHARACTERS] + "…"
    lines = "\n".join(part for part in (words, " ".join(details)) if part)
    return f'<div style="white-space:pre-wrap">{html.escape(lines)}</div>'


def _start(note: Annotation) -> int:
    return note.span.start if note.span is not None else 0


def _range(note: Annotation) -> range:
    return range(note.span.start, note.span.end) if note.span is not None else range(0)

"""The page: shows one typeset document, marks spans of it, and speaks offsets of the document to everyone else."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, partial

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QTextCharFormat, QTextCursor, QTextDocument, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QApplication, QFrame, QTextEdit, QWidget

from viewer.core.document import Document
from viewer.core.offsets import Utf16Offsets
from viewer.core.span import Span
from viewer.ui.appearance import Appearance
from viewer.ui.citation import on_clipboard
from viewer.ui.qt_fields import extra_selection
from viewer.ui.reader.marks import Mark, MarkLayer, look_of
from viewer.ui.reader.typesetting import PageStyle, balance_titles, typeset
from viewer.ui.reader.visible import visible_positions
from viewer.ui.theme import Role
from viewer.ui.typography import reader_font

_LEAST_ZOOM, _MOST_ZOOM, _ZOOM_STEP = 0.6, 3.0, 1.1
_TOP = 8
# A paragraph may be a megabyte long, and its start then lies far above the window: marks are looked for on screen only.


class Page(QTextEdit):
    """A read-only page. All offsets are code points of the shown document's text."""

    zoom_changed = Signal(float)
    scrolled = Signal()
    column_moved = Signal(int, int)
    marks_changed = Signal()
    _turned_stale = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._document = Document("", ())
        self._offsets = Utf16Offsets("")
        self._layers: dict[MarkLayer, tuple[Mark, ...]] = {}
        self._shown: QTextDocument | None = None
        self._anchor = 0
        self._is_resizing = False
        self._zoom = 1.0
        self._style = self._page_style()
        self._is_stale = False
        # Queued, not timed: what is queued comes before the next painting, a timer after it and after a step of layout.
        self._turned_stale.connect(self.settle, Qt.ConnectionType.QueuedConnection)
        self.setObjectName("page")
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard,
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(self.tr("正文"))
        self._citation = ("", "")
        self._target: tuple[Span, int] | None = None
        self._is_dragging = False
        self.verticalScrollBar().valueChanged.connect(self._note_scrolling)
        appearance.theme_changed.connect(self._set_anew)

    @property
    def shown_document(self) -> Document:
        """Return the document whose text the page shows."""
        return self._document

    @property
    def zoom(self) -> float:
        """Return the size of the text as a factor."""
        return self._zoom

    def show_document(self, document: Document) -> None:
        """Show a document from its beginning, without any marks."""
        self._document = document
        self._offsets = Utf16Offsets(document.text)
        self._layers = {}
        self._target = None
        self._set(typeset(document, self._style))
        self.verticalScrollBar().setValue(0)
        self._anchor = 0

    def show_nothing(self) -> None:
        """Let go of the document: while the page is away, and while it comes back for another, nothing is laid out."""
        self.show_document(Document("", ()))

    def show_marks(self, layer: MarkLayer, marks: Sequence[Mark]) -> None:
        """Show these marks and no others in one layer; they must not overlap within the layer."""
        self._layers[layer] = tuple(sorted(marks, key=lambda mark: mark.span))
        self._draw_soon()
        self.marks_changed.emit()

    def marks(self, layer: MarkLayer) -> tuple[Mark, ...]:
        """Return the marks of one layer."""
        return self._layers.get(layer, ())

    def go_to(self, span: Span) -> None:
        """Bring a span into view, a third from the top, unless it can be read already.

        It stays in view however the pane is laid out, until the person turns the page.
        """
        self.setTextCursor(self._cursor(span.start))
        self._bring(span)

    def _bring(self, span: Span) -> None:
        cursor = self._cursor(span.start)
        place = self.cursorRect(cursor)
        height = self.viewport().height()
        if place.top() < height * 0.08 or place.bottom() > height * 0.85:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + place.top() - height // 3)
        self._target = (span, self.verticalScrollBar().value())

    def go_to_top_of(self, offset: int) -> None:
        """Put the line holding ``offset`` at the top of the window."""
        cursor = self._cursor(offset)
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() - _TOP)
        self._anchor = offset

    def top_offset(self) -> int:
        """Return the offset of the first character in view."""
        return self._offset_at(_TOP)

    def reading_offset(self) -> int:
        """Return the offset of the character where the eye is: a third from the top."""
        return self._offset_at(self.viewport().height() // 3)

    def offset_at(self, point: QPoint) -> int | None:
        """Return the offset of the character under a point of the viewport, ``None`` beside the text."""
        cursor = self.cursorForPosition(point)
        place = self.cursorRect(cursor)
        if not place.top() <= point.y() <= place.bottom():
            return None
        step = QTextCursor.MoveOperation.Left if point.x() < place.left() else QTextCursor.MoveOperation.Right
        position = cursor.position()
        if cursor.atBlockEnd() and step == QTextCursor.MoveOperation.Right:
            return None
        cursor.movePosition(step)
        other = self.cursorRect(cursor)
        is_under = min(place.left(), other.left()) <= point.x() <= max(place.left(), other.left())
        if other.top() != place.top():  # the line ends here
            is_under = abs(point.x() - place.left()) <= self._style.em
        return self._offsets.to_code_points(min(position, cursor.position())) if is_under else None

    def rect_of(self, offset: int) -> QRect:
        """Return where the character at an offset begins, in the page's own coordinates."""
        place = self.cursorRect(self._cursor(offset))
        return QRect(self.viewport().mapTo(self, place.topLeft()), place.size())

    def visible_span(self) -> Span:
        """Return what is in view, whole lines at both ends."""
        return self._visible()

    def select(self, span: Span) -> None:
        """Select a span, as if the person had."""
        cursor = self._cursor(span.start)
        cursor.setPosition(self._offsets.to_utf16(span.end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def put_cursor(self, offset: int) -> None:
        """Put the cursor somewhere; nothing is selected then."""
        self.setTextCursor(self._cursor(offset))

    def cursor_offset(self) -> int:
        """Return where the cursor stands."""
        return self._offsets.to_code_points(self.textCursor().position())

    def selected_span(self) -> Span | None:
        """Return the selected span, ``None`` when nothing is selected."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        return self._offsets.span_to_code_points(Span(cursor.selectionStart(), cursor.selectionEnd()))

    def selected_text(self) -> str:
        """Return the selected characters of the document itself."""
        span = self.selected_span()
        return span.of(self._document.text) if span else ""

    def set_zoom(self, zoom: float) -> None:
        """Set the text larger or smaller and keep the place."""
        zoom = min(max(zoom, _LEAST_ZOOM), _MOST_ZOOM)
        if abs(zoom - self._zoom) > 0.001:  # noqa: PLR2004 - a thousandth cannot be seen
            self._zoom = zoom
            self._set_anew()
            self.zoom_changed.emit(zoom)

    def zoom_by(self, steps: int) -> None:
        """Set the text larger (``steps`` > 0) or smaller."""
        self.set_zoom(self._zoom * _ZOOM_STEP**steps)

    def take_citation(self, passage: str, words: str) -> None:
        """Take what a passage becomes when it is dragged elsewhere: itself and where it stands."""
        self._citation = (passage, words)

    def dragged(self) -> QMimeData:
        """Return what is dragged: the selection with its source once that is known, plain and as paragraphs."""
        passage, words = self._citation
        selected = self.selected_text()
        return on_clipboard(words if passage == selected else selected)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the document's own characters as plain text, one line per paragraph."""
        if self._is_dragging:
            return self.dragged()
        data = QMimeData()
        data.setText(self.selected_text())
        return data

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell dragging from copying: Qt asks for both by one method, and drags from here."""
        self._is_dragging = True
        super().mouseMoveEvent(event)
        self._is_dragging = False

    def event(self, event: QEvent) -> bool:
        """Let the wheel turn the page over the margins as well."""
        if isinstance(event, QWheelEvent):
            return QApplication.sendEvent(self.viewport(), event)
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll otherwise."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages with the space bar, go to the ends with Home and End."""
        bar = self.verticalScrollBar()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Space:
            action = QAbstractSlider.SliderAction
            bar.triggerAction(action.SliderPageStepSub if shift else action.SliderPageStepAdd)
        elif event.key() == Qt.Key.Key_Home and not event.modifiers():
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End and not event.modifiers():
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Leave the side buttons of the mouse to the window, which goes back and forward."""
        if event.button() in (Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton):
            event.ignore()
            return
        super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column at its measure in the middle of the pane, and the place where its lines break anew."""
        anchor = self._anchor
        target, rests_at = self._target or (None, -1)
        is_resting = target is not None and rests_at == self.verticalScrollBar().value()
        self._is_resizing = True
        self._centre_column()
        if self._shown is not None:
            balance_titles(self._shown, self._document, self.viewport().width())
        super().resizeEvent(event)
        self._is_resizing = False
        if event.size().width() != event.oldSize().width() and anchor:
            self.go_to_top_of(anchor)
        if is_resting and target is not None:
            self._bring(target)
        self._draw_soon()

    def _set_anew(self) -> None:
        """Set the same document again where something about its look has changed."""
        top = self.top_offset()
        self._style = self._page_style()
        self._set(typeset(self._document, self._style))
        self.go_to_top_of(top)

    def _set(self, page: QTextDocument) -> None:
        page.setParent(self)
        balance_titles(page, self._document, self.viewport().width())
        self.setExtraSelections([])  # they hold cursors of the former page, which would outlive it and crash Qt
        self.setDocument(page)
        if self._shown is not None:
            self._shown.deleteLater()
        self._shown = page
        self._centre_column()
        self._draw_soon()

    def _page_style(self) -> PageStyle:
        theme = self._appearance.theme
        look = self._appearance.reading
        return PageStyle(reader_font(self._zoom, look.family), theme[Role.TEXT], theme[Role.TEXT_SECONDARY], look)

    def _centre_column(self) -> None:
        column = round(self._style.measure + 2 * self._style.em) + 1
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        side = max(0, (room - column) // 2)
        self.setViewportMargins(side, 0, side, 0)
        edge = side + round(self._style.em)
        self.column_moved.emit(edge, edge + self.width() - room)

    def _note_scrolling(self) -> None:
        if not self._is_resizing:
            self._anchor = self.top_offset()
        self._draw_soon()
        self.scrolled.emit()

    def _cursor(self, offset: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(self._offsets.to_utf16(offset), self.document().characterCount() - 1))
        return cursor

    def _offset_at(self, height: int) -> int:
        """Return the offset of the line that stands this far below the top of the window."""
        place = self.verticalScrollBar().value() + height
        return self._offsets.to_code_points(visible_positions(self.document(), place, place).start)

    def _visible(self) -> Span:
        top = self.verticalScrollBar().value()
        shown = visible_positions(self.document(), top, top + self.viewport().height())
        return self._offsets.span_to_code_points(shown)

    def _draw_soon(self) -> None:
        if not self._is_stale:
            self._is_stale = True
            self._turned_stale.emit()

    def settle(self) -> None:
        """Draw at once the marks that are to be drawn before the next painting."""
        if self._is_stale:
            self._draw_marks()

    def _draw_marks(self) -> None:
        self._is_stale = False
        visible = self._visible()
        look = cache(partial(look_of, theme=self._appearance.theme))
        selections = [
            selection
            for layer in MarkLayer
            for mark in visible_marks(self._layers.get(layer, ()), visible)
            for selection in self._selections(mark, look(mark.style), visible)
        ]
        self.setExtraSelections(selections)

    def _selections(self, mark: Mark, look: QTextCharFormat, visible: Span) -> Iterator[QTextEdit.ExtraSelection]:
        """Give what can be seen of a mark its look, each paragraph by itself: Qt lays out all for one across two."""
        start, end = max(mark.span.start, visible.start), min(mark.span.end, visible.end)
        seen = self._offsets.span_to_utf16(Span(start, max(start, end)))
        block = self.document().findBlock(seen.start)
        while block.isValid() and block.position() < seen.end:
            first, last = max(seen.start, block.position()), min(seen.end, block.position() + block.length() - 1)
            if first < last:
                cursor = QTextCursor(self.document())
                cursor.setPosition(first)
                cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
                yield extra_selection(cursor, look)
            block = block.next()


def visible_marks(marks: Sequence[Mark], visible: Span) -> list[Mark]:
    """Return those of the sorted marks, none overlapping another, that touch the visible span."""
    first = bisect_left(marks, visible.start, key=lambda mark: mark.span.end)
    last = bisect_left(marks, visible.end + 1, key=lambda mark: mark.span.start)
    return list(marks[first:last])

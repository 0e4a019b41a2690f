"""The reader: header, find bar and page of one document, and the matches one can walk through."""

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewer.core.catalog import StoredDocument
from viewer.core.document import DocumentId
from viewer.core.span import Span
from viewer.ui.appearance import Appearance
from viewer.ui.reader.find_bar import FindBar
from viewer.ui.reader.header import DocumentHeader
from viewer.ui.reader.history import Place
from viewer.ui.reader.marks import Mark, MarkLayer, MarkStyle, marks_of
from viewer.ui.reader.page import Page
from viewer.ui.typography import ui_font

_LEAST_CHARACTERS = 22  # list, page and its original fit beside each other in 800 pixels
_ROOMY_LINES = 30


class ReaderPane(QWidget):
    """Shows one document and its matches; asks for matches when someone types into the find bar."""

    find_wanted = Signal(str)
    hits_closed = Signal()
    moved = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stored: StoredDocument | None = None
        self._hits: tuple[Span, ...] = ()
        self._current: int | None = None
        self._sought = ""
        self._is_alone = False
        self.header = DocumentHeader(appearance, self)
        self.find_bar = FindBar(appearance, self)
        self.page = Page(appearance, self)
        self._column = QVBoxLayout(self)
        self.find_bar.hide()
        self._arrange()
        self._connect()

    @property
    def stored(self) -> StoredDocument | None:
        """Return the document being read."""
        return self._stored

    @property
    def document_id(self) -> DocumentId | None:
        """Return the id of the document being read."""
        return self._stored.id if self._stored else None

    @property
    def current_hit(self) -> int | None:
        """Return which match the reader stands at, counted from 0."""
        return self._current

    @property
    def hits(self) -> tuple[Span, ...]:
        """Return the matches that can be walked through."""
        return self._hits

    def show_document(self, stored: StoredDocument) -> None:
        """Show a document from its beginning, without matches."""
        self._stored = stored
        self._hits, self._current = (), None
        self.find_bar.hide()
        self.header.show_document(stored)
        self.page.show_document(stored.reading.document)
        self.page.show_marks(MarkLayer.DOUBTS, marks_of(stored.reading.doubts, MarkStyle.DOUBT))
        self.moved.emit()

    def renew(self, stored: StoredDocument) -> None:
        """Take the same document as it was read again: the same text, in which other things were found."""
        self._stored = stored

    def leave(self) -> None:
        """Read nothing any more, so that the same document can be opened anew."""
        self._stored = None
        self.clear_hits()
        self.page.show_nothing()

    def stand_on_top(self, widget: QWidget) -> None:
        """Give a widget its place above everything else."""
        self._column.insertWidget(0, widget)

    def stand_above_page(self, widget: QWidget) -> None:
        """Give a widget its place between find bar and page."""
        self._column.insertWidget(self._column.indexOf(self.page), widget)

    def show_hits(self, query: str, spans: Sequence[Span], *, at: Span | None) -> None:
        """Mark these matches of a query and go to one of them, or to the first after the place being read."""
        self._hits = tuple(sorted(spans))
        self.find_bar.show_query(query)
        self.find_bar.show()
        self.page.show_marks(MarkLayer.HITS, marks_of(self._hits, MarkStyle.HIT))
        if not self._hits:
            self._stand_at(None)
            return
        wanted = at.start if at else self.page.top_offset()
        starts = [span.start for span in self._hits]
        self._stand_at(min(bisect_left(starts, wanted), len(starts) - 1))

    def clear_hits(self) -> None:
        """Forget the matches and close the find bar."""
        self._hits, self._current = (), None
        self._sought = self.find_bar.field.text() or self._sought
        self.find_bar.show_query("")
        self.find_bar.hide()
        self.page.show_marks(MarkLayer.HITS, ())
        self.page.show_marks(MarkLayer.CURRENT, ())

    def next_hit(self) -> None:
        """Go to the next match; after the last comes the first."""
        self._step(1)

    def previous_hit(self) -> None:
        """Go to the match before; before the first comes the last."""
        self._step(-1)

    def begin_find(self) -> None:
        """Open the find bar and let the person type."""
        self.find_bar.show()
        if not self.find_bar.field.text():
            self.find_bar.show_count(None, 0)
        self.find_bar.take_focus(self.page.selected_text())

    def go_to_offset(self, offset: int) -> None:
        """Put the line holding ``offset`` at the top."""
        self.page.go_to_top_of(offset)
        self.moved.emit()

    def stand_alone(self, *, alone: bool) -> None:
        """Leave the room to the text, where that alone is wanted."""
        self._is_alone = alone
        self._give_room()

    def settle(self) -> None:
        """Lay out and mark what is shown at once, so that the next picture of it is the whole one."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self.page.settle()

    def place(self) -> Place | None:
        """Return where the reader stands."""
        return Place(self._stored.id, self.page.top_offset()) if self._stored else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the text where there is little of it."""
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        is_low = self.height() < self.fontMetrics().height() * _ROOMY_LINES
        self.header.set_compact(compact=self._is_alone or is_low)

    def _step(self, by: int) -> None:
        if self.find_bar.isHidden():
            self._find_again()
        elif self._hits:
            start = -1 if self._current is None and by > 0 else self._current or 0
            self._stand_at((start + by) % len(self._hits))

    def _find_again(self) -> None:
        """Look for what was looked for last, here too; where that was nothing, let the person say what."""
        words = self.find_bar.field.text() or self._sought
        if not words:
            self.begin_find()
            return
        self.find_bar.show_query(words)
        self.find_bar.show()
        self._ask(words)

    def _stand_at(self, number: int | None) -> None:
        self._current = number
        self.find_bar.show_count(number, len(self._hits))
        if number is None:
            self.page.show_marks(MarkLayer.CURRENT, ())
            return
        span = self._hits[number]
        self.page.show_marks(MarkLayer.CURRENT, (Mark(span, MarkStyle.CURRENT_HIT),))
        self.page.go_to(span)
        self.moved.emit()

    def _ask(self, text: str) -> None:
        if not text:
            self._hits, self._current = (), None
            self.page.show_marks(MarkLayer.HITS, ())
            self._stand_at(None)
        else:
            self.find_wanted.emit(text)

    def _close_find(self) -> None:
        self.clear_hits()
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hits_closed.emit()

    def _arrange(self) -> None:
        column = self._column
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.find_bar)
        column.addWidget(self.page, 1)
        self.setMinimumWidth(round(QFontMetricsF(ui_font()).horizontalAdvance("文") * _LEAST_CHARACTERS))

    def _connect(self) -> None:
        self.find_bar.find_wanted.connect(self._ask)
        self.find_bar.next_wanted.connect(self.next_hit)
        self.find_bar.previous_wanted.connect(self.previous_hit)
        self.find_bar.closed.connect(self._close_find)
        self.page.scrolled.connect(self.moved)
        self.page.column_moved.connect(self.header.align_with)
        self.page.column_moved.connect(self.find_bar.align_with)

"""Draws the answer of a search: title, one line about the document, and passages with exact marks."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from viewer.core.hit import Hit, Snippet
from viewer.core.metadata import DocumentKind
from viewer.core.span import Span
from viewer.ui.appearance import Appearance
from viewer.ui.painting import Ink, MarkInk, Passage, draw_hairline, draw_line
from viewer.ui.qt_fields import item_rect, item_state
from viewer.ui.search.result_model import ResultModel, ResultRow, RowKind
from viewer.ui.short_title import short_title
from viewer.ui.theme import Role
from viewer.ui.typography import Step, ui_font

Index = QModelIndex | QPersistentModelIndex
_SIDE = 16.0
_LINES = 2
_BEFORE = 10
_MOST_SEEN = 300


class ResultDelegate(QStyledItemDelegate):
    """Paints one row; heights are kept until the width or the font changes, for a list asks for all of them often."""

    def __init__(self, appearance: Appearance, results: ResultModel, parent: QObject) -> None:
        super().__init__(parent)
        self._results = results
        self._appearance = appearance
        self._width = 400
        self._measure()

    @property
    def width(self) -> int:
        """Return the room the list has, which decides how passages break."""
        return self._width

    def fit(self, width: int) -> None:
        """Measure for another width, or after the font has changed."""
        self._width = width
        self._measure()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height a row needs at the list's width."""
        row = self._results.row_at(index.row())  # asked of the model itself: Qt's way takes three times as long
        if row.snippet is None:
            return self._sizes[row.kind]
        size = self._passage_sizes.get(row)
        if size is None:
            # Laying each passage out would take ten times as long, and a page of hits brings hundreds.
            text, _ = fit_to_marks(row.snippet, self._most_characters())
            lines = 1 if self._metrics.horizontalAdvance(text) <= self._room() else _LINES
            size = QSize(self._width, round(lines * self._leading + 10))
            self._passage_sizes[row] = size
        return size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row = self._results.row_at(index.row())
        rect = item_rect(option)
        painter.save()
        self._paint_ground(painter, rect, row, item_state(option))
        match row.kind:
            case RowKind.DOCUMENT:
                self._paint_document(painter, rect, row.hit)
            case RowKind.PASSAGE:
                if row.snippet is not None:
                    self._paint_snippet(painter, rect, row)
            case RowKind.GROUP:
                self._paint_group(painter, rect, row)
            case _:
                line = rect.adjusted(_SIDE, 0, -_SIDE, -2)
                ink = Ink(ui_font(Step.CAPTION), self._appearance.theme[Role.ACCENT])
                draw_line(painter, line, index.data(), ink)
        painter.restore()

    def _measure(self) -> None:
        self._metrics = QFontMetricsF(ui_font())
        self._height = self._metrics.height()
        self._leading = round(self._height * 1.15)
        self._character = self._metrics.horizontalAdvance("文")
        few = QSize(self._width, round(self._height * 1.35))
        self._sizes = {
            RowKind.DOCUMENT: QSize(self._width, round(self._height * 1.35 + self._height * 1.25 + 16)),
            RowKind.PASSAGE: few,
            RowKind.GROUP: QSize(self._width, round(self._height * 1.8)),
            RowKind.MORE: few,
            RowKind.LESS: few,
        }
        self._passage_sizes: dict[ResultRow, QSize] = {}
        self._seen: dict[ResultRow, Passage] = {}

    def _paint_ground(self, painter: QPainter, rect: QRectF, row: ResultRow, state: QStyle.StateFlag) -> None:
        theme = self._appearance.theme
        if row.kind is RowKind.GROUP:
            painter.fillRect(rect, theme[Role.WINDOW])
        elif state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme[Role.ACCENT_SOFT])
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme[Role.ACCENT])
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme[Role.HOVER])
        if row.kind in (RowKind.DOCUMENT, RowKind.GROUP) and rect.top() > 0:
            draw_hairline(painter, rect.left(), rect.top(), rect.width(), theme[Role.BORDER_SOFT])

    def _paint_group(self, painter: QPainter, rect: QRectF, row: ResultRow) -> None:
        theme = self._appearance.theme
        line = rect.adjusted(_SIDE, 0, -_SIDE, 0)
        count = f"{row.count:,}" if row.count else ""
        room = QFontMetricsF(ui_font(Step.CAPTION)).horizontalAdvance(count) + 12
        bold = Ink(ui_font(Step.CAPTION, bold=True), theme[Role.TEXT_SECONDARY])
        draw_line(painter, line.adjusted(0, 0, -room, 0), row.text or self.tr("未注明"), bold)
        draw_line(painter, line, count, Ink(ui_font(Step.CAPTION), theme[Role.TEXT_FAINT], right=True))

    def _paint_document(self, painter: QPainter, rect: QRectF, hit: Hit) -> None:
        theme = self._appearance.theme
        count = self.tr("{0} 处").format(hit.matches) if hit.matches else ""
        room = QFontMetricsF(ui_font(Step.CAPTION)).horizontalAdvance(count) + 12
        title = QRectF(rect.left() + _SIDE, rect.top() + 9, rect.width() - 2 * _SIDE, self._height * 1.35)
        about = title.translated(0, self._height * 1.35)
        about.setHeight(self._height * 1.25)
        bold = Ink(ui_font(bold=True), theme[Role.TEXT])
        shown = short_title(hit.title, QFontMetricsF(bold.font).horizontalAdvance, title.width() - room)
        draw_line(painter, title.adjusted(0, 0, -room, 0), shown, bold)
        draw_line(painter, title, count, Ink(ui_font(Step.CAPTION), theme[Role.TEXT_FAINT], right=True))
        draw_line(painter, about, describe(hit), Ink(ui_font(Step.CAPTION), theme[Role.TEXT_SECONDARY]))

    def _paint_snippet(self, painter: QPainter, rect: QRectF, row: ResultRow) -> None:
        theme = self._appearance.theme
        passage = self._broken(row)
        origin = QPointF(rect.left() + _SIDE, rect.top() + 4)
        painter.setClipRect(rect)
        passage.draw(painter, origin, theme[Role.TEXT_SECONDARY], MarkInk(theme[Role.HIT], theme[Role.HIT_LINE]))

    def _broken(self, row: ResultRow) -> Passage:
        """Return a row's passage broken into lines; those seen lately are kept, for scrolling paints them often."""
        passage = self._seen.get(row)
        if passage is None:
            if len(self._seen) >= _MOST_SEEN:
                self._seen.clear()
            passage = self._passage(row.snippet) if row.snippet is not None else Passage("", (), ui_font())
            passage.break_lines(self._room(), self._leading, most=_LINES)
            self._seen[row] = passage
        return passage

    def _passage(self, snippet: Snippet) -> Passage:
        text, marks = fit_to_marks(snippet, self._most_characters())
        return Passage(text, marks, ui_font())

    def _most_characters(self) -> int:
        return round(self._room() / self._character * _LINES) - 2

    def _room(self) -> float:
        return max(self._width - 2 * _SIDE, 80.0)


def describe(hit: Hit) -> str:
    """Return one line about a document: only what it states, first what is looked for first, for its end may be cut."""
    metadata = hit.metadata
    kind = None if metadata.kind is DocumentKind.OTHER else metadata.kind.value
    parts = (metadata.number, metadata.date, metadata.issuing_unit, metadata.result, kind)
    return " · ".join(part for part in parts if part)


def fit_to_marks(snippet: Snippet, room: int) -> tuple[str, tuple[Span, ...]]:
    """Cut a passage to about ``room`` characters so that its first mark is among them; cuts show as ``…``."""
    text = snippet.text
    first = snippet.marks[0] if snippet.marks else Span(0, 0)
    start = 0 if first.end <= room - 1 else max(0, first.start - _BEFORE)
    end = min(len(text), start + max(room - 1, first.length + 1))
    head = "…" if start else ""
    tail = "…" if end < len(text) else ""
    shift = len(head) - start
    kept = tuple(
        Span(max(mark.start, start) + shift, min(mark.end, end) + shift)
        for mark in snippet.marks
        if mark.start < end and mark.end > start
    )
    return head + text[start:end] + tail, kept

"""Small pieces of drawing the delegates share: elided lines, and passages with marked spans."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextLine, QTextOption

from viewer.core.offsets import Utf16Offsets
from viewer.core.span import Span

Shortening = Callable[[str, Callable[[str], float], float], str]
"""Cuts a text, measured by a function, to a room."""

_MOST_LINES = 1_024
_AFTER_STOP = re.compile(r"(?<=[，。；：！？、）》”…])\n")
_LONELY = 2  # characters: a last line of one, or of one and a stop, takes more from the line before


_ONE_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_ON_THE_LEFT = int(_ONE_LINE | Qt.AlignmentFlag.AlignLeft)
_ON_THE_RIGHT = int(_ONE_LINE | Qt.AlignmentFlag.AlignRight)


@dataclass(frozen=True, slots=True)
class Ink:
    """How a line is written; ``cut`` says which part of one that does not fit is left out."""

    font: QFont
    color: QColor
    right: bool = False
    cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight


@dataclass(frozen=True, slots=True)
class MarkInk:
    """How a marked span is drawn: a tint behind the words and a line under them, for eyes that see no tint."""

    fill: QColor
    line: QColor


def draw_line(painter: QPainter, rect: QRectF, text: str, ink: Ink) -> None:
    """Draw one line of text, vertically centred, cut with dots where it does not fit."""
    painter.setFont(ink.font)
    painter.setPen(ink.color)
    shown = _cut(text, ink.font, ink.cut, rect.width())
    painter.drawText(rect, _ON_THE_RIGHT if ink.right else _ON_THE_LEFT, shown)


@lru_cache(_MOST_LINES)
def shortened(how: Shortening, text: str, font: QFont, room: float) -> str:
    """Return a text cut to a room; kept, for lists draw the same words into the same room time and again."""
    return how(text, QFontMetricsF(font).horizontalAdvance, room)


@lru_cache(_MOST_LINES)
def _cut(text: str, font: QFont, part: Qt.TextElideMode, room: float) -> str:
    return QFontMetricsF(font).elidedText(text, part, room)


def draw_hairline(painter: QPainter, left: float, y: float, width: float, color: QColor) -> None:
    """Draw a line across that is one pixel of the screen thick at every scale."""
    painter.setPen(QPen(color, 0))
    painter.drawLine(QPointF(left, y), QPointF(left + width, y))


class Passage:
    """A few lines of text with marked spans, broken to a width; line breaks inside it become blanks.

    After a Chinese stop, which has its own blank, a line break becomes nothing; a last line is never one character.
    """

    def __init__(self, text: str, marks: Iterable[Span], font: QFont) -> None:
        self._offsets = Utf16Offsets(text)
        self._marks = [self._offsets.span_to_utf16(mark) for mark in marks]
        self._font = font
        self._layout = QTextLayout(_AFTER_STOP.sub("\u200b", text).replace("\n", " "), font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)

    def break_lines(self, width: float, leading: float, *, most: int) -> int:
        """Break into at most ``most`` lines, ``leading`` apart, and return how many there are."""
        count = self._break(width, leading, most)
        last = self._layout.lineAt(count - 1) if count else None
        end = last.textStart() + last.textLength() if last is not None else 0
        if end < len(self._layout.text().encode("utf-16-le")) // 2:
            self._cut_at(end)
            count = self._break(width, leading, most)
        elif last is not None and count > 1 and last.textLength() <= _LONELY:
            count = self._break(width - last.naturalTextWidth(), leading, most)
        return count

    def _cut_at(self, position: int) -> None:
        kept = max(self._offsets.to_code_points(position) - 1, 0)
        end = self._offsets.to_utf16(kept)
        self._layout.setText(self._layout.text()[:kept].rstrip() + "…")
        self._marks = [Span(mark.start, min(mark.end, end)) for mark in self._marks if mark.start < end]

    def _break(self, width: float, leading: float, most: int) -> int:
        self._layout.beginLayout()
        count = 0
        while count < most:
            line = self._layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0.0, count * leading))
            count += 1
        self._layout.endLayout()
        return count

    def draw(self, painter: QPainter, origin: QPointF, color: QColor, mark: MarkInk) -> None:
        """Draw the broken lines with the tints behind them."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for rect in self._mark_rects():
            placed = rect.translated(origin)
            painter.setBrush(mark.fill)
            painter.drawRoundedRect(placed, 2.0, 2.0)
            painter.fillRect(QRectF(placed.left(), placed.bottom() - 1.5, placed.width(), 1.5), mark.line)
        painter.setPen(color)
        self._layout.draw(painter, origin)

    def _mark_rects(self) -> Iterator[QRectF]:
        metrics = QFontMetricsF(self._font)
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            for mark in self._marks:
                start = max(mark.start, line.textStart())
                end = min(mark.end, line.textStart() + line.textLength())
                if start < end:
                    left, right = _x_of(line, start), _x_of(line, end)
                    baseline = line.position().y() + line.ascent()
                    top = baseline - metrics.capHeight() - metrics.descent() * 0.75
                    yield QRectF(left, top, right - left, baseline + metrics.descent() * 0.75 - top)


def _x_of(line: QTextLine, position: int) -> float:
    place = line.cursorToX(position)
    return float(cast("float", place[0] if isinstance(place, tuple) else place))

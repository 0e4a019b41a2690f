"""Small pictures of marks for legend, lists and menus: the very line and tint the page shows."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QTextCharFormat

from viewer.ui.reader.marks import MarkStyle, look_of
from viewer.ui.theme import Role, Theme

SIZE = QSize(18, 13)
_Line = QTextCharFormat.UnderlineStyle
_PENS: Mapping[_Line, Qt.PenStyle] = {
    _Line.SingleUnderline: Qt.PenStyle.SolidLine,
    _Line.DashUnderline: Qt.PenStyle.DashLine,
    _Line.DotLine: Qt.PenStyle.DotLine,
    _Line.DashDotLine: Qt.PenStyle.DashDotLine,
    _Line.DashDotDotLine: Qt.PenStyle.DashDotDotLine,
}
_WAVE = 2.5


def sample(kind: MarkStyle, theme: Theme, ratio: float) -> QIcon:
    """Return the sample of a kind; switched off it is an empty box."""
    icon = QIcon()
    icon.addPixmap(_mark(kind, theme, ratio), QIcon.Mode.Normal, QIcon.State.On)
    icon.addPixmap(_box(theme, ratio), QIcon.Mode.Normal, QIcon.State.Off)
    return icon


def still_sample(kind: MarkStyle, theme: Theme, ratio: float) -> QIcon:
    """Return the sample of a kind for places where nothing is switched."""
    return QIcon(_mark(kind, theme, ratio))


def _mark(kind: MarkStyle, theme: Theme, ratio: float) -> QPixmap:
    look = look_of(kind, theme)
    pixmap = _canvas(ratio)
    painter = QPainter(pixmap)
    if look.background().style() != Qt.BrushStyle.NoBrush:
        colour = QColor(look.background().color())
        colour.setAlphaF(min(1.0, colour.alphaF() * 2.2))  # so small a patch would not be seen otherwise
        painter.fillRect(0, 0, SIZE.width(), SIZE.height(), colour)
    style = look.underlineStyle()
    pen = QPen(look.underlineColor(), 1.5, _PENS.get(style, Qt.PenStyle.SolidLine), Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    bottom = SIZE.height() - 2.5
    if style == _Line.WaveUnderline:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPath(_wave(bottom - 1))
    elif style in _PENS:
        painter.drawLine(QPointF(0, bottom), QPointF(SIZE.width(), bottom))
    painter.end()
    return pixmap


def _box(theme: Theme, ratio: float) -> QPixmap:
    pixmap = _canvas(ratio)
    painter = QPainter(pixmap)
    painter.setPen(QPen(theme[Role.BORDER_STRONG], 1, Qt.PenStyle.DotLine))
    painter.drawRect(0, 0, SIZE.width() - 1, SIZE.height() - 1)
    painter.end()
    return pixmap


def _wave(y: float) -> QPainterPath:
    path = QPainterPath(QPointF(0, y))
    x, side = 0.0, -1.0
    while x < SIZE.width():
        path.quadTo(QPointF(x + _WAVE / 2, y + side * _WAVE), QPointF(x + _WAVE, y))
        x, side = x + _WAVE, -side
    return path


def _canvas(ratio: float) -> QPixmap:
    pixmap = QPixmap(SIZE * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap

"""Draws the picture of a page: pixels as they are, characters and lines with the fonts of this machine."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen, QPixmap, QTransform

from viewer.core.page_picture import Colour, DrawnImage, DrawnPath, DrawnText, PagePicture, Raster, Typeface

_FAMILIES: Mapping[Typeface, tuple[str, ...]] = {
    Typeface.SONG: ("SimSun", "宋体", "Source Han Serif SC", "Noto Serif CJK SC", "Songti SC", "serif"),
    Typeface.FANG_SONG: ("FangSong", "FangSong_GB2312", "仿宋", "STFangsong", "Noto Serif CJK SC", "SimSun", "serif"),
    Typeface.HEI: ("SimHei", "黑体", "Source Han Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "sans-serif"),
    Typeface.KAI: ("KaiTi", "KaiTi_GB2312", "楷体", "STKaiti", "Noto Serif CJK SC", "SimSun", "serif"),
}
_DRAWN_SIZE = 64  # pixels; letters are scaled from there, since fonts have no size of 5.3 points
_THINNEST = 0.35  # points


def page_pixmap(picture: PagePicture, scale: float) -> QPixmap:
    """Return the page with ``scale`` pixels to the point."""
    width, height = max(1, round(picture.sheet.width * scale)), max(1, round(picture.sheet.height * scale))
    if picture.raster is not None:
        return QPixmap.fromImage(image_of(picture.raster))
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.white)
    painter = QPainter(pixmap)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.scale(scale, scale)
    for thing in picture.things:
        if isinstance(thing, DrawnText):
            _draw_text(painter, thing)
        elif isinstance(thing, DrawnPath):
            _draw_path(painter, thing)
        else:
            _draw_image(painter, thing)
    painter.end()
    return pixmap


def image_of(raster: Raster) -> QImage:
    """Return the pixels as an image of Qt's own."""
    return QImage(raster.pixels, raster.width, raster.height, 3 * raster.width, QImage.Format.Format_RGB888).copy()


def _draw_text(painter: QPainter, text: DrawnText) -> None:
    font = QFont(list(_FAMILIES[text.typeface]))
    font.setPixelSize(_DRAWN_SIZE)
    font.setBold(text.bold)
    painter.setFont(font)
    painter.setPen(_colour(text.colour))
    shrink = text.size / _DRAWN_SIZE
    a, b, c, d = (value * shrink for value in text.matrix)
    for character, (x, y) in zip(text.characters, text.places, strict=True):
        painter.save()
        painter.setTransform(QTransform(a, b, c, d, x, y), combine=True)
        painter.drawText(QPointF(0.0, 0.0), character)
        painter.restore()


def _draw_path(painter: QPainter, drawn: DrawnPath) -> None:
    path = QPainterPath()
    for letter, places in drawn.steps:
        points = [QPointF(x, y) for x, y in places]
        match letter:
            case "M":
                path.moveTo(points[0])
            case "L":
                path.lineTo(points[0])
            case "Q":
                path.quadTo(points[0], points[1])
            case "C":
                path.cubicTo(points[0], points[1], points[2])
            case _:
                path.closeSubpath()
    if drawn.fill is not None:
        painter.fillPath(path, _colour(drawn.fill))
    if drawn.stroke is not None:
        painter.strokePath(path, QPen(_colour(drawn.stroke), max(drawn.width, _THINNEST)))


def _draw_image(painter: QPainter, drawn: DrawnImage) -> None:
    box = QRectF(drawn.box.left, drawn.box.top, drawn.box.right - drawn.box.left, drawn.box.bottom - drawn.box.top)
    if drawn.raster is not None:
        painter.drawImage(box, image_of(drawn.raster))
        return
    painter.setPen(QPen(Qt.GlobalColor.lightGray, 1.0))
    painter.drawRect(box)
    painter.drawLine(box.topLeft(), box.bottomRight())
    painter.drawLine(box.topRight(), box.bottomLeft())


def _colour(colour: Colour) -> QColor:
    return QColor(*colour)

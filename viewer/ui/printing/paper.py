"""Puts a sheet on paper, page by page, for a printer, a preview or a PDF file."""

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)
from PySide6.QtPrintSupport import QPrinter

from viewer.ui.painting import Ink, draw_line
from viewer.ui.printing.sheet import Sheet

MARGINS = QMarginsF(24.0, 18.0, 24.0, 16.0)  # millimetres
_HEAD, _FOOT = 2.6, 2.2  # characters of running text
_SMALL = 0.8
_RESOLUTION = 600


def prepare(device: QPagedPaintDevice) -> None:
    """Give a device the margins a sheet is made for; the size of its paper stays."""
    device.setPageMargins(MARGINS, QPageLayout.Unit.Millimeter)


def printer_for(name: str) -> QPrinter:
    """Return a printer, prepared, whose order goes by a name."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    prepare(printer)
    return printer


def to_pdf(sheet: Sheet) -> bytes:
    """Return a sheet as a PDF file of A4 pages."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setTitle(sheet.title)
    writer.setCreator(QCoreApplication.translate("Paper", "案牍"))
    prepare(writer)
    paint(sheet, writer)
    buffer.close()
    return bytes(data.data())


def paint(sheet: Sheet, device: QPagedPaintDevice, *, first: int = 1, last: int | None = None) -> int:
    """Draw the pages ``first`` to ``last`` (counted from 1) and return how many pages the whole sheet has.

    The sheet is laid out in the units of the screen and drawn larger, so every length stays in step with the type.
    """
    scale = device.logicalDpiX() / _screen_dots()
    area = QRectF(device.pageLayout().paintRectPixels(device.logicalDpiX()))
    width, height = area.width() / scale, area.height() / scale
    head, foot = _HEAD * sheet.style.em, _FOOT * sheet.style.em
    body = QRectF(0, head, width, height - head - foot)
    sheet.page.setPageSize(QSizeF(width, body.height()))
    count = sheet.page.pageCount()
    painter = QPainter(device)
    painter.scale(scale, scale)
    wanted = range(first, min(last or count, count) + 1)
    for number in wanted:
        if number != wanted.start:
            device.newPage()
        _draw_head(painter, sheet, QRectF(0, 0, width, head))
        _draw_body(painter, sheet, body, number)
        _draw_foot(painter, sheet, QRectF(0, height - foot, width, foot), (number, count))
    painter.end()
    return count


def _screen_dots() -> float:
    """Return the resolution in which Qt measures type that is made for no device."""
    return QGuiApplication.primaryScreen().logicalDotsPerInchY()


def _draw_head(painter: QPainter, sheet: Sheet, area: QRectF) -> None:
    small = _small(sheet.style.font)
    line = QRectF(area.left(), area.top(), area.width(), area.height() * 0.55)
    source = QFontMetricsF(small).horizontalAdvance(sheet.source)
    room = min(source, area.width() * 0.5)
    draw_line(painter, line.adjusted(0, 0, -room - sheet.style.em, 0), sheet.title, Ink(small, sheet.style.quiet))
    place = QRectF(line.right() - room - 1, line.top(), room + 1, line.height())
    draw_line(painter, place, sheet.source, Ink(small, sheet.style.quiet, right=True))
    painter.setPen(QPen(sheet.style.quiet, 0.5))
    painter.drawLine(QPointF(line.left(), line.bottom() + 1), QPointF(line.right(), line.bottom() + 1))


def _draw_body(painter: QPainter, sheet: Sheet, body: QRectF, number: int) -> None:
    top = (number - 1) * body.height()
    painter.save()
    painter.translate(0, body.top() - top)
    sheet.page.drawContents(painter, QRectF(0, top, body.width(), body.height()))
    painter.restore()


def _draw_foot(painter: QPainter, sheet: Sheet, area: QRectF, place: tuple[int, int]) -> None:
    painter.setFont(_small(sheet.style.font))
    painter.setPen(sheet.style.quiet)
    words = QCoreApplication.translate("Paper", "第 {0} 页，共 {1} 页").format(*place)
    painter.drawText(area, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom), words)


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPixelSize(round(QFontMetricsF(font).horizontalAdvance("文") * _SMALL))  # points would be scaled twice
    return small

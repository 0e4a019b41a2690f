"""Pages under each other, as wide as the pane or as large as wished, with boxes drawn where the text is marked."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from viewer.core.page_picture import PagePicture
from viewer.core.place import Sheet
from viewer.core.raw import Box
from viewer.ui.appearance import Appearance
from viewer.ui.pages.drawing import page_pixmap
from viewer.ui.theme import Role

_SCREEN = 96 / 72  # pixels to the point where a page is shown as large as it is
_GAP = 12
_LEAST_ZOOM, _MOST_ZOOM, _STEP = 0.2, 4.0, 1.2
_REMEMBERED = 16
_PAUSE_MS = 60
_EYE = 0.3  # of the height of the pane: where a place is brought to
_GROWN = 1.0  # points by which a box is larger than its letters


@dataclass(frozen=True, slots=True)
class PageMark:
    """A box on a page in points, tinted or only drawn round, and whether it stands out."""

    box: Box
    fill: QColor | None
    line: QColor
    is_current: bool = False


class PagesView(QAbstractScrollArea):
    """Shows pages of known sizes; asks for the pictures of those in view."""

    pages_wanted = Signal(list, float)
    place_chosen = Signal(int, float, float)
    page_shown = Signal(int)
    zoom_changed = Signal(float)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._sheets: tuple[Sheet, ...] = ()
        self._tops: list[int] = []
        self._pictures: OrderedDict[int, tuple[float, QPixmap]] = OrderedDict()
        self._marks: Mapping[int, Sequence[PageMark]] = {}
        self._zoom: float | None = None
        self._page = 0
        self._ask = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._ask.timeout.connect(self._want_pages)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("原件版面"))
        self.verticalScrollBar().valueChanged.connect(self._note_scrolling)
        appearance.theme_changed.connect(self.viewport().update)

    @property
    def zoom(self) -> float:
        """Return how large pages are shown: 1.0 is the size of the paper."""
        return self._zoom if self._zoom is not None else self._fitting_zoom()

    @property
    def fits_width(self) -> bool:
        """Tell whether pages are as wide as the pane."""
        return self._zoom is None

    @property
    def page(self) -> int:
        """Return the page that is read, counted from 1; 0 where there is none."""
        return self._page

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Return the sizes of the pages."""
        return self._sheets

    def show_sheets(self, sheets: Sequence[Sheet]) -> None:
        """Show other pages from the first on; their pictures come later."""
        self._sheets = tuple(sheets)
        self._pictures.clear()
        self._marks = {}
        self._page = 0
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._note_scrolling()

    def take_picture(self, number: int, scale: float, picture: PagePicture) -> None:
        """Show the picture of one page."""
        self._pictures[number] = (scale, page_pixmap(picture, scale))
        self._pictures.move_to_end(number)
        while len(self._pictures) > _REMEMBERED:
            self._pictures.popitem(last=False)
        self.viewport().update()

    def show_marks(self, marks: Mapping[int, Sequence[PageMark]]) -> None:
        """Draw these boxes, by page, and no others."""
        self._marks = marks
        self.viewport().update()

    def go_to(self, number: int, top: float = 0.0, *, only_if_hidden: bool = False) -> None:
        """Bring a place of a page, in points from its top, to where the eye is."""
        if not 1 <= number <= len(self._sheets):
            return
        place = self._tops[number - 1] + round(top * self._scale())
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if only_if_hidden and bar.value() + height * 0.08 < place < bar.value() + height * 0.85:
            return
        bar.setValue(place - _GAP if not top else place - round(height * _EYE))

    def set_zoom(self, zoom: float | None) -> None:
        """Show pages larger or smaller, or as wide as the pane; what is read stays where it is."""
        number, inside = self._place_at(self._eye())
        self._zoom = None if zoom is None else min(max(zoom, _LEAST_ZOOM), _MOST_ZOOM)
        self._lay_out()
        if number:
            top = self._tops[number - 1] + inside * self._scale()
            self.verticalScrollBar().setValue(round(top - self.viewport().height() * _EYE))
        self.zoom_changed.emit(self.zoom)
        self._ask.start()

    def zoom_by(self, steps: int) -> None:
        """Show pages larger (``steps`` > 0) or smaller."""
        self.set_zoom(self.zoom * _STEP**steps)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pages in view, white where their pictures are still to come."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), self._appearance.theme[Role.WINDOW])
        for number in self._visible():
            self._paint_page(painter, number)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is read where it is when the width changes."""
        super().resizeEvent(event)
        if self._zoom is None and event.size().width() != event.oldSize().width():
            self.set_zoom(None)
        else:
            self._lay_out()
            self._ask.start()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll otherwise."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next page, the one before, the first and the last."""
        match event.key():
            case Qt.Key.Key_PageDown | Qt.Key.Key_Space:
                self.go_to(self._page + 1)
            case Qt.Key.Key_PageUp:
                self.go_to(max(1, self._page - 1))
            case Qt.Key.Key_Home:
                self.go_to(1)
            case Qt.Key.Key_End:
                self.go_to(len(self._sheets))
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the left button; the others belong to the window."""
        event.setAccepted(event.button() == Qt.MouseButton.LeftButton)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Say which place of which page was clicked."""
        event.setAccepted(event.button() == Qt.MouseButton.LeftButton)
        if event.isAccepted():
            spot = event.position().toPoint()
            number, inside = self._place_at(spot.y() + self.verticalScrollBar().value())
            if number and self._page_rect(number).contains(spot):
                self.place_chosen.emit(number, (spot.x() - self._page_rect(number).left()) / self._scale(), inside)

    def spot_of(self, number: int, x: float, y: float) -> QPoint:
        """Return where a place of a page is in the viewport."""
        rect = self._page_rect(number)
        return rect.topLeft() + QPoint(round(x * self._scale()), round(y * self._scale()))

    def _scale(self) -> float:
        return self.zoom * _SCREEN

    def _fitting_zoom(self) -> float:
        widest = max((sheet.width for sheet in self._sheets), default=0.0)
        room = self.viewport().width() - 2 * _GAP
        return min(max(room / (widest * _SCREEN), _LEAST_ZOOM), _MOST_ZOOM) if widest else 1.0

    def _lay_out(self) -> None:
        scale = self._scale()
        self._tops = []
        top = _GAP
        for sheet in self._sheets:
            self._tops.append(top)
            top += round(sheet.height * scale) + _GAP
        width = round(max((sheet.width for sheet in self._sheets), default=0.0) * scale) + 2 * _GAP
        view = self.viewport().size()
        self.verticalScrollBar().setRange(0, max(0, top - view.height()))
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(max(1, view.height() // 12))
        self.horizontalScrollBar().setRange(0, max(0, width - view.width()))
        self.horizontalScrollBar().setPageStep(view.width())
        self.viewport().update()

    def _page_rect(self, number: int) -> QRect:
        sheet, scale = self._sheets[number - 1], self._scale()
        width, height = round(sheet.width * scale), round(sheet.height * scale)
        free = self.viewport().width() - width
        left = free // 2 if free > 2 * _GAP else _GAP - self.horizontalScrollBar().value()
        return QRect(left, self._tops[number - 1] - self.verticalScrollBar().value(), width, height)

    def _visible(self) -> list[int]:
        top = self.verticalScrollBar().value()
        first = max(0, bisect_right(self._tops, top) - 1)
        last = bisect_right(self._tops, top + self.viewport().height())
        return list(range(first + 1, last + 1))

    def _place_at(self, height: float) -> tuple[int, float]:
        """Return the page at a height of all pages, and how many points below its top that is."""
        number = bisect_right(self._tops, height)
        if not number:
            return (1, 0.0) if self._sheets else (0, 0.0)
        return number, (height - self._tops[number - 1]) / self._scale()

    def _eye(self) -> float:
        return self.verticalScrollBar().value() + self.viewport().height() * _EYE

    def _note_scrolling(self) -> None:
        number, _ = self._place_at(self._eye())
        if number != self._page:
            self._page = number
            self.page_shown.emit(number)
        self.viewport().update()
        self._ask.start()

    def _want_pages(self) -> None:
        if not self._sheets or not self.isVisible():
            return
        scale = self._scale() * self.devicePixelRatioF()
        visible = self._visible()
        beside = [number for number in (visible[-1] + 1, visible[0] - 1) if 1 <= number <= len(self._sheets)]
        missing = [number for number in (*visible, *beside) if self._is_missing(number, scale)]
        if missing:
            self.pages_wanted.emit(missing, scale)

    def _is_missing(self, number: int, scale: float) -> bool:
        known = self._pictures.get(number)
        return known is None or known[0] != scale

    def _paint_page(self, painter: QPainter, number: int) -> None:
        rect = self._page_rect(number)
        known = self._pictures.get(number)
        painter.fillRect(rect, Qt.GlobalColor.white)
        if known is not None:
            painter.drawPixmap(rect, known[1])
        else:
            painter.setPen(QColor(Qt.GlobalColor.gray))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.tr("第 {0} 页").format(number))
        for mark in self._marks.get(number, ()):
            self._paint_mark(painter, rect, mark)
        painter.setPen(self._appearance.theme[Role.BORDER])
        painter.drawRect(rect.adjusted(-1, -1, 0, 0))

    def _paint_mark(self, painter: QPainter, page: QRect, mark: PageMark) -> None:
        scale = self._scale()
        place = QRectF(
            QPointF(page.left() + (mark.box.left - _GROWN) * scale, page.top() + (mark.box.top - _GROWN) * scale),
            QPointF(page.left() + (mark.box.right + _GROWN) * scale, page.top() + (mark.box.bottom + _GROWN) * scale),
        )
        if mark.fill is not None:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.fillRect(place, mark.fill)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setPen(QPen(mark.line, 2.0 if mark.is_current else 1.0))
        painter.drawRect(place)

"""The chart of series over time: what is known as a range is drawn as one, a target as a line, nothing in between."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QToolTip, QWidget

from viewer.ui.appearance import Appearance
from viewer.ui.indicators.axis import marks_between, shown_number
from viewer.ui.theme import Role
from viewer.ui.typography import Step, ui_font

_COLOURS = (Role.ACCENT, Role.ENTITY_COM, Role.ENTITY_LOC, Role.ENTITY_EVT, Role.ENTITY_PRJ, Role.ENTITY_DOC)
_RADIUS = 4.0
_NEAR = 12.0
_ROOM = 0.08
_SCALE = 2
_MOST_YEARS = 8
_YEAR_ROOM = 28.0


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One statement: the day it speaks of, its value, and the bounds it allows (``None`` is open)."""

    day: date
    value: float
    low: float | None
    high: float | None
    words: str
    key: tuple[int, int]

    @property
    def is_exact(self) -> bool:
        """Tell whether only one value is allowed."""
        return self.low == self.high == self.value


@dataclass(frozen=True, slots=True)
class ChartLine:
    """One series: its name and its points in order; a target line has the value aimed at."""

    name: str
    points: tuple[ChartPoint, ...]
    targets: tuple[ChartPoint, ...] = ()


class SeriesChart(QWidget):
    """Draws lines of one unit; a click on a point tells which."""

    point_chosen = Signal(int, int)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._lines: tuple[ChartLine, ...] = ()
        self._unit = ""
        self.setMinimumHeight(150)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("指标图"))
        appearance.theme_changed.connect(self.update)

    @property
    def lines(self) -> tuple[ChartLine, ...]:
        """Return what is drawn."""
        return self._lines

    def show_lines(self, lines: Sequence[ChartLine], unit: str) -> None:
        """Draw other series, all of one unit."""
        self._lines = tuple(each for each in lines if each.points)
        self._unit = unit
        self.update()

    def png(self) -> QPixmap:
        """Return the chart as a picture, sharp enough for a report."""
        pixmap = QPixmap(self.size() * _SCALE)
        pixmap.setDevicePixelRatio(_SCALE)
        pixmap.fill(self._appearance.theme[Role.SURFACE])
        painter = QPainter(pixmap)
        self._draw(painter, QRectF(self.rect()))
        painter.end()
        return pixmap

    def svg(self) -> bytes:
        """Return the chart as a drawing."""
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setSize(self.size())
        generator.setViewBox(self.rect())
        generator.setTitle("、".join(each.name for each in self._lines))
        painter = QPainter(generator)
        self._draw(painter, QRectF(self.rect()))
        painter.end()
        return bytes(content.data())

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        QGuiApplication.clipboard().setPixmap(self.png())

    def sizeHint(self) -> QSize:
        """Return a size in which a few years are readable."""
        return QSize(520, 220)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chart."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._appearance.theme[Role.SURFACE])
        self._draw(painter, QRectF(self.rect()))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what a point stands for."""
        found = self.point_near(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)
        QToolTip.showText(event.globalPosition().toPoint(), found.words if found else "", self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which point was chosen."""
        found = self.point_near(event.position())
        if found is not None:
            self.point_chosen.emit(*found.key)

    def point_near(self, place: QPointF) -> ChartPoint | None:
        """Return the point at a place of the widget."""
        frame = _Frame(self._lines, QRectF(self.rect()), self._margins())
        points = [(each, frame.place(each)) for line in self._lines for each in (*line.points, *line.targets)]
        near = [((where - place).manhattanLength(), each) for each, where in points]
        best = min(near, key=lambda pair: pair[0], default=None)
        return best[1] if best is not None and best[0] <= _NEAR else None

    def _margins(self) -> tuple[float, float, float, float]:
        metrics = QFontMetricsF(ui_font(Step.CAPTION))
        return metrics.horizontalAdvance("000,000万"), metrics.height() * 2.2, metrics.height(), metrics.height() * 1.8

    def _draw(self, painter: QPainter, rect: QRectF) -> None:
        theme = self._appearance.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(ui_font(Step.CAPTION))
        if not self._lines:
            painter.setPen(theme[Role.TEXT_FAINT])
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), self.tr("选中指标后在这里画出走势"))
            return
        frame = _Frame(self._lines, rect, self._margins())
        self._draw_axes(painter, frame)
        for number, line in enumerate(self._lines):
            self._draw_line(painter, frame, line, _COLOURS[number % len(_COLOURS)])
        self._draw_names(painter, rect)

    def _draw_axes(self, painter: QPainter, frame: "_Frame") -> None:
        theme = self._appearance.theme
        tall = QFontMetricsF(ui_font(Step.CAPTION)).height()
        for value in marks_between(frame.low, frame.high):
            height = frame.height_of(value)
            painter.setPen(QPen(theme[Role.BORDER], 1.0))
            painter.drawLine(QPointF(frame.area.left(), height), QPointF(frame.area.right(), height))
            painter.setPen(theme[Role.TEXT_SECONDARY])
            box = QRectF(0, height - tall / 2, frame.area.left() - 6, tall)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), shown_number(value))
        for year in frame.years():
            across = frame.across(date(year, 1, 1))
            painter.setPen(QPen(theme[Role.BORDER], 1.0, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(across, frame.area.top()), QPointF(across, frame.area.bottom()))
        painter.setPen(theme[Role.TEXT_SECONDARY])
        for year, (left, right) in frame.year_rooms():
            room = QRectF(left, frame.area.bottom() + 2, right - left, tall)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignHCenter), f"{year}")

    def _draw_line(self, painter: QPainter, frame: "_Frame", line: ChartLine, role: Role) -> None:
        colour = self._appearance.theme[role]
        faint = QPen(colour, 1.0, Qt.PenStyle.DotLine)
        places = [frame.place(each) for each in line.points]
        painter.setPen(faint)
        painter.drawPolyline(places)
        for point, place in zip(line.points, places, strict=True):
            self._draw_range(painter, frame, point, role)
            painter.setPen(QPen(colour, 1.6))
            painter.setBrush(colour if point.is_exact else self._appearance.theme[Role.SURFACE])
            painter.drawEllipse(place, _RADIUS, _RADIUS)
        for target in line.targets:
            height = frame.height_of(target.value)
            painter.setPen(QPen(colour, 1.4, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(frame.area.left(), height), QPointF(frame.area.right(), height))
            words = self.tr("目标 {0}").format(target.words.partition("\n")[0])
            painter.drawText(QPointF(frame.area.left() + 4, height - 4), words)

    def _draw_range(self, painter: QPainter, frame: "_Frame", point: ChartPoint, role: Role) -> None:
        if point.is_exact:
            return
        place = frame.place(point)
        low = frame.area.bottom() if point.low is None else frame.height_of(point.low)
        high = frame.area.top() if point.high is None else frame.height_of(point.high)
        colour = self._appearance.theme[role]
        colour.setAlphaF(0.45)
        open_above = point.high is None
        painter.setPen(QPen(colour, 3.0, Qt.PenStyle.DashLine if open_above else Qt.PenStyle.SolidLine))
        painter.drawLine(QPointF(place.x(), low), QPointF(place.x(), high))
        if not open_above:
            painter.drawLine(QPointF(place.x() - 4, high), QPointF(place.x() + 4, high))
        painter.drawLine(QPointF(place.x() - 4, low), QPointF(place.x() + 4, low))

    def _draw_names(self, painter: QPainter, rect: QRectF) -> None:
        metrics = QFontMetricsF(ui_font(Step.CAPTION))
        across, middle = rect.left() + 10, 2 + metrics.height() / 2
        for number, line in enumerate(self._lines):
            colour = self._appearance.theme[_COLOURS[number % len(_COLOURS)]]
            painter.setPen(QPen(colour, 1.6))
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(across, middle), 3.5, 3.5)
            painter.setPen(self._appearance.theme[Role.TEXT])
            words = metrics.elidedText(line.name, Qt.TextElideMode.ElideRight, 220)
            painter.drawText(QPointF(across + 8, middle + metrics.ascent() / 2.4), words)
            across += metrics.horizontalAdvance(words) + 28
        painter.setPen(self._appearance.theme[Role.TEXT_SECONDARY])
        box = QRectF(rect.center().x(), 2, rect.width() / 2 - 10, metrics.height())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight), self.tr("单位：{0}").format(self._unit))


class _Frame:
    """From days and values to places of the widget."""

    def __init__(self, lines: Sequence[ChartLine], rect: QRectF, margins: tuple[float, float, float, float]) -> None:
        left, top, right, bottom = margins
        self.area = rect.adjusted(left, top, -right, -bottom)
        points = [each for line in lines for each in (*line.points, *line.targets)]
        values = [value for each in points for value in (each.value, each.low, each.high) if value is not None]
        low, high = min(values, default=0.0), max(values, default=1.0)
        room = (high - low) * _ROOM or abs(high) * _ROOM or 1.0
        self.low = low - room if low < 0 or low - room > 0 else 0.0
        self.high = high + room
        days = [each.day.toordinal() for each in points]
        first, last = min(days, default=0), max(days, default=1)
        padding = max(60, (last - first) // 10)
        self._first, self._last = first - padding, last + padding

    def place(self, point: ChartPoint) -> QPointF:
        return QPointF(self.across(point.day), self.height_of(point.value))

    def across(self, day: date) -> float:
        share = (day.toordinal() - self._first) / (self._last - self._first)
        return self.area.left() + share * self.area.width()

    def height_of(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.area.bottom() - share * self.area.height()

    def years(self) -> list[int]:
        """Return the years whose beginning is seen, not more than can be told apart."""
        first, last = date.fromordinal(self._first).year + 1, date.fromordinal(self._last).year
        return list(range(first, last + 1, max(1, (last - first) // _MOST_YEARS)))

    def year_rooms(self) -> list[tuple[int, tuple[float, float]]]:
        """Return the years with room for their number, each with the room between its beginning and its end."""
        years = range(date.fromordinal(self._first).year, date.fromordinal(self._last).year + 1)
        step = max(1, len(years) // _MOST_YEARS)
        starts = [(year, self.across(date(year, 1, 1)), self.across(date(year + step, 1, 1))) for year in years[::step]]
        seen = [(year, (max(left, self.area.left()), min(right, self.area.right()))) for year, left, right in starts]
        return [(year, room) for year, room in seen if room[1] - room[0] >= _YEAR_ROOM]

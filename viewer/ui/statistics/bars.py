"""Counts as bars, one for each row of the table, its columns stacked."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from viewer.core.tally import Tally
from viewer.ui.appearance import Appearance
from viewer.ui.painting import Ink, draw_line
from viewer.ui.theme import Role
from viewer.ui.typography import Step, ui_font

_COLOURS = (
    Role.ACCENT,
    Role.ENTITY_COM,
    Role.ENTITY_LOC,
    Role.ENTITY_EVT,
    Role.ENTITY_PRJ,
    Role.ENTITY_DOC,
    Role.ENTITY_FAC,
    Role.ENTITY_TEC,
)
_NAMES = 9
_GAP = 8.0


class TallyBars(QWidget):
    """Draws a tally; a click on a bar tells its row."""

    row_chosen = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._tally: Tally | None = None
        self.setAccessibleName(self.tr("统计图"))
        appearance.theme_changed.connect(self.update)

    def show_tally(self, tally: Tally) -> None:
        """Draw other counts."""
        self._tally = tally
        self.setMinimumHeight(round(self._line() * (len(tally.rows) + 2)))
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size in which bars can be told apart."""
        return QSize(360, 200)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which row was chosen."""
        number = int(event.position().y() // self._line()) - self._head()
        if self._tally is not None and 0 <= number < len(self._tally.rows):
            self.row_chosen.emit(self._tally.rows[number])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars that are seen: there may be hundreds, each of hundreds of parts."""
        painter = QPainter(self)
        theme = self._appearance.theme
        painter.fillRect(self.rect(), theme[Role.SURFACE])
        if self._tally is not None:
            most = max((self._tally.count(row, None) for row in self._tally.rows), default=1)
            if self._head():
                self._draw_names(painter, self._tally.columns)
            first, last = event.rect().top() / self._line() - 1, event.rect().bottom() / self._line()
            for number, row in enumerate(self._tally.rows, start=self._head()):
                if first <= number <= last:
                    self._draw_row(painter, number, row, most)
        painter.end()

    def _head(self) -> int:
        """Return how many lines the names of the colours take."""
        return 1 if self._tally is not None and self._tally.column_dimension is not None else 0

    def _draw_names(self, painter: QPainter, columns: Sequence[str]) -> None:
        font, theme = ui_font(Step.CAPTION), self._appearance.theme
        metrics, across = QFontMetricsF(font), _GAP
        for place, column in enumerate(columns):
            words = metrics.elidedText(column, Qt.TextElideMode.ElideRight, metrics.horizontalAdvance("文") * _NAMES)
            width = metrics.horizontalAdvance(words)
            if across + width > self.width() - 3 * _GAP:
                break
            painter.fillRect(QRectF(across, self._line() / 2 - 4, 8, 8), theme[_COLOURS[place % len(_COLOURS)]])
            draw_line(painter, QRectF(across + 12, 0, width + 2, self._line()), words, Ink(font, theme[Role.TEXT]))
            across += width + 12 + 2 * _GAP

    def _draw_row(self, painter: QPainter, number: int, row: str, most: int) -> None:
        if self._tally is None:
            return
        theme, font, height = self._appearance.theme, ui_font(Step.CAPTION), self._line()
        named = QFontMetricsF(font).horizontalAdvance("文") * _NAMES
        counted = QFontMetricsF(font).horizontalAdvance("00,000")
        top = number * height
        draw_line(painter, QRectF(_GAP, top, named, height), row, Ink(font, theme[Role.TEXT]))
        across, room = named + 2 * _GAP, self.width() - named - counted - 4 * _GAP
        for place, column in enumerate(self._tally.columns):
            width = room * self._tally.count(row, column) / most
            if not width:
                continue
            painter.fillRect(
                QRectF(across, top + height * 0.22, width, height * 0.56), theme[_COLOURS[place % len(_COLOURS)]]
            )
            across += width
        painter.setFont(font)
        painter.setPen(theme[Role.TEXT_SECONDARY])
        box = QRectF(across + _GAP / 2, top, counted + _GAP, height)
        painter.drawText(
            box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), f"{self._tally.count(row, None):,}"
        )

    def _line(self) -> float:
        return QFontMetricsF(ui_font(Step.CAPTION)).height() * 1.7

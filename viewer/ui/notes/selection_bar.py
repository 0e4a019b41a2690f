"""The small bar at a selection: mark it in a colour, write a note on it."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from viewer.core.annotation import MarkColour, MarkStyle
from viewer.ui.appearance import Appearance
from viewer.ui.notes.colour_row import ColourRow
from viewer.ui.reader.page import Page

_GAP = 6
_SETTLED_MS = 180


class SelectionBar(QFrame):
    """Stands under what is selected on the page, and goes away when the selection does or the page moves."""

    mark_wanted = Signal(MarkColour, MarkStyle)
    note_wanted = Signal()

    def __init__(self, page: Page, appearance: Appearance) -> None:
        super().__init__(page)
        self._page = page
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settled.timeout.connect(self._show)
        self.colours = ColourRow(appearance, self)
        self.note = QToolButton(self)
        self.note.setText(self.tr("批注"))
        self.note.setToolTip(self.tr("写一条批注（Ctrl+M）"))
        self.note.setAutoRaise(True)
        self.setProperty("panel", "floating")
        self.setAccessibleName(self.tr("标记所选文字"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 2, 4, 2)
        row.setSpacing(2)
        row.addWidget(self.colours)
        row.addWidget(self.note)
        self.colours.colour_chosen.connect(self._mark_in)
        self.colours.style_chosen.connect(self._mark_as)
        self.note.clicked.connect(self.note_wanted)
        page.selectionChanged.connect(self._follow)
        page.scrolled.connect(self.hide)
        page.viewport().installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait until the mouse is let go before standing in its way."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self._settled.stop()
            self.hide()
        elif event.type() == QEvent.Type.MouseButtonRelease and self._page.selected_span() is not None:
            self._settled.start()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        if self._page.selected_span() is None:
            self._settled.stop()
            self.hide()

    def _show(self) -> None:
        if self._page.selected_span() is None:
            return
        self.adjustSize()
        place = self._page.cursorRect()
        area = self._page.viewport()
        at = area.mapTo(self._page, QPoint(place.left() - self.width() // 2, place.bottom() + _GAP))
        if at.y() + self.height() > self._page.height():
            at.setY(area.mapTo(self._page, place.topLeft()).y() - self.height() - _GAP)
        at.setX(max(_GAP, min(at.x(), self._page.width() - self.width() - 3 * _GAP)))
        self.move(at)
        self.show()
        self.raise_()

    def _mark_in(self, colour: MarkColour) -> None:
        self.hide()
        self.mark_wanted.emit(colour, MarkStyle.HIGHLIGHT)

    def _mark_as(self, style: MarkStyle) -> None:
        self.hide()
        self.mark_wanted.emit(MarkColour.YELLOW if style is MarkStyle.HIGHLIGHT else MarkColour.BLUE, style)

"""A frame around a list or a page, as long as the focus came to it by the keyboard.

A style sheet can only draw one that takes room from what it surrounds.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from viewer.ui.appearance import Appearance
from viewer.ui.theme import Role

_THICKNESS = 2
_BY_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_FOR_A_MOMENT = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


class FocusFrame(QWidget):
    """Lies above the whole area, lets the mouse through, and is seen only where it is wanted."""

    def __init__(self, area: QAbstractScrollArea, appearance: Appearance) -> None:
        super().__init__(area)
        self._appearance = appearance
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        area.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Come and go with the focus, and keep to the edges of the area."""
        if event.type() == QEvent.Type.Resize and isinstance(area := self.parentWidget(), QAbstractScrollArea):
            self.setGeometry(area.rect())
        elif isinstance(event, QFocusEvent) and event.reason() not in _FOR_A_MOMENT:
            self.setVisible(event.gotFocus() and event.reason() in _BY_KEYS)
            self.raise_()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame."""
        painter = QPainter(self)
        painter.setPen(QPen(self._appearance.theme[Role.ACCENT], _THICKNESS, Qt.PenStyle.SolidLine))
        inset = _THICKNESS // 2
        painter.drawRect(self.rect().adjusted(inset, inset, -inset, -inset))
        painter.end()

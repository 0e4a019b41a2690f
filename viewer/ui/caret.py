"""The caret stands still while nobody writes: a blinking one is all that keeps an idle window at work."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

REST_MS = 10_000


class CaretRest(QObject):
    """Lets the caret blink for some seconds after each step of it and each change of focus, then rest visibly."""

    def __init__(self, application: QApplication, rest_ms: int = REST_MS) -> None:
        super().__init__(application)
        self._application = application
        self._flash = application.cursorFlashTime()
        self._rest = QTimer(self, singleShot=True, interval=rest_ms)
        self._rest.timeout.connect(self._stand_still)
        if self._flash > 0:  # else the desktop wants carets that never blink
            application.focusChanged.connect(self._blink)
            application.inputMethod().cursorRectangleChanged.connect(self._blink)
            self._rest.start()

    def _blink(self) -> None:
        if self._application.cursorFlashTime() != self._flash:
            self._application.setCursorFlashTime(self._flash)
        self._rest.start()

    def _stand_still(self) -> None:
        self._application.setCursorFlashTime(0)

"""The one place where a worker thread hands something to the Qt thread."""

from collections.abc import Callable

from PySide6 import QtCore  # names of it only where they are used: decision 0013
from PySide6.QtCore import QObject, Signal, Slot

Closure = Callable[[], None]


class Bridge(QObject):
    """Runs closures posted from any thread in the thread this object lives in, in the order they were posted."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = True
        self._posted.connect(self._run, QtCore.Qt.ConnectionType.QueuedConnection)

    def post(self, closure: Closure) -> None:
        """Run ``closure`` in the Qt thread soon; never blocks."""
        self._posted.emit(closure)

    def close(self) -> None:
        """Drop everything posted and not yet run, and everything posted later."""
        self._open = False

    @Slot(object)
    def _run(self, closure: Closure) -> None:
        if self._open:
            closure()

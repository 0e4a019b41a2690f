"""What happens when the program itself is at fault: the fault is logged, reported once, and the program lives."""

import logging
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from viewer.core.errors import ViewerError
from viewer.jobs.bridge import Bridge
from viewer.ui.messages import FAULT, show_error, show_fault

log = logging.getLogger(__name__)


class Faults(QObject):
    """Takes every exception nobody caught, from any thread; shows one report at a time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = Bridge(self)
        self._former = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        """Be the last resort of all threads until ``remove``."""
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    def remove(self) -> None:
        """Give the hooks back."""
        self._bridge.close()
        sys.excepthook, threading.excepthook = self._former

    def report(self, error: BaseException) -> None:
        """Show an exception in the Qt thread: a sentence for the world's faults, a report for ours."""
        window = QApplication.activeWindow()
        if isinstance(error, ViewerError):
            show_error(window, error)
            return
        details = _without_words(error)
        log.error("a fault of the program:\n%s", details)
        if not any(each.objectName() == FAULT for each in QApplication.topLevelWidgets()):
            show_fault(QApplication.activeModalWidget() or window, details)

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._bridge.post(lambda: self.report(error))

    def _thread_hook(self, caught: threading.ExceptHookArgs) -> None:
        error = caught.exc_value
        if error is not None:
            self._bridge.post(lambda: self.report(error))


def _without_words(error: BaseException) -> str:
    """Return where an exception was raised, without its message: that may quote a document, and the log holds none."""
    return "".join(traceback.format_tb(error.__traceback__)) + type(error).__qualname__

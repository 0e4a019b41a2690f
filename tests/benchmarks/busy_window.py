"""Types into the search box and turns the page while something long goes on, and tells how long each picture took."""

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from tests.benchmarks.window_life import until
from viewer.ui.interior.interior import Interior
from viewer.ui.search.box import SearchBox

WORDS = ("停车", "养老服务", "数字经济", "加装电梯", "幼儿园", "充电桩", "河道", "垃圾分类")
STEP = 120
BETWEEN_SECONDS = 0.03  # nobody types a letter in less


class TypedPicture(QObject):
    """Waits until the search box is painted with other words than before."""

    def __init__(self, box: SearchBox) -> None:
        super().__init__(box)
        self._box = box
        self._before = ""
        self.seen = False
        box.installEventFilter(self)

    def wait(self) -> None:
        """Wait for the next."""
        self._before, self.seen = self._box.text(), False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it
        """Note the painting that was waited for."""
        if event.type() == QEvent.Type.Paint and self._box.text() != self._before:
            self.seen = True
        return super().eventFilter(watched, event)


def use_while(
    application: QApplication, interior: Interior, goes_on: Callable[[], bool]
) -> tuple[list[float], list[float]]:
    """Type letters and turn the page in turn as long as something goes on; return the milliseconds of each."""
    box, bar = interior.panes.top.box, interior.panes.reader.page.verticalScrollBar()
    picture = TypedPicture(box)
    keys: list[float] = []
    turns: list[float] = []
    for letter in _letters(goes_on):
        picture.wait()
        begin = time.perf_counter()
        key = Qt.Key.Key_unknown if letter else Qt.Key.Key_Backspace
        application.sendEvent(box, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, letter))
        until(application, lambda: picture.seen)
        keys.append((time.perf_counter() - begin) * 1000)
        for _ in range(3):
            begin = time.perf_counter()
            bar.setValue((bar.value() + STEP) % max(bar.maximum(), 1))
            application.processEvents()
            turns.append((time.perf_counter() - begin) * 1000)
        time.sleep(BETWEEN_SECONDS)
    picture.deleteLater()
    return keys, turns


def _letters(goes_on: Callable[[], bool]) -> Iterator[str]:
    """Yield the letters of words, and nothing for each that is taken back."""
    while True:
        for word in WORDS:
            for letter in (*word, *("" for _ in word)):
                if not goes_on():
                    return
                yield letter

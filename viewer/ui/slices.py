"""Long work of the window's own thread, cut into slices between which the window answers."""

from collections.abc import Callable, Generator
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

T = TypeVar("T")


class Slices(Generic[T]):
    """Takes one step of a generator per turn of the event loop and hands on what it returns at last."""

    def __init__(self, steps: Generator[None, None, T], done: Callable[[T], None], owner: QObject) -> None:
        self._steps = steps
        self._done = done
        self._is_over = False
        self._turn = QTimer(owner, interval=0)
        self._turn.timeout.connect(self._take)

    def begin(self) -> None:
        """Take the first step when the event loop comes by; a second call changes nothing."""
        if not self._is_over:
            self._turn.start()

    def stop(self) -> None:
        """Take no further step."""
        self._is_over = True
        self._turn.stop()
        self._steps.close()

    def _take(self) -> None:
        try:
            next(self._steps)
        except StopIteration as end:
            self.stop()
            self._done(end.value)
        except BaseException:
            self.stop()  # a generator that failed has no next step: the fault is told once
            raise


def at_once(steps: Generator[None, None, T]) -> T:
    """Take all steps without a pause and return the answer."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            answer: T = end.value
            return answer

"""How long work tells where it is, and how it is asked to stop."""

import threading
from dataclasses import dataclass
from typing import Protocol

from viewer.core.errors import Cancelled


@dataclass(frozen=True, slots=True)
class ProgressStep:
    """One report: ``done`` of ``total`` units (``None`` = not known yet) and what is being worked on."""

    done: int
    total: int | None
    message: str


class Progress(Protocol):
    """Anything that can be told how far a piece of work has come."""

    def __call__(self, step: ProgressStep, /) -> None:
        """Take one report; called from the working thread."""


class CancelToken:
    """A flag one thread raises and the working thread checks in its loop; work may also be held for a while."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._going = threading.Event()
        self._going.set()

    def cancel(self) -> None:
        """Ask the work to stop at its next checkpoint, held or not."""
        self._event.set()
        self._going.set()

    def hold(self) -> None:
        """Let the work wait at its next checkpoint until ``go_on`` or ``cancel``."""
        if not self._event.is_set():
            self._going.clear()

    def go_on(self) -> None:
        """Let held work go on."""
        self._going.set()

    @property
    def is_held(self) -> bool:
        """Tell whether the work waits, or will at its next checkpoint."""
        return not self._going.is_set()

    @property
    def is_cancelled(self) -> bool:
        """Tell whether someone asked to stop."""
        return self._event.is_set()

    def checkpoint(self) -> None:
        """Wait while the work is held; raise ``Cancelled`` if someone asked to stop."""
        self._going.wait()
        if self._event.is_set():
            raise Cancelled


def ignore_progress(_step: ProgressStep, /) -> None:
    """Serve as the ``Progress`` of work nobody watches."""

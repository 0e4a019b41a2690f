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
    """A flag one thread raises and the working thread checks in its loop."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next checkpoint."""
        self._event.set()

    @property
    def is_cancelled(self) -> bool:
        """Tell whether someone asked to stop."""
        return self._event.is_set()

    def checkpoint(self) -> None:
        """Raise ``Cancelled`` if someone asked to stop."""
        if self._event.is_set():
            raise Cancelled


def ignore_progress(_step: ProgressStep, /) -> None:
    """Serve as the ``Progress`` of work nobody watches."""

"""Ctrl+C asks the work to stop at its next checkpoint; a second one stops it at once."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from viewer.core.progress import CancelToken


@contextmanager
def cancel_on_interrupt() -> Iterator[CancelToken]:
    """Give a token that the first Ctrl+C raises."""
    cancel = CancelToken()
    before = signal.getsignal(signal.SIGINT)

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        cancel.cancel()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    signal.signal(signal.SIGINT, ask_to_stop)
    try:
        yield cancel
    finally:
        signal.signal(signal.SIGINT, before)

"""What a target of the fuzzing is, and how a promise is asked for."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from viewer.core.errors import ViewerError


class BrokenPromiseError(Exception):
    """An input was taken in, but what came out is not what the program promises."""


@dataclass(frozen=True, slots=True)
class Target:
    """``make`` draws an input; ``take`` takes it in and tells in a word how it went, ``read`` or ``refused``."""

    name: str
    suffix: str
    weight: float
    make: Callable[[random.Random], bytes]
    take: Callable[[Path], str]


def need(holds: bool, promise: str) -> None:  # noqa: FBT001 - an assertion
    """Raise ``BrokenPromiseError`` unless it holds."""
    if not holds:
        raise BrokenPromiseError(promise)


def check_refusal(error: ViewerError) -> None:
    """Need a sentence and advice."""
    need(bool(error.message and error.advice), "a refusal without a sentence or without advice")

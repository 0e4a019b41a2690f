"""Tells a call of the window (``andu``, ``andu FILE…``) from a command."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from viewer.cli.names import COMMAND_NAMES, LANGUAGES

_VALUED = ("--library", "--lang")


@dataclass(frozen=True, slots=True)
class WindowCall:
    """What the window is opened with."""

    files: tuple[Path, ...] = ()
    library: str | None = None
    language: str | None = None


def window_call(arguments: Sequence[str]) -> WindowCall | None:
    """Return how the window is to be opened, ``None`` where the arguments are a command's or make no sense.

    A word that is no command and no file makes no sense: it is a command mistyped.
    """
    options: dict[str, str] = {}
    files: list[Path] = []
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        name, separator, value = word.partition("=")
        if name in _VALUED and (separator or rest):
            options[name] = value if separator else rest.pop(0)
        elif (not files and word in COMMAND_NAMES) or word.startswith("-") or not os.path.exists(word):  # noqa: PTH110
            return None
        else:
            files.append(Path(word))
    language = options.get("--lang")
    if language is not None and language not in LANGUAGES:
        return None
    return WindowCall(tuple(files), options.get("--library"), language)

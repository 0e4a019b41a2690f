"""Text in columns: Chinese characters take two cells of a terminal, so lengths in characters do not align."""

import unicodedata
from collections.abc import Sequence

_GAP = 2


def cells(text: str) -> int:
    """Return how many cells of a terminal the text takes."""
    return sum(_cells(character) for character in text)


def shortened(text: str, limit: int) -> str:
    """Return the text cut to at most ``limit`` cells, with an ellipsis where something was cut."""
    if cells(text) <= limit:
        return text
    used, end = 1, 0
    while end < len(text) and used + _cells(text[end]) <= limit:
        used += _cells(text[end])
        end += 1
    return text[:end] + "…"


def one_line(text: str) -> str:
    """Return the text without line breaks and control characters, which would break a table or a terminal."""
    return "".join(" " if character.isspace() or not _is_harmless(character) else character for character in text)


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, width: int | None) -> list[str]:
    """Return the lines of an aligned table; the last column is cut where the line is longer than ``width``."""
    lines = [head, *[[one_line(cell) for cell in row] for row in rows]]
    widths = [max(cells(line[column]) for line in lines) for column in range(len(head))]
    return [_line(line, widths, width) for line in lines]


def _line(line: Sequence[str], widths: Sequence[int], width: int | None) -> str:
    fixed = "".join(cell + " " * (size - cells(cell) + _GAP) for cell, size in zip(line[:-1], widths, strict=False))
    last = line[-1]
    if width is not None:
        last = shortened(last, max(width - cells(fixed), 10))
    return (fixed + last).rstrip()


def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _is_harmless(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}

"""Folding: one spelling for every way of writing the same characters, with an exact way back to the text.

Width, case, traditional and variant characters, ligatures and squared units, quotation marks and hyphens become one
form; invisible characters vanish; blanks vanish except between two Latin letters or digits, where a run of them is one
blank. A newline stays: it is the border of a paragraph, and no match crosses it.

Folding is character by character, so ``fold(a + b) == fold(a) + fold(b)`` wherever no blank stands at the seam.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from importlib import resources

from viewer.core.span import Span

FOLD_VERSION = 1

_LATIN = "0-9a-z\u00df-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u052f"
# Not between two Latin letters or digits, or not the first of a run; possessive, for a run may be very long.
_DROPPED_BLANKS = re.compile(f" ++(?![{_LATIN}])|(?<![{_LATIN} ]) ++|(?<= ) ++")
_VARIATION_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


class _FoldTable(dict[int, str]):
    """For every code point its folded form, found out on first sight."""

    def __init__(self, single: dict[str, str]) -> None:
        super().__init__()
        self._single = single

    def __missing__(self, code: int) -> str:
        folded = self._fold_character(chr(code))
        self[code] = folded
        return folded

    def _fold_character(self, character: str) -> str:
        if character == "\n":
            return character
        if character.isspace():
            return " "
        if _is_invisible(character):
            return ""
        folded = self._mapped(character)
        # A spacing accent decomposes into a blank and a mark: as a blank it would vanish.
        return character if any(part.isspace() or _is_invisible(part) for part in folded) else folded

    def _mapped(self, character: str) -> str:
        before, folded = "", character
        while folded != before:
            before = folded
            folded = unicodedata.normalize("NFKC", folded).casefold()
            folded = "".join(self._single.get(part, part) for part in folded)
        return folded


class FoldedText:
    """A folded text that knows for each of its code points where it came from; ``folded`` saves folding it again.

    >>> text = FoldedText("見 Ａ㎡")
    >>> text.folded, text.span(0, 2).of("見 Ａ㎡")
    ('见am2', '見 Ａ')
    """

    def __init__(self, text: str, *, folded: str | None = None) -> None:
        self.folded = fold(text) if folded is None else folded
        self._text = text
        self._starts: Sequence[int] | None = None

    def span(self, start: int, end: int) -> Span:
        """Return the span of the text that the folded range ``[start, end)`` stands for.

        A range that ends inside a ligature covers the whole ligature; an empty range gives an empty span.
        """
        starts = self._source_starts()
        if start >= end:
            at = starts[start] if start < len(starts) else len(self._text)
            return Span(at, at)
        return Span(starts[start], starts[end - 1] + 1)

    def folded_offset(self, offset: int) -> int:
        """Return the first folded offset that stands for ``offset`` of the text or for something behind it."""
        return bisect_left(self._source_starts(), offset)

    def _source_starts(self) -> Sequence[int]:
        if self._starts is None:
            self._starts = _source_starts(self._text)
        return self._starts


def fold(text: str) -> str:
    """Return the folded form of a text; folding a folded text changes nothing."""
    folded = text.translate(_table())
    return _DROPPED_BLANKS.sub("", folded) if " " in folded else folded


def _source_starts(text: str) -> Sequence[int]:
    """Return for every code point of the folded text the offset of the character it came from."""
    folded = text.translate(_table())
    starts = _translated_starts(text)
    if " " not in folded:
        return starts
    kept: list[int] = []
    place = 0
    for dropped in _DROPPED_BLANKS.finditer(folded):
        kept.extend(starts[place : dropped.start()])
        place = dropped.end()
    kept.extend(starts[place:])
    return kept


def _translated_starts(text: str) -> Sequence[int]:
    table = _table()
    uneven = [character for character in set(text) if len(table[ord(character)]) != 1]
    if not uneven:
        return range(len(text))
    starts: list[int] = []
    place = 0
    for found in re.finditer("|".join(map(re.escape, uneven)), text):
        at = found.start()
        starts.extend(range(place, at))
        starts.extend([at] * len(table[ord(found[0])]))
        place = at + 1
    starts.extend(range(place, len(text)))
    return starts


def _is_invisible(character: str) -> bool:
    if character == "\0" or unicodedata.category(character) == "Cf":
        return True
    return any(ord(character) in codes for codes in _VARIATION_SELECTORS)


@cache
def _table() -> _FoldTable:
    return _FoldTable({**_read_pairs("traditional.tsv"), **_read_pairs("variants.tsv")})


def _read_pairs(name: str) -> dict[str, str]:
    lines = resources.files("viewer.resources").joinpath("folding", name).read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines)

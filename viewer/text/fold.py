"""Folding: one spelling for every way of writing the same characters, with an exact way back to the text.

Width, case, traditional and variant characters, ligatures and squared units, quotation marks and hyphens become one
form; invisible characters vanish; blanks vanish except between two Latin letters or digits, where a run of them is one
blank. A newline stays: it is the border of a paragraph, and no match crosses it.

Folding is character by character, so ``fold(a + b) == fold(a) + fold(b)`` wherever no blank stands at the seam.
"""

import re
import sys
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from viewer.core.span import Span

FOLD_VERSION = 1

_LATIN = "0-9a-z\u00df-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u052f"
# Not between two Latin letters or digits, or not the first of a run; possessive, for a run may be very long.
_DROPPED_BLANKS = re.compile(f" ++(?![{_LATIN}])|(?<![{_LATIN} ]) ++|(?<= ) ++")
_LATIN_END = 0x530
_BLANK = 0x20
_UNKNOWN, _UNEVEN = 0xFFFFFFFF, 0xFFFFFFFE
_SHORT = 80
_VARIATION_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


_Codes = npt.NDArray[np.uint32]
_Starts = npt.NDArray[np.int64]


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
    """A folded text that knows for each of its code points where it came from.

    >>> text = FoldedText("見 Ａ㎡")
    >>> text.folded, text.span(0, 2).of("見 Ａ㎡")
    ('见am2', '見 Ａ')
    """

    def __init__(self, text: str) -> None:
        codes, starts = _fold_codes(text)
        self.folded = _to_text(codes)
        self.length = len(text)
        self._hash = hash(text)
        self._places, self._shifts, self._origins = _jumps(starts)

    def is_of(self, text: str) -> bool:
        """Tell whether this is the folded form of a text."""
        return self.length == len(text) and self._hash == hash(text)

    def span(self, start: int, end: int) -> Span:
        """Return the span of the text that the folded range ``[start, end)`` stands for.

        A range that ends inside a ligature covers the whole ligature; an empty range gives an empty span.
        """
        if start >= end:
            at = self._start(start) if start < len(self.folded) else self.length
            return Span(at, at)
        return Span(self._start(start), self._start(end - 1) + 1)

    def folded_offset(self, offset: int) -> int:
        """Return the first folded offset that stands for ``offset`` of the text or for something behind it."""
        jump = bisect_left(self._origins, offset) - 1
        if jump < 0:
            return 0
        border = self._places[jump + 1] if jump + 1 < len(self._places) else len(self.folded)
        return min(offset - self._shifts[jump], border)

    def _start(self, place: int) -> int:
        """Return where the folded character at a place came from."""
        return place + self._shifts[bisect_right(self._places, place) - 1]


def _jumps(starts: _Starts) -> tuple["array[int]", "array[int]", "array[int]"]:
    """Return where the distance between folded and original offsets changes, to what, and the original offsets there.

    A text has a few dozen such places; to keep them takes a hundredth of the room of all offsets.
    """
    jumped = starts[1:] != starts[:-1] + 1
    places = np.append(np.zeros(min(1, len(starts)), np.int64), np.flatnonzero(jumped) + 1)
    kept = (places, starts[places] - places, starts[places])
    first, second, third = (array("i", numbers.astype(np.int32).tobytes()) for numbers in kept)
    return first, second, third


def fold(text: str) -> str:
    """Return the folded form of a text; folding a folded text changes nothing."""
    if len(text) > _SHORT:
        return _to_text(_fold_codes(text)[0])
    folded = text.translate(_table())
    return _DROPPED_BLANKS.sub("", folded) if " " in folded else folded


def _fold_codes(text: str) -> tuple[_Codes, _Starts]:
    """Return the folded code points and the offset each came from: ten times as fast as ``str.translate``."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    folded, starts = _translated(codes)
    blanks = folded == _BLANK
    if not blanks.any():
        return folded, starts
    kept = ~_dropped(folded, blanks)
    return folded[kept], starts[kept]


def _translated(codes: _Codes) -> tuple[_Codes, _Starts]:
    folded = _single_codes().of(codes)
    uneven = np.flatnonzero(folded == _UNEVEN)
    if not len(uneven):
        return folded, np.arange(len(codes), dtype=np.int64)
    pieces = [_table()[code] for code in codes[uneven].tolist()]
    lengths = np.ones(len(codes), np.int64)
    lengths[uneven] = [len(piece) for piece in pieces]
    starts = np.repeat(np.arange(len(codes), dtype=np.int64), lengths)
    places = np.cumsum(lengths) - lengths
    folded = folded[starts]
    for place, piece in zip(places[uneven].tolist(), pieces, strict=True):
        folded[place : place + len(piece)] = [ord(character) for character in piece]
    return folded, starts


def _dropped(folded: _Codes, blanks: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return which blanks go: all but the first of a run between two Latin letters or digits."""
    places = np.flatnonzero(blanks)  # few: what follows looks at these alone
    begins = np.append(True, places[1:] != places[:-1] + 1)
    starts, ends = places[begins], places[np.append(begins[1:], True)] + 1
    edges = np.append(folded, np.uint32(_BLANK))  # the last is before and behind all
    latin = _latin_codes()
    is_between = latin[np.minimum(edges[starts - 1], _LATIN_END)] & latin[np.minimum(edges[ends], _LATIN_END)]
    dropped = blanks.copy()
    dropped[starts[is_between]] = False
    return dropped


class _SingleCodes:
    """For every code point the one it folds to, found out on first sight; ``_UNEVEN`` for none or several."""

    def __init__(self) -> None:
        self._folded = np.full(sys.maxunicode + 1, _UNKNOWN, np.uint32)

    def of(self, codes: _Codes) -> _Codes:
        """Return the folded code points."""
        folded = self._folded[codes]
        if (folded == _UNKNOWN).any():
            for code in set(codes[folded == _UNKNOWN].tolist()):  # np.unique would import numpy.ma
                piece = _table()[code]
                self._folded[code] = ord(piece) if len(piece) == 1 else _UNEVEN
            folded = self._folded[codes]
        return folded


def _to_text(codes: _Codes) -> str:
    return codes.astype("<u4", copy=False).tobytes().decode("utf-32-le", "surrogatepass")


@cache
def _single_codes() -> _SingleCodes:
    return _SingleCodes()


@cache
def _latin_codes() -> npt.NDArray[np.bool_]:
    return np.array([re.match(f"[{_LATIN}]", chr(code)) is not None for code in range(_LATIN_END + 1)], np.bool_)


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

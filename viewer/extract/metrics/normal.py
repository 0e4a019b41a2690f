"""Gives a paragraph the one form the grammar reads: half-width, simplified, without blanks inside Chinese."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib import resources

from viewer.core.span import Span

_FULL_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_SIGNS = str.maketrans("％．／＋－～—–−─○＜＞;()!?", "%./+-~----〇<>；（）！？")
_FURTHER_FORMS = str.maketrans("佔", "占")
_POINTS = re.compile(r"[,:](?![0-9/])|(?<![0-9A-Za-z])[,:]")
_BLANKS = re.compile(r"(?<![0-9A-Za-z.,%])[ \u00a0\u3000\u2000-\u200b]+|[ \u00a0\u3000\u2000-\u200b]+(?![0-9A-Za-z])")


def _full_point(match: re.Match[str]) -> str:
    return "，" if match[0] == "," else "："


@cache
def _form() -> dict[int, int | str]:
    """Return what each character becomes; every character becomes exactly one."""
    rows = resources.files("viewer.resources.folding").joinpath("traditional.tsv").read_text("utf-8").splitlines()
    pairs = (row.split("\t")[:2] for row in rows if row and not row.startswith("#"))
    simplified = {ord(one): other for one, other in pairs if len(one) == len(other) == 1}
    return {**simplified, **_FURTHER_FORMS, **_FULL_WIDTH, **_SIGNS}


@dataclass(frozen=True, slots=True)
class NormalText:
    """The normal form of a paragraph that begins at ``offset``, and the way back to the document."""

    text: str
    offset: int
    _kept_from: tuple[int, ...]
    _shift: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the document's span of the normal form's ``[start, end)``, which may not be empty."""
        return Span(self._original(start), self._original(end - 1) + 1)

    def _original(self, position: int) -> int:
        return self.offset + position + self._shift[bisect_right(self._kept_from, position) - 1]


def normalise(text: str, offset: int = 0) -> NormalText:
    """Return the normal form of a paragraph; blanks stay where both neighbours are Latin letters or figures."""
    form = _POINTS.sub(_full_point, text.translate(_form()))
    pieces: list[str] = []
    kept_from, shift = [0], [0]
    end = removed = length = 0
    for blank in _BLANKS.finditer(form):
        pieces.append(form[end : blank.start()])
        length += len(pieces[-1])
        removed += blank.end() - blank.start()
        kept_from.append(length)
        shift.append(removed)
        end = blank.end()
    pieces.append(form[end:])
    return NormalText("".join(pieces), offset, tuple(kept_from), tuple(shift))

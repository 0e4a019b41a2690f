"""Cuts a block of the source into words: runs of visible characters between blanks, with the markup left out."""

import re
from dataclasses import dataclass

from viewer.core.span import Span
from viewer.text.blanks import BLANK, INVISIBLE, blank_width
from viewer.text.markup import Markup

_LONGEST_TYPESET = 200_000  # characters; a longer "line" is no typesetter's, and its blanks stay as they are
_BAR = re.compile(r"(?<!\\)\|")
_BLANK_TAG = re.compile(r"<(?:br|/?p|/?div|/?t[dhr]|li)\b|&nbsp;", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two words: its place in the source and its width in half-width columns."""

    span: Span
    width: int


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one block, each as one or more spans of the source, and the gaps between them."""

    spans: tuple[tuple[Span, ...], ...]
    gaps: tuple[Gap, ...]

    def texts(self, source: str) -> list[str]:
        """Return the words as strings."""
        return ["".join(span.of(source) for span in word) for word in self.spans]


def cut_words(source: str, block: Span, markup: Markup) -> Words:
    """Locate the words of a block; what ``markup`` drops separates words only where it means a blank."""
    words: list[tuple[Span, ...]] = []
    gaps: list[Gap] = []
    word: list[Span] = []
    gap: Gap | None = None
    position = block.start
    for hole, width in [*_holes(source, block, markup), (Span(block.end, block.end), 0)]:
        if hole.start > position:
            if gap is not None and word:
                words.append(tuple(word))
                gaps.append(gap)
                word = []
            gap = None
            word.append(Span(position, hole.start))
        if width:
            gap = Gap(hole, width) if gap is None else Gap(Span(gap.span.start, hole.end), gap.width + width)
        position = max(position, hole.end)
    if word:
        words.append(tuple(word))
    return Words(tuple(words), tuple(gaps))


def _holes(source: str, block: Span, markup: Markup) -> list[tuple[Span, int]]:
    """Return what is left out of a block, in order, with the width of the blank it stands for (0: none)."""
    blanks = BLANK if block.length <= _LONGEST_TYPESET else INVISIBLE
    holes = [(Span(*blank.span()), _width(blank.group())) for blank in blanks.finditer(source, block.start, block.end)]
    for dropped in markup.dropped:
        span = dropped.shifted(block.start)
        holes.append((span, 1 if _BLANK_TAG.match(source, span.start) else 0))
    if markup.is_row:
        holes += [(Span(*bar.span()), 1) for bar in _BAR.finditer(source, block.start, block.end)]
    return sorted(holes)


def _width(blank: str) -> int:
    """Return the width of a blank; invisible characters have none and separate nothing."""
    return blank_width("".join(character for character in blank if character.isspace()))

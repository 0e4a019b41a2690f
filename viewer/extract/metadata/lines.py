"""The lines of a letter as patterns want to see them: without blanks, punctuation made alike, and a way back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import add

from viewer.core.document import Document, Paragraph, ParagraphRole
from viewer.core.span import Span

LONGEST_LINE = 2000
"""No field stands deeper in a paragraph; what lies beyond is not looked at, which keeps reading linear."""

_LONGEST_WITH_SOURCE = 300

_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_ALIKE = _WIDE | str.maketrans(":;(),[]【】［］﹝﹞﹕︰", "：；（），〔〕〔〕〔〕〔〕：：")
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff#|")


@dataclass(frozen=True, slots=True)
class Found:
    """A value as written, blanks left out, and the words it was read from."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph without its blanks.

    ``plain`` keeps the characters, ``folded`` (equally long) makes punctuation and width alike for patterns,
    ``positions`` gives each character's place in the document's text, ``sources`` its place in the source, where
    blanks may have stood that the text left out.
    """

    plain: str
    folded: str
    positions: tuple[int, ...]
    sources: tuple[int, ...]
    role: ParagraphRole = ParagraphRole.BODY

    def __add__(self, other: "Line") -> "Line":
        """Return this line continued by another, as if they had been one paragraph."""
        return Line(
            self.plain + other.plain,
            self.folded + other.folded,
            self.positions + other.positions,
            self.sources + other.sources,
            self.role,
        )

    def span(self, start: int, end: int) -> Span:
        """Return where the characters from ``start`` to ``end`` stand in the document."""
        return Span(self.positions[start], self.positions[end - 1] + 1)

    def found(self, start: int, end: int) -> Found:
        """Return the characters from ``start`` to ``end`` as a value; a blank stays only between Latin words."""
        return Found(self._spaced(start, end, str.isalpha), self.span(start, end))

    def found_digits(self, start: int, end: int) -> Found:
        """Return the same for telephones, where a blank between digits stays."""
        return Found(self._spaced(start, end, str.isdigit), self.span(start, end))

    def part(self, start: int, end: int) -> "Line":
        """Return the characters from ``start`` to ``end`` as a line of their own."""
        cut = slice(start, end)
        return Line(self.plain[cut], self.folded[cut], self.positions[cut], self.sources[cut], self.role)

    def has_gap_before(self, index: int) -> bool:
        """Tell whether blanks stood before the character at ``index``."""
        return index > 0 and self.positions[index] > self.positions[index - 1] + 1

    def was_apart(self, index: int) -> bool:
        """Tell whether the source had blanks or a line's end before the character at ``index``."""
        return self.has_gap_before(index) or (index > 0 and self.sources[index] != self.sources[index - 1] + 1)

    def _spaced(self, start: int, end: int, stays: Callable[[str], bool]) -> str:
        pieces = [self.plain[start:end][:1]]
        for index in range(start + 1, end):
            around = self.folded[index - 1 : index + 1]
            is_apart = self.has_gap_before(index) and around.isascii() and stays(around)
            pieces.append(f" {self.plain[index]}" if is_apart else self.plain[index])
        return "".join(pieces)


def read_line(document: Document, paragraph: Paragraph) -> Line:
    """Return one paragraph as a line, at most ``LONGEST_LINE`` characters of it."""
    start = paragraph.span.start
    raw = document.text[start : min(paragraph.span.end, start + LONGEST_LINE)]
    kept = [(char, start + index) for index, char in enumerate(raw) if not char.isspace() and char not in _INVISIBLE]
    plain = "".join(char for char, _ in kept)
    positions = tuple(position for _, position in kept)
    sources = _sources(document, positions) if len(plain) <= _LONGEST_WITH_SOURCE else positions
    return Line(plain, plain.translate(_ALIKE), positions, sources, paragraph.role)


def _sources(document: Document, positions: tuple[int, ...]) -> tuple[int, ...]:
    """Return the places in the source, or the same places where the document does not know its source."""
    if not positions:
        return positions
    first = positions[0]
    offsets = document.source_map.source_offsets(first, positions[-1] + 1)
    places = tuple(place for position in positions if (place := offsets[position - first]) is not None)
    return places if len(places) == len(positions) else positions


def join_lines(lines: Iterable[Line]) -> Line:
    """Return the lines as one."""
    return reduce(add, lines)

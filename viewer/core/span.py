"""The half-open range of code points every part of the program uses to point into a text."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``[start, end)`` in code points of one text.

    >>> Span(2, 5).length
    3
    >>> Span(0, 4).overlaps(Span(4, 6))
    False
    >>> Span(1, 3).of("案牍阅读")
    '牍阅'

    Raises ``ValueError`` for a negative start or an end before the start.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            message = f"not a span: [{self.start}, {self.end})"
            raise ValueError(message)

    @property
    def length(self) -> int:
        """Return the number of code points covered."""
        return self.end - self.start

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is covered."""
        return self.start == self.end

    def of(self, text: str) -> str:
        """Return the slice of ``text`` this span covers."""
        return text[self.start : self.end]

    def contains(self, other: Self) -> bool:
        """Tell whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Self) -> bool:
        """Tell whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> "Span":
        """Return the span moved by ``by`` code points."""
        return Span(self.start + by, self.end + by)

"""The one place where code points become Qt's UTF-16 units and back."""

import re
from bisect import bisect_left, bisect_right

from viewer.core.span import Span

_WIDE = re.compile("[\U00010000-\U0010ffff]")


class Utf16Offsets:
    """Converts offsets of one text: code points to UTF-16 units and back.

    >>> offsets = Utf16Offsets("a𠮷b")
    >>> offsets.to_utf16(2), offsets.to_code_points(3)
    (3, 2)

    An offset inside a surrogate pair belongs to the character the pair stands for.
    """

    def __init__(self, text: str) -> None:
        wide = [found.start() for found in _WIDE.finditer(text)]
        self._wide = wide
        self._wide_utf16 = [index + count for count, index in enumerate(wide)]

    def to_utf16(self, offset: int) -> int:
        """Return the UTF-16 position of a code-point offset."""
        return offset + bisect_left(self._wide, offset)

    def to_code_points(self, position: int) -> int:
        """Return the code-point offset of a UTF-16 position."""
        before = bisect_right(self._wide_utf16, position)
        if before and position <= self._wide_utf16[before - 1] + 1:
            return self._wide[before - 1]
        return position - before

    def span_to_utf16(self, span: Span) -> Span:
        """Return the span in UTF-16 units."""
        return Span(self.to_utf16(span.start), self.to_utf16(span.end))

    def span_to_code_points(self, span: Span) -> Span:
        """Return the span in code points."""
        return Span(self.to_code_points(span.start), self.to_code_points(span.end))

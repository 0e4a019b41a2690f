"""The document: one canonical text, its paragraphs, and the way back into the source."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import NewType

from viewer.core.span import Span

DocumentId = NewType("DocumentId", str)


class ParagraphRole(StrEnum):
    """What a paragraph is for in a government reply."""

    TITLE = "title"
    LETTERHEAD = "letterhead"
    SALUTATION = "salutation"
    HEADING = "heading"
    BODY = "body"
    SIGNATURE = "signature"
    DATE = "date"
    CONTACT = "contact"
    NOTE = "note"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One true paragraph; ``level`` is 0 except for headings (1 is the outermost); ``page`` counts from 1."""

    span: Span
    role: ParagraphRole = ParagraphRole.BODY
    level: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class SourceRun:
    """``length`` code points standing at ``text_start`` came, unchanged, from ``source_start``."""

    text_start: int
    source_start: int
    length: int


@dataclass(frozen=True, slots=True)
class SourceMap:
    """For every code point of the canonical text its code point in the source's decoded text.

    Runs are sorted by ``text_start`` and do not overlap; a paragraph joiner maps to no source place.
    """

    runs: tuple[SourceRun, ...] = ()
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(run.text_start for run in self.runs))

    def source_offsets(self, start: int, end: int) -> list[int | None]:
        """Return the source offset of each code point of a stretch, ``None`` where the text joined paragraphs."""
        offsets: list[int | None] = []
        for index in range(max(0, bisect_right(self._starts, start) - 1), bisect_left(self._starts, end)):
            run = self.runs[index]
            first, last = max(start, run.text_start), min(end, run.text_start + run.length)
            if first < last:
                offsets += [None] * (first - start - len(offsets))
                offsets += range(first - run.text_start + run.source_start, last - run.text_start + run.source_start)
        return offsets + [None] * (end - start - len(offsets))


@dataclass(frozen=True, slots=True)
class Document:
    """The canonical text: its paragraphs joined by exactly one newline; every offset in the program points into it.

    Raises ``ValueError`` when the paragraphs do not tile the text.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    source_map: SourceMap = SourceMap()
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(paragraph.span.start for paragraph in self.paragraphs))
        expected = 0
        for paragraph in self.paragraphs:
            if paragraph.span.start != expected:
                message = f"paragraph at {paragraph.span.start}, expected {expected}"
                raise ValueError(message)
            expected = paragraph.span.end + 1
        if self.paragraphs and self.paragraphs[-1].span.end != len(self.text):
            message = "the paragraphs do not cover the text"
            raise ValueError(message)
        if not self.paragraphs and self.text:
            message = "a text without paragraphs"
            raise ValueError(message)
        for before, after in pairwise(self.paragraphs):
            if self.text[before.span.end : after.span.start] != "\n":
                message = f"paragraphs not joined by one newline at {before.span.end}"
                raise ValueError(message)

    def paragraph_at(self, offset: int) -> int | None:
        """Return the index of the paragraph holding the code point at ``offset`` (its joiner counts as its own)."""
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 and offset <= self.paragraphs[index].span.end else None

    def paragraph_text(self, paragraph: Paragraph) -> str:
        """Return the text of one paragraph."""
        return paragraph.span.of(self.text)

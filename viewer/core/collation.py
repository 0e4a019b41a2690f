"""Two documents side by side: which paragraphs answer each other, what was moved, changed, added, dropped."""

from dataclasses import dataclass
from enum import StrEnum

from viewer.core.span import Span


class RowKind(StrEnum):
    """What became of a paragraph from the first document to the second."""

    SAME = "same"
    CHANGED = "changed"
    MOVED = "moved"
    ADDED = "added"
    DROPPED = "dropped"


ROW_NAMES = {
    RowKind.SAME: "相同",
    RowKind.CHANGED: "有改动",
    RowKind.MOVED: "移动",
    RowKind.ADDED: "新增",
    RowKind.DROPPED: "删去",
}


@dataclass(frozen=True, slots=True)
class CollatedRow:
    """One paragraph of each side, or of one; the marks are what only this side has, as offsets into its document."""

    kind: RowKind
    left: Span | None
    right: Span | None
    left_marks: tuple[Span, ...] = ()
    right_marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A figure both documents state, differently."""

    name: str
    left: str
    right: str
    left_span: Span
    right_span: Span
    verdict: str


@dataclass(frozen=True, slots=True)
class Collation:
    """Two texts collated, in the order of the second; what was dropped stands where it stood."""

    left_text: str
    right_text: str
    rows: tuple[CollatedRow, ...]
    figures: tuple[ChangedFigure, ...] = ()

    @property
    def similarity(self) -> float:
        """Return the share of characters that stand in paragraphs both have, from 0 to 1."""
        shared = sum(
            row.left.length - sum(mark.length for mark in row.left_marks)
            for row in self.rows
            if row.left is not None and row.right is not None
        )
        longest = max(len(self.left_text), len(self.right_text))
        return min(1.0, shared / longest) if longest else 1.0

"""Puts glyphs standing anywhere on a page into lines in reading order: shared by every format with geometry.

Coordinates are points from the page's top left corner. Thresholds are in ems (the glyphs' own size) and come from
GB/T 9704-2012 layouts and what office programs print: 28 lines of 28 glyphs, gaps of two ems between two fields.
"""

import statistics
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from viewer.core.raw import Box

_SAME_LINE = 0.5  # centres closer than this share a line
_MUCH_SMALLER = 0.6
_BLANK_LATIN = 0.18  # a gap that separates two Latin words
_BLANK_WRITTEN = 0.1  # a gap where the source has a blank
_BLANK_HAN = 0.6  # a gap that was meant, between two Han characters
_FIELD_GAP = 1.8  # a gap that separates two fields or cells
_GUTTER = 1.0  # the narrowest gap between two columns
_COLUMN_ROWS = 0.6  # the share of a page's rows a gutter must run through
_MIN_COLUMN_ROWS = 8
_MIDDLE = (0.35, 0.65)  # where between the page's edges a gutter may stand
_TABLE_CELLS = 3  # two fields side by side on two lines are still no table
_ALIGNED = 1.0  # cells of one column start this close to each other


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character and the box it is drawn in; ``size`` is the font size in points.

    ``after_blank`` tells that the source has white space before it, ``doubtful`` that a recogniser was not sure of it.
    """

    text: str
    box: Box
    size: float
    after_blank: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class PageLine:
    """One visual line: ``text`` with blanks where the page shows them; ``cells`` are the parts a wide gap separates.

    ``edges`` are the left edges of the characters of ``text`` and the right edge of the last; ``doubts`` are the
    places in ``text`` of characters a recogniser was not sure of.
    """

    text: str
    box: Box
    size: float
    cells: tuple[str, ...]
    cell_lefts: tuple[float, ...]
    is_table_row: bool = False
    edges: tuple[float, ...] = ()
    doubts: tuple[int, ...] = ()


def lines_of(glyphs: Iterable[Glyph], *, page_width: float) -> list[PageLine]:
    """Return the page's lines in reading order: column by column, top to bottom."""
    rows = _rows([each for each in glyphs if not each.text.isspace()])
    gutter = _gutter(rows, page_width)
    if gutter is None:
        return _with_tables([_line(row) for row in rows])
    return _column_order(rows, gutter)


def _rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Group glyphs into rows by their vertical centre, each row sorted from left to right."""
    rows: list[list[Glyph]] = []
    centre = size = 0.0
    for glyph in sorted(glyphs, key=lambda each: each.box.top + each.box.bottom):
        own = (glyph.box.top + glyph.box.bottom) / 2
        if rows and own - centre <= _SAME_LINE * max(size, glyph.size, 1.0):
            rows[-1].append(glyph)
            if glyph.size > size:
                centre, size = own, glyph.size
        else:
            rows.append([glyph])
            centre, size = own, glyph.size
    return [_once(sorted(part, key=lambda each: each.box.left)) for row in rows for part in _parted(row)]


def _parted(row: list[Glyph]) -> list[list[Glyph]]:
    """Part small lines that stand under each other from the large line beside them (a stamp beside a title)."""
    large = max(glyph.size for glyph in row)
    small = [glyph for glyph in row if glyph.size < _MUCH_SMALLER * large]
    lines = _rows(small) if small and len(small) < len(row) else []
    if not any(_overlap(above, below) for above, below in pairwise(lines)):
        return [row]
    others = [glyph for glyph in row if glyph.size >= _MUCH_SMALLER * large]
    before = min(glyph.box.left for glyph in others) <= min(glyph.box.left for glyph in small)
    return [others, *lines] if before else [*lines, others]


def _overlap(above: Sequence[Glyph], below: Sequence[Glyph]) -> bool:
    """Tell whether two lines, sorted from left to right, share some of their width."""
    return above[0].box.left < below[-1].box.right and below[0].box.left < above[-1].box.right


def _once(row: list[Glyph]) -> list[Glyph]:
    """Drop the second drawing of a glyph: bold and shadow made by printing twice."""
    kept: list[Glyph] = []
    for glyph in row:
        recent = kept[-3:]
        if not any(each.text == glyph.text and _nearly_same_place(each, glyph) for each in recent):
            kept.append(glyph)
    return kept


def _nearly_same_place(one: Glyph, other: Glyph) -> bool:
    width = max(one.box.right - one.box.left, other.box.right - other.box.left)
    near = min(0.3 * max(one.size, 1.0), max(0.45 * width, 0.05 * one.size))  # the “l” of “all” is 0.22 em wide
    return abs(one.box.left - other.box.left) < near and abs(one.box.top - other.box.top) < near


def _line(row: Sequence[Glyph]) -> PageLine:
    size = statistics.median(glyph.size for glyph in row)
    em = size or 1.0
    parts = [row[0].text]
    starts = [row[0].box.left]
    cells = [row[0].text]
    edges = [row[0].box.left] * len(row[0].text)
    doubts = [0] if row[0].doubtful else []
    for before, after in pairwise(row):
        gap = (after.box.left - before.box.right) / em
        if gap >= _FIELD_GAP:
            parts.append("  " + after.text)
            edges += (before.box.right, before.box.right)
            cells.append(after.text)
            starts.append(after.box.left)
        else:
            joined = after.text
            if _is_blank(before, after, gap):
                joined = " " + after.text
                edges.append(before.box.right)
            parts.append(joined)
            cells[-1] += joined
        if after.doubtful:
            doubts.append(len(edges))
        edges += [after.box.left] * len(after.text)
    edges.append(row[-1].box.right)
    box = Box(
        min(glyph.box.left for glyph in row),
        min(glyph.box.top for glyph in row),
        max(glyph.box.right for glyph in row),
        max(glyph.box.bottom for glyph in row),
    )
    return PageLine("".join(parts), box, size, tuple(cells), tuple(starts), edges=tuple(edges), doubts=tuple(doubts))


def _is_blank(before: Glyph, after: Glyph, gap: float) -> bool:
    if after.after_blank and gap > _BLANK_WRITTEN:
        return True
    both_narrow = before.text[-1].isascii() and after.text[0].isascii()
    return gap > (_BLANK_LATIN if both_narrow else _BLANK_HAN)


def _gutter(rows: list[list[Glyph]], page_width: float) -> float | None:
    """Return the middle of the blank strip that cuts most rows near the page's centre, if the page has two columns."""
    if len(rows) < _MIN_COLUMN_ROWS:
        return None
    em = statistics.median(glyph.size for row in rows for glyph in row) or 1.0
    votes: Counter[int] = Counter()
    for row in rows:
        votes.update(_gap_bins(row, em))
    middle = [
        (bin_, count) for bin_, count in votes.items() if _MIDDLE[0] < bin_ * em / max(page_width, 1.0) < _MIDDLE[1]
    ]
    if not middle:
        return None
    best, count = max(middle, key=lambda each: each[1])
    return (best + 0.5) * em if count >= max(_MIN_COLUMN_ROWS, _COLUMN_ROWS * len(rows)) else None


def _gap_bins(row: Sequence[Glyph], em: float) -> set[int]:
    bins: set[int] = set()
    for before, after in pairwise(row):
        if (after.box.left - before.box.right) / em >= _GUTTER:
            bins.update(range(int(before.box.right / em) + 1, int(after.box.left / em)))
    return bins


def _column_order(rows: list[list[Glyph]], gutter: float) -> list[PageLine]:
    """Read left column before right column between the rows that run across both (titles, footers)."""
    lines: list[PageLine] = []
    left: list[PageLine] = []
    right: list[PageLine] = []
    for row in rows:
        border = bisect_left([glyph.box.left for glyph in row], gutter)
        crossing = 0 < border < len(row) and row[border].box.left - row[border - 1].box.right < row[border].size * 0.8
        if crossing:
            lines += left + right + [_line(row)]
            left, right = [], []
            continue
        if row[:border]:
            left.append(_line(row[:border]))
        if row[border:]:
            right.append(_line(row[border:]))
    return lines + left + right


def _with_tables(lines: list[PageLine]) -> list[PageLine]:
    """Mark rows whose cells stand under each other: two fields on one line are not a table."""
    marked = [False] * len(lines)
    for index, (above, below) in enumerate(pairwise(lines)):
        if _share_columns(above, below):
            marked[index] = marked[index + 1] = True
    return [replace(line, is_table_row=True) if mark else line for line, mark in zip(lines, marked, strict=True)]


def _share_columns(above: PageLine, below: PageLine) -> bool:
    if len(above.cells) < _TABLE_CELLS or len(above.cells) != len(below.cells):
        return False
    em = max(above.size, below.size, 1.0)
    pairs = zip(above.cell_lefts, below.cell_lefts, strict=True)
    return sum(abs(one - other) <= _ALIGNED * em for one, other in pairs) >= len(above.cells) - 1

"""Finds the rows of tables that were drawn with nothing but blanks or tabs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from viewer.text.cues import is_page_number
from viewer.text.words import Words

_NUMERIC = re.compile(r"[-+±<>≥≤≈约]?[\d０-９][\d０-９,.，．/:%％‰]*[㐀-鿿A-Za-z]{0,3}|[-—/]")
_PROSE = re.compile(r"[。；，！？]|[：:]$")
_LONGEST_ROW = 240
_LONGEST_CELL = 24
_FEWEST_CELLS = 3
_WIDE = 2


@dataclass(frozen=True, slots=True)
class RowShape:
    """How a line could be read as a row: its ``cells`` as ranges of words; ``sure`` when it could hardly be prose."""

    cells: tuple[tuple[int, int], ...]
    sure: bool


def row_shape(source: str, words: Words) -> RowShape | None:
    """Return how one line could be a row of a table, ``None`` when it cannot."""
    spans = words.spans
    if len(spans) < _WIDE or spans[-1][-1].end - spans[0][0].start > _LONGEST_ROW:
        return None
    texts = words.texts(source)
    if is_page_number(" ".join(texts)):
        return None
    tabs = [index for index, gap in enumerate(words.gaps, start=1) if "\t" in gap.span.of(source)]
    if tabs:
        return _shape(texts, tabs, fewest=_WIDE, sure=True)
    wide = [index for index, gap in enumerate(words.gaps, start=1) if gap.width >= _WIDE]
    if len(wide) + 1 >= _FEWEST_CELLS and (shape := _shape(texts, wide, fewest=_FEWEST_CELLS, sure=_is_numeric(texts))):
        return shape
    return _shape(texts, range(1, len(texts)), fewest=_FEWEST_CELLS, sure=_is_numeric(texts))


def _shape(texts: Sequence[str], cuts: Sequence[int], *, fewest: int, sure: bool) -> RowShape | None:
    cells = tuple(pairwise([0, *cuts, len(texts)]))
    if len(cells) < fewest:
        return None
    for first, last in cells:
        cell = "".join(texts[first:last])
        if len(cell) > _LONGEST_CELL or _PROSE.search(cell):
            return None
    return RowShape(cells, sure)


def _is_numeric(texts: Sequence[str]) -> bool:
    """Tell whether most words are figures; OCR sets every figure of a sentence apart, so half is not enough."""
    return 2 * sum(1 for text in texts if _NUMERIC.fullmatch(text)) > len(texts)


def rows_among(shapes: Sequence[RowShape | None]) -> list[RowShape | None]:
    """Keep the shapes of lines that are rows: a neighbour has as many cells, and one of the run is surely a row."""
    rows: list[RowShape | None] = [None] * len(shapes)
    start = 0
    while start < len(shapes):
        end = start + 1
        while end < len(shapes) and _alike(shapes[end - 1], shapes[end]):
            end += 1
        run = shapes[start:end]
        if end - start >= _WIDE and any(shape is not None and shape.sure for shape in run):
            rows[start:end] = run
        start = end
    return rows


def _alike(first: RowShape | None, second: RowShape | None) -> bool:
    return first is not None and second is not None and len(first.cells) == len(second.cells)

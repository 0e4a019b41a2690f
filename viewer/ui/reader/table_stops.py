"""Finds where the columns of a table stand on the page: rows are lines with tabs between their cells."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtGui import QFontMetricsF, QTextOption

from viewer.core.document import Document, ParagraphRole

_FIGURE = re.compile(r"[-+±≤≥<>约]?[\d,.，]+[%％‰]?|[-—/]?")
_GAP = 1.5  # characters between columns
_MOST_MEASURED = 300  # rows; what comes after them in a long table seldom is broader, and opening shall not wait


def stops_by_paragraph(document: Document, metrics: QFontMetricsF, room: float) -> dict[int, list[QTextOption.Tab]]:
    """Return the tab stops of every row, by the number of its paragraph; rows that follow each other share theirs."""
    found: dict[int, list[QTextOption.Tab]] = {}
    for numbers in _tables(document):
        measured = numbers[:_MOST_MEASURED]
        rows = [document.paragraph_text(document.paragraphs[number]).split("\t") for number in measured]
        found.update(dict.fromkeys(numbers, stops_of(rows, metrics, room)))
    return found


def stops_of(rows: Sequence[Sequence[str]], metrics: QFontMetricsF, room: float) -> list[QTextOption.Tab]:
    """Return a stop per column but the first: figures end at it, words begin there; none where there is no room."""
    gap = metrics.horizontalAdvance("文") * _GAP
    stops, left = [], 0.0
    for column in range(max(map(len, rows), default=0)):
        cells = [row[column].strip() for row in rows if column < len(row)]
        width = metrics.horizontalAdvance(max(cells, key=_breadth))
        if column:
            stops.append(_stop(left, width, is_of_figures=all(map(_FIGURE.fullmatch, cells[1:])) and len(cells) > 1))
        left += width + gap
    return stops if left - gap <= room else []


def _stop(left: float, width: float, *, is_of_figures: bool) -> QTextOption.Tab:
    if is_of_figures:
        return QTextOption.Tab(left + width, QTextOption.TabType.RightTab)
    return QTextOption.Tab(left, QTextOption.TabType.LeftTab)


def _tables(document: Document) -> Iterator[list[int]]:
    """Yield the numbers of the paragraphs of each table."""
    numbered = enumerate(document.paragraphs)
    for is_table, group in groupby(numbered, key=lambda pair: pair[1].role is ParagraphRole.TABLE):
        if is_table:
            yield [number for number, _ in group]


def _breadth(cell: str) -> int:
    """Return how broad a cell is, about: GB 18030 writes a Chinese character in two bytes, a digit in one."""
    return len(cell.encode("gb18030", errors="replace"))

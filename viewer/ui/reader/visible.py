"""Which part of a page is in view, found without laying out more of it than that.

``QTextEdit.cursorForPosition`` lays out the whole document first, and answers wrongly while it does so.
"""

from collections.abc import Callable

from PySide6.QtGui import QTextBlock, QTextDocument

from viewer.core.span import Span


def visible_positions(page: QTextDocument, top: float, bottom: float) -> Span:
    """Return the UTF-16 positions of the lines that touch ``[top, bottom]`` of the page."""
    layout = page.documentLayout()
    count = page.blockCount()

    def begins_below(number: int) -> bool:
        return layout.blockBoundingRect(page.findBlockByNumber(number)).top() > bottom

    def ends_below(number: int) -> bool:
        return layout.blockBoundingRect(page.findBlockByNumber(number)).bottom() >= top

    first = min(first_true(ends_below, count), count - 1)
    last = max(first_true(begins_below, count) - 1, first)
    start, end = page.findBlockByNumber(first), page.findBlockByNumber(last)
    return Span(_first_position(start, top), max(_last_position(end, bottom), _first_position(start, top)))


def first_true(holds: Callable[[int], bool], count: int) -> int:
    """Return the first number below ``count`` for which a growing condition holds, else ``count``.

    Looks near the beginning first: asking about a far block lays out all before it.
    """
    reach = 1
    while reach < count and not holds(reach - 1):
        reach *= 2
    low, high = reach // 2, min(reach, count)
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _first_position(block: QTextBlock, top: float) -> int:
    lines = block.layout()
    inside = top - lines.position().y()
    number = first_true(lambda line: lines.lineAt(line).rect().bottom() >= inside, lines.lineCount())
    return block.position() + (lines.lineAt(number).textStart() if number < lines.lineCount() else 0)


def _last_position(block: QTextBlock, bottom: float) -> int:
    lines = block.layout()
    inside = bottom - lines.position().y()
    number = first_true(lambda line: lines.lineAt(line).y() > inside, lines.lineCount()) - 1
    if number < 0:
        return block.position()
    line = lines.lineAt(number)
    return block.position() + line.textStart() + line.textLength()

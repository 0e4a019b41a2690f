"""Takes out what belongs to the pages and not to the text: page numbers, running headers, the buttons of a web page."""

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from viewer.core.raw import BlockKind
from viewer.text.cues import Cue, ends_sentence, is_office, is_page_number, is_toolbar
from viewer.text.layout import is_open_ended
from viewer.text.lines import Line

_BARE_NUMBER = re.compile(r"\d{1,4}")
_LONGEST_HEADER = 40
_FEWEST_LINES_OF_PAGE = 6
_FEWEST_HEADERS = 2
_NEVER_HEADERS = frozenset({Cue.FIELD, Cue.CONTACT, Cue.NUMBERED, Cue.GREETING})


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of the text; the line after a dropped one knows that a page ended or a paragraph begins."""
    dropped = _page_numbers(lines)
    dropped |= _running_headers(lines, dropped)
    buttons = {index for index, line in enumerate(lines) if line.is_loose and is_toolbar(line.text)}
    kept: list[Line] = []
    page_break = starts = False
    for index, line in enumerate(lines):
        if index in dropped or index in buttons:
            page_break = page_break or index in dropped
            starts = starts or index in buttons
            continue
        if page_break or starts:
            line = replace(line, page_break=line.page_break or page_break, starts=line.starts or starts)  # noqa: PLW2901
        page_break = starts = False
        kept.append(line)
    return kept


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    found = {
        index
        for index, line in enumerate(lines)
        if line.kind in (BlockKind.LINE, BlockKind.HEADING) and is_page_number(line.text)
    }
    return found | _bare_page_numbers(lines)


def _bare_page_numbers(lines: Sequence[Line]) -> set[int]:
    """Find lone numbers that count up by one with a page of text between them, or stand where a page ends."""
    numbers = [
        (index, int(line.text))
        for index, line in enumerate(lines)
        if line.is_loose and _BARE_NUMBER.fullmatch(line.text)
    ]
    found = {
        index
        for index, _ in numbers
        if lines[index].page_break or (index + 1 < len(lines) and lines[index + 1].page_break)
    }
    for (first, value), (second, following) in itertools.pairwise(numbers):
        if following == value + 1 and second - first >= _FEWEST_LINES_OF_PAGE:
            found |= {first, second}
    return found


def _running_headers(lines: Sequence[Line], numbers: set[int]) -> set[int]:
    """Find short lines that come back where pages begin or end; at the top of the first page they are letterhead."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if (
            line.is_loose
            and index not in numbers
            and len(line.text) <= _LONGEST_HEADER
            and not ends_sentence(line.text)
        ):
            places[re.sub(r"\d+", "0", line.text)].append(index)
    dropped: set[int] = set()
    for where in places.values():
        marked = [index for index in where if _at_border(lines, index, numbers)]
        inside = [index for index in where if index and _inside_sentence(lines, index)]
        borders = marked if len(marked) >= _FEWEST_HEADERS else inside if len(inside) > _FEWEST_HEADERS else []
        if borders and 2 * len(borders) >= len(where) and lines[where[0]].cue not in _NEVER_HEADERS:
            dropped.update(index for index in borders if index != 0)
    return dropped


def _at_border(lines: Sequence[Line], index: int, numbers: set[int]) -> bool:
    """Tell whether a line is the first or the last of a page."""
    after = lines[index + 1] if index + 1 < len(lines) else None
    if index == 0:
        return True
    if after is None:
        return False
    if is_office(lines[index].text) and after.cue in (Cue.DATE, Cue.NOTE) and not lines[index].page_break:
        return False  # the office signs again
    return lines[index].page_break or after.page_break or index - 1 in numbers or index + 1 in numbers


def _inside_sentence(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line cuts a sentence in two: so headers give themselves away where no page border is marked."""
    before, line = lines[index - 1], lines[index]
    return is_open_ended(before.text) and before.width > line.width and before.cue is Cue.NONE and line.gap > 0

"""Where a letter is signed: the unit's name and the date below the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from viewer.extract.metadata.forms import DATE, is_prose, unit_length, unit_pattern
from viewer.extract.metadata.lines import Line

_LINES_ABOVE_DATE = 5
_LINES_BELOW = 40
_SHORTEST_UNIT = 4

_DATE_LINE = re.compile(rf"[（]?(?P<date>{DATE})[）]?")


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of a line: the characters from ``start`` to ``end``."""

    line: Line
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Signature:
    """The unit and the date as signed; ``start`` to ``end`` are the lines standing below the text round them."""

    unit: Place | None
    date: Place | None
    start: int
    end: int


def find_signature(lines: Sequence[Line]) -> Signature:
    """Return the signature of a letter whose text, without a page's footer, is given.

    The date is the first one with a unit above (what follows are enclosures), else the last one standing alone;
    without a date the last line that is a unit's name is the signature.
    """
    prose = [index for index, line in enumerate(lines) if is_prose(line)]
    dates = {index: date for index, line in enumerate(lines) if (date := _date_in(line)) is not None}
    index = next((index for index in dates if _unit_above(lines, index)), max(dates, default=None))
    if index is not None:
        unit = _unit_above(lines, index) or _unit_below(lines, index)
        return Signature(unit, dates[index], *_below_text(prose, index, len(lines)))
    index = max((index for index, line in enumerate(lines) if index and unit_length(line.folded)), default=None)
    if index is not None:
        return Signature(_unit_in(lines[index]), None, *_below_text(prose, index, len(lines)))
    start = prose[-1] + 1 if prose else min(1, len(lines))
    return Signature(_unit_in(lines[start - 1]) if lines else None, None, start, len(lines))


def _below_text(prose: Sequence[int], index: int, count: int) -> tuple[int, int]:
    """Return the lines round the signature's line that are not part of the text."""
    start = max((place + 1 for place in prose if place <= index), default=0)
    end = min((place for place in prose if place > index), default=count)
    return start, min(end, index + _LINES_BELOW)


def _last_sentence_end(folded: str) -> int:
    """Return where the words after the last full stop begin: a signature may have been joined to the text before it."""
    return max(folded.rfind(mark) for mark in "。！") + 1


def _date_in(line: Line) -> Place | None:
    start = _last_sentence_end(line.folded)
    match = _DATE_LINE.fullmatch(line.folded, start)
    if match is None:
        signed = _unit_and_date().fullmatch(line.folded, start)
        match = signed if signed and unit_length(signed["unit"]) else None
    return None if match is None else Place(line, *match.span("date"))


def _unit_in(line: Line) -> Place | None:
    """Return the unit that is all of the line behind its last sentence; of several side by side the first."""
    start = _last_sentence_end(line.folded)
    ends = [index for index in range(start + 1, len(line.folded)) if line.has_gap_before(index)]
    pieces = list(zip([start, *ends], [*ends, len(line.folded)], strict=True))
    if len(pieces) > 1 and all(_is_whole_unit(line.folded[first:last]) for first, last in pieces):
        return Place(line, *pieces[0])
    length = unit_length(line.folded[start:])
    return Place(line, start, start + length) if length else None


def _is_whole_unit(folded: str) -> bool:
    return len(folded) >= _SHORTEST_UNIT and unit_length(folded) > 0


@cache
def _unit_and_date() -> re.Pattern[str]:
    return re.compile(f"(?P<unit>{unit_pattern()}(?:（[^（）]{{1,4}}）)?)(?P<date>{DATE})")


def _unit_above(lines: Sequence[Line], index: int) -> Place | None:
    """Return the unit that signs on or above the date's line; of several the first, which leads."""
    start = _last_sentence_end(lines[index].folded)
    match = _unit_and_date().fullmatch(lines[index].folded, start)
    if match and unit_length(match["unit"]):
        return Place(lines[index], start, start + unit_length(match["unit"]))
    found = None
    for line in reversed(lines[max(0, index - _LINES_ABOVE_DATE) : index]):
        unit = _unit_in(line)
        if unit is not None and (found is None or unit.start == 0):
            found = unit
        if is_prose(line) or (unit is None and found is not None):
            break
    return found


def _unit_below(lines: Sequence[Line], index: int) -> Place | None:
    """Return the unit that signs in the line below the date."""
    below = lines[index + 1 : index + 2]
    return _unit_in(below[0]) if below and not is_prose(below[0]) else None

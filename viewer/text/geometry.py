"""Puts lines whose place on the page is known into the same columns as lines of plain text."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from viewer.text.lines import Line

_WIDE_PITCH = 1.5  # times the usual distance from line to line: a blank line stands between
_FEWEST = 3


def placed(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with indent, width and gaps taken from their boxes where they have any.

    Columns are half squares of the commonest letter size, so that a title in large letters is as wide as it looks.
    """
    size = _body_size(lines)
    if size is None:
        return list(lines)
    pitch = _usual_pitch(lines)
    measured = [_measured(line, size) for line in lines]
    return [*measured[:1], *(_spaced(before, line, pitch) for before, line in pairwise(measured))]


def _body_size(lines: Sequence[Line]) -> float | None:
    """Return the letter size most characters are set in."""
    sizes: Counter[float] = Counter()
    for line in lines:
        if line.font_size and line.box:
            sizes[round(line.font_size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else None


def _measured(line: Line, size: float) -> Line:
    if line.box is None or not line.font_size or not line.is_loose:
        return line
    width = 2 * (line.box.right - line.box.left) / size
    return replace(line, width=width, indent=line.indent * line.font_size / size)


def _pitch(before: Line, line: Line) -> float | None:
    """Return the distance between two lines of one page, if the second stands below the first."""
    if before.box is None or line.box is None or before.page != line.page:
        return None
    distance = line.box.bottom - before.box.bottom
    return distance if distance > 0 else None


def _usual_pitch(lines: Sequence[Line]) -> float | None:
    pitches = [pitch for before, line in pairwise(lines) if (pitch := _pitch(before, line)) is not None]
    return median(pitches) if len(pitches) >= _FEWEST else None


def _spaced(before: Line, line: Line, usual: float | None) -> Line:
    pitch = _pitch(before, line)
    if usual is None or pitch is None or pitch < _WIDE_PITCH * usual:
        return line
    return replace(line, gap=max(line.gap, 1))

"""Measures how a source is set: where its lines were wrapped, how first lines are indented, what a blank line means."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from viewer.text.cues import CLOSERS, Cue
from viewer.text.lines import Line

NARROWEST = 34  # columns; shorter lines of one width are verse or lists, not wrapped prose
WIDEST = 132
_HANGING = 2  # closing punctuation may hang one square beyond the measure
_SLACK = 4  # a wrapped line may be two squares short, when a word or a mark did not fit
_SMALLEST_SHARE = 0.3
_LARGEST_OVERLONG_SHARE = 0.04
_LARGEST_INDENT = 12
_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Layout:
    """How a source is set, in half-width columns.

    ``measure`` is the width lines were wrapped at (``None``: every line of the source is a paragraph or a page's
    piece of one). ``margin`` is where continued lines begin, ``first_indent`` how much further first lines do
    (``None``: not at all), ``lost_indent`` by how much first lines are shorter because their indent was lost.
    ``gap`` is the number of blank lines between two lines of one paragraph; ``spaced`` says that more of them
    separate paragraphs.
    """

    measure: int | None = None
    margin: float = 0.0
    first_indent: float | None = None
    lost_indent: int = 0
    gap: int = 0
    spaced: bool = False

    def extent(self, line: Line) -> float:
        """Return how far to the right of the margin a line reaches."""
        return line.width + max(0.0, line.indent - self.margin)


def measure(lines: Sequence[Line]) -> Layout:
    """Measure the lines of a source."""
    loose = [line for line in lines if line.is_loose]
    if len(loose) < _ENOUGH:
        return Layout()
    margin = _mode([int(line.indent) for line in loose])
    width = _wrapped_at([round(line.width + max(0.0, line.indent - margin)) for line in loose], loose)
    wrapped = _wrapped_pairs(lines, width, margin)
    if width is not None and wrapped:
        margin = _mode([int(after.indent) for _, after in wrapped])
    gaps = [after.gap for _, after in wrapped if not after.page_break] or [line.gap for line in loose[1:]]
    gap = _mode(gaps) if gaps else 0
    first_indent = _first_indent(loose, margin if width is not None else 0, {id(after) for _, after in wrapped})
    return Layout(
        measure=width,
        margin=margin if width is not None or first_indent is None else 0,
        first_indent=first_indent,
        gap=gap,
        spaced=_is_spaced(lines, gap),
    )


def _mode(values: Sequence[int]) -> int:
    """Return the commonest value, the smallest among equals."""
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value))


def _wrapped_at(extents: Sequence[int], loose: Sequence[Line]) -> int | None:
    """Return the width most lines end at, if lines end there because they were wrapped."""
    counts = Counter(extents)
    windows = {
        width: sum(counts[near] for near in range(width - _SLACK, width + _HANGING + 1))
        for width in counts
        if NARROWEST <= width <= WIDEST
    }
    if not windows:
        return None
    # The widest of the well-filled windows: first lines that lost their indent fill a narrower one.
    best = max(windows.values())
    peaks = [
        width for width, count in windows.items() if count >= best / 2 and counts[width] * 3 >= _peak(counts, width)
    ]
    if not peaks:  # the lines that matter are wider than any wrapped ones
        return None
    width = max(peaks)
    full = [line for line, extent in zip(loose, extents, strict=True) if width - _SLACK <= extent <= width + _HANGING]
    overlong = sum(1 for extent in extents if extent > width + _SLACK)
    enough = len(full) >= max(_ENOUGH, _SMALLEST_SHARE * sum(1 for extent in extents if extent > width / 2))
    broken = sum(1 for line in full if is_open_ended(line.text))
    if enough and overlong <= max(1, _LARGEST_OVERLONG_SHARE * len(extents)) and broken * 2 >= len(full) - 1 and broken:
        return width
    return None


def _peak(counts: Counter[int], width: int) -> int:
    return max(counts[near] for near in range(width - _SLACK, width + _HANGING + 1))


def is_open_ended(text: str) -> bool:
    """Tell whether a line ends in the middle of a sentence, going by its last character."""
    last = text.rstrip(CLOSERS)[-1:] or text[-1:]
    return last.isalnum() or last in "，、,（(《“—-"


def _wrapped_pairs(lines: Sequence[Line], width: int | None, margin: float) -> list[tuple[Line, Line]]:
    """Return the neighbours that surely belong together: the first is full and ends in the middle of a sentence."""
    if width is None:
        return []
    return [
        (before, after)
        for before, after in pairwise(lines)
        if before.is_loose
        and after.is_loose
        and after.cue is Cue.NONE
        and before.cue in (Cue.NONE, Cue.NUMBERED)
        and before.width + max(0.0, before.indent - margin) >= width - _SLACK
        and is_open_ended(before.text)
    ]


def _first_indent(loose: Sequence[Line], margin: float, continued: set[int]) -> float | None:
    indents = [
        int(line.indent - margin)
        for line in loose
        if id(line) not in continued and _ENOUGH <= line.indent - margin <= _LARGEST_INDENT
    ]
    if len(indents) < max(_ENOUGH, (len(loose) - len(continued)) * 0.15):
        return None
    return float(_mode(indents))


def _is_spaced(lines: Sequence[Line], gap: int) -> bool:
    """Tell whether blank lines are used to set paragraphs apart."""
    wider = sum(1 for line in lines[1:] if line.gap > gap and not line.page_break)
    return wider >= max(_ENOUGH, len(lines) * 0.08)


# What a typesetter keeps on one line at the beginning of a text: a Latin word or a figure, or a character with the
# opening marks before it; and the closing marks behind.
_UNIT = re.compile(r"[（《“‘「『〈【〔(\[]*(?:[A-Za-z0-9.%+\-/&@]{1,16}|.)[，。、；：？！）》」』”’〉】〕％…,;:?!)\]]*")


def first_unit(text: str) -> int:
    """Return the columns the first unbreakable bit of a line needs."""
    match = _UNIT.match(text)
    unit = match.group() if match else ""
    return 2 * len(unit) - len(unit.encode("ascii", "ignore"))

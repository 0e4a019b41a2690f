"""Decides where paragraphs begin: the reading of all lines together that goes against the least evidence wins.

A dynamic programme over the lines finds that reading in linear time. It needs two states, because a first line that
lost its indent is full at a smaller width than a continued one.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from viewer.text.evidence import NEVER, Reason, overfull, weigh, weigh_fit
from viewer.text.layout import Layout
from viewer.text.lines import Line

_SAMPLE = 300  # lines; enough to tell one measure from another
_NEAR = 5
_CANDIDATES = 3
_LOST_INDENT = 4


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a paragraph begins at a line, and the reasons that were weighed."""

    begins: bool
    reasons: tuple[Reason, ...]


def decide(lines: Sequence[Line], layout: Layout, units: Sequence[int]) -> list[Decision]:
    """Decide for every line whether it begins a paragraph.

    ``units`` numbers the lines that are known to stand together (a title, a greeting over several lines); 0 is free.
    """
    if not lines:
        return []
    shared = [_shared(lines, index, layout, units) for index in range(1, len(lines))]
    layout = _refined(lines, layout, shared)
    begins, _ = _cheapest(lines, layout, shared)
    decisions = [Decision(begins=True, reasons=())]
    for index, reasons in enumerate(shared, start=1):
        fit = weigh_fit(lines[index - 1], lines[index], layout, first=begins[index - 1])
        decisions.append(Decision(begins[index], (*reasons, *fit)))
    return decisions


def grouped(decisions: Sequence[Decision]) -> list[tuple[int, int]]:
    """Return the ranges of lines that make up the paragraphs."""
    starts = [index for index, decision in enumerate(decisions) if decision.begins]
    return list(pairwise([*starts, len(decisions)])) if starts else []


def _shared(lines: Sequence[Line], index: int, layout: Layout, units: Sequence[int]) -> list[Reason]:
    together = units[index] != 0 and units[index] == units[index - 1]
    apart = units[index] != units[index - 1]
    return weigh(lines[index - 1], lines[index], layout, together=together, apart=apart)


def _refined(lines: Sequence[Line], layout: Layout, shared: Sequence[list[Reason]]) -> Layout:
    """Find the measure, and whether first lines lost their indent, that explain a sample of the lines best."""
    if layout.measure is None:
        return layout
    sample = lines[:_SAMPLE]
    indents = (0, _LOST_INDENT) if layout.first_indent is None else (0,)
    candidates = [
        replace(layout, measure=width, lost_indent=lost) for width in _widths(sample, layout) for lost in indents
    ]
    return min(candidates, key=lambda candidate: _cheapest(sample, candidate, shared)[1])


def _widths(lines: Sequence[Line], layout: Layout) -> list[int]:
    """Return the commonest widths near the measure, and the measure itself."""
    measure = layout.measure or 0
    extents = Counter(round(layout.extent(line)) for line in lines if line.is_loose)
    near = sorted(range(measure - _NEAR, measure + _NEAR + 1), key=lambda width: -extents[width])
    return [measure, *(width for width in near[:_CANDIDATES] if width != measure)]


def _cheapest(lines: Sequence[Line], layout: Layout, shared: Sequence[list[Reason]]) -> tuple[list[bool], float]:
    """Return for each line whether it begins a paragraph, in the cheapest reading, and what that reading costs."""
    first, rest = overfull(lines[0], layout, first=True), NEVER
    trail: list[tuple[bool, bool]] = []
    for (before, after), reasons in zip(pairwise(lines), shared, strict=False):
        fit_first = weigh_fit(before, after, layout, first=True)
        fit_rest = weigh_fit(before, after, layout, first=False)
        cut_first, join_first = first + _cut(fit_first), first + _join(fit_first)
        cut_rest, join_rest = rest + _cut(fit_rest), rest + _join(fit_rest)
        trail.append((cut_first <= cut_rest, join_first <= join_rest))
        first = min(cut_first, cut_rest) + _cut(reasons) + overfull(after, layout, first=True)
        rest = min(join_first, join_rest) + _join(reasons) + overfull(after, layout, first=False)
    begins = [first <= rest]
    for after_cut, after_join in reversed(trail):
        begins.append(after_cut if begins[-1] else after_join)
    return begins[::-1], min(first, rest)


def _cut(reasons: Sequence[Reason]) -> float:
    return sum(reason.cut for reason in reasons)


def _join(reasons: Sequence[Reason]) -> float:
    return sum(reason.join for reason in reasons)

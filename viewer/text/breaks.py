"""Decides where paragraphs begin: the reading of all lines together that goes against the least evidence wins.

A dynamic programme over the lines finds that reading in linear time. It needs two states, because a first line that
lost its indent is full at a smaller width than a continued one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from viewer.text.evidence import NEVER, Reason, overfull, weigh, weigh_fit
from viewer.text.layout import Layout
from viewer.text.lines import Line

_SAMPLE = 600
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
    layout = _with_lost_indent(lines, layout, shared)
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


def _with_lost_indent(lines: Sequence[Line], layout: Layout, shared: Sequence[list[Reason]]) -> Layout:
    """Find out, on a sample, whether first lines are short by the two squares of an indent that was lost."""
    if layout.measure is None or layout.first_indent is not None:
        return layout
    sample = lines[:_SAMPLE]
    lost = replace(layout, lost_indent=_LOST_INDENT)
    return lost if _cheapest(sample, lost, shared)[1] < _cheapest(sample, layout, shared)[1] else layout


def _cheapest(lines: Sequence[Line], layout: Layout, shared: Sequence[list[Reason]]) -> tuple[list[bool], float]:
    """Return for each line whether it begins a paragraph, in the cheapest reading, and what that reading costs."""
    first, rest = overfull(lines[0], layout), NEVER
    trail: list[tuple[bool, bool]] = []
    for (before, after), reasons in zip(pairwise(lines), shared, strict=False):
        fit_first = weigh_fit(before, after, layout, first=True)
        fit_rest = weigh_fit(before, after, layout, first=False)
        cut_first, join_first = first + _cut(fit_first), first + _join(fit_first)
        cut_rest, join_rest = rest + _cut(fit_rest), rest + _join(fit_rest)
        trail.append((cut_first <= cut_rest, join_first <= join_rest))
        first = min(cut_first, cut_rest) + _cut(reasons) + overfull(after, layout)
        rest = min(join_first, join_rest) + _join(reasons)
    begins = [first <= rest]
    for after_cut, after_join in reversed(trail):
        begins.append(after_cut if begins[-1] else after_join)
    return begins[::-1], min(first, rest)


def _cut(reasons: Sequence[Reason]) -> float:
    return sum(reason.cut for reason in reasons)


def _join(reasons: Sequence[Reason]) -> float:
    return sum(reason.join for reason in reasons)

"""Gives each figure of a list its own period: 2021年和2022年分别为3.2亿元和3.5亿元."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from viewer.core.metric import Period
from viewer.extract.metrics.period import PeriodMention
from viewer.extract.metrics.quantity import Quantity

_GAP = re.compile(r"[、，,]?(?:和|及|与|以及)?\s*")
_TOLD_APART = re.compile(r"分别|依次")
_LONGEST = 12
_FARTHEST = 160


def periods_told_apart(
    text: str, mentions: Sequence[PeriodMention], quantities: Sequence[Quantity], sentence_ends: Sequence[int]
) -> dict[int, PeriodMention]:
    """Return the own period of every figure, by its place among ``quantities``, whose sentence tells periods apart.

    As many periods as figures must be named side by side (or as a range of whole years) before the figures; after
    them, further lists of as many figures are told apart by the same periods.
    """
    found: dict[int, PeriodMention] = {}
    groups = [group for group in _groups(text, mentions) if len(group) > 1]
    ends = [group[-1].end for group in groups]
    breaks = sorted([*sentence_ends, *(mention.start + 1 for mention in mentions if not mention.compared)])
    for first, last in _lists(text, quantities) if groups else ():
        start = quantities[first].start
        index = bisect_right(ends, start) - 1
        if last == first or index < 0 or len(groups[index]) != last - first + 1:
            continue
        is_broken = bisect_right(breaks, ends[index]) < bisect_right(breaks, start)
        if not is_broken and start - ends[index] <= _FARTHEST and _TOLD_APART.search(text, ends[index], start):
            found.update(zip(range(first, last + 1), groups[index], strict=True))
    return found


def _lists(text: str, quantities: Sequence[Quantity]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of the figures that stand side by side."""
    first = 0
    for index in range(1, len(quantities) + 1):
        beside = (
            index < len(quantities)
            and quantities[index].unit == quantities[first].unit
            and _GAP.fullmatch(text, quantities[index - 1].end, quantities[index].start)
        )
        if not beside or index - first >= _LONGEST:
            yield first, index - 1
            first = index


def _groups(text: str, mentions: Sequence[PeriodMention]) -> Iterator[list[PeriodMention]]:
    """Yield the periods that stand side by side; a range of whole years stands for its years."""
    group: list[PeriodMention] = []
    for mention in mentions:
        if group and not _GAP.fullmatch(text, group[-1].end, mention.start):
            yield _years(group[0]) if len(group) == 1 else group
            group = []
        group.append(mention)
    if group:
        yield _years(group[0]) if len(group) == 1 else group


def _years(mention: PeriodMention) -> list[PeriodMention]:
    start, end = mention.period.start, mention.period.end
    if not start or not end:
        return [mention]
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if (first.month, first.day, last.month, last.day) != (1, 1, 12, 31) or last.year - first.year >= _LONGEST:
        return [mention]
    return [
        replace(mention, period=Period(mention.period.text, f"{year}-01-01", f"{year}-12-31"))
        for year in range(first.year, last.year + 1)
    ]

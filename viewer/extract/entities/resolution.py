"""From overlapping guesses to one flat reading: the choice that explains the text best."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import attrgetter

from viewer.extract.entities.candidate import Candidate


def resolve(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the non-overlapping candidates with the highest total score, in order.

    One long name outweighs its parts unless it is much more doubtful. Takes n log n time.
    """
    ordered = sorted(_best_by_span(candidates), key=attrgetter("end", "start"))
    ends = [candidate.end for candidate in ordered]
    totals = [0.0]
    chosen_before: list[int] = []
    for index, candidate in enumerate(ordered):
        before = bisect_right(ends, candidate.start, 0, index)
        chosen_before.append(before)
        totals.append(max(totals[-1], totals[before] + candidate.score))
    return _trace(ordered, totals, chosen_before)


def outside(candidates: Iterable[Candidate], plain: Sequence[tuple[int, int]]) -> list[Candidate]:
    """Return the candidates that do not lie within one of the ``plain`` stretches, given by start."""
    starts = [start for start, _ in plain]
    reach = list(accumulate((end for _, end in plain), max))
    kept: list[Candidate] = []
    for candidate in candidates:
        before = bisect_right(starts, candidate.start) - 1
        if before < 0 or reach[before] < candidate.end:
            kept.append(candidate)
    return kept


def _best_by_span(candidates: Iterable[Candidate]) -> Iterable[Candidate]:
    best: dict[tuple[int, int], Candidate] = {}
    for candidate in candidates:
        key = (candidate.start, candidate.end)
        if key not in best or candidate.weight > best[key].weight:
            best[key] = candidate
    return best.values()


def _trace(ordered: list[Candidate], totals: list[float], chosen_before: list[int]) -> list[Candidate]:
    chosen: list[Candidate] = []
    index = len(ordered)
    while index:
        if totals[index] > totals[index - 1]:
            chosen.append(ordered[index - 1])
            index = chosen_before[index - 1]
        else:
            index -= 1
    return chosen[::-1]

"""What two statements of one figure say to each other, and what the statements of a series say together."""

import re
from collections.abc import Sequence
from enum import Enum

from viewer.comparing.intervals import tolerant_interval
from viewer.comparing.name_table import name_table
from viewer.core.metric import Period
from viewer.core.series import Comparison, FigureStatus, Statement, Verdict

_CHANGE = re.compile(r"[增升提减降缩压扩调改上下][^，。；]{0,4}[至到为]|[至到]")
_GRAVEST_FIRST = tuple(reversed(Verdict))


class _Times(Enum):
    SAME = "same"
    DIFFERENT = "different"
    UNCLEAR = "unclear"


def compare(first: Statement, second: Statement) -> Verdict:
    """Return the verdict on two statements; where names, places or times do not tell, it says so."""
    one, other = first.figure.metric, second.figure.metric
    if (one.value, one.value_max, one.comparator) == (other.value, other.value_max, other.comparator):
        return Verdict.SAME
    if tolerant_interval(one).meets(tolerant_interval(other)):
        return Verdict.COMPATIBLE
    if _stand_in_one_sentence(first, second):
        return Verdict.CHANGED if _CHANGE.search(_between(first, second)) else Verdict.UNCLEAR
    times = _times(first, second)
    if times is _Times.UNCLEAR or not _are_named_alike(first, second):
        return Verdict.UNCLEAR
    return Verdict.CONTRADICTED if times is _Times.SAME else Verdict.CHANGED


def in_order(statements: Sequence[Statement]) -> list[Statement]:
    """Return statements by the time they speak of, then by value."""
    return sorted(statements, key=_moment)


def comparisons(statements: Sequence[Statement]) -> tuple[Comparison, ...]:
    """Return what neighbours say to each other, and the one pair of a moment whose values lie furthest apart."""
    pairs = [(number, number + 1) for number in range(len(statements) - 1)]
    pairs.extend(pair for pair in _furthest_of_each_moment(statements) if pair not in pairs)
    return tuple(Comparison(one, two, compare(statements[one], statements[two])) for one, two in sorted(pairs))


def gravest(found: Sequence[Comparison]) -> Verdict | None:
    """Return the verdict a person should see first, ``None`` where nothing was compared."""
    verdicts = {each.verdict for each in found}
    return next((each for each in _GRAVEST_FIRST if each in verdicts), None)


def day_of(statement: Statement) -> str | None:
    """Return the last day a figure speaks of, ``None`` where neither figure nor document says."""
    period = statement.figure.metric.period
    return (period.end or period.start) if period is not None else statement.figure.date


def _furthest_of_each_moment(statements: Sequence[Statement]) -> list[tuple[int, int]]:
    moments: dict[object, list[int]] = {}
    for number, statement in enumerate(statements):
        period = statement.figure.metric.period
        moments.setdefault((period.start, period.end) if period else None, []).append(number)
    found = []
    for numbers in moments.values():
        lowest = min(numbers, key=lambda number: _high(statements[number]))
        highest = max(numbers, key=lambda number: _low(statements[number]))
        if abs(lowest - highest) > 1:
            found.append((min(lowest, highest), max(lowest, highest)))
    return found


def _low(statement: Statement) -> float:
    low = statement.interval.low
    return float("-inf") if low is None else low


def _high(statement: Statement) -> float:
    high = statement.interval.high
    return float("inf") if high is None else high


def _moment(statement: Statement) -> tuple[bool, str, str, float, str, int]:
    metric, day = statement.figure.metric, day_of(statement)
    start = (metric.period.start or "") if metric.period else ""
    return (day is None, day or "", start, metric.value, statement.figure.document_id, metric.span.start)


def _stand_in_one_sentence(first: Statement, second: Statement) -> bool:
    one, other = first.figure, second.figure
    return one.document_id == other.document_id and one.metric.sentence == other.metric.sentence


def _between(first: Statement, second: Statement) -> str:
    """Return the words between two figures of one sentence: 由25分钟降至12分钟."""
    one, other = sorted((first.figure.metric.span, second.figure.metric.span))
    start = first.figure.metric.sentence.start
    return first.figure.sentence[one.end - start : other.start - start]


def _are_named_alike(first: Statement, second: Statement) -> bool:
    one, other = first.key, second.key
    if (one.core, one.scope) != (other.core, other.scope):
        return False
    if name_table().generic.fullmatch(one.core):
        return False  # it is known by the name before it in the sentence, which may be another's
    return one.subject == other.subject


def _times(first: Statement, second: Statement) -> _Times:
    one, other = first.figure.metric.period, second.figure.metric.period
    same_document = first.figure.document_id == second.figure.document_id
    if one is None or other is None:
        return _Times.SAME if same_document and one is other else _Times.UNCLEAR
    if (one.start, one.end) == (other.start, other.end) and (one.end or one.text == other.text):
        return _Times.SAME
    if one.end is None or other.end is None:
        return _Times.UNCLEAR
    counts_all = FigureStatus.CUMULATIVE in {first.key.status, second.key.status}
    if one.start is None or other.start is None or counts_all:
        return _by_ends(one, other, counts_all=counts_all)
    return _Times.DIFFERENT if one.end < other.start or other.end < one.start else _Times.UNCLEAR


def _by_ends(one: Period, other: Period, *, counts_all: bool) -> _Times:
    if one.end != other.end:
        return _Times.DIFFERENT
    return _Times.SAME if counts_all else _Times.UNCLEAR

"""What a stated figure allows: 约 is a little around, 余 above up to the next round step, 近 below."""

import re
from decimal import Decimal

from viewer.core.metric import Comparator, Metric, MetricType
from viewer.core.series import Interval

_AROUND = 0.05
_NEARLY = 0.9
_A_LITTLE_MORE = re.compile(r"[余多几来]")
_DIGITS = re.compile(r"\d[\d,，]*(?:\.\d+)?")
_MEASURED = frozenset({MetricType.PERCENT, MetricType.MONEY, MetricType.AREA, MetricType.LENGTH, MetricType.RATIO})


def interval_of(metric: Metric) -> Interval:
    """Return the values a statement allows."""
    value, last = metric.value, metric.value_max
    if last is not None:
        return Interval(min(value, last), max(value, last))
    is_a_little_more = _A_LITTLE_MORE.search(metric.surface) is not None
    about = abs(value) * _AROUND
    allowed = {
        Comparator.EQUAL: Interval(value, value),
        Comparator.ABOUT: Interval(value - about, value + about),
        Comparator.MORE: Interval(
            value, value + _round_step(value) if is_a_little_more else None, low_is_open=True, high_is_open=True
        ),
        Comparator.AT_LEAST: Interval(value, None),
        Comparator.LESS: Interval(value * _NEARLY if "近" in metric.surface else 0.0, value, high_is_open=True),
        Comparator.AT_MOST: Interval(0.0, value),
    }
    return allowed[metric.comparator]


def tolerant_interval(metric: Metric) -> Interval:
    """Return the values that would be written like this: 55% may be 55.3, 23 家 is never 24."""
    half = _half_step(metric)
    if metric.comparator is not Comparator.EQUAL or metric.value_max is not None or half is None:
        return interval_of(metric)
    return Interval(metric.value - half, metric.value + half, high_is_open=True)


def _round_step(value: float) -> float:
    """Return the size of the last digit that is not nought: 10 for 30, 100 for 6100, 1000 for 75000."""
    digits = Decimal(repr(value)).normalize()
    exponent = digits.as_tuple().exponent
    return float(10**exponent) if isinstance(exponent, int) else 0.0


def _half_step(metric: Metric) -> float | None:
    """Return half of what the last written digit is worth, ``None`` where the figure was counted."""
    found = _DIGITS.search(metric.surface)
    if found is None:
        return None
    written = Decimal(found[0].replace(",", "").replace("，", "").rstrip("."))
    if not written:
        return None
    exponent = written.as_tuple().exponent
    step = float(Decimal(repr(metric.value)) / written) * 10.0 ** (exponent if isinstance(exponent, int) else 0)
    is_counted = metric.type not in _MEASURED and step <= 1.0
    return None if is_counted else step / 2

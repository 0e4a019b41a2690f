"""Numbers at the side of a chart: round ones, written as an office writes them."""

import math

_WANTED = 5
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_UNITS = ((1e8, "亿"), (1e4, "万"))
_GROUPED = 1e4


def marks_between(low: float, high: float) -> list[float]:
    """Return about five round numbers from ``low`` to ``high``."""
    span = high - low
    if span <= 0 or not math.isfinite(span):
        return [low]
    rough = span / _WANTED
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(each * power for each in _STEPS if each * power >= rough)
    first = math.ceil(low / step)
    return [number * step for number in range(first, math.floor(high / step) + 1)]


def shown_number(value: float) -> str:
    """Return 3.6万 for 36000 and 1,240 for 1240."""
    for size, unit in _UNITS:
        if abs(value) >= size * (10 if unit == "万" else 1) or (unit == "万" and abs(value) >= _GROUPED):
            return f"{value / size:,.6g}{unit}"
    return f"{value:,.6g}"

"""A metric: one mention of a figure, normalised to a base unit, with its mark, period and name."""

from dataclasses import dataclass
from enum import StrEnum

from viewer.core.span import Span


class MetricType(StrEnum):
    """What kind of quantity is stated."""

    COUNT = "count"
    PERCENT = "percent"
    POINT = "point"
    MONEY = "money"
    AREA = "area"
    LENGTH = "length"
    DURATION = "duration"
    RATIO = "ratio"
    RANK = "rank"
    OTHER = "other"


class Comparator(StrEnum):
    """How the stated number relates to the true one: 约 ``~``, 超过 余 多 ``>``, 以上 ``>=``, 近 ``<``, 至多 ``<=``."""

    EQUAL = "="
    ABOUT = "~"
    MORE = ">"
    AT_LEAST = ">="
    LESS = "<"
    AT_MOST = "<="


class MetricRole(StrEnum):
    """What the figure says about its indicator."""

    LEVEL = "level"
    GROWTH = "growth"
    SHARE = "share"
    TARGET = "target"
    CAP = "cap"
    RANK = "rank"


@dataclass(frozen=True, slots=True)
class Period:
    """The time a figure speaks of: its words, and the days they mean (ISO, inclusive); a bound may be unknown."""

    text: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure. ``value`` is in the base unit ``unit`` (310亿元: 31000000000 元); a range also has ``value_max``.

    ``indicator`` names the figure where it stands alone, as a series of figures does: 举办创投沙龙, 综合税收同比增长.
    ``indicator_words`` are the words at the figure's side alone: 举办, 同比增长; ``None`` where a person named it.
    """

    span: Span
    surface: str
    type: MetricType
    value: float
    unit: str
    sentence: Span
    comparator: Comparator = Comparator.EQUAL
    role: MetricRole = MetricRole.LEVEL
    value_max: float | None = None
    indicator: str | None = None
    qualifier: str | None = None
    period: Period | None = None
    scope: str | None = None
    indicator_words: str | None = None

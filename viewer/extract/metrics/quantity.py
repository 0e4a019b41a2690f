"""What the grammar finds: one figure of a paragraph with its number, unit and the words that qualify it."""

from dataclasses import dataclass
from fractions import Fraction

from viewer.core.metric import Comparator, MetricType
from viewer.extract.metrics.comparator import Qualifier, QualifierTable

_SHARES = frozenset({MetricType.PERCENT, MetricType.RATIO})


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure: ``[start, end)`` with its qualifiers, ``[number_start, unit_end)`` without them.

    ``unit`` is the base unit ``value`` is given in and ``unit_name`` the unit as written; ``verb_start`` is where
    the verb of a rank begins (居全市第一), which belongs neither to the figure nor to its name.
    """

    start: int
    end: int
    number_start: int
    unit_end: int
    value: float
    unit: str
    type: MetricType
    comparator: Comparator = Comparator.EQUAL
    qualifier: str | None = None
    value_max: float | None = None
    unit_name: str = ""
    suffix: str = ""
    more: str = ""
    verb_start: int | None = None

    @property
    def rate(self) -> bool:
        """Tell whether the figure is stated per something (每人每月)."""
        return self.qualifier is not None and self.qualifier.startswith("每")


@dataclass(frozen=True, slots=True)
class Stated:
    """A number with its unit, before its qualifiers are read: where it stands and what it is worth."""

    start: int
    end: int
    value: Fraction
    unit: str
    type: MetricType
    value_max: Fraction | None = None
    unit_name: str = ""
    more: str = ""
    bare_magnitude: bool = False


def qualified(stated: Stated, text: str, qualifiers: QualifierTable, floor: int = 0) -> Quantity:
    """Return the figure with the words round the number that qualify it, none of them before ``floor``."""
    before = qualifiers.before_number(text, stated.start, bare_magnitude=stated.bare_magnitude, floor=floor)
    distant = None
    if before is None and stated.type in _SHARES:
        distant = qualifiers.at_distance(text, stated.start, floor)
    after = qualifiers.after_unit(text, stated.end, duration=stated.type is MetricType.DURATION)
    comparator, words = _relation(before or distant, stated.more, after, qualifiers)
    return Quantity(
        start=before.start if before else stated.start,
        end=stated.end + len(after[0]) if after else stated.end,
        number_start=stated.start,
        unit_end=stated.end,
        value=float(stated.value),
        unit=stated.unit,
        type=stated.type,
        comparator=comparator,
        qualifier=words,
        value_max=None if stated.value_max is None else float(stated.value_max),
        unit_name=stated.unit_name,
        suffix=after[0] if after else "",
        more=stated.more,
    )


def _relation(
    before: Qualifier | None, more: str, after: tuple[str, Comparator] | None, qualifiers: QualifierTable
) -> tuple[Comparator, str | None]:
    """Return the comparator and the words it was read from: those before win, then 余 and 多, then those behind."""
    if before is not None and before.comparator is not Comparator.EQUAL:
        return before.comparator, before.words
    rate = before.words if before else ""
    if more:
        return qualifiers.inside[more], rate or more
    if after is not None:
        return after[1], rate or after[0]
    return Comparator.EQUAL, rate or None

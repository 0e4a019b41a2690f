"""Units as people type them, led back to the base units in which figures are stored."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib import resources
from types import MappingProxyType

from viewer.text.fold import fold


@dataclass(frozen=True, slots=True)
class Unit:
    """A base unit and how many of it a typed unit is."""

    base: str
    factor: float


def unit_named(typed: str) -> Unit:
    """Return the unit some words stand for; words that name none stand for themselves.

    >>> unit_named("公里"), unit_named("％")
    (Unit(base='米', factor=1000.0), Unit(base='%', factor=1.0))
    """
    folded = fold(typed)
    return _units().get(folded, Unit(folded, 1.0))


@cache
def _units() -> Mapping[str, Unit]:
    table = resources.files("viewer.resources").joinpath("metrics", "units.toml").read_text("utf-8")
    units: dict[str, Unit] = {}
    for group in tomllib.loads(table)["group"]:
        for row in group["units"]:
            base = Unit(fold(row.get("base", row["unit"])), float(Fraction(str(row.get("factor", 1)))))
            units.setdefault(fold(row["unit"]), base)
    return MappingProxyType(units)

"""The tables of known names, read once from the program's resources."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from viewer.core.entity import EntityType


class PlaceLevel(StrEnum):
    """How high an administrative area stands."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative area: full and short name, and the full name of the area above (empty for provinces)."""

    name: str
    short: str
    level: PlaceLevel
    parent: str


@dataclass(frozen=True, slots=True)
class Crossing:
    """Words that run across a name: one of ``left`` ends inside it, and one of ``right`` goes on from there."""

    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that closes a name; a weak one needs more than a modifier to make a name."""

    type: EntityType
    is_strong: bool


@dataclass(frozen=True, slots=True)
class Gazetteers:
    """All tables of names and word lists the layers consult; nothing in them changes while the program runs."""

    places: tuple[Place, ...]
    ambiguous_places: frozenset[str]
    crossings: Mapping[str, tuple[Crossing, ...]]
    towns: frozenset[str]
    departments: Mapping[str, str]
    state_bodies: Mapping[str, str]
    technologies: Mapping[str, bool]
    programmes: Mapping[str, bool]
    events: Mapping[str, str]
    companies: Mapping[str, str]
    heads: Mapping[str, Head]
    enumeration_heads: Mapping[str, EntityType | None]
    regions: frozenset[str]
    boundaries: frozenset[str]
    hard_boundaries: frozenset[str]
    verbs: frozenset[str]
    unbroken: frozenset[str]
    generic_modifiers: frozenset[str]
    quoted_plain: frozenset[str]
    plain_phrases: frozenset[str]
    surnames: frozenset[str]


@cache
def load_gazetteers() -> Gazetteers:
    """Return the tables shipped with the program."""
    return Gazetteers(
        places=tuple(Place(name, short, PlaceLevel(level), parent) for name, short, level, parent in _rows("places")),
        ambiguous_places=_words("ambiguous_places"),
        crossings=_crossings(),
        towns=frozenset(_lines("towns.txt")),
        departments={short: full for short, full in _rows("departments")},  # noqa: C416 - mypy wants the pairs named
        state_bodies={name: canonical for name, canonical in _rows("state_bodies")},  # noqa: C416
        technologies={term: optional == "optional" for term, optional in _rows("technologies")},
        programmes={term: optional == "optional" for term, optional in _rows("programmes")},
        events={term: canonical for term, canonical in _rows("events")},  # noqa: C416
        companies={term: canonical for term, canonical in _rows("companies")},  # noqa: C416
        heads={head: Head(EntityType(kind), strength == "strong") for head, kind, strength in _rows("heads")},
        enumeration_heads={head: EntityType(kind) if kind else None for head, kind in _rows("enumeration_heads")},
        regions=_words("regions"),
        boundaries=_words("boundaries") | _words("verbs"),
        hard_boundaries=(_words("boundaries") | _words("verbs")) - _words("soft_boundaries"),
        verbs=_words("verbs"),
        unbroken=_words("unbroken"),
        generic_modifiers=_words("generic_modifiers"),
        quoted_plain=_words("quoted_plain"),
        plain_phrases=_words("plain_phrases"),
        surnames=_words("surnames"),
    )


def _crossings() -> dict[str, tuple[Crossing, ...]]:
    found: dict[str, tuple[Crossing, ...]] = {}
    for name, left, right in _rows("crossings"):
        found[name] = (*found.get(name, ()), Crossing(tuple(left.split()), tuple(right.split())))
    return found


def _lines(name: str) -> list[str]:
    text = resources.files("viewer.resources").joinpath("gazetteers", name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


def _rows(name: str) -> list[list[str]]:
    header, *rows = (line.split("\t") for line in _lines(f"{name}.tsv"))
    return [row + [""] * (len(header) - len(row)) for row in rows]


def _words(name: str) -> frozenset[str]:
    return frozenset(word for line in _lines(f"{name}.txt") for word in line.split())

"""The built-in tables of names, found in one pass and handed out by table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from viewer.core.entity import EntityType
from viewer.extract.entities.candidate import Candidate
from viewer.extract.entities.crossings import Stretch, find_crossings
from viewer.extract.entities.meetings import with_edition
from viewer.extract.entities.places import PlaceHit, PlaceIndex, find_place_hits, place_index
from viewer.extract.entities.term_table import TermTable
from viewer.extract.gazetteers import Gazetteers, Head, load_gazetteers


@dataclass(frozen=True, slots=True)
class _Entry:
    """In which tables a word stands."""

    technology: bool | None = None
    programme: bool | None = None
    event: str | None = None
    company: str | None = None
    state_body: str | None = None
    department: str | None = None
    head: Head | None = None
    region: bool = False
    is_plain: bool = False


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The tables ready for looking up."""

    gazetteers: Gazetteers
    places: PlaceIndex
    table: TermTable[_Entry]
    single_heads: re.Pattern[str]


@dataclass(slots=True)
class Sightings:
    """Where words of each table stand in one text; ``plain`` are stretches without names, by their start."""

    places: list[PlaceHit] = field(default_factory=list)
    names: list[Candidate] = field(default_factory=list)
    technologies: dict[int, int] = field(default_factory=dict)
    state_bodies: list[tuple[int, int, str]] = field(default_factory=list)
    departments: list[tuple[int, int, str]] = field(default_factory=list)
    heads: list[tuple[int, int, Head]] = field(default_factory=list)
    plain: list[tuple[int, int]] = field(default_factory=list)


@cache
def load_known_names() -> KnownNames:
    """Return the shipped tables ready for looking up."""
    gazetteers = load_gazetteers()
    single = "".join(head for head in gazetteers.heads if len(head) == 1)
    return KnownNames(
        gazetteers, place_index(gazetteers), TermTable(_entries(gazetteers)), re.compile(f"[{re.escape(single)}]")
    )


def _entries(gazetteers: Gazetteers) -> dict[str, _Entry]:
    tables = {
        "technology": gazetteers.technologies,
        "programme": gazetteers.programmes,
        "event": gazetteers.events,
        "company": gazetteers.companies,
        "state_body": gazetteers.state_bodies,
        "department": gazetteers.departments,
        "head": gazetteers.heads,
    }
    fields: dict[str, dict[str, object]] = {region: {"region": True} for region in gazetteers.regions}
    fields.update({phrase: {"is_plain": True} for phrase in gazetteers.plain_phrases})
    for name, table in tables.items():
        for term, value in table.items():
            fields.setdefault(term, {})[name] = value
    return {term: _Entry(**values) for term, values in fields.items()}  # type: ignore[arg-type]


def see(text: str, known: KnownNames) -> Sightings:
    """Return where the tables' words stand."""
    seen = Sightings()
    spans: list[Stretch] = []
    for start, end, entry in known.table.find(text):
        spans.append((start, end))
        if entry.is_plain:
            seen.plain.append((start, end))
        if entry.head is not None:
            seen.heads.append((start, end, entry.head))
        if entry.department is not None:
            seen.departments.append((start, end, entry.department))
        if entry.state_body is not None:
            seen.state_bodies.append((start, end, entry.state_body))
        if entry.technology is not None:
            seen.technologies[start] = max(end, seen.technologies.get(start, 0))
        seen.names.extend(_candidates(text, start, end, entry))
    for match in known.single_heads.finditer(text):
        seen.heads.append((match.start(), match.end(), known.gazetteers.heads[match[0]]))
    hits = find_place_hits(text, known.places)
    places = {(hit.start, hit.end) for hit in hits}
    crossings = find_crossings(text, [*places, *spans], places, known.gazetteers)
    seen.places.extend(hit for hit in hits if (hit.start, hit.end) not in crossings)
    seen.plain = sorted([*seen.plain, *crossings.values()])
    return seen


def _candidates(text: str, start: int, end: int, entry: _Entry) -> Iterator[Candidate]:
    if entry.technology is False:
        yield Candidate(start, end, EntityType.TECHNOLOGY, 0.86)
    if entry.programme is False:
        yield Candidate(start, end, EntityType.PROGRAMME, 0.88)
    if entry.region:
        yield Candidate(start, end, EntityType.LOCATION, 0.8)
    if entry.event is not None:
        begun = with_edition(text, start)
        yield Candidate(begun, end, EntityType.EVENT, 0.9, canonical=_fuller(text[start:end], entry.event))
    if entry.company is not None:
        yield Candidate(start, end, EntityType.COMPANY, 0.84, canonical=_fuller(text[start:end], entry.company))


def _fuller(surface: str, canonical: str) -> str | None:
    return canonical if canonical and canonical != surface else None

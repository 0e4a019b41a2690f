"""A name found for certain in one place is the same name elsewhere in the document."""

from collections.abc import Iterable, Iterator, Mapping

from viewer.core.entity import EntityType
from viewer.extract.entities.candidate import Candidate
from viewer.extract.entities.term_table import TermTable

_WEIGHT = 0.6
_SHORTEST = 3
_SHORTEST_BY_TYPE = {EntityType.COMPANY: 2, EntityType.PERSON: 2}
_SPREADING = frozenset(EntityType) - {EntityType.TIME}


def names_to_spread(text: str, chosen: Iterable[Candidate], known: Mapping[str, EntityType]) -> dict[str, EntityType]:
    """Return the names worth looking for: those found for certain here, and those the library already knows."""
    names = dict(known)
    for candidate in chosen:
        surface = text[candidate.start : candidate.end]
        if (
            candidate.confident
            and candidate.type in _SPREADING
            and len(surface) >= _SHORTEST_BY_TYPE.get(candidate.type, _SHORTEST)
        ):
            names.setdefault(surface, candidate.type)
    return names


def find_spread(text: str, names: Mapping[str, EntityType]) -> Iterator[Candidate]:
    """Yield every place where one of the names stands."""
    for start, end, kind in TermTable(names).find(text):
        yield Candidate(start, end, kind, _WEIGHT)

"""A name found for certain in one place is the same name elsewhere: in its document, and in the library."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from viewer.core.entity import EntityType, MarkSource
from viewer.extract.entities.candidate import Candidate
from viewer.extract.entities.term_table import TermTable

_WEIGHT = 0.6
_SHORTEST = 3
_SHORTEST_BY_TYPE = {EntityType.COMPANY: 2, EntityType.PERSON: 2}
_SPREADING = frozenset(EntityType) - {EntityType.TIME}


def is_worth_spreading(name: str, kind: EntityType) -> bool:
    """Tell whether a name is long enough to mean the same thing everywhere."""
    return kind in _SPREADING and len(name) >= _SHORTEST_BY_TYPE.get(kind, _SHORTEST)


def names_to_spread(text: str, chosen: Iterable[Candidate]) -> dict[str, EntityType]:
    """Return the names found here for certain, which are worth looking for in the rest of the text."""
    names: dict[str, EntityType] = {}
    for candidate in chosen:
        surface = text[candidate.start : candidate.end]
        if candidate.confident and is_worth_spreading(surface, candidate.type):
            names.setdefault(surface, candidate.type)
    return names


def find_spread(text: str, names: Mapping[str, EntityType]) -> Iterator[Candidate]:
    """Yield every place where one of the names stands."""
    for start, end, kind in TermTable(names).find(text):
        yield Candidate(start, end, kind, _WEIGHT)


def find_known(text: str, names: tuple[tuple[str, EntityType], ...], own: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield every place where a name of the library stands that the document's ``own`` names do not say already."""
    said = {(one.start, one.end) for one in own}
    for start, end, kind in _table(names).find(text):
        if (start, end) not in said:
            yield Candidate(start, end, kind, _WEIGHT, MarkSource.LEXICON)


@lru_cache(maxsize=1)
def _table(names: tuple[tuple[str, EntityType], ...]) -> TermTable[EntityType]:
    """Return the names ready for looking up; a library gives the same ones for many documents."""
    return TermTable({name: kind for name, kind in names if is_worth_spreading(name, kind)})

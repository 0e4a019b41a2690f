"""How answers divide: counts per value of each facet, and the documents a choice of values leaves."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from viewer.core.document import DocumentId
from viewer.core.hit import FacetChoice
from viewer.core.label import READ, UNREAD
from viewer.search.mentions import ENTITY, Mentions, mentions_of
from viewer.search.profiles import Profiles, profiles_of
from viewer.search.reader import IndexReader, Mask, Numbers
from viewer.search.schema import FACET_FIELDS

YEAR = "year"
TAG = "tag"
NOTES = "notes"
COLLECTION = "collection"
STATE = "state"
LIVE_FACETS = (TAG, NOTES, COLLECTION, STATE)
"""Facets people change at any time: asked of the library, never kept in the index."""

ALL_FACETS = (*FACET_FIELDS, *LIVE_FACETS, ENTITY)

HAVING_NOTES = "有批注"

FacetCounts = Mapping[str, tuple[tuple[str, int], ...]]
LiveFacets = Mapping[str, Mapping[DocumentId, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Divided:
    """What an index is divided by, read off it once."""

    mentions: Mentions
    profiles: Profiles


def divided(reader: IndexReader, before: Divided | None = None) -> Divided:
    """Read what an index is divided by; ``before`` is that of an earlier generation."""
    return Divided(mentions_of(reader, before.mentions if before else None), profiles_of(reader))


class Selections:
    """The chosen facet values as masks: values of one field widen each other, fields narrow."""

    def __init__(self, reader: IndexReader, choices: Sequence[FacetChoice], live: LiveFacets, divided: Divided) -> None:
        self._reader = reader
        self._live = live
        self._mentions = divided.mentions
        self._profiles = divided.profiles
        self._mentioned = [choice.value for choice in choices if choice.field == ENTITY]
        self._masks: dict[str, Mask] = {}
        for choice in choices:
            mask = self._having(choice)
            self._masks[choice.field] = self._masks[choice.field] | mask if choice.field in self._masks else mask

    def narrow(self, matched: Mask, *, but: str | None = None) -> Mask:
        """Return the matched documents that every chosen field but one lets through."""
        for field, mask in self._masks.items():
            if field != but:
                matched = matched & mask
        return matched

    def counts(self, matched: Mask) -> FacetCounts:
        """Count the values among the matches, largest first; a field's own choice does not narrow its counts."""
        counted = self._all_column_counts(matched)
        counted |= {field: self._live_counts(field, self.narrow(matched, but=field)) for field in self._live}
        mentioned = self._mentions.counts(self.narrow(matched, but=ENTITY), with_names=self._mentioned)
        return MappingProxyType({**counted, ENTITY: _largest_first(mentioned)})

    def groups(self, matched: Mask, field: str) -> Iterator[Mask]:
        """Yield the chosen matches by their value of a column: years newest first, others largest first, none last."""
        selected = self.narrow(matched)
        column = self._reader.facet(field)
        counted = self._column_counts(field, self._profiles.counts(np.flatnonzero(selected)))
        for value, _ in sorted(counted, reverse=True) if field == YEAR else counted:
            yield selected & (column.codes == column.values.index(value))
        yield selected & (column.codes < 0)

    def _having(self, choice: FacetChoice) -> Mask:
        if choice == FacetChoice(STATE, UNREAD):
            return ~self._having(FacetChoice(STATE, READ))
        if choice.field == ENTITY:
            return self._mentions.having(choice.value, self._reader.size)
        mask = np.zeros(self._reader.size, np.bool_)
        if choice.field in self._live:
            numbers = self._reader.numbers()
            having = (known for known, values in self._live[choice.field].items() if choice.value in values)
            mask[[numbers[known] for known in having if known in numbers]] = True
            return mask
        column = self._reader.facet(choice.field)
        return column.codes == column.values.index(choice.value) if choice.value in column.values else mask

    def _all_column_counts(self, matched: Mask) -> dict[str, tuple[tuple[str, int], ...]]:
        narrowed = self._profiles.counts(np.flatnonzero(self.narrow(matched)))
        return {
            field: self._column_counts(
                field,
                self._profiles.counts(np.flatnonzero(self.narrow(matched, but=field)))
                if field in self._masks
                else narrowed,
            )
            for field in FACET_FIELDS
        }

    def _column_counts(self, field: str, by_profile: Numbers) -> tuple[tuple[str, int], ...]:
        values = self._reader.facet(field).values
        counts = self._profiles.per_value(field, by_profile, len(values))
        return _largest_first({value: count for value, count in zip(values, counts, strict=True) if count})

    def _live_counts(self, field: str, matched: Mask) -> tuple[tuple[str, int], ...]:
        numbers = self._reader.numbers() if self._live[field] else {}
        counts: Counter[str] = Counter()
        for document_id, values in self._live[field].items():
            number = numbers.get(document_id)
            if number is not None and matched[number]:
                counts.update(set(values))
        if field == STATE:
            counts[UNREAD] = int(np.count_nonzero(matched)) - counts.pop(READ, 0)
        return _largest_first(+counts)


def _largest_first(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda counted: (-counted[1], counted[0])))

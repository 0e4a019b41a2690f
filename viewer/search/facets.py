"""How answers divide: counts per value of each facet, and the documents a choice of values leaves."""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from viewer.core.document import DocumentId
from viewer.core.hit import FacetChoice
from viewer.search.reader import IndexReader, Mask
from viewer.search.schema import FACET_FIELDS

TAG = "tag"
FacetCounts = Mapping[str, tuple[tuple[str, int], ...]]
Tags = Mapping[DocumentId, tuple[str, ...]]


class Selections:
    """The chosen facet values as masks: values of one field widen each other, fields narrow."""

    def __init__(self, reader: IndexReader, choices: Sequence[FacetChoice], tags: Tags) -> None:
        self._reader = reader
        self._tags = tags
        self._masks: dict[str, Mask] = {}
        for choice in choices:
            mask = _tagged(reader, tags, choice.value) if choice.field == TAG else _having(reader, choice)
            self._masks[choice.field] = self._masks[choice.field] | mask if choice.field in self._masks else mask

    def narrow(self, matched: Mask, *, but: str | None = None) -> Mask:
        """Return the matched documents that every chosen field but one lets through."""
        for field, mask in self._masks.items():
            if field != but:
                matched = matched & mask
        return matched

    def counts(self, matched: Mask) -> FacetCounts:
        """Count the values among the matches, largest first; a field's own choice does not narrow its counts."""
        counted = {field: self._column_counts(field, self.narrow(matched, but=field)) for field in FACET_FIELDS}
        counted[TAG] = self._tag_counts(self.narrow(matched, but=TAG))
        return MappingProxyType(counted)

    def _column_counts(self, field: str, matched: Mask) -> tuple[tuple[str, int], ...]:
        column = self._reader.facet(field)
        codes = column.codes[matched]
        counts = np.bincount(codes[codes >= 0], minlength=len(column.values))
        return _largest_first({value: int(count) for value, count in zip(column.values, counts, strict=True) if count})

    def _tag_counts(self, matched: Mask) -> tuple[tuple[str, int], ...]:
        numbers = self._reader.numbers() if self._tags else {}
        counts: Counter[str] = Counter()
        for document_id, tags in self._tags.items():
            number = numbers.get(document_id)
            if number is not None and matched[number]:
                counts.update(set(tags))
        return _largest_first(counts)


def _having(reader: IndexReader, choice: FacetChoice) -> Mask:
    if choice.field not in FACET_FIELDS:
        return np.zeros(reader.size, np.bool_)
    column = reader.facet(choice.field)
    code = column.values.index(choice.value) if choice.value in column.values else None
    return np.zeros(reader.size, np.bool_) if code is None else column.codes == code


def _tagged(reader: IndexReader, tags: Tags, tag: str) -> Mask:
    mask = np.zeros(reader.size, np.bool_)
    numbers = reader.numbers()
    for document_id, its_tags in tags.items():
        if tag in its_tags and document_id in numbers:
            mask[numbers[document_id]] = True
    return mask


def _largest_first(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda counted: (-counted[1], counted[0])))

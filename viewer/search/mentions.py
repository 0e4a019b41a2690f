"""The organisations and companies texts speak of, as a facet with many values per document."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from viewer.core.query import QueryField
from viewer.search.reader import IndexReader, Mask, Numbers

ENTITY = "entity"
_FIELDS = (QueryField.ORGANISATION, QueryField.COMPANY)
_LEAST_DOCUMENTS = 2
_MOST_COUNTED = 200


@dataclass(frozen=True, slots=True)
class Mentions:
    """Pairs of a document and a name it mentions, sorted by name: ``numbers[i]`` mentions ``names[codes[i]]``.

    Names are canonical and folded; those of a single document divide nothing and are left out.
    """

    names: tuple[str, ...]
    numbers: Numbers
    codes: npt.NDArray[np.int32]
    _codes_by_name: dict[str, int]

    def having(self, name: str, size: int) -> Mask:
        """Return the documents that mention a name."""
        mask = np.zeros(size, np.bool_)
        code = self._codes_by_name.get(name)
        if code is not None:
            first, last = np.searchsorted(self.codes, [code, code + 1])
            mask[self.numbers[first:last]] = True
        return mask

    def counts(self, matched: Mask, *, with_names: Sequence[str] = ()) -> dict[str, int]:
        """Count the matched documents per name, for the names of most of them and for those asked for."""
        counts = np.bincount(self.codes[matched[self.numbers]], minlength=len(self.names))
        if len(counts) > _MOST_COUNTED:
            largest = np.argpartition(counts, -_MOST_COUNTED)[-_MOST_COUNTED:]
        else:
            largest = np.arange(len(counts))
        asked = [self._codes_by_name[name] for name in with_names if name in self._codes_by_name]
        return {self.names[code]: int(counts[code]) for code in (*largest.tolist(), *asked) if counts[code]}


def mentions_of(reader: IndexReader) -> Mentions:
    """Read the names and their documents off the index."""
    found: dict[str, list[Numbers]] = {}
    for field in _FIELDS:
        canonical = reader.canonical(field)
        for value in reader.values(field):
            for name in canonical.get(value.value, (value.value,)):
                found.setdefault(name, []).append(value.numbers)
    merged = {name: np.unique(np.concatenate(numbers)) for name, numbers in found.items()}
    shared = {name: numbers for name, numbers in sorted(merged.items()) if len(numbers) >= _LEAST_DOCUMENTS}
    names = tuple(shared)
    sizes = [len(numbers) for numbers in shared.values()]
    return Mentions(
        names,
        np.concatenate(list(shared.values())) if shared else np.zeros(0, np.int64),
        np.repeat(np.arange(len(names), dtype=np.int32), sizes),
        {name: code for code, name in enumerate(names)},
    )

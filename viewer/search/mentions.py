"""The organisations and companies texts speak of, as a facet with many values per document."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from viewer.core.query import QueryField
from viewer.search.reader import IndexReader, Mask, Numbers

ENTITY = "entity"
_FIELDS = (QueryField.ORGANISATION, QueryField.COMPANY)
_LEAST_DOCUMENTS = 2
_MOST_COUNTED = 200
_FEW = 8
_HIGH = 1 << 12

_SHORT = 1 << 16

_Codes = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Mentions:
    """The names every document mentions: those of document ``d`` are ``codes[starts[d]:starts[d + 1]]``.

    Names are canonical and folded, those of most documents first (``totals``); those of a single document divide
    nothing and are left out.
    """

    names: tuple[str, ...]
    totals: Numbers
    starts: Numbers
    codes: _Codes
    _codes_by_name: dict[str, int]

    def having(self, name: str, size: int) -> Mask:
        """Return the documents that mention a name."""
        mask = np.zeros(size, np.bool_)
        code = self._codes_by_name.get(name)
        if code is not None:
            mask[np.searchsorted(self.starts, np.flatnonzero(self.codes == code), side="right") - 1] = True
        return mask

    def counts(self, matched: Mask, *, with_names: Sequence[str] = ()) -> dict[str, int]:
        """Count the matched documents per name, for the names of most of them and for those asked for."""
        counts = self._counted(matched)
        asked = [self._codes_by_name[name] for name in with_names if name in self._codes_by_name]
        return {
            self.names[code]: int(counts[code]) for code in (*_largest(counts, self.totals), *asked) if counts[code]
        }

    def _counted(self, matched: Mask) -> Numbers:
        """Go through few documents, or all but few, one by one; through more of them all at once."""
        found = int(np.count_nonzero(matched))
        if found * _FEW <= len(matched):
            return self._of(np.flatnonzero(matched))
        if (len(matched) - found) * _FEW <= len(matched):
            return self.totals - self._of(np.flatnonzero(~matched))
        chosen = np.repeat(matched, np.diff(self.starts))
        return np.bincount(self.codes[chosen], minlength=len(self.names))

    def _of(self, numbers: Numbers) -> Numbers:
        lengths = self.starts[numbers + 1] - self.starts[numbers]
        places = np.repeat(self.starts[numbers] - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
        return np.bincount(self.codes[places], minlength=len(self.names))


def mentions_of(reader: IndexReader) -> Mentions:
    """Read the names and their documents off the index."""
    known: dict[str, int] = {}
    values = [(field, value) for field in _FIELDS for value in reader.values(field)]
    spelt = [(code, value.numbers) for field, value in values for code in _codes_of(known, reader, field, value.value)]
    spelt.sort(key=itemgetter(0))
    numbers = np.concatenate([np.zeros(0, np.int64), *(documents for _, documents in spelt)])
    codes = np.repeat(
        np.array([code for code, _ in spelt], np.int32), np.array([len(each) for _, each in spelt], np.int64)
    )
    order = _by_document(numbers, reader.size)
    numbers, codes = numbers[order], codes[order]
    # A document that mentions a name in several spellings mentions it once.
    is_new = np.ones(len(codes), np.bool_)
    is_new[1:] = (numbers[1:] != numbers[:-1]) | (codes[1:] != codes[:-1])
    return _arranged(numbers[is_new], codes[is_new], tuple(known), reader.size)


def _by_document(numbers: Numbers, size: int) -> Numbers:
    """Return the order of rising documents, equal ones as they stand; short numbers are sorted by their bytes."""
    if size <= _SHORT:
        return np.argsort(numbers.astype(np.uint16), kind="stable")
    low = np.argsort((numbers % _SHORT).astype(np.uint16), kind="stable")
    high = (numbers[low] // _SHORT).astype(np.uint16)
    return low[np.argsort(high, kind="stable")]


def _codes_of(known: dict[str, int], reader: IndexReader, field: QueryField, value: str) -> list[int]:
    return [known.setdefault(name, len(known)) for name in reader.canonical(field).get(value, (value,))]


def _arranged(numbers: Numbers, codes: _Codes, names: tuple[str, ...], size: int) -> Mentions:
    """Leave out what only one document mentions, and put the names of most documents first."""
    totals = np.bincount(codes, minlength=len(names))
    order = [code for code in np.argsort(-totals, kind="stable").tolist() if totals[code] >= _LEAST_DOCUMENTS]
    places = np.full(len(names) + 1, -1, np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    kept = places[codes] >= 0
    kept_names = tuple(names[code] for code in order)
    return Mentions(
        kept_names,
        totals[order].astype(np.int64),
        np.searchsorted(numbers[kept], np.arange(size + 1)),
        places[codes[kept]],
        {name: code for code, name in enumerate(kept_names)},
    )


def _largest(counts: Numbers, totals: Numbers) -> list[int]:
    """Return the names of most of the counted documents; what fewer documents have at all is not looked at."""
    if len(counts) <= _MOST_COUNTED:
        return list(range(len(counts)))
    limit = max(1, int(np.partition(counts[: _MOST_COUNTED * _FEW], -_MOST_COUNTED)[-_MOST_COUNTED]))
    border = len(totals) - int(np.searchsorted(totals[::-1], limit))
    likely = np.flatnonzero(counts[: max(_MOST_COUNTED, border)] >= limit)
    if len(likely) <= _MOST_COUNTED:
        return likely.tolist()
    least = _least_of_largest(counts[likely])
    larger = likely[counts[likely] > least].tolist()
    largest: list[int] = larger + likely[counts[likely] == least][: _MOST_COUNTED - len(larger)].tolist()
    return largest


def _least_of_largest(counts: Numbers) -> int:
    """Return the smallest of the largest counts; most are small and equal, so counting them beats sorting."""
    having = np.bincount(np.minimum(counts, _HIGH))
    at_least = np.cumsum(having[::-1])[::-1]
    least = int(np.flatnonzero(at_least >= _MOST_COUNTED)[-1])
    return least if least < _HIGH else int(np.partition(counts, -_MOST_COUNTED)[-_MOST_COUNTED])

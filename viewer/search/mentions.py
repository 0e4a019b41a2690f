"""The organisations and companies texts speak of, as a facet with many values per document."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from viewer.core.query import QueryField
from viewer.search.reader import IndexReader, Mask, Numbers, SegmentValues

ENTITY = "entity"
_FIELDS = (QueryField.ORGANISATION, QueryField.COMPANY)
_LEAST_DOCUMENTS = 2
_MOST_COUNTED = 200
_FEW = 8
_COMMON = 16
_HIGH = 1 << 12
_SHORT = 1 << 16
_WORD_BYTES = 8

_Codes = npt.NDArray[np.int32]
_Bits = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class _Lists:
    """Lists of numbers, one behind the other: list ``i`` is ``numbers[starts[i]:starts[i + 1]]``."""

    starts: _Codes
    numbers: _Codes

    def of(self, which: int) -> _Codes:
        return self.numbers[self.starts[which] : self.starts[which + 1]]


@dataclass(frozen=True, slots=True)
class _Mentioning:
    """What the documents of a segment mention: spellings by their number, document after document."""

    spellings: _Codes
    lengths: _Codes


@dataclass(frozen=True, slots=True)
class _Spelt:
    """What was read of segments; the number of a spelling never changes, so a segment is read once."""

    numbers: dict[tuple[QueryField, str], int]
    segments: Mapping[str, _Mentioning]


@dataclass(frozen=True, slots=True)
class Mentions:
    """The names documents mention, canonical and folded, those of most documents first (``totals``).

    Names of a single document divide nothing and are left out. The documents of the most common names are bits.
    """

    names: tuple[str, ...]
    totals: Numbers
    size: int
    spelt: _Spelt
    _common: _Bits
    _others: _Lists
    _others_by_document: _Lists
    _codes_by_name: dict[str, int]

    def having(self, name: str, size: int) -> Mask:
        """Return the documents that mention a name."""
        mask = np.zeros(size, np.bool_)
        code = self._codes_by_name.get(name)
        if code is None:
            return mask
        if code < len(self._common):
            return np.unpackbits(self._common[code].view(np.uint8), count=size, bitorder="little").view(np.bool_)
        mask[self._others.of(code - len(self._common))] = True
        return mask

    def counts(self, matched: Mask, *, with_names: Sequence[str] = ()) -> dict[str, int]:
        """Count the matched documents per name, for the names of most of them and for those asked for."""
        counts = self._counted(matched)
        asked = [name for name in with_names if name in self._codes_by_name]
        found = {self.names[code]: int(counts[code]) for code in _largest(counts, self.totals)}
        found |= {name: int(np.count_nonzero(matched & self.having(name, self.size))) for name in asked}
        return {name: count for name, count in found.items() if count}

    def _counted(self, matched: Mask) -> Numbers:
        """Count per name; of names that cannot be among the first for want of documents the count stays 0."""
        counts = np.zeros(len(self.names), np.int64)
        common = len(self._common)
        np.bitwise_count(self._common & _bits(matched)).sum(axis=1, dtype=np.int64, out=counts[:common])
        found = int(np.count_nonzero(matched))
        if found * _FEW <= len(matched):
            counts[common:] = self._of(np.flatnonzero(matched))
            return counts
        first = max(common, min(len(counts), _MOST_COUNTED * _FEW))
        counts[common:first] = self._of_names(matched, 0, first - common)
        limit = int(np.partition(counts[:first], -_MOST_COUNTED)[-_MOST_COUNTED]) if first > _MOST_COUNTED else 0
        end = max(first, len(self.totals) - int(np.searchsorted(self.totals[::-1], max(1, limit))))
        counts[first:end] = self._of_names(matched, first - common, end - common)
        return counts

    def _of_names(self, matched: Mask, first: int, end: int) -> Numbers:
        """Go through the documents of some names that follow each other."""
        starts = self._others.starts[first : end + 1]
        sums = np.zeros(int(starts[-1] - starts[0]) + 1, np.int32)
        np.cumsum(matched[self._others.numbers[starts[0] : starts[-1]]], out=sums[1:])
        counts: Numbers = np.diff(sums[starts - starts[0]]).astype(np.int64)
        return counts

    def _of(self, numbers: Numbers) -> Numbers:
        """Go through what some documents mention."""
        lists = self._others_by_document
        firsts = lists.starts[numbers]
        lengths = lists.starts[numbers + 1] - firsts
        places = np.repeat(firsts - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
        counts: Numbers = np.bincount(lists.numbers[places], minlength=len(self._others.starts) - 1)
        return counts


def mentions_of(reader: IndexReader, before: Mentions | None = None) -> Mentions:
    """Read the names and their documents off the index; ``before`` is what an earlier generation of it was read as."""
    spelt = _read(reader, before.spelt if before else _Spelt({}, {}))
    segments = [spelt.segments[name] for name in reader.segment_names]
    spellings = np.concatenate([np.zeros(0, np.int32), *(each.spellings for each in segments)])
    lengths = np.concatenate([np.zeros(0, np.int32), *(each.lengths for each in segments)])
    documents = np.repeat(np.arange(reader.size, dtype=np.int32), lengths)
    names, codes, further = _named(reader, spelt)
    if further:
        documents, spellings, codes = _doubled(documents, spellings, codes, further)
    mentioned = codes[spellings]
    is_new = _first_mentions(documents, mentioned, np.bincount(codes, minlength=len(names)) > 1)
    return _arranged(documents[is_new], mentioned[is_new], names, reader.size, spelt)


def _read(reader: IndexReader, before: _Spelt) -> _Spelt:
    """Read the segments that were not read before."""
    numbers = before.numbers
    known = {name: before.segments[name] for name in reader.segment_names if name in before.segments}
    if len(known) == len(reader.segment_names):
        return _Spelt(numbers, known)
    if not known:
        numbers = {}  # nothing is left of what the numbers were given for
    for name in reader.segment_names:
        if name not in known:
            known[name] = _mentioning(list(_values_of(reader, name)), numbers, reader.segment_size(name))
    return _Spelt(numbers, known)


def _values_of(reader: IndexReader, segment: str) -> Iterator[tuple[QueryField, SegmentValues]]:
    return ((field, found) for field in _FIELDS if (found := reader.values_in(segment, field)) is not None)


def _mentioning(
    found: Sequence[tuple[QueryField, SegmentValues]], numbers: dict[tuple[QueryField, str], int], size: int
) -> _Mentioning:
    """Turn the documents of each value into the values of each document."""
    spelt = [
        np.repeat(
            np.array([numbers.setdefault((field, value), len(numbers)) for value in each.values], np.int32),
            np.diff(each.starts),
        )
        for field, each in found
    ]
    spellings = np.concatenate([np.zeros(0, np.int32), *spelt])
    documents = np.concatenate([np.zeros(0, np.int32), *(each.documents for _, each in found)])
    order = _order(documents)
    return _Mentioning(spellings[order], np.bincount(documents, minlength=size).astype(np.int32))


def _named(reader: IndexReader, spelt: _Spelt) -> tuple[tuple[str, ...], _Codes, list[tuple[int, int]]]:
    """Return all names, the one each spelling means, and the further ones of those that mean several."""
    names: dict[str, int] = {}
    codes = np.zeros(len(spelt.numbers), np.int32)
    further: list[tuple[int, int]] = []
    canonical = {field: reader.canonical(field) for field in _FIELDS}
    for (field, value), number in spelt.numbers.items():
        meant = canonical[field].get(value)
        if meant is None:
            codes[number] = names.setdefault(value, len(names))
        else:
            first, *others = (names.setdefault(name, len(names)) for name in meant)
            codes[number] = first
            further += ((number, other) for other in others)
    return tuple(names), codes, further


def _doubled(
    documents: _Codes, spellings: _Codes, codes: _Codes, further: Sequence[tuple[int, int]]
) -> tuple[_Codes, _Codes, _Codes]:
    """Mention what means several names once for each of them."""
    added = [(np.flatnonzero(spellings == number), len(codes) + at) for at, (number, _) in enumerate(further)]
    spellings = np.concatenate([spellings, *(np.full(len(places), number, np.int32) for places, number in added)])
    documents = np.concatenate([documents, *(documents[places] for places, _ in added)])
    order = _order(documents)
    return documents[order], spellings[order], np.append(codes, np.array([code for _, code in further], np.int32))


def _first_mentions(documents: _Codes, mentioned: _Codes, several: Mask) -> Mask:
    """Tell which are the first of their document: one that spells a name in several ways mentions it once."""
    is_first = np.ones(len(mentioned), np.bool_)
    doubtful = np.flatnonzero(several[mentioned])
    keys = documents[doubtful].astype(np.int64) * len(several) + mentioned[doubtful]
    order = np.argsort(keys, kind="stable")
    is_first[doubtful[order[1:]][keys[order[1:]] == keys[order[:-1]]]] = False
    return is_first


def _arranged(documents: _Codes, mentioned: _Codes, names: tuple[str, ...], size: int, spelt: _Spelt) -> Mentions:
    """Leave out what only one document mentions, and put the names of most documents first."""
    totals = np.bincount(mentioned, minlength=len(names))
    order = np.argsort(-totals, kind="stable")[: int(np.count_nonzero(totals >= _LEAST_DOCUMENTS))]
    places = np.full(len(names) + 1, -1, np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    codes = places[mentioned]
    kept = codes >= 0
    documents, codes, totals = documents[kept], codes[kept], totals[order].astype(np.int64)
    common = int(np.count_nonzero(totals * _COMMON >= size))
    is_other = codes >= common
    others = _by_name(documents[is_other], codes[is_other] - common, len(order) - common)
    starts = np.searchsorted(documents[is_other], np.arange(size + 1)).astype(np.int32)
    kept_names = tuple(names[code] for code in order.tolist())
    return Mentions(
        names=kept_names,
        totals=totals,
        size=size,
        spelt=spelt,
        _common=_all_bits(_by_name(documents[~is_other], codes[~is_other], common), common, size),
        _others=others,
        _others_by_document=_Lists(starts, codes[is_other] - np.int32(common)),
        _codes_by_name={name: code for code, name in enumerate(kept_names)},
    )


def _by_name(documents: _Codes, codes: _Codes, count: int) -> _Lists:
    starts = np.zeros(count + 1, np.int32)
    np.cumsum(np.bincount(codes, minlength=count), out=starts[1:])
    return _Lists(starts, documents[_order(codes)])


def _all_bits(lists: _Lists, count: int, size: int) -> _Bits:
    bits = np.zeros((count, len(_bits(np.zeros(size, np.bool_)))), np.uint64)
    for which in range(count):
        mask = np.zeros(size, np.bool_)
        mask[lists.of(which)] = True
        bits[which] = _bits(mask)
    return bits


def _bits(mask: Mask) -> _Bits:
    packed = np.packbits(mask, bitorder="little")
    return np.append(packed, np.zeros(-len(packed) % _WORD_BYTES, np.uint8)).view(np.uint64)


def _order(numbers: _Codes) -> Numbers:
    """Return the order of rising numbers, equal ones as they stand; short numbers are sorted by their bytes."""
    if not len(numbers) or int(numbers.max()) < _SHORT:
        return np.argsort(numbers.astype(np.uint16), kind="stable")
    low = np.argsort((numbers % _SHORT).astype(np.uint16), kind="stable")
    return low[np.argsort((numbers[low] // _SHORT).astype(np.uint16), kind="stable")]


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

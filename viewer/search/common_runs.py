"""What else a large chunk knows of its texts: the runs many of them hold, and where all other short runs may be.

Pairs alone leave too much to the texts: 社区 and 卫生 stand in half of all replies, and whether 社区卫生 does would
have to be looked up in each. A run of three or four characters that many documents hold has its own list. Every other
one shares one of 65,536 lists of its length by its hash, so that hardly a document too many is looked into.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from viewer.search.posting import SEGMENT_BITS, SEGMENT_LIMIT, Documents, TermPostings
from viewer.search.run_hashes import (
    FACTORS,
    MOST_RUNS,
    Hashes,
    codes_of,
    distinct,
    grouped,
    hashes_at,
    lists_of,
    pairs_of,
    places_inside,
    postings_of,
)

LENGTHS_OF_RUNS = (3, 4)

_COMMON_SHARE = 50
_SAMPLED = 8
"""Common is what is common in every eighth text; a list that is kept is one of all texts."""
_BUCKET_BITS = 16
_TABLE_BITS = 22
_WORD = (1 << 64) - 1
_DOCUMENT_MASK = np.uint32(SEGMENT_LIMIT - 1)
_DOCUMENT_BITS = np.uint32(SEGMENT_BITS)


@dataclass(frozen=True, slots=True)
class RunLists:
    """``runs`` by their text, and for each length the ``buckets`` by the names ``bucket_of`` gives."""

    runs: TermPostings
    buckets: Mapping[int, TermPostings]


def bucket_of(run: str) -> bytes:
    """Return the name of the list a run without one of its own shares with others of its length."""
    mixed = sum(ord(part) * factor for part, factor in zip(run, FACTORS, strict=False)) & _WORD
    return (mixed >> (64 - _BUCKET_BITS)).to_bytes(2, "big")


def run_lists(texts: Sequence[str]) -> RunLists:
    """Return what folded texts, by their number in the chunk, hold of runs; no run crosses a newline."""
    codes = codes_of("".join(text + "\n" for text in texts))
    documents = np.repeat(np.arange(len(texts), dtype=np.uint32), [len(text) + 1 for text in texts])
    lists: dict[bytes, Documents] = {}
    buckets: dict[int, TermPostings] = {}
    for length in LENGTHS_OF_RUNS:
        places, numbers, names = _common_runs(codes, documents, length)
        is_common = np.zeros(len(codes), np.bool_)
        is_common[places] = True
        buckets[length] = _buckets(codes, documents, is_common, length)
        lists |= lists_of(pairs_of(numbers, documents[places]), names)
    return RunLists(postings_of(lists), buckets)


def _common_runs(
    codes: npt.NDArray[np.uint32], documents: npt.NDArray[np.uint32], length: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], list[str]]:
    """Return where common runs stand, the number of each, and their names."""
    places = places_inside(codes, length)
    hashes = hashes_at(codes, places, length)
    sampled = documents[places] % _SAMPLED == 0
    found, first, counts = _sampled_runs(hashes[sampled], documents[places[sampled]])
    least = max(2, int(documents[-1] + 1) // _SAMPLED // _COMMON_SHARE) if len(documents) else 2
    common = np.flatnonzero(counts >= least)[:MOST_RUNS]
    examples = places[sampled][first[common]]
    # A table by a part of the hash gives the only run a place can hold; whether it does, the characters say.
    table = np.full(1 << _TABLE_BITS, -1, np.int64)
    table[(found[common] >> np.uint64(64 - _TABLE_BITS)).astype(np.int64)] = np.arange(len(common))
    numbers = table[(hashes >> np.uint64(64 - _TABLE_BITS)).astype(np.int64)]
    is_it = numbers >= 0
    for at in range(length):
        is_it[is_it] = codes[places[is_it] + at] == codes[examples[numbers[is_it]] + at]
    names = ["".join(map(chr, codes[place : place + length].tolist())) for place in examples.tolist()]
    return places[is_it], numbers[is_it], names


def _sampled_runs(
    hashes: Hashes, documents: npt.NDArray[np.uint32]
) -> tuple[Hashes, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the different runs of some texts, a place of each, and in how many texts it stands."""
    order = np.lexsort((documents, hashes))
    ordered, holders = hashes[order], documents[order]
    is_new_run = np.append(True, ordered[1:] != ordered[:-1])
    is_new = is_new_run.copy()
    is_new[1:] |= holders[1:] != holders[:-1]
    if not len(ordered):
        return ordered, order, order
    starts = np.flatnonzero(is_new_run)
    return ordered[starts], order[starts], np.add.reduceat(is_new.astype(np.int64), starts)


def _buckets(
    codes: npt.NDArray[np.uint32],
    documents: npt.NDArray[np.uint32],
    is_common: npt.NDArray[np.bool_],
    length: int,
) -> TermPostings:
    places = places_inside(codes, length)
    places = places[~is_common[places]]
    names = (hashes_at(codes, places, length) >> np.uint64(64 - _BUCKET_BITS)).astype(np.uint32)
    packed = distinct((names << _DOCUMENT_BITS) | documents[places])
    keys, starts = grouped(packed >> _DOCUMENT_BITS)
    terms = [key.to_bytes(2, "big") for key in keys.tolist()]
    return TermPostings(terms, starts, (packed & _DOCUMENT_MASK).astype(np.int32))

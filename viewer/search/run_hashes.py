"""Where runs of characters stand in many texts at once, and a number for each: what lists of runs are made with."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from viewer.search.posting import SEGMENT_BITS, SEGMENT_LIMIT, Documents, TermPostings
from viewer.search.schema import to_key

FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5)
"""What the characters of a run are multiplied with; the sum of that, in 64 bits, is its number."""

MOST_RUNS = 1 << (32 - SEGMENT_BITS)
"""No more runs of a length are told apart."""

_NEWLINE = 10
_DOCUMENT_MASK = np.uint32(SEGMENT_LIMIT - 1)
_DOCUMENT_BITS = np.uint32(SEGMENT_BITS)

Codes = npt.NDArray[np.uint32]
Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]
Pairs = npt.NDArray[np.uint32]
"""Which run stands in which document: the number of the run before the one of the document."""


def codes_of(text: str) -> Codes:
    """Return the code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def places_inside(codes: Codes, length: int) -> Places:
    """Return where runs of a length begin that no newline cuts."""
    is_break = codes == _NEWLINE
    cut = np.zeros(max(0, len(codes) - length + 1), np.bool_)
    for at in range(length):
        cut |= is_break[at : at + len(cut)]
    return np.flatnonzero(~cut)


def hashes_at(codes: Codes, places: Places, length: int) -> Hashes:
    """Return the numbers of the runs of a length that begin at some places."""
    mixed = np.zeros(len(places), np.uint64)
    for at in range(length):
        mixed += codes[places + at].astype(np.uint64) * np.uint64(FACTORS[at])
    return mixed


def all_hashes(codes: Codes, length: int) -> Hashes:
    """Return the numbers of all runs of a length, those cut by newlines included."""
    mixed = np.zeros(max(0, len(codes) - length + 1), np.uint64)
    for at in range(length):
        mixed += codes[at : at + len(mixed)] * np.uint64(FACTORS[at])
    return mixed


def pairs_of(runs: npt.NDArray[np.integer[Any]], documents: npt.NDArray[np.uint32]) -> Pairs:
    """Return the different pairs of the numbers of runs and documents, in order."""
    return distinct((runs.astype(np.uint32) << _DOCUMENT_BITS) | documents)


def lists_of(pairs: Pairs, runs: Sequence[str]) -> dict[bytes, Documents]:
    """Return the documents of each run by its term; ``pairs`` are in order."""
    keys, starts = grouped(pairs >> _DOCUMENT_BITS)
    holders = (pairs & _DOCUMENT_MASK).astype(np.int32)
    bounds = zip(keys.tolist(), starts[:-1].tolist(), starts[1:].tolist(), strict=True)
    return {to_key(runs[key]): holders[start:end] for key, start, end in bounds}


def postings_of(lists: Mapping[bytes, Documents]) -> TermPostings:
    """Return lists by their terms as one field."""
    terms = sorted(lists)
    starts = np.zeros(len(terms) + 1, np.int64)
    np.cumsum([len(lists[term]) for term in terms], out=starts[1:])
    return TermPostings(terms, starts, np.concatenate([np.zeros(0, np.int32), *(lists[term] for term in terms)]))


def distinct(packed: Pairs) -> Pairs:
    """Return the different numbers in order; the given ones are put in order."""
    packed.sort()
    return packed[np.append(True, packed[1:] != packed[:-1])] if len(packed) else packed


def grouped(ordered: npt.NDArray[np.uint32]) -> tuple[npt.NDArray[np.uint32], Places]:
    """Return the different keys, and where each begins, with the length behind."""
    if not len(ordered):
        return ordered, np.zeros(1, np.int64)
    starts = np.append(0, np.flatnonzero(ordered[1:] != ordered[:-1]) + 1)
    return ordered[starts], np.append(starts, len(ordered))

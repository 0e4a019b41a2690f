"""What a segment knows of its texts besides pairs: who holds the runs that most of them are made of.

Pairs alone leave too much to the texts: 数字经济 may stand wherever 数字 and 经济 do, and that is in most replies. So a
run of three or four characters that a quarter of a segment's texts hold has a list of its own. Which runs those are is
guessed from a sample; a list that is kept is one of all texts.
"""

from collections.abc import Sequence

import numpy as np

from viewer.search.posting import Documents, TermPostings
from viewer.search.run_hashes import (
    MOST_RUNS,
    Hashes,
    Pairs,
    Places,
    all_hashes,
    codes_of,
    hashes_at,
    lists_of,
    pairs_of,
    places_inside,
    postings_of,
)

LENGTHS = (3, 4)

_LEAST_TEXTS = 1024
_SAMPLED = 128
_SHARE = 4
_BATCH = 64
_MOST_PARTS = 8
_TABLE_BITS = 20
_NEWLINE = "\n"


def frequent_runs(texts: Sequence[str | None], *, least: int = _LEAST_TEXTS) -> TermPostings | None:
    """Return the lists of the runs many of these folded texts hold; ``None`` for few texts, or where one is wanting.

    No run crosses a newline. A list names every text that holds its run.
    """
    if len(texts) < max(1, least):
        return None
    sampled = _whole(texts[:: max(1, len(texts) // _SAMPLED)]) or []
    lists: dict[bytes, Documents] = {}
    for length in LENGTHS:
        wanted = _Wanted(_sampled(sampled, length), length)
        held: list[Pairs] = []
        for first in range(0, len(texts), _BATCH):
            batch = _whole(texts[first : first + _BATCH])
            if batch is None:
                return None
            held.append(wanted.held(batch, first))
        lists |= wanted.lists(held)
    return postings_of(lists)


def runs_of(folded_run: str) -> list[str]:
    """Return what to look up of a run: itself where it may have a list, then parts of it, the longest there are."""
    length = min(len(folded_run), max(LENGTHS))
    last = len(folded_run) - length
    step = max(1.0, (last + 1) / _MOST_PARTS)
    places = dict.fromkeys(min(last, int(number * step)) for number in range(_MOST_PARTS))
    parts = [folded_run[at : at + length] for at in places]
    if length == max(LENGTHS) and not last:
        parts += [folded_run[:-1], folded_run[1:]]
    return parts


class _Wanted:
    """Runs of one length to be looked for: a table by a part of the hash gives the only one a place can hold."""

    def __init__(self, runs: list[str], length: int) -> None:
        self._runs = runs
        self._length = length
        self._codes = codes_of("".join(runs)).reshape(len(runs), length)
        self._table = np.full(1 << _TABLE_BITS, -1, np.int32)
        firsts = np.arange(len(runs)) * length
        self._table[_slots(hashes_at(self._codes.ravel(), firsts, length))] = np.arange(len(runs))

    def held(self, batch: Sequence[str], first: int) -> Pairs:
        """Return which runs a batch of the texts hold, in order; ``first`` is where it begins."""
        codes = codes_of(_NEWLINE.join(batch))
        owners = np.repeat(np.arange(first, first + len(batch), dtype=np.uint32), [len(text) + 1 for text in batch])
        runs = self._table[_slots(all_hashes(codes, self._length))]
        places = np.flatnonzero(runs >= 0)
        runs = runs[places]
        is_it = np.ones(len(places), np.bool_)
        for at in range(self._length):
            is_it &= codes[places + at] == self._codes[runs, at]
        return pairs_of(runs[is_it], owners[places[is_it]])

    def lists(self, held: list[Pairs]) -> dict[bytes, Documents]:
        """Return the documents of each run by its term; what the batches hold is used up."""
        pairs = np.concatenate(held)
        held.clear()
        pairs.sort()
        return lists_of(pairs, self._runs)


def _whole(texts: Sequence[str | None]) -> list[str] | None:
    """Return texts of which none is wanting."""
    there = [text for text in texts if text is not None]
    return there if len(there) == len(texts) else None


def _sampled(some: Sequence[str], length: int) -> list[str]:
    """Return the runs that a quarter of some texts hold."""
    codes = codes_of(_NEWLINE.join(some))
    owners = np.repeat(np.arange(len(some), dtype=np.uint64), [len(text) + 1 for text in some])
    places = places_inside(codes, length)
    if not len(places):
        return []
    hashes = hashes_at(codes, places, length)
    order = np.lexsort((owners[places], hashes))
    hashes, places = hashes[order], places[order]
    is_new_run = np.append(True, hashes[1:] != hashes[:-1])
    is_new = is_new_run | np.append(True, np.diff(owners[places]) != 0)
    starts = np.flatnonzero(is_new_run)
    counts = np.add.reduceat(is_new.astype(np.int64), starts)
    common = places[starts[counts * _SHARE >= len(some)]][:MOST_RUNS]
    return ["".join(map(chr, codes[place : place + length].tolist())) for place in common.tolist()]


def _slots(hashes: Hashes) -> Places:
    return (hashes >> np.uint64(64 - _TABLE_BITS)).astype(np.int64)

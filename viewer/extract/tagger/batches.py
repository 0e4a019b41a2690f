"""Sentences packed for the network: sorted by length, so that no work is spent on padding."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int32]
Floats = NDArray[np.float32]

# The arrays of one batch stay within some tens of megabytes.
_MOST_CHARACTERS = 16384


@dataclass(frozen=True, slots=True)
class Batch:
    """Some sentences, the longest first: ``ids[t, row]`` is character ``t`` of the sentence at ``order[row]``."""

    order: tuple[int, ...]
    lengths: NDArray[np.int64]
    ids: Ids

    def active(self, step: int) -> int:
        """Return how many sentences are longer than ``step``; they are the first ones."""
        return int(np.searchsorted(-self.lengths, -step, side="left"))


def batches_of(encoded: Sequence[Sequence[int]], *, most: int = _MOST_CHARACTERS) -> Iterator[Batch]:
    """Yield batches that hold every non-empty sentence once; ``most`` bounds the characters of one."""
    order = sorted((index for index in range(len(encoded)) if encoded[index]), key=lambda index: -len(encoded[index]))
    first = 0
    while first < len(order):
        rows = tuple(order[first : first + max(1, most // len(encoded[order[first]]))])
        yield _packed(encoded, rows)
        first += len(rows)


def _packed(encoded: Sequence[Sequence[int]], rows: tuple[int, ...]) -> Batch:
    lengths = np.array([len(encoded[row]) for row in rows])
    ids = np.zeros((int(lengths[0]), len(rows)), dtype=np.int32)
    for column, row in enumerate(rows):
        ids[: len(encoded[row]), column] = encoded[row]
    return Batch(rows, lengths, ids)

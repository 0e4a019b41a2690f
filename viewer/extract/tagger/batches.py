"""Sentences packed for the network: sorted by length and laid step by step, so that there is no padding to work on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int32]
Places = NDArray[np.int64]
Floats = NDArray[np.float32]

# The arrays of one batch stay within some tens of megabytes.
_MOST_CHARACTERS = 16384


@dataclass(frozen=True, slots=True)
class Batch:
    """Some sentences, the longest first: first the first characters of all, then the second ones, and so on.

    ``ids[steps[t]]`` are characters ``t`` of the sentences that are long enough; these are the first of ``order``.
    ``mirror`` says where the character stands that has as many after it as this one has before it.
    """

    order: tuple[int, ...]
    lengths: Places
    ids: Ids
    steps: tuple[slice, ...]
    mirror: Places

    def both_ways(self, rows: Ids | Places) -> Places:
        """Return which rows of a table are read forwards and, each sentence from its end, backwards.

        The table holds two rows for each of ``rows``: what is read forwards, then what is read backwards.
        """
        return np.stack([2 * rows, 2 * rows[self.mirror] + 1])

    def side_by_side(self, states: Floats) -> Floats:
        """Return states read both ways with the backward ones at their own characters."""
        return np.concatenate([states[0], states[1][self.mirror]], axis=1)

    def by_sentence(self, values: NDArray[np.integer[Any]]) -> list[list[int]]:
        """Return one value per character as a list for each sentence."""
        starts = np.array([step.start for step in self.steps])
        return [values[starts[:length] + row].tolist() for row, length in enumerate(self.lengths)]


def batches_of(encoded: Sequence[Sequence[int]], *, most: int = _MOST_CHARACTERS) -> Iterator[Batch]:
    """Yield batches that hold every non-empty sentence once; ``most`` bounds sentences times the longest of a batch."""
    order = sorted((index for index in range(len(encoded)) if encoded[index]), key=lambda index: -len(encoded[index]))
    first = 0
    while first < len(order):
        rows = tuple(order[first : first + max(1, most // len(encoded[order[first]]))])
        yield _packed(encoded, rows)
        first += len(rows)


def _packed(encoded: Sequence[Sequence[int]], rows: tuple[int, ...]) -> Batch:
    lengths = np.array([len(encoded[row]) for row in rows])
    padded = np.zeros((int(lengths[0]), len(rows)), dtype=np.int32)
    for place, row in enumerate(rows):
        padded[: len(encoded[row]), place] = encoded[row]
    step, column = np.nonzero(np.arange(len(padded))[:, None] < lengths)
    ends = np.searchsorted(step, np.arange(len(padded)), side="right")
    starts = np.concatenate([[0], ends[:-1]])
    return Batch(
        order=rows,
        lengths=lengths,
        ids=padded[step, column],
        steps=tuple(map(slice, starts.tolist(), ends.tolist())),
        mirror=starts[lengths[column] - 1 - step] + column,
    )

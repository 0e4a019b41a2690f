"""The best sequence of tags for the scores of a batch."""

import numpy as np
from numpy.typing import NDArray

from viewer.extract.tagger.batches import Batch, Floats


def best_paths(batch: Batch, scores: Floats, start: Floats, stop: Floats, transitions: Floats) -> list[list[int]]:
    """Return for each row of the batch the tags with the highest total of scores and ``transitions[from, to]``."""
    steps, rows, tags = scores.shape
    totals = scores[0] + start
    came_from = np.zeros((steps, rows, tags), dtype=np.int16)
    into = np.ascontiguousarray(transitions.T)
    room = np.empty((rows, tags, tags), dtype=np.float32)
    for step in range(1, steps):
        active = batch.active(step)
        through = np.add(totals[:active, None, :], into, out=room[:active])
        before = through.argmax(axis=2)
        came_from[step, :active] = before
        best = np.take_along_axis(through, before[:, :, None], axis=2)[:, :, 0]
        totals[:active] = best + scores[step, :active]
    return _traced(batch, came_from, (totals + stop).argmax(axis=1))


def _traced(batch: Batch, came_from: NDArray[np.int16], last: NDArray[np.int64]) -> list[list[int]]:
    steps, rows, _ = came_from.shape
    tags = np.zeros((steps, rows), dtype=np.int64)
    current = last.copy()
    for step in range(steps - 1, -1, -1):
        active = batch.active(step)
        if step + 1 < steps:
            going_on = batch.active(step + 1)
            current[:going_on] = came_from[step + 1, np.arange(going_on), current[:going_on]]
        tags[step, :active] = current[:active]
    return [tags[: int(length), row].tolist() for row, length in enumerate(batch.lengths)]

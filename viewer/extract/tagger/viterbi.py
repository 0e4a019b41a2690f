"""The best sequence of tags for the scores of a batch."""

import numpy as np

from viewer.extract.tagger.batches import Batch, Floats


def best_paths(batch: Batch, scores: Floats, start: Floats, stop: Floats, transitions: Floats) -> list[list[int]]:
    """Return for each sentence the tags with the highest total of scores and ``transitions[from, to]``."""
    return _traced(batch, _totals(batch, scores, start, transitions), stop, transitions)


def _totals(batch: Batch, scores: Floats, start: Floats, transitions: Floats) -> Floats:
    """Return the total of the best path to every tag of every character."""
    totals = scores.copy()
    totals[batch.steps[0]] += start
    by_row = transitions[:, None, :]
    before = batch.steps[0]
    for step in batch.steps[1:]:
        came = totals[before][: step.stop - step.start]
        totals[step] += (came.T[:, :, None] + by_row).max(axis=0)  # over the first axis it takes half the time
        before = step
    return totals


def _traced(batch: Batch, totals: Floats, stop: Floats, transitions: Floats) -> list[list[int]]:
    """Go back from the end of each sentence; where the best path came from is asked for the tags it went to only."""
    into = np.ascontiguousarray(transitions.T)
    tags = np.zeros(len(totals), dtype=np.int64)
    current = tags[:0]
    for step in reversed(batch.steps):
        going_on = len(current)
        to_come = totals[step]
        to_come[:going_on] += into[current]
        to_come[going_on:] += stop
        current = to_come.argmax(axis=1)
        tags[step] = current
    return batch.by_sentence(tags)

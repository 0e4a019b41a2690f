from itertools import pairwise, product

import numpy as np

from viewer.extract.tagger.batches import batches_of
from viewer.extract.tagger.viterbi import best_paths


def test_the_path_is_the_one_with_the_highest_total() -> None:
    chance = np.random.default_rng(3)
    tags, lengths = 3, (5, 3)
    (batch,) = batches_of([[1] * length for length in lengths])
    scores = chance.normal(size=(sum(lengths), tags)).astype(np.float32)
    start, stop = chance.normal(size=(2, tags)).astype(np.float32)
    transitions = chance.normal(size=(tags, tags)).astype(np.float32)

    def total(path: tuple[int, ...], row: int) -> float:
        steps = sum(float(scores[batch.steps[step].start + row, tag]) for step, tag in enumerate(path))
        moves = sum(float(transitions[a, b]) for a, b in pairwise(path))
        return steps + moves + float(start[path[0]] + stop[path[-1]])

    for row, path in enumerate(best_paths(batch, scores, start, stop, transitions)):
        best = max(product(range(tags), repeat=lengths[row]), key=lambda one: total(one, row))
        assert tuple(path) == best

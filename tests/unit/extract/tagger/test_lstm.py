import numpy as np

from viewer.extract.tagger.batches import batches_of
from viewer.extract.tagger.lstm import lstm_states

SIZE = 3
CHANCE = np.random.default_rng(5)


def sigmoid(x: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-x)))


def reference(inputs: np.ndarray, recurrent: np.ndarray) -> np.ndarray:
    """Return the states of one sentence by the textbook, gates i, f, o, j."""
    hidden, cell = np.zeros(SIZE), np.zeros(SIZE)
    states = []
    for step in inputs:
        i, f, o, j = np.split(step + hidden @ recurrent, 4)
        cell = cell * sigmoid(f) + sigmoid(i) * np.tanh(j)
        hidden = np.tanh(cell) * sigmoid(o)
        states.append(hidden)
    return np.array(states)


def test_a_batch_gives_each_sentence_the_states_of_the_textbook_both_ways() -> None:
    scale = np.repeat([0.5, 0.5, 0.5, 1.0], SIZE).astype(np.float32)
    recurrent = CHANCE.normal(size=(2, SIZE, 4 * SIZE)).astype(np.float32)
    (batch,) = batches_of([[1, 2], [3, 4, 5, 6]])
    projected = CHANCE.normal(size=(2 * 7, 4 * SIZE)).astype(np.float32)
    states = lstm_states(batch, projected * scale, batch.both_ways(batch.ids), recurrent * scale)
    for row, sentence in enumerate(([3, 4, 5, 6], [1, 2])):
        places = [step.start + row for step in batch.steps[: len(sentence)]]
        for way in (0, 1):
            inputs = projected[[2 * one + way for one in (sentence[::-1] if way else sentence)]]
            np.testing.assert_allclose(states[way, places], reference(inputs, recurrent[way]), atol=1e-5)

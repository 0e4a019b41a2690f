import numpy as np

from viewer.extract.tagger.batches import batches_of
from viewer.extract.tagger.gru import GruLayer, gru_states

SIZE = 3
CHANCE = np.random.default_rng(7)


def sigmoid(x: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-x)))


def reference(inputs: np.ndarray, gates: np.ndarray, candidate: np.ndarray) -> np.ndarray:
    """Return the states of one sentence by the textbook: update, reset, candidate."""
    hidden = np.zeros(SIZE)
    states = []
    for step in inputs:
        update, reset = np.split(sigmoid(step[: 2 * SIZE] + hidden @ gates), 2)
        proposed = np.tanh(step[2 * SIZE :] + (reset * hidden) @ candidate)
        hidden = (1 - update) * hidden + update * proposed
        states.append(hidden)
    return np.array(states)


def test_a_batch_gives_each_sentence_the_states_of_the_textbook_both_ways() -> None:
    gates = CHANCE.normal(size=(2, SIZE, 2 * SIZE)).astype(np.float32)
    candidate = CHANCE.normal(size=(2, SIZE, SIZE)).astype(np.float32)
    halved = np.repeat([0.5, 0.5, 1.0], SIZE).astype(np.float32)
    nothing = np.zeros((1, 6 * SIZE), dtype=np.float32)
    layer = GruLayer(nothing, nothing[0], gates * np.float32(0.5), candidate)
    (batch,) = batches_of([[1, 2], [3, 4, 5, 6]])
    projected = CHANCE.normal(size=(2 * 7, 3 * SIZE)).astype(np.float32)
    states = gru_states(batch, projected * halved, batch.both_ways(batch.ids), layer)
    for row, sentence in enumerate(([3, 4, 5, 6], [1, 2])):
        places = [step.start + row for step in batch.steps[: len(sentence)]]
        for way in (0, 1):
            inputs = projected[[2 * one + way for one in (sentence[::-1] if way else sentence)]]
            np.testing.assert_allclose(states[way, places], reference(inputs, gates[way], candidate[way]), atol=1e-5)


def test_projections_of_a_row_stand_below_each_other() -> None:
    inputs = CHANCE.normal(size=(2, 6 * SIZE)).astype(np.float32)
    layer = GruLayer(inputs, np.ones(6 * SIZE, dtype=np.float32), inputs, inputs)
    forwards, backwards = layer.projected(np.array([[1, 0]], dtype=np.float32))
    np.testing.assert_allclose(np.concatenate([forwards, backwards]), inputs[0] + 1)

import numpy as np
import pytest

from viewer.extract.tagger.batches import batches_of
from viewer.extract.tagger.gru import GruDirection, gru_layer

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


@pytest.mark.parametrize("backwards", [False, True])
def test_a_batch_gives_each_sentence_the_states_of_the_textbook(*, backwards: bool) -> None:
    gates = CHANCE.normal(size=(SIZE, 2 * SIZE)).astype(np.float32)
    candidate = CHANCE.normal(size=(SIZE, SIZE)).astype(np.float32)
    halved = np.repeat([0.5, 0.5, 1.0], SIZE).astype(np.float32)
    nothing = np.zeros((1, 3 * SIZE), dtype=np.float32)
    direction = GruDirection(nothing, nothing[0], gates * np.float32(0.5), candidate)
    (batch,) = batches_of([[1, 1], [1, 1, 1, 1]])
    projected = CHANCE.normal(size=(4, 2, 3 * SIZE)).astype(np.float32)
    states = gru_layer(batch, projected * halved, direction, backwards=backwards)
    for column, length in enumerate((4, 2)):
        turn = slice(None, None, -1 if backwards else 1)
        expected = reference(projected[:length, column][turn], gates, candidate)[turn]
        np.testing.assert_allclose(states[:length, column], expected, atol=1e-5)

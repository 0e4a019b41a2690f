import numpy as np

from viewer.extract.tagger.batches import batches_of
from viewer.extract.tagger.lstm import lstm_layer

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


def test_a_batch_gives_each_sentence_the_states_of_the_textbook() -> None:
    scale = np.repeat([0.5, 0.5, 0.5, 1.0], SIZE).astype(np.float32)
    recurrent = CHANCE.normal(size=(SIZE, 4 * SIZE)).astype(np.float32)
    (batch,) = batches_of([[1, 1], [1, 1, 1, 1]])
    projected = CHANCE.normal(size=(4, 2, 4 * SIZE)).astype(np.float32)
    states = lstm_layer(batch, projected * scale, recurrent * scale, backwards=False)
    for column, length in enumerate((4, 2)):
        expected = reference(projected[:length, column], recurrent)
        np.testing.assert_allclose(states[:length, column], expected, atol=1e-5)


def test_reading_backwards_is_reading_the_turned_sentence() -> None:
    recurrent = CHANCE.normal(size=(SIZE, 4 * SIZE)).astype(np.float32)
    (batch,) = batches_of([[1, 1], [1, 1, 1, 1]])
    projected = CHANCE.normal(size=(4, 2, 4 * SIZE)).astype(np.float32)
    turned = projected.copy()
    for column, length in enumerate((4, 2)):
        turned[:length, column] = projected[:length, column][::-1]
    forwards = lstm_layer(batch, turned, recurrent, backwards=False)
    backwards = lstm_layer(batch, projected, recurrent, backwards=True)
    for column, length in enumerate((4, 2)):
        np.testing.assert_allclose(backwards[:length, column], forwards[:length, column][::-1], atol=1e-6)

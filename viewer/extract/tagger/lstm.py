"""A bidirectional LSTM layer over a batch of sentences."""

import numpy as np

from viewer.extract.tagger.batches import Batch, Floats, Places

_GATES = 4


def lstm_states(batch: Batch, projected: Floats, rows: Places, recurrent: Floats) -> Floats:
    """Return the hidden states of both directions, each in its own order; ``rows`` of the projections are their input.

    Projections (gates i, f, o, j; biases added) and ``recurrent``, whose first axis is the direction, must come with
    i, f and o halved: a sigmoid is then a tanh away.
    """
    size = projected.shape[1] // _GATES
    states = np.empty((*rows.shape, size), dtype=np.float32)
    hidden = np.zeros((2, len(batch.order), size), dtype=np.float32)
    cell = np.zeros_like(hidden)
    for step in batch.steps:
        active = step.stop - step.start
        gates = hidden[:, :active] @ recurrent
        gates += projected.take(rows[:, step], axis=0, mode="clip")
        np.tanh(gates, out=gates)
        sigmoids = gates[..., : 3 * size]
        sigmoids *= 0.5
        sigmoids += 0.5
        kept = cell[:, :active]
        kept *= gates[..., size : 2 * size]
        kept += gates[..., :size] * gates[..., 3 * size :]
        np.multiply(np.tanh(kept), gates[..., 2 * size : 3 * size], out=hidden[:, :active])
        states[:, step] = hidden[:, :active]
    return states

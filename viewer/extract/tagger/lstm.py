"""A bidirectional LSTM layer over a batch of sentences."""

import numpy as np

from viewer.extract.tagger.batches import Batch, Floats

_GATES = 4


def lstm_layer(batch: Batch, projected: Floats, recurrent: Floats, *, backwards: bool) -> Floats:
    """Return the hidden states for input projections ``projected[t, row]`` (gates i, f, o, j; biases added).

    Gates i, f and o must come halved in both arrays: a sigmoid is then a tanh away. States of padding are zero.
    """
    steps, rows, width = projected.shape
    size = width // _GATES
    states = np.zeros((steps, rows, size), dtype=np.float32)
    hidden = np.zeros((rows, size), dtype=np.float32)
    cell = np.zeros((rows, size), dtype=np.float32)
    for step in reversed(range(steps)) if backwards else range(steps):
        active = batch.active(step)
        gates = projected[step, :active] + hidden[:active] @ recurrent
        np.tanh(gates, out=gates)
        sigmoids = gates[:, : 3 * size]
        sigmoids *= 0.5
        sigmoids += 0.5
        kept = cell[:active]
        kept *= gates[:, size : 2 * size]
        kept += gates[:, :size] * gates[:, 3 * size :]
        hidden[:active] = np.tanh(kept) * gates[:, 2 * size : 3 * size]
        states[step, :active] = hidden[:active]
    return states

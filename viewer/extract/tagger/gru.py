"""A GRU layer over a batch of sentences, with the update rule of the LAC weights."""

import numpy as np

from viewer.extract.tagger.batches import Batch, Floats


def gru_layer(batch: Batch, projected: Floats, recurrent_gates: Floats, recurrent_candidate: Floats) -> Floats:
    """Return the hidden states for input projections ``projected[t, row]`` (update, reset, candidate; biases added)."""
    steps, rows, width = projected.shape
    size = width // 3
    states = np.zeros((steps, rows, size), dtype=np.float32)
    hidden = np.zeros((rows, size), dtype=np.float32)
    for step in range(steps):
        active = batch.active(step)
        before = hidden[:active]
        gates = projected[step, :active, : 2 * size] + before @ recurrent_gates
        gates *= 0.5
        np.tanh(gates, out=gates)
        gates *= 0.5
        gates += 0.5
        update, reset = gates[:, :size], gates[:, size:]
        candidate = np.tanh(projected[step, :active, 2 * size :] + (reset * before) @ recurrent_candidate)
        candidate -= before
        candidate *= update
        hidden[:active] += candidate
        states[step, :active] = hidden[:active]
    return states

"""A gated recurrent layer over a batch of sentences, read in one direction."""

from dataclasses import dataclass

import numpy as np

from viewer.extract.tagger.batches import Batch, Floats

_GATES = 2


@dataclass(frozen=True, slots=True)
class GruDirection:
    """Weights of one reading direction: ``inputs`` for update, reset and candidate side by side.

    Update and reset come halved everywhere: a sigmoid is then a tanh away.
    """

    inputs: Floats
    bias: Floats
    gates: Floats
    candidate: Floats


def gru_layer(batch: Batch, projected: Floats, direction: GruDirection, *, backwards: bool) -> Floats:
    """Return the hidden states for input projections ``projected[t, row]`` (biases added); padding stays zero."""
    steps, rows, _ = projected.shape
    size = direction.candidate.shape[0]
    width = _GATES * size
    states = np.zeros((steps, rows, size), dtype=np.float32)
    hidden = np.zeros((rows, size), dtype=np.float32)
    for step in reversed(range(steps)) if backwards else range(steps):
        active = batch.active(step)
        before = hidden[:active]
        gates = projected[step, :active, :width] + before @ direction.gates
        np.tanh(gates, out=gates)
        gates *= 0.5
        gates += 0.5
        candidate = projected[step, :active, width:] + (gates[:, size:] * before) @ direction.candidate
        np.tanh(candidate, out=candidate)
        candidate -= before
        candidate *= gates[:, :size]
        before += candidate
        states[step, :active] = before
    return states

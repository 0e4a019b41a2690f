"""A bidirectional gated recurrent layer over a batch of sentences."""

from dataclasses import dataclass

import numpy as np

from viewer.extract.tagger.batches import Batch, Floats, Places

_GATES = 2


@dataclass(frozen=True, slots=True)
class GruLayer:
    """Weights of both reading directions; update and reset come halved everywhere: a sigmoid is then a tanh away.

    ``inputs`` and ``bias`` hold update, reset and candidate of the forward direction and then those of the other;
    ``gates`` and ``candidate`` have the direction as their first axis.
    """

    inputs: Floats
    bias: Floats
    gates: Floats
    candidate: Floats

    def projected(self, known: Floats) -> Floats:
        """Return the input projections of rows, two rows for each: forwards, backwards."""
        projected = known @ self.inputs
        projected += self.bias
        return projected.reshape(2 * len(known), -1)


def gru_states(batch: Batch, projected: Floats, rows: Places, layer: GruLayer) -> Floats:
    """Return the hidden states of both directions, each in its own order; ``rows`` of ``projected`` are their input."""
    size = layer.candidate.shape[1]
    width = _GATES * size
    states = np.empty((*rows.shape, size), dtype=np.float32)
    hidden = np.zeros((2, len(batch.order), size), dtype=np.float32)
    for step in batch.steps:
        given = projected.take(rows[:, step], axis=0, mode="clip")
        before = hidden[:, : step.stop - step.start]
        gates = before @ layer.gates
        gates += given[..., :width]
        np.tanh(gates, out=gates)
        gates *= 0.5
        gates += 0.5
        candidate = (gates[..., size:] * before) @ layer.candidate
        candidate += given[..., width:]
        np.tanh(candidate, out=candidate)
        candidate -= before
        candidate *= gates[..., :size]
        before += candidate
        states[:, step] = before
    return states

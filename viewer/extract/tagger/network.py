"""The network, from characters to tags: a bidirectional LSTM with a CRF on top."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from viewer.extract.tagger.batches import Batch, Floats, batches_of
from viewer.extract.tagger.lstm import lstm_states
from viewer.extract.tagger.viterbi import best_paths


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Which row of the embedding stands for a character, and what the tags are called."""

    ids: Mapping[str, int]
    unknown: int
    tags: tuple[str, ...]

    def encode(self, sentence: str) -> list[int]:
        """Return the sentence as rows of the embedding."""
        get, unknown = self.ids.get, self.unknown
        return [get(char, unknown) for char in sentence]


@dataclass(frozen=True, slots=True)
class Crf:
    """How likely a tag follows another, begins and ends a sentence."""

    start: Floats
    stop: Floats
    transitions: Floats


@dataclass(frozen=True, slots=True)
class LstmLayer:
    """Weights of both reading directions; gates i, f, o, j, the first three halved.

    ``inputs`` and ``bias`` hold the gates of the forward direction and then those of the other; ``recurrent`` has the
    direction as its first axis.
    """

    inputs: Floats
    bias: Floats
    recurrent: Floats


@dataclass(frozen=True, slots=True)
class LstmNetwork:
    """Embedding, one bidirectional LSTM, a tanh layer, CRF."""

    vocabulary: Vocabulary
    embedding: Floats
    layer: LstmLayer
    hidden: tuple[Floats, Floats]
    output: tuple[Floats, Floats]
    crf: Crf

    def tags(self, sentences: Sequence[str]) -> list[list[str]]:
        """Return the tags of every character of every sentence."""
        tags: list[list[str]] = [[] for _ in sentences]
        for batch in batches_of([self.vocabulary.encode(sentence) for sentence in sentences]):
            for index, path in zip(batch.order, self._paths(batch), strict=True):
                tags[index] = [self.vocabulary.tags[tag] for tag in path]
        return tags

    def _paths(self, batch: Batch) -> list[list[int]]:
        seen, compact = np.unique(batch.ids, return_inverse=True)
        projected = (self.embedding[seen] @ self.layer.inputs + self.layer.bias).reshape(2 * len(seen), -1)
        states = batch.side_by_side(lstm_states(batch, projected, batch.both_ways(compact), self.layer.recurrent))
        weights, bias = self.hidden
        hidden = np.tanh(states @ weights + bias)
        scores = hidden @ self.output[0] + self.output[1]
        return best_paths(batch, scores, self.crf.start, self.crf.stop, self.crf.transitions)

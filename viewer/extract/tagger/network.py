"""The two networks, from characters to tags: an LSTM-CRF (FoolNLTK's weights) and a GRU-CRF (LAC's)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from viewer.extract.tagger.batches import Batch, Floats, batches_of
from viewer.extract.tagger.gru import gru_layer
from viewer.extract.tagger.lstm import lstm_layer
from viewer.extract.tagger.viterbi import best_paths


class Network(Protocol):
    """From sentences to one tag per character."""

    def tags(self, sentences: Sequence[str]) -> list[list[str]]:
        """Return the tags of every character of every sentence."""
        ...


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
class LstmDirection:
    """Weights of one reading direction; gates i, f, o, j, the first three halved."""

    inputs: Floats
    bias: Floats
    recurrent: Floats


@dataclass(frozen=True, slots=True)
class LstmNetwork:
    """Embedding, one bidirectional LSTM, a tanh layer, CRF."""

    vocabulary: Vocabulary
    embedding: Floats
    forward: LstmDirection
    backward: LstmDirection
    hidden: tuple[Floats, Floats]
    output: tuple[Floats, Floats]
    crf: Crf

    def tags(self, sentences: Sequence[str]) -> list[list[str]]:
        """Return the tags of every character of every sentence."""
        return _tags(self.vocabulary, sentences, self._paths)

    def _paths(self, batch: Batch) -> list[list[int]]:
        seen, compact = np.unique(batch.ids, return_inverse=True)
        compact = compact.reshape(batch.ids.shape)
        known = self.embedding[seen]
        reversal = batch.reversal()
        forward = lstm_layer(batch, _projected(known, self.forward)[compact], self.forward.recurrent)
        turned = np.take_along_axis(compact, reversal, axis=0)
        backward = lstm_layer(batch, _projected(known, self.backward)[turned], self.backward.recurrent)
        backward = np.take_along_axis(backward, reversal[:, :, None], axis=0)
        weights, bias = self.hidden
        size = forward.shape[2]
        hidden = np.tanh(forward @ weights[:size] + backward @ weights[size:] + bias)
        scores = hidden @ self.output[0] + self.output[1]
        return best_paths(batch, scores, self.crf.start, self.crf.stop, self.crf.transitions)


def _projected(known: Floats, direction: LstmDirection) -> Floats:
    return known @ direction.inputs + direction.bias


@dataclass(frozen=True, slots=True)
class GruDirection:
    """Weights of one reading direction of one layer."""

    inputs: Floats
    bias: Floats
    recurrent_gates: Floats
    recurrent_candidate: Floats


@dataclass(frozen=True, slots=True)
class GruNetwork:
    """Embedding, bidirectional GRU layers, CRF."""

    vocabulary: Vocabulary
    embedding: Floats
    layers: tuple[tuple[GruDirection, GruDirection], ...]
    output: tuple[Floats, Floats]
    crf: Crf

    def tags(self, sentences: Sequence[str]) -> list[list[str]]:
        """Return the tags of every character of every sentence."""
        return _tags(self.vocabulary, sentences, self._paths)

    def _paths(self, batch: Batch) -> list[list[int]]:
        reversal = batch.reversal()
        states: Floats = self.embedding[batch.ids]
        for forward, backward in self.layers:
            read = _gru(batch, states, forward)
            turned = np.take_along_axis(states, reversal[:, :, None], axis=0)
            back = np.take_along_axis(_gru(batch, turned, backward), reversal[:, :, None], axis=0)
            states = np.concatenate([read, back], axis=2)
        scores = states @ self.output[0] + self.output[1]
        return best_paths(batch, scores, self.crf.start, self.crf.stop, self.crf.transitions)


def _gru(batch: Batch, states: Floats, direction: GruDirection) -> Floats:
    projected = states @ direction.inputs + direction.bias
    return gru_layer(batch, projected, direction.recurrent_gates, direction.recurrent_candidate)


class _Paths(Protocol):
    def __call__(self, batch: Batch) -> list[list[int]]: ...


def _tags(vocabulary: Vocabulary, sentences: Sequence[str], paths: _Paths) -> list[list[str]]:
    tags: list[list[str]] = [[] for _ in sentences]
    for batch in batches_of([vocabulary.encode(sentence) for sentence in sentences]):
        for index, path in zip(batch.order, paths(batch), strict=True):
            tags[index] = [vocabulary.tags[tag] for tag in path]
    return tags



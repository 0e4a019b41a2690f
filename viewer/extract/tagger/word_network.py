"""The second network: words and single characters, two bidirectional recurrent layers, a CRF on top."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.extract.tagger.batches import Batch, Floats, batches_of
from viewer.extract.tagger.gru import GruLayer, gru_states
from viewer.extract.tagger.network import Crf
from viewer.extract.tagger.viterbi import best_paths
from viewer.extract.tagger.word_cut import WordCut

_MOST_WORDS = 8192


@dataclass(frozen=True, slots=True)
class WordVocabulary:
    """Which row of the embedding stands for a word or a character, and what the tags are called.

    ``plain`` gives characters their plain forms; those that are in ``ids`` have the rows of these.
    """

    ids: Mapping[str, int]
    unknown: int
    plain: Mapping[str, str]
    tags: tuple[str, ...]

    def encode(self, words: Sequence[str]) -> tuple[list[int], list[int]]:
        """Return rows of the embedding and how many characters each stands for; a strange word by its characters."""
        rows: list[int] = []
        sizes: list[int] = []
        for word in words:
            row = self.ids.get(word)
            if row is not None:
                rows.append(row)
                sizes.append(len(word))
            else:
                rows += [self._row(char) for char in word]
                sizes += [1] * len(word)
        return rows, sizes

    def _row(self, char: str) -> int:
        return self.ids.get(self.plain.get(char, char), self.unknown)


@dataclass(frozen=True, slots=True)
class WordNetwork:
    """``embedding`` holds bytes, each row to be multiplied by its ``scale``; the first of ``layers`` reads them."""

    vocabulary: WordVocabulary
    words: WordCut
    embedding: NDArray[np.int8]
    scale: Floats
    layers: tuple[GruLayer, ...]
    output: tuple[Floats, Floats]
    crf: Crf

    def tags(self, sentences: Sequence[str]) -> list[list[str]]:
        """Return the tags of every character of every sentence."""
        encoded = [self.vocabulary.encode(self.words.cut(sentence)) for sentence in sentences]
        tags: list[list[str]] = [[] for _ in sentences]
        for batch in batches_of([rows for rows, _ in encoded], most=_MOST_WORDS):
            for index, path in zip(batch.order, self._paths(batch), strict=True):
                tags[index] = self._by_character(path, encoded[index][1])
        return tags

    def _by_character(self, path: Sequence[int], sizes: Sequence[int]) -> list[str]:
        names = [self.vocabulary.tags[tag] for tag in path]
        found: list[str] = []
        for at, (name, size) in enumerate(zip(names, sizes, strict=True)):
            place, _, label = name.partition("_")
            if not label:
                found += [name] * size
                continue
            goes_on = at + 1 < len(names) and names[at + 1] == f"I_{label}"
            opens = place == "B" or at == 0 or names[at - 1].partition("_")[2] != label
            found += _bounded(label, size, opens=opens, closes=not goes_on)
        return found

    def _paths(self, batch: Batch) -> list[list[int]]:
        seen, rows = np.unique(batch.ids, return_inverse=True)
        known: Floats = self.embedding[seen].astype(np.float32) * self.scale[seen][:, None]
        for layer in self.layers:
            states = gru_states(batch, layer.projected(known), batch.both_ways(rows), layer)
            known, rows = batch.side_by_side(states), np.arange(len(batch.ids))
        scores = known @ self.output[0] + self.output[1]
        return best_paths(batch, scores, self.crf.start, self.crf.stop, self.crf.transitions)


def _bounded(label: str, size: int, *, opens: bool, closes: bool) -> list[str]:
    """Return the tags of a word's characters, of which the first may open and the last close a name."""
    tags = [f"M_{label}"] * size
    if opens:
        tags[0] = f"B_{label}"
    if closes:
        tags[-1] = f"S_{label}" if opens and size == 1 else f"E_{label}"
    return tags

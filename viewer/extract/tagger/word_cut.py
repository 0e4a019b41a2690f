"""Cuts sentences into the words the second voice was taught with: the most probable path through its own list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf, log

_BEGINNING = -inf


@dataclass(frozen=True, slots=True)
class WordCut:
    """Words with the logarithm of their frequency; what only begins a word is infinitely unlikely."""

    scores: Mapping[str, float]
    unknown: float

    def cut(self, sentence: str) -> list[str]:
        """Return the words of a sentence; runs of Latin letters and figures stay together."""
        ends = self._best_ends(sentence)
        words: list[str] = []
        at, is_latin = 0, False
        while at < len(sentence):
            word = sentence[at : ends[at]]
            at = ends[at]
            latin = len(word) == 1 and word.isascii() and word.isalnum()
            if latin and is_latin:
                words[-1] += word
            else:
                words.append(word)
            is_latin = latin
        return words

    def _best_ends(self, sentence: str) -> list[int]:
        """Return for every place where the word that begins there best ends."""
        score_of, unknown, length = self.scores.get, self.unknown, len(sentence)
        best = [0.0] * (length + 1)
        ends = [0] * length
        for start in range(length - 1, -1, -1):
            end = start + 1
            score = score_of(sentence[start:end])
            top, top_end = max(score or 0.0, 0.0) + unknown + best[end], end
            while score is not None and end < length:
                end += 1
                score = score_of(sentence[start:end])
                if score is not None and (total := score + unknown + best[end]) >= top:
                    top, top_end = total, end
            best[start], ends[start] = top, top_end
        return ends


def word_cut(words: Iterable[str], counts: Iterable[int]) -> WordCut:
    """Return the cut for words with their frequencies."""
    scores: dict[str, float] = {}
    total = 0
    for word, count in zip(words, counts, strict=True):
        total += count
        scores[word] = log(max(count, 1))
        for size in range(1, len(word)):
            scores.setdefault(word[:size], _BEGINNING)
    return WordCut(scores, -log(max(total, 1)))

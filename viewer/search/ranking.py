"""Which document comes first: BM25F over words, verbatim runs above words apart, the newer of equals first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from viewer.search.reader import IndexReader, Numbers, Scores
from viewer.search.schema import RANKED

_SATURATION = 1.2
_LENGTH_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class WordScores:
    """A score for every document of the index, and one no document reaches."""

    scores: Scores
    bound: float


def score_words(reader: IndexReader, words: Sequence[str]) -> WordScores:
    """Score all documents by the words of a query; a word in the title counts as several in the body."""
    scores = np.zeros(reader.size, np.float32)
    count = max(1, int(np.count_nonzero(reader.alive)))
    norm = _length_norm(reader)
    bound = 1.0
    for word in dict.fromkeys(words):
        frequencies = np.zeros(reader.size, np.float32)
        for field in RANKED:
            for numbers, weights in reader.weighted(field.name, word):
                frequencies[numbers] += weights * np.float32(field.weight)
        found = int(np.count_nonzero(frequencies))
        if not found:
            continue
        rarity = np.float32(np.log(1 + (count - min(found, count) + 0.5) / (found + 0.5)))
        scores += rarity * frequencies * np.float32(_SATURATION + 1) / (frequencies + norm)
        bound += float(rarity) * (_SATURATION + 1)
    return WordScores(scores, bound)


def order_by_score(reader: IndexReader, numbers: Numbers, scores: Scores) -> Numbers:
    """Return documents, best first; of equals the newer."""
    dates = reader.dates().codes
    return numbers[np.lexsort((numbers, -dates[numbers], -scores[numbers]))]


def order_by_date(reader: IndexReader, numbers: Numbers, scores: Scores) -> Numbers:
    """Return documents, newest first, those without a date last; of one day the best first."""
    dates = reader.dates().codes
    return numbers[np.lexsort((numbers, -scores[numbers], -dates[numbers]))]


def _length_norm(reader: IndexReader) -> Scores:
    lengths = reader.lengths()
    average = np.float32(max(1.0, float(lengths.mean()) if len(lengths) else 1.0))
    share = np.float32(_LENGTH_SHARE)
    return np.float32(_SATURATION) * (1 - share + share * lengths / average)

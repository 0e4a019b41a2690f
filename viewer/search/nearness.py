"""Which documents are nearest to a question, when none holds it word for word.

Words count as in any ranking (BM25F). Pairs and single characters count once per document: where a person says 车位
and the reply 泊位, or the words are cut differently, they are what both have in common.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from viewer.core.hit import WordWeight
from viewer.search.question import Question
from viewer.search.ranking import explain_words, rarity, score_words
from viewer.search.reader import IndexReader, Mask, Numbers, Scores
from viewer.search.schema import GRAMS

_NEAR = 0.4
_AT_LEAST = 10
_LENGTH_SHARE = np.float32(0.6)


@dataclass(frozen=True, slots=True)
class Nearness:
    """A score for every document of the index, and which of them are near enough to be shown."""

    scores: Scores
    near: Mask


def nearness(reader: IndexReader, question: Question) -> Nearness:
    """Score all documents; near are those with a good part of the best score, and in any case the best few."""
    scores = score_words(reader, question.words).scores + _gram_scores(reader, question.grams)
    having = np.zeros(reader.size, np.bool_)
    for pair in (*question.pairs_told, *(word for word in question.telling if len(word) == 1)):
        having |= reader.mask(GRAMS, pair)
    scores[~(having & reader.alive)] = 0
    return Nearness(scores, (scores > 0) & (scores >= _limit(scores)))


def explain_nearness(reader: IndexReader, question: Question, number: int) -> tuple[WordWeight, ...]:
    """Return what each word, pair and character adds to the score of one document, the weightiest first."""
    rows = {row.word: row for row in explain_words(reader, question.words, number)}
    shortness = float(_shortness(reader)[number])
    points: dict[str, float] = defaultdict(float, {word: row.points for word, row in rows.items()})
    documents = {word: row.documents for word, row in rows.items()}
    for gram, weight in question.grams.items():
        mask = reader.mask(GRAMS, gram)
        if mask[number]:
            points[gram] += weight * float(rarity(reader, int(np.count_nonzero(mask)))) * shortness
            documents.setdefault(gram, int(np.count_nonzero(mask & reader.alive)))
    weights = (_weight(rows.get(unit), unit, documents[unit], value) for unit, value in points.items())
    return tuple(sorted(weights, key=lambda row: (-row.points, row.word)))


def _weight(row: WordWeight | None, unit: str, documents: int, points: float) -> WordWeight:
    stands = (row.in_title, row.in_headings, row.in_text) if row else (0, 0, 0)
    return WordWeight(unit, *stands, documents, round(points, 4))


def _gram_scores(reader: IndexReader, grams: Mapping[str, float]) -> Scores:
    scores = np.zeros(reader.size, np.float32)
    for gram, weight in grams.items():
        mask = reader.mask(GRAMS, gram)
        if found := int(np.count_nonzero(mask)):
            scores[mask] += np.float32(weight) * rarity(reader, found)
    return scores * _shortness(reader)


def _shortness(reader: IndexReader) -> Scores:
    """A long text holds more characters by chance."""
    lengths = reader.lengths()
    average = np.float32(max(1.0, float(lengths.mean()) if len(lengths) else 1.0))
    one = np.float32(1)
    factors: Scores = one / (one - _LENGTH_SHARE + _LENGTH_SHARE * lengths / average)
    return factors


def _limit(scores: Numbers | Scores) -> float:
    if len(scores) <= _AT_LEAST:
        return 0.0
    tenth = float(np.partition(scores, -_AT_LEAST)[-_AT_LEAST])
    return min(_NEAR * float(scores.max()), tenth)

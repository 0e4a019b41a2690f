"""Which document comes first: BM25F over words, verbatim runs above words apart, the newer of equals first."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from viewer.core.hit import WordWeight
from viewer.search.reader import IndexReader, Numbers, Scores
from viewer.search.schema import HEADINGS, RANKED, TITLE, WORDS

_SATURATION = 1.2
_LENGTH_SHARE = 0.6
_DATE_BITS = 31
_WORTH_PARTING = 4


@dataclass(frozen=True, slots=True)
class WordScores:
    """A score for every document of the index, and one no document reaches."""

    scores: Scores
    bound: float


def score_words(reader: IndexReader, words: Iterable[str] | Mapping[str, float]) -> WordScores:
    """Score all documents by the words of a query, weighted where they are a mapping.

    A word in the title counts as several in the body.
    """
    scores = np.zeros(reader.size, np.float32)
    bound = 1.0
    norm = _length_norm(reader)
    for word, share in _shares(words).items():
        frequencies = _frequencies(reader, word)
        if found := int(np.count_nonzero(frequencies)):
            weight = np.float32(share) * rarity(reader, found)
            bound += float(weight) * (_SATURATION + 1)
            saturated = frequencies + norm
            np.divide(frequencies, saturated, out=saturated)
            saturated *= weight * np.float32(_SATURATION + 1)
            scores += saturated
    return WordScores(scores, bound)


def _frequencies(reader: IndexReader, word: str) -> Scores:
    """Return how often a word stands in each document, a heading and a title counting as more."""
    frequencies = np.zeros(reader.size, np.float32)
    for place, field in enumerate(RANKED):
        numbers, stands = reader.weighted(field.name, word)
        weighted = stands if field.weight == 1 else stands * np.float32(field.weight)
        if place:
            frequencies[numbers] += weighted
        else:
            frequencies[numbers] = weighted  # nothing is there yet, and most of what will be
    return frequencies


def explain_words(
    reader: IndexReader, words: Iterable[str] | Mapping[str, float], number: int
) -> tuple[WordWeight, ...]:
    """Return what each word adds to the score of one document, the weightiest first; the sum is its score."""
    weights = (_word_weight(reader, word, share, number) for word, share in _shares(words).items())
    return tuple(sorted((each for each in weights if each.points), key=lambda each: (-each.points, each.word)))


def passage_words(reader: IndexReader, words: Sequence[str], *, most: int) -> list[str]:
    """Return the words of a passage that tell most: the rare and repeated ones that other documents have as well."""
    telling: dict[str, float] = {}
    for word, count in Counter(words).items():
        if len(word) > 1 and not word.isdecimal():
            found = int(np.count_nonzero(reader.alive[reader.weighted(WORDS, word).numbers]))
            telling[word] = float(rarity(reader, found)) * (1 + np.log(count)) if found > 1 else 0.0
    ranked = sorted(telling, key=lambda word: (-telling[word], words.index(word)))
    return [word for word in ranked[:most] if telling[word]]


def order_by_score(reader: IndexReader, numbers: Numbers, scores: Scores) -> Numbers:
    """Return documents, given in order of their numbers, best first; of equals the newer."""
    return numbers[np.argsort(-_keys(reader, numbers, scores), kind="stable")]


def parted_by_score(reader: IndexReader, numbers: Numbers, scores: Scores, most: int) -> tuple[Numbers, Numbers]:
    """Return the best documents in the order of ``order_by_score``, at least so many, and the others as they came."""
    if len(numbers) <= most * _WORTH_PARTING:
        return order_by_score(reader, numbers, scores), numbers[:0]
    keys = _keys(reader, numbers, scores)
    is_best = keys >= np.partition(keys, -most)[-most]
    return order_by_score(reader, numbers[is_best], scores), numbers[~is_best]


def _keys(reader: IndexReader, numbers: Numbers, scores: Scores) -> Numbers:
    """Return numbers that sort like score and date: the bits of numbers that are not negative sort as they do."""
    bits = np.maximum(scores[numbers], 0).astype(np.float32).view(np.int32).astype(np.int64)
    keys: Numbers = (bits << np.int64(_DATE_BITS)) | (reader.dates().codes[numbers] + 1)
    return keys


def order_by_date(reader: IndexReader, numbers: Numbers, scores: Scores) -> Numbers:
    """Return documents, newest first, those without a date last; of one day the best first."""
    dates = reader.dates().codes
    return numbers[np.lexsort((numbers, -scores[numbers], -dates[numbers]))]


def rarity(reader: IndexReader, found: int) -> np.float32:
    """Return how much something tells that stands in so many documents."""
    count = max(1, int(np.count_nonzero(reader.alive)))
    return np.float32(np.log(1 + (count - min(found, count) + 0.5) / (found + 0.5)))


def _shares(words: Iterable[str] | Mapping[str, float]) -> Mapping[str, float]:
    return words if isinstance(words, Mapping) else dict.fromkeys(words, 1.0)


def _length_norm(reader: IndexReader) -> Scores:
    lengths = reader.lengths()
    average = np.float32(max(1.0, float(lengths.mean()) if len(lengths) else 1.0))
    share = np.float32(_LENGTH_SHARE)
    return np.float32(_SATURATION) * (1 - share + share * lengths / average)


def _word_weight(reader: IndexReader, word: str, share: float, number: int) -> WordWeight:
    stands = {field.name: _frequency(reader, field.name, word, number) for field in RANKED}
    frequency = np.float32(sum(stands[field.name] * field.weight for field in RANKED))
    having = np.zeros(reader.size, np.bool_)
    for field in RANKED:
        having[reader.weighted(field.name, word).numbers] = True
    found = int(np.count_nonzero(having))
    weight = np.float32(share) * rarity(reader, found)
    points = weight * frequency * (_SATURATION + 1) / (frequency + _length_norm(reader)[number])
    documents = int(np.count_nonzero(having & reader.alive))
    return WordWeight(word, stands[TITLE], stands[HEADINGS], stands[WORDS], documents, round(float(points), 4))


def _frequency(reader: IndexReader, field: str, word: str, number: int) -> int:
    found = reader.weighted(field, word)
    return int(found.frequencies[found.numbers == number].sum())

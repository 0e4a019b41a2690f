"""Did you mean: words and names of the index that are spelt or sound almost like what was typed."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import product

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from viewer.core.query import QueryField
from viewer.search.pinyin import partly_spelled, sounding_like, spelled
from viewer.search.reader import IndexReader
from viewer.search.schema import GRAMS

_NAME_FIELDS = (
    QueryField.PERSON,
    QueryField.ORGANISATION,
    QueryField.COMPANY,
    QueryField.PLACE,
    QueryField.POLICY,
    QueryField.TITLE,
)
_LONGEST_WORD = 24
_LONGEST_TYPED = 40
_LONGEST_WINDOW = 8
_NEIGHBOURS = 3
_ONE_MISTAKE = 3
_TWO_MISTAKES = 7
_MOST_CANDIDATES = 8
_LATIN = re.compile(r"[a-z'’]+")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")


class _Alike:
    """Words of one length, written one after the other: as strings of their own they take thirty times the room."""

    def __init__(self, length: int, words: str) -> None:
        self._length = length
        self._words = words

    def __iter__(self) -> Iterator[str]:
        return (self._words[at : at + self._length] for at in range(0, len(self._words), self._length))


class Vocabulary:
    """The names and words of one generation of the index; made on demand, for it takes a moment."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self._documents = _documents_of_names(reader)
        words = dict.fromkeys(reader.words())
        self._names = "\n".join(self._documents)
        self._words = "\n".join(word for word in words if len(word) > 1 and not word.isascii())
        by_length: dict[int, list[str]] = defaultdict(list)
        for word in dict.fromkeys((*self._documents, *words)):
            if len(word) <= _LONGEST_WORD:
                by_length[len(word)].append(word)
        self._by_length = {length: _Alike(length, "".join(alike)) for length, alike in by_length.items()}

    def respelled(self, folded: str) -> Iterator[str]:
        """Yield other spellings of a folded run, the likeliest first; a run that stands in the index may have some."""
        if len(folded) > _LONGEST_TYPED or folded.isdecimal():
            return  # another number is no other spelling
        if _LATIN.fullmatch(folded) and (pattern := spelled(folded)):
            yield from self._matching(pattern)
        for start, end in _round_letters(folded):
            if pattern := partly_spelled(folded[start:end]):
                yield from (folded[:start] + other + folded[end:] for other in self._matching(pattern))
        for start, end in self._windows(folded):
            for other in self._alike(folded[start:end]):
                yield folded[:start] + other + folded[end:]

    def broken(self, folded: str) -> list[int]:
        """Return where pairs begin that no document has: each mistake makes one or two."""
        grams = (folded[at : at + 2] for at in range(len(folded) - 1))
        return [at for at, gram in enumerate(grams) if not self._reader.mask(GRAMS, gram).any()]

    def _windows(self, folded: str) -> Iterator[tuple[int, int]]:
        """Yield the ranges that may hold a mistake: the whole run, then what surrounds pairs no document has."""
        yield 0, len(folded)
        broken = self.broken(folded)
        if not broken:
            return
        first, last = broken[0], broken[0] + 2
        while last - 1 in broken:
            last += 1
        ranges = [
            (start, end)
            for start in range(max(0, first - _LONGEST_WINDOW), first + 2)
            for end in range(last - 1, min(len(folded), last + _LONGEST_WINDOW) + 1)
            if 1 < end - start <= _LONGEST_WINDOW and (start, end) != (0, len(folded))
        ]
        yield from sorted(ranges, key=lambda place: (place[0] - place[1], place[0]))

    def _alike(self, typed: str) -> Iterator[str]:
        if _HAN.fullmatch(typed):
            yield from (found for found in self._matching(sounding_like(typed)) if found != typed)
        allowed = 0 if len(typed) < _ONE_MISTAKE else 1 if len(typed) < _TWO_MISTAKES else 2
        found: list[tuple[int, int, str]] = []
        for length in range(len(typed) - allowed, len(typed) + allowed + 1) if allowed else ():
            nearest = process.extract(
                typed,
                list(self._by_length.get(length, ())),
                scorer=OSA.distance,
                score_cutoff=allowed,
                limit=_MOST_CANDIDATES,
            )
            found += [(int(distance), -self._documents.get(word, 0), word) for word, distance, _ in nearest if distance]
        yield from (word for _, _, word in sorted(found)[:_MOST_CANDIDATES])

    def _matching(self, pattern: re.Pattern[str]) -> Iterator[str]:
        """Yield what fits a pattern: whole names before whole words before parts of names, the common ones first."""
        parts: Counter[str] = Counter()
        whole: Counter[str] = Counter()
        for pool, weight in ((self._names, 1_000), (self._words, 1)):
            for match in pattern.finditer(pool):
                (whole if _is_line(pool, match) else parts)[match[0]] += weight
        ranked = (*_most_common(whole, self._documents), *_most_common(parts, self._documents))
        yield from dict.fromkeys(ranked[:_MOST_CANDIDATES])


def _documents_of_names(reader: IndexReader) -> Mapping[str, int]:
    """Return in how many documents each name stands, asking segment by segment: a reader keeps what it gives whole."""
    documents: Counter[str] = Counter()
    for field, segment in product(_NAME_FIELDS, reader.segment_names):
        found = reader.values_in(segment, field)
        if found is not None:
            documents.update(dict(zip(found.values, np.diff(found.starts).tolist(), strict=True)))
    return documents


def _round_letters(folded: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges in which letters may spell a part of a name, the widest first."""
    for letters in _LATIN.finditer(folded):
        first, last = max(0, letters.start() - _NEIGHBOURS), min(len(folded), letters.end() + _NEIGHBOURS)
        ranges = [
            (start, end)
            for start in range(first, letters.start() + 1)
            for end in range(letters.end(), last + 1)
            if end - start > len(letters[0])
        ]
        yield from sorted(ranges, key=lambda place: place[0] - place[1])


def _most_common(found: Counter[str], documents: Mapping[str, int]) -> list[str]:
    return sorted(found, key=lambda word: (-documents.get(word, 0), -found[word], word))


def _is_line(pool: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    return (start == 0 or pool[start - 1] == "\n") and (end == len(pool) or pool[end] == "\n")

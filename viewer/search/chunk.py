"""Posting lists in chunks, as a server keeps them: made of documents, and merged; the same lists as in a segment."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from viewer.core.catalog import StoredDocument
from viewer.core.posting import ListedChunk, PostedDocument, PostingChunk, PostingList
from viewer.search.analyzer import AnalyzedDocument, analyze
from viewer.search.common_runs import run_lists
from viewer.search.compaction import NewNumbers, merged_postings
from viewer.search.posting import EncodedPostings, TermPostings, decode_field, encode
from viewer.search.reader import Mask
from viewer.search.schema import FACETS, GRAMS, HEADINGS, LENGTHS, TITLE, VALUES, WEIGHTED, WORDS
from viewer.search.writer import SegmentBuilder
from viewer.text.fold import fold
from viewer.text.segment import Segmenter

CHUNK_VERSION = 1
"""Another one whenever the same document would be kept differently."""

LARGEST_CHUNK = 15_000
"""A bitmap of so many documents still fits into a row of the table without being put elsewhere."""

LEAST_WITH_RUNS = 4_096
"""Smaller chunks leave little to the texts, and are soon merged: only larger ones have lists of runs."""

_TIERS = (512, 4_096)
_TIER_WIDTH = 8

LETTERS: Mapping[str, bytes] = {
    FACETS: b"f", GRAMS: b"g", HEADINGS: b"h", LENGTHS: b"l", TITLE: b"t", VALUES: b"v", WORDS: b"w",
}  # fmt: skip
"""What the terms of each field begin with."""

RUN = b"r"
BUCKETS: Mapping[int, bytes] = {3: b"b", 4: b"q"}
"""What lists of runs, and those that other runs of a length share, begin with; alone these say that a chunk has any."""


@dataclass(frozen=True, slots=True)
class AnalyzedPosting:
    """A document as it goes into a chunk."""

    document: PostedDocument
    analyzed: AnalyzedDocument


def analyzed_posting(stored: StoredDocument, segmenter: Segmenter) -> AnalyzedPosting:
    """Return what a chunk keeps of a document."""
    reading = stored.reading
    document = PostedDocument(stored.id, reading.metadata.year or 0, fold(reading.document.text))
    return AnalyzedPosting(document, analyze(stored, segmenter))


def chunk_of(postings: Sequence[AnalyzedPosting], *, least_with_runs: int = LEAST_WITH_RUNS) -> PostingChunk:
    """Return documents, each of them once, as a chunk."""
    builder = SegmentBuilder()
    for posting in postings:
        builder.add(posting.analyzed)
    documents = tuple(each.document for each in postings)
    lists = _lists(builder.fields(), len(postings))
    runs = lists_of_runs([each.folded for each in documents], least=least_with_runs)
    return PostingChunk(documents, chain(lists, runs))


def lists_of_runs(texts: Sequence[str], *, least: int = LEAST_WITH_RUNS) -> Iterator[PostingList]:
    """Yield what a chunk of these folded texts knows of runs, nothing where it has fewer."""
    if len(texts) < least:
        return
    yield RUN, b""
    found = run_lists(texts)
    yield from _encoded(RUN, found.runs, len(texts))
    for length, letter in BUCKETS.items():
        yield letter, b""
        yield from _encoded(letter, found.buckets[length], len(texts))


def mergeable(sizes: Mapping[int, int]) -> tuple[int, ...]:
    """Return which chunks, given with their sizes, to make one of, or nothing.

    Eight of about the same size, so that a document is moved three times in its life; in the end as many as fit.
    """
    for tier in _TIERS:
        chosen = tuple(chunk for chunk, size in sizes.items() if size <= tier)[: _TIER_WIDTH * 2]
        if len(chosen) >= _TIER_WIDTH:
            return _fitting(chosen, sizes)
    return _fitting(tuple(sizes), sizes) if sum(sizes.values()) >= LARGEST_CHUNK else ()


@dataclass(frozen=True, slots=True)
class OldChunk:
    """A chunk that is to be merged: which of its documents are still there, and all its lists."""

    chunk: ListedChunk
    alive: Mask
    lists: Sequence[PostingList]


def merged(olds: Sequence[OldChunk]) -> tuple[ListedChunk, Iterable[PostingList]]:
    """Return the documents that are left in some chunks, under number 0, and their lists."""
    maps, total = _new_numbers(olds)
    left = [
        (known, row, year)
        for old in olds
        for known, row, year, is_there in zip(old.chunk.ids, old.chunk.rows, old.chunk.years, old.alive, strict=True)
        if is_there
    ]
    ids, rows, years = zip(*left, strict=True) if left else ((), (), ())
    fields: dict[str, TermPostings] = {}
    for name in LETTERS:
        parts = [
            (decoded(name, old.lists, len(old.chunk.ids)), numbers) for old, numbers in zip(olds, maps, strict=True)
        ]
        there = [(postings, numbers) for postings, numbers in parts if postings.terms]
        if there:
            fields[name] = merged_postings(there)
    return ListedChunk(0, ids, rows, years), _lists(fields, total)


def decoded(field: str, lists: Sequence[PostingList], size: int) -> TermPostings:
    """Return the lists of one field among those of a chunk, which are in order."""
    letter = LETTERS[field]
    chosen = [(term[1:], documents) for term, documents in lists if term[:1] == letter]
    offsets = np.zeros(len(chosen) + 1, np.int64)
    np.cumsum([len(documents) for _, documents in chosen], out=offsets[1:])
    encoded = EncodedPostings(b"".join(documents for _, documents in chosen), offsets)
    return decode_field(encoded, [term for term, _ in chosen], size, weighted=field in WEIGHTED)


def _lists(fields: Mapping[str, TermPostings], size: int) -> Iterator[PostingList]:
    """Yield the lists of all fields in the order of their terms."""
    for name, letter in LETTERS.items():
        if name in fields:
            yield from _encoded(letter, fields[name], size)


def _encoded(letter: bytes, postings: TermPostings, size: int) -> Iterator[PostingList]:
    encoded = encode(postings, size)
    offsets = encoded.offsets.tolist()
    for index, term in enumerate(postings.terms):
        yield letter + term, encoded.data[offsets[index] : offsets[index + 1]]


def _new_numbers(olds: Sequence[OldChunk]) -> tuple[list[NewNumbers], int]:
    maps: list[NewNumbers] = []
    total = 0
    for old in olds:
        numbers = np.where(old.alive, np.cumsum(old.alive, dtype=np.int32) - 1 + total, -1).astype(np.int32)
        maps.append(numbers)
        total += int(old.alive.sum())
    return maps, total


def _fitting(chosen: Sequence[int], sizes: Mapping[int, int]) -> tuple[int, ...]:
    """Return the smallest of the chunks that fit into one, none where there are not two."""
    fitting: list[int] = []
    total = 0
    for chunk in sorted(chosen, key=sizes.__getitem__):
        if total + sizes[chunk] <= LARGEST_CHUNK:
            fitting.append(chunk)
            total += sizes[chunk]
    return tuple(fitting) if len(fitting) > 1 else ()

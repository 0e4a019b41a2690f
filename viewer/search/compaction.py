"""Merging segments: many small ones slow every query, and removed documents keep their room until they are merged."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import overload

import numpy as np
import numpy.typing as npt
from whoosh.codec.base import Segment
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage

from viewer.core.progress import CancelToken
from viewer.search.codec import ArrayTermsReader
from viewer.search.kept_texts import KeptTexts
from viewer.search.posting import SEGMENT_LIMIT, TermPostings
from viewer.search.schema import RUNS
from viewer.search.writer import sorted_postings, write_segment

_TIERS = (64, 512)
_TIER_WIDTH = 8
_WORTH_DROPPING = 4
_PIECE = 1 << 18
"""How many bytes of lists are merged at once: what merging takes of memory does not grow with the segments."""

NewNumbers = npt.NDArray[np.int32]
"""For every document of a segment its number in the merged one, -1 where it was removed."""


def crowded(segments: Sequence[Segment]) -> tuple[int, ...]:
    """Return which segments to merge into one as soon as possible, or nothing: eight of about the same small size."""
    sizes = _sizes(segments)
    for tier in _TIERS:
        chosen = tuple(index for index, size in enumerate(sizes) if size <= tier)
        if len(chosen) >= _TIER_WIDTH:
            return chosen
    return ()


def mergeable(segments: Sequence[Segment]) -> tuple[int, ...]:
    """Return which segments to merge into one when there is time, or nothing.

    The smallest, as far as each holds no more than those before it together: what holds a document then doubles each
    time it is written again, and one more document never has thousands written again. Besides, those of which a
    quarter was removed.
    """
    sizes = _sizes(segments)
    wasteful = {index for index, segment in enumerate(segments) if _is_wasteful(segment)}
    chosen = _fitting(_small(sizes) | wasteful, sizes)
    return chosen if len(chosen) > 1 or wasteful & set(chosen) else ()


def merge_segments(
    storage: FileStorage, schema: Schema, segments: Sequence[Segment], cancel: CancelToken
) -> Segment | None:
    """Write the living documents of some segments as one new segment; ``None`` when there are none.

    Raises ``Cancelled``; the files written by then belong to no generation.
    """
    readers = [segment.codec().terms_reader(storage, segment) for segment in segments]  # type: ignore[no-untyped-call]
    kept = [segment.codec().texts_reader(storage, segment) for segment in segments]  # type: ignore[no-untyped-call]
    try:
        maps, total = _number_maps(segments)
        if not total:
            return None
        ids = [
            document_id
            for reader, numbers in zip(readers, maps, strict=True)
            for document_id, number in zip(reader.ids, numbers.tolist(), strict=True)
            if number >= 0
        ]
        names = sorted({name for reader in readers for name in reader.indexed_field_names()} - {RUNS})
        fields = {name: _merged(name, readers, maps, cancel) for name in names}
        texts = _MergedTexts(kept, maps)
        return write_segment(storage, schema, ids, fields, texts)
    finally:
        for opened in (*readers, *kept):
            opened.close()


class _MergedTexts(Sequence[str | None]):
    """The texts of the living documents of some segments; read when they are asked for, and not held."""

    def __init__(self, kept: Sequence[KeptTexts], maps: Sequence[NewNumbers]) -> None:
        self._places = [
            (texts, number)
            for texts, numbers in zip(kept, maps, strict=True)
            for number in np.flatnonzero(numbers >= 0).tolist()
        ]

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> str | None: ...

    @overload
    def __getitem__(self, at: slice) -> list[str | None]: ...

    def __getitem__(self, at: int | slice) -> str | list[str | None] | None:
        if isinstance(at, slice):
            return [self[place] for place in range(len(self))[at]]
        texts, number = self._places[at]
        return next(texts.texts((number,)))


def _is_wasteful(segment: Segment) -> bool:
    removed, left = segment.deleted_count(), segment.doc_count()  # type: ignore[no-untyped-call]
    return bool(removed * _WORTH_DROPPING >= left)


def _sizes(segments: Sequence[Segment]) -> list[int]:
    return [segment.doc_count() for segment in segments]  # type: ignore[no-untyped-call]


def _small(sizes: Sequence[int]) -> set[int]:
    rising = sorted(range(len(sizes)), key=sizes.__getitem__)
    small = total = 0
    for place, index in enumerate(rising):
        if place and sizes[index] <= total <= SEGMENT_LIMIT - sizes[index]:
            small = place + 1
        total += sizes[index]
    return set(rising[:small])


def _fitting(candidates: Iterable[int], sizes: Sequence[int]) -> tuple[int, ...]:
    """Return the smallest of the segments that make no more than a full one together."""
    chosen: list[int] = []
    total = 0
    for index in sorted(candidates, key=sizes.__getitem__):
        if total + sizes[index] <= SEGMENT_LIMIT:
            chosen.append(index)
            total += sizes[index]
    return tuple(chosen)


def _number_maps(segments: Sequence[Segment]) -> tuple[list[npt.NDArray[np.int32]], int]:
    """Return for every segment the new number of each document, -1 for removed ones, and how many there are."""
    maps: list[npt.NDArray[np.int32]] = []
    total = 0
    for segment in segments:
        alive = np.ones(segment.doc_count_all(), np.bool_)  # type: ignore[no-untyped-call]
        alive[list(segment.deleted_docs())] = False  # type: ignore[no-untyped-call]
        numbers = np.where(alive, np.cumsum(alive, dtype=np.int32) - 1 + total, -1).astype(np.int32)
        maps.append(numbers)
        total += int(alive.sum())
    return maps, total


def _merged(
    name: str, readers: Sequence[ArrayTermsReader], maps: Sequence[NewNumbers], cancel: CancelToken
) -> Iterator[TermPostings]:
    """Yield the lists of one field of several segments as one, piece by piece."""
    borders = max((reader.borders(name, _PIECE // len(readers)) for reader in readers), key=len)
    for first, end in pairwise((b"", *borders, None)):
        cancel.checkpoint()
        found = (reader.between(name, first or b"", end) for reader in readers)
        olds = [(old, numbers) for old, numbers in zip(found, maps, strict=True) if old is not None]
        if olds:
            yield merged_postings(olds)


def merged_postings(olds: Sequence[tuple[TermPostings, NewNumbers]]) -> TermPostings:
    """Return the lists of one field of several segments as one; each comes with the new numbers of its documents."""
    numbers = [numbers[old.documents] for old, numbers in olds]
    living = [some >= 0 for some in numbers]
    counts = [_living_counts(old, alive) for (old, _), alive in zip(olds, living, strict=True)]
    held = [
        [term for term, count in zip(old.terms, some, strict=True) if count]
        for (old, _), some in zip(olds, counts, strict=True)
    ]
    terms = sorted({term for some in held for term in some})
    rank_of = {term: rank for rank, term in enumerate(terms)}
    ranks = [
        np.repeat(np.fromiter(map(rank_of.__getitem__, some), np.uint64, len(some)), count[count > 0])
        for some, count in zip(held, counts, strict=True)
    ]
    weights = [old.weights[alive] for (old, _), alive in zip(olds, living, strict=True) if old.weights is not None]
    return sorted_postings(
        terms,
        np.concatenate(ranks),
        np.concatenate([some[alive] for some, alive in zip(numbers, living, strict=True)]).astype(np.uint32),
        np.concatenate(weights) if weights else None,
    )


def _living_counts(old: TermPostings, alive: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Return how many living documents each term has."""
    before = np.concatenate([np.zeros(1, np.int64), np.cumsum(alive, dtype=np.int64)])
    counts: npt.NDArray[np.int64] = before[old.starts[1:]] - before[old.starts[:-1]]
    return counts

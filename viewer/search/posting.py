"""Posting lists as bytes: which documents of a segment hold a term, and how often.

A list is either gaps of one or two bytes or, where that is no longer, a bitmap of all documents of the segment.
A weighted list has its length in front and one byte per document behind.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Documents = npt.NDArray[np.int32]
Weights = npt.NDArray[np.uint8]
Bytes = npt.NDArray[np.uint8]

SEGMENT_BITS = 14
SEGMENT_LIMIT = 1 << SEGMENT_BITS
"""No segment holds more documents: a gap then always fits into two bytes of seven bits."""

_MORE = 0x80
_LOW = 0x7F
_UNPACKED = 1 << 20
"""How many bits of bitmaps are looked at together, each in a byte."""


@dataclass(frozen=True, slots=True)
class TermPostings:
    """All lists of one field: ``documents[starts[i]:starts[i + 1]]`` belongs to ``terms[i]``; terms are sorted."""

    terms: list[bytes]
    starts: npt.NDArray[np.int64]
    documents: Documents
    weights: Weights | None = None


@dataclass(frozen=True, slots=True)
class EncodedPostings:
    """The lists of one field as one run of bytes; ``offsets[i]:offsets[i + 1]`` is the list of term ``i``."""

    data: bytes
    offsets: npt.NDArray[np.int64]


def encode(postings: TermPostings, document_count: int) -> EncodedPostings:
    """Encode all lists of a field of a segment with ``document_count`` documents."""
    if not postings.terms:
        return EncodedPostings(b"", np.zeros(1, np.int64))
    data, bounds = _lists_of_gaps(postings)
    if postings.weights is None:
        return _with_bitmaps(postings, data, bounds, document_count)
    return _with_weights(data, bounds, np.diff(postings.starts), postings.weights)


def decode(payload: bytes, document_count: int) -> Documents:
    """Return the documents of an unweighted list."""
    data = np.frombuffer(payload, np.uint8)
    if len(data) == _bitmap_length(document_count):
        bits = np.unpackbits(data, count=document_count, bitorder="little")
        return np.flatnonzero(bits).astype(np.int32)
    return _documents_of_gaps(data)


def decode_mask(payload: bytes, document_count: int) -> npt.NDArray[np.bool_]:
    """Return whether each document of the segment is in an unweighted list."""
    data = np.frombuffer(payload, np.uint8)
    if len(data) == _bitmap_length(document_count):
        return np.unpackbits(data, count=document_count, bitorder="little").view(np.bool_)
    mask = np.zeros(document_count, np.bool_)
    mask[_documents_of_gaps(data)] = True
    return mask


def decode_weighted(payload: bytes) -> tuple[Documents, Weights]:
    """Return the documents of a weighted list and the weight in each."""
    data = np.frombuffer(payload, np.uint8)
    count = int(data[0]) | int(data[1]) << 8
    return _documents_of_gaps(data[2 : len(data) - count]), data[len(data) - count :]


def decode_weighted_lists(
    payloads: Sequence[bytes], firsts: Sequence[int]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint8]]:
    """Return weighted lists of several segments as one, the documents of each counted from its first; all at once."""
    counts = [payload[0] | payload[1] << 8 for payload in payloads]
    gaps = b"".join(payload[2 : len(payload) - count] for payload, count in zip(payloads, counts, strict=True))
    weights = b"".join(payload[len(payload) - count :] for payload, count in zip(payloads, counts, strict=True))
    documents = _documents_of_gaps(np.frombuffer(gaps, np.uint8)).astype(np.int64)
    start, last = 0, -1
    for count, first in zip(counts, firsts, strict=True):
        end = start + count
        before, last = last, int(documents[end - 1])
        documents[start:end] += first - before - 1
        start = end
    return documents, np.frombuffer(weights, np.uint8)


def decode_field(encoded: EncodedPostings, terms: list[bytes], document_count: int, *, weighted: bool) -> TermPostings:
    """Return all lists of a field at once, as they were before ``encode``."""
    data = np.frombuffer(encoded.data, np.uint8)
    starts, ends = encoded.offsets[:-1], encoded.offsets[1:]
    if weighted:
        counts = data[starts].astype(np.int64) | data[starts + 1].astype(np.int64) << 8
        documents = _documents_of_lists(data, starts + 2, ends - counts)
        return TermPostings(terms, _offsets(counts), documents, data[_inside(len(data), ends - counts, ends)])
    dense = ends - starts == _bitmap_length(document_count)
    sparse = _documents_of_lists(data, starts[~dense], ends[~dense])
    counts = np.zeros(len(terms), np.int64)
    counts[~dense] = _lengths_of_lists(data, starts[~dense], ends[~dense])
    counts[dense], held = _documents_of_bitmaps(data[_inside(len(data), starts[dense], ends[dense])], document_count)
    bounds = _offsets(counts)
    documents = np.empty(int(bounds[-1]), np.int32)
    is_dense = _inside(len(documents), bounds[:-1][dense], bounds[1:][dense])
    documents[~is_dense] = sparse
    documents[is_dense] = held
    return TermPostings(terms, bounds, documents)


def count(payload: bytes, document_count: int, *, weighted: bool) -> int:
    """Return how many documents a list names."""
    if weighted:
        return payload[0] | payload[1] << 8
    return len(decode(payload, document_count))


def _lists_of_gaps(postings: TermPostings) -> tuple[Bytes, npt.NDArray[np.int64]]:
    """Return all lists as gaps, and where each begins and the last one ends."""
    gaps = _gaps(postings)
    places = np.zeros(len(gaps) + 1, np.int64)
    np.add(gaps > _LOW, 1, out=places[1:])
    np.cumsum(places[1:], out=places[1:])
    return _gap_bytes(gaps, places), places[postings.starts]


def _gaps(postings: TermPostings) -> npt.NDArray[np.int32]:
    documents = postings.documents
    gaps = np.empty(len(documents), np.int32)
    gaps[0] = documents[0]
    np.subtract(documents[1:], documents[:-1], out=gaps[1:])
    gaps[1:] -= 1
    firsts = postings.starts[:-1]
    gaps[firsts] = documents[firsts]
    return gaps


def _gap_bytes(gaps: npt.NDArray[np.int32], places: npt.NDArray[np.int64]) -> Bytes:
    data = np.empty(int(places[-1]), np.uint8)
    long = gaps > _LOW
    data[places[:-1]] = np.where(long, (gaps & _LOW) | _MORE, gaps)
    data[places[:-1][long] + 1] = gaps[long] >> 7
    return data


def _documents_of_gaps(data: Bytes) -> Documents:
    more = data >= _MORE
    if not more.any():
        documents: Documents = np.cumsum(data.astype(np.int32) + 1, dtype=np.int32) - 1
        return documents
    second = np.zeros(len(data), np.bool_)
    second[1:] = more[:-1]
    gaps = (data & _LOW).astype(np.int32)
    gaps[np.flatnonzero(second) - 1] += data[second].astype(np.int32) << 7
    return np.cumsum(gaps[~second] + 1, dtype=np.int32) - 1


def _documents_of_lists(data: Bytes, starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> Documents:
    """Decode many runs of gaps; every run ends with a last byte, so no gap reaches into the next.

    The sum over all runs may pass the end of the numbers and begin again: the differences taken here stay right.
    """
    if not len(starts):
        return np.zeros(0, np.int32)
    run = data[_inside(len(data), starts, ends)]
    sums = _documents_of_gaps(run) if len(run) else np.zeros(0, np.int32)
    firsts = _offsets(_lengths_of_lists(data, starts, ends))
    before = np.concatenate([np.array([-1], np.int32), sums])[firsts[:-1]]
    documents: Documents = sums - np.repeat(before, np.diff(firsts)) - 1
    return documents


def _lengths_of_lists(data: Bytes, starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    last_bytes = _offsets((data < _MORE).astype(np.int64))
    lengths: npt.NDArray[np.int64] = last_bytes[ends] - last_bytes[starts]
    return lengths


def _inside(length: int, starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Return which places lie in one of the ranges, which are sorted and do not overlap."""
    steps = np.zeros(length + 1, np.int8)
    np.add.at(steps, starts, 1)
    np.add.at(steps, ends, -1)
    return np.cumsum(steps[:-1], dtype=np.int8).astype(np.bool_)


def _with_bitmaps(
    postings: TermPostings, data: Bytes, bounds: npt.NDArray[np.int64], document_count: int
) -> EncodedPostings:
    width = _bitmap_length(document_count)
    lengths = np.diff(bounds)
    dense = lengths >= width
    sparse = data[~_inside(len(data), bounds[:-1][dense], bounds[1:][dense])]
    lengths[dense] = width
    offsets = _offsets(lengths)
    encoded = np.empty(int(offsets[-1]), np.uint8)
    is_dense = _inside(len(encoded), offsets[:-1][dense], offsets[1:][dense])
    encoded[~is_dense] = sparse
    encoded[is_dense] = _bitmaps(postings, dense, document_count)
    return EncodedPostings(encoded.tobytes(), offsets)


def _with_weights(
    data: Bytes, bounds: npt.NDArray[np.int64], counts: npt.NDArray[np.int64], weights: Weights
) -> EncodedPostings:
    offsets = _offsets(counts + np.diff(bounds) + 2)
    starts, ends = offsets[:-1], offsets[1:]
    encoded = np.empty(int(offsets[-1]), np.uint8)
    encoded[starts], encoded[starts + 1] = counts & 0xFF, counts >> 8
    encoded[_inside(len(encoded), starts + 2, ends - counts)] = data
    encoded[_inside(len(encoded), ends - counts, ends)] = weights
    return EncodedPostings(encoded.tobytes(), offsets)


def _bitmaps(postings: TermPostings, dense: npt.NDArray[np.bool_], document_count: int) -> Bytes:
    """Return the bitmaps of some of the terms, one after the other."""
    terms = np.flatnonzero(dense)
    width = _bitmap_length(document_count)
    bitmaps = np.empty((len(terms), width), np.uint8)
    for some in _batches(len(terms), document_count):
        starts, ends = postings.starts[terms[some]], postings.starts[terms[some] + 1]
        bits = np.zeros((len(starts), document_count), np.uint8)
        here = postings.documents[starts[0] : ends[-1]]
        documents = here[_inside(len(here), starts - starts[0], ends - starts[0])]
        bits[np.repeat(np.arange(len(starts)), ends - starts), documents] = 1
        bitmaps[some] = np.packbits(bits, axis=1, bitorder="little")
    return bitmaps.ravel()


def _documents_of_bitmaps(data: Bytes, document_count: int) -> tuple[npt.NDArray[np.int64], Documents]:
    """Return how many documents each of some bitmaps names, and all of them."""
    bitmaps = data.reshape(-1, max(1, _bitmap_length(document_count)))
    counts = np.zeros(len(bitmaps), np.int64)
    documents = [np.zeros(0, np.int32)]
    for some in _batches(len(bitmaps), document_count):
        bits = np.unpackbits(bitmaps[some], axis=1, count=document_count, bitorder="little")
        counts[some] = bits.sum(axis=1, dtype=np.int64)
        documents.append((np.flatnonzero(bits) % document_count).astype(np.int32))
    return counts, np.concatenate(documents)


def _batches(count: int, document_count: int) -> Iterator[slice]:
    step = max(1, _UNPACKED // max(1, document_count))
    return (slice(first, first + step) for first in range(0, count, step))


def _bitmap_length(document_count: int) -> int:
    return (document_count + 7) // 8


def _offsets(lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    offsets = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=offsets[1:])
    return offsets

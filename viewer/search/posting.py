"""Posting lists as bytes: which documents of a segment hold a term, and how often.

A list is either gaps of one or two bytes or, where that is no longer, a bitmap of all documents of the segment.
A weighted list has its length in front and one byte per document behind.
"""

from collections.abc import Sequence
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
    gaps = _gaps(postings)
    places = np.zeros(len(gaps) + 1, np.int64)
    np.cumsum((gaps > _LOW).astype(np.int64) + 1, out=places[1:])
    data = _gap_bytes(gaps, places)
    bounds = places[postings.starts]
    if postings.weights is None:
        return _with_bitmaps(postings, data, bounds, document_count)
    return _with_weights(postings, data, bounds)


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
    bitmaps = [decode(encoded.data[starts[term] : ends[term]], document_count) for term in np.flatnonzero(dense)]
    counts[dense] = [len(bitmap) for bitmap in bitmaps]
    bounds = _offsets(counts)
    documents = np.empty(int(bounds[-1]), np.int32)
    is_dense = _inside(len(documents), bounds[:-1][dense], bounds[1:][dense])
    documents[~is_dense] = sparse
    if bitmaps:
        documents[is_dense] = np.concatenate(bitmaps)
    return TermPostings(terms, bounds, documents)


def count(payload: bytes, document_count: int, *, weighted: bool) -> int:
    """Return how many documents a list names."""
    if weighted:
        return payload[0] | payload[1] << 8
    return len(decode(payload, document_count))


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
    dense = np.flatnonzero(lengths >= width)
    pieces: list[bytes] = []
    done = 0
    for term in dense:
        pieces.append(data[done : bounds[term]].tobytes())
        pieces.append(_bitmap(postings.documents[postings.starts[term] : postings.starts[term + 1]], document_count))
        done = int(bounds[term + 1])
    pieces.append(data[done:].tobytes())
    lengths[dense] = width
    return EncodedPostings(b"".join(pieces), _offsets(lengths))


def _with_weights(postings: TermPostings, data: Bytes, bounds: npt.NDArray[np.int64]) -> EncodedPostings:
    weights = postings.weights
    assert weights is not None  # noqa: S101 - the caller looked
    pieces: list[bytes] = []
    starts = postings.starts.tolist()
    gaps, all_weights, ends = data.tobytes(), weights.tobytes(), bounds.tolist()
    for term in range(len(postings.terms)):
        start, end = starts[term], starts[term + 1]
        pieces.append((end - start).to_bytes(2, "little") + gaps[ends[term] : ends[term + 1]] + all_weights[start:end])
    return EncodedPostings(b"".join(pieces), _offsets(np.array([len(piece) for piece in pieces], np.int64)))


def _bitmap(documents: Documents, document_count: int) -> bytes:
    bits = np.zeros(document_count, np.uint8)
    bits[documents] = 1
    return np.packbits(bits, bitorder="little").tobytes()


def _bitmap_length(document_count: int) -> int:
    return (document_count + 7) // 8


def _offsets(lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    offsets = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=offsets[1:])
    return offsets

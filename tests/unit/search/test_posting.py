"""Lists of documents come out as they went in, however dense they are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.search.posting import (
    SEGMENT_LIMIT,
    TermPostings,
    count,
    decode,
    decode_field,
    decode_mask,
    decode_weighted,
    decode_weighted_lists,
    encode,
)

lists = st.lists(st.sets(st.integers(0, 999), min_size=1), min_size=1, max_size=5)


def postings(documents: list[list[int]], weights: list[list[int]] | None = None) -> TermPostings:
    terms = [bytes([index]) for index in range(len(documents))]
    starts = np.cumsum([0, *map(len, documents)], dtype=np.int64)
    numbers = np.array([number for some in documents for number in some], np.int32)
    frequencies = None if weights is None else np.array([weight for some in weights for weight in some], np.uint8)
    return TermPostings(terms, starts, numbers, frequencies)


@given(lists)
def test_documents_come_back(sets: list[set[int]]) -> None:
    documents = [sorted(some) for some in sets]
    encoded = encode(postings(documents), 1000)
    payloads = [encoded.data[start:end] for start, end in zip(encoded.offsets, encoded.offsets[1:], strict=False)]
    assert [decode(payload, 1000).tolist() for payload in payloads] == documents
    assert [np.flatnonzero(decode_mask(payload, 1000)).tolist() for payload in payloads] == documents
    assert [count(payload, 1000, weighted=False) for payload in payloads] == [len(some) for some in documents]


@given(lists)
def test_weights_come_back(sets: list[set[int]]) -> None:
    documents = [sorted(some) for some in sets]
    weights = [[1 + number % 255 for number in some] for some in documents]
    encoded = encode(postings(documents, weights), 1000)
    for index, (some, its_weights) in enumerate(zip(documents, weights, strict=True)):
        payload = encoded.data[encoded.offsets[index] : encoded.offsets[index + 1]]
        numbers, frequencies = decode_weighted(payload)
        assert (numbers.tolist(), frequencies.tolist()) == (some, its_weights)
        assert count(payload, 1000, weighted=True) == len(some)


@given(lists)
def test_weighted_lists_of_several_segments_come_back_as_one(sets: list[set[int]]) -> None:
    documents = [sorted(some) for some in sets]
    weights = [[1 + number % 255 for number in some] for some in documents]
    encoded = encode(postings(documents, weights), 1000)
    payloads = [encoded.data[start:end] for start, end in zip(encoded.offsets, encoded.offsets[1:], strict=False)]
    numbers, frequencies = decode_weighted_lists(payloads, [1000 * place for place in range(len(payloads))])
    assert numbers.tolist() == [1000 * place + number for place, some in enumerate(documents) for number in some]
    assert frequencies.tolist() == [weight for some in weights for weight in some]


@pytest.mark.parametrize("documents", [[0], [SEGMENT_LIMIT - 1], [0, SEGMENT_LIMIT - 1], list(range(SEGMENT_LIMIT))])
def test_the_largest_segment_fits(documents: list[int]) -> None:
    encoded = encode(postings([documents]), SEGMENT_LIMIT)
    assert decode(encoded.data, SEGMENT_LIMIT).tolist() == documents


def test_a_dense_list_takes_a_bit_per_document() -> None:
    assert len(encode(postings([list(range(800))]), 800).data) == 100


def test_no_terms_are_no_bytes() -> None:
    assert encode(postings([]), 10).data == b""


@given(lists, st.booleans())
def test_a_whole_field_comes_back_at_once(sets: list[set[int]], weighted: bool) -> None:  # noqa: FBT001 - drawn
    documents = [sorted(some) for some in sets]
    weights = [[1 + number % 255 for number in some] for some in documents] if weighted else None
    before = postings(documents, weights)
    after = decode_field(encode(before, 1000), before.terms, 1000, weighted=weighted)
    assert after.starts.tolist() == before.starts.tolist()
    assert after.documents.tolist() == before.documents.tolist()
    assert before.weights is None or (after.weights is not None and after.weights.tolist() == before.weights.tolist())

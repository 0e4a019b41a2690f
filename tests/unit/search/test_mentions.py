"""Counts of names are what going through all documents gives, also when segments come and go."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.core.document import DocumentId
from viewer.core.query import QueryField
from viewer.search import mentions
from viewer.search.mentions import Mentions, mentions_of
from viewer.search.posting import Documents, TermPostings, Weights
from viewer.search.reader import IndexReader, Kept, Part
from viewer.search.schema import alias_name, named, to_key

NAMES = [f"{number}公司" for number in range(600)]
_USUAL = 12
SEGMENT = st.lists(st.lists(st.integers(0, _USUAL - 1), max_size=6), min_size=1, max_size=20)
"""The names each document of a segment mentions; the first is spelt in two ways."""


class SegmentOfNames:
    """Fulfils ``SegmentTerms`` for documents of which only the companies are known."""

    def __init__(self, documents: Sequence[Sequence[int]]) -> None:
        self.ids = [DocumentId(str(number)) for number in range(len(documents))]
        terms: dict[bytes, list[int]] = {}
        for number, mentioned in enumerate(documents):
            for name in dict.fromkeys(mentioned):
                for value in (NAMES[name], *(["头公司"] if name == 0 and number % 2 else [])):
                    terms.setdefault(to_key(named(QueryField.COMPANY, value)), []).append(number)
        terms[to_key(named(alias_name(QueryField.COMPANY), named("头公司", NAMES[0])))] = [0]
        self._terms = terms

    def documents(self, _field: str, _key: bytes) -> Documents | None:
        """Return nothing: nobody asks."""
        return None

    def weighted(self, _field: str, _key: bytes) -> tuple[Documents, Weights] | None:
        """Return nothing: nobody asks."""
        return None

    def prefixed(self, _field: str, prefix: bytes) -> TermPostings | None:
        """Return the terms that begin so."""
        terms = sorted(term for term in self._terms if term.startswith(prefix))
        lists = [np.array(self._terms[term], np.int32) for term in terms]
        starts = np.append(0, np.cumsum([len(each) for each in lists], dtype=np.int64))
        return TermPostings(terms, starts, np.concatenate(lists)) if terms else None

    def terms_from(self, _fieldname: str, _prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield nothing: nobody asks."""
        return iter(())

    def close(self) -> None:
        """Hold nothing open."""


def reader_of(*segments: tuple[str, Sequence[Sequence[int]]]) -> IndexReader:
    parts, first = [], 0
    for name, documents in segments:
        parts.append(Part(name, SegmentOfNames(documents), Kept(len(documents)), first, len(documents)))
        first += len(documents)
    return IndexReader(parts, np.ones(first, np.bool_))


def check(found: Mentions, documents: Sequence[Sequence[int]], matched: list[bool]) -> None:
    every = Counter(NAMES[name] for mentioned in documents for name in set(mentioned))
    chosen = [mentioned for mentioned, is_matched in zip(documents, matched, strict=True) if is_matched]
    counted = Counter(NAMES[name] for mentioned in chosen for name in set(mentioned))
    expected = {name: count for name, count in counted.items() if every[name] > 1}
    assert found.counts(np.array(matched, np.bool_)) == expected
    for name in NAMES[:_USUAL]:
        holders = [every[name] > 1 and name in {NAMES[each] for each in mentioned} for mentioned in documents]
        assert found.having(name, len(documents)).tolist() == holders


@pytest.mark.parametrize("common", [1, 3, 1_000])
@settings(max_examples=30, deadline=None)
@given(one=SEGMENT, two=SEGMENT, three=SEGMENT, data=st.data())
def test_counts_are_those_of_all_documents_one_by_one(
    common: int, one: list[list[int]], two: list[list[int]], three: list[list[int]], data: st.DataObject
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mentions, "_COMMON", common)  # so that few, some and all names are common ones
        before = mentions_of(reader_of(("a", one), ("b", two)))
        after = mentions_of(reader_of(("b", two), ("c", three)), before)
    for found, documents in ((before, [*one, *two]), (after, [*two, *three])):
        check(found, documents, data.draw(st.lists(st.booleans(), min_size=len(documents), max_size=len(documents))))


def test_of_many_names_those_of_most_documents_are_counted() -> None:
    generator = np.random.default_rng(5)
    documents = [(600 * generator.random(8) ** 3).astype(int).tolist() for _ in range(900)]
    found = mentions_of(reader_of(("a", documents[:400]), ("b", documents[400:])))
    for share in (0.05, 0.4, 0.95):
        matched = generator.random(len(documents)) < share
        counted = Counter(NAMES[name] for number in np.flatnonzero(matched).tolist() for name in set(documents[number]))
        counts = found.counts(matched)
        assert counts == {name: counted[name] for name in counts}
        assert sorted(counts.values()) == sorted(counted.values())[-200:]


def test_no_documents_mention_nothing() -> None:
    found = mentions_of(reader_of())
    assert found.counts(np.zeros(0, np.bool_)) == {}

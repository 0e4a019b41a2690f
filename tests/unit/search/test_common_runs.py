"""The lists of runs say what brute force says."""

import random

import numpy as np
import pytest

from viewer.search.common_runs import RunLists, bucket_of, run_lists
from viewer.search.posting import TermPostings

ALPHABET = "停车社区卫生的𠮷a1\n"


@pytest.fixture(scope="module")
def texts() -> list[str]:
    generator = random.Random(11)  # noqa: S311 - the same texts every time
    return ["".join(generator.choices(ALPHABET, k=60)) for _ in range(900)]


@pytest.fixture(scope="module")
def lists(texts: list[str]) -> RunLists:
    return run_lists(texts)


def listed(postings: TermPostings, term: bytes) -> list[int]:
    at = postings.terms.index(term)
    return list(postings.documents[postings.starts[at] : postings.starts[at + 1]])


def test_a_list_of_a_run_holds_just_the_texts_that_hold_it(texts: list[str], lists: RunLists) -> None:
    assert {len(term.decode()) for term in lists.runs.terms} == {3, 4}
    for term in lists.runs.terms:
        assert listed(lists.runs, term) == [at for at, text in enumerate(texts) if term.decode() in text]


def test_every_triple_has_its_own_list_or_is_in_the_one_it_shares(texts: list[str], lists: RunLists) -> None:
    own = set(lists.runs.terms)
    for number, text in enumerate(texts[:40]):
        triples = {text[at : at + 3] for at in range(len(text) - 2) if "\n" not in text[at : at + 3]}
        for triple in triples:
            where = (lists.runs, triple.encode()) if triple.encode() in own else (lists.buckets, bucket_of(triple))
            assert number in listed(*where)


def test_terms_and_texts_are_in_order(lists: RunLists) -> None:
    for postings in (lists.runs, lists.buckets):
        assert postings.terms == sorted(set(postings.terms))
        assert all(np.diff(postings.documents[start:end]).min(initial=1) > 0 for start, end in ends(postings))


def ends(postings: TermPostings) -> list[tuple[int, int]]:
    return list(zip(postings.starts[:-1].tolist(), postings.starts[1:].tolist(), strict=True))


@pytest.mark.parametrize("texts", [[], [""], ["\n\n"], ["ab"]])
def test_texts_without_triples_have_no_lists(texts: list[str]) -> None:
    found = run_lists(texts)
    assert (found.runs.terms, found.buckets.terms) == ([], [])

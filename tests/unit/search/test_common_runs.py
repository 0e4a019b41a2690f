"""The lists of runs say what brute force says."""

import random

import numpy as np
import pytest

from viewer.search.common_runs import LENGTHS_OF_RUNS, RunLists, bucket_of, run_lists
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


@pytest.mark.parametrize("length", LENGTHS_OF_RUNS)
def test_every_short_run_has_its_own_list_or_is_in_the_one_it_shares(
    texts: list[str], lists: RunLists, length: int
) -> None:
    own, shared = set(lists.runs.terms), lists.buckets[length]
    for number, text in enumerate(texts[:40]):
        runs = {text[at : at + length] for at in range(len(text) - length + 1)}
        for run in (run for run in runs if "\n" not in run):
            where = (lists.runs, run.encode()) if run.encode() in own else (shared, bucket_of(run))
            assert number in listed(*where)


def test_terms_and_texts_are_in_order(lists: RunLists) -> None:
    for postings in (lists.runs, *lists.buckets.values()):
        assert postings.terms == sorted(set(postings.terms))
        assert all(np.diff(postings.documents[start:end]).min(initial=1) > 0 for start, end in ends(postings))


def ends(postings: TermPostings) -> list[tuple[int, int]]:
    return list(zip(postings.starts[:-1].tolist(), postings.starts[1:].tolist(), strict=True))


@pytest.mark.parametrize("texts", [[], [""], ["\n\n"], ["ab"]])
def test_texts_without_runs_have_no_lists(texts: list[str]) -> None:
    found = run_lists(texts)
    assert (found.runs.terms, *(shared.terms for shared in found.buckets.values())) == ([], [], [])

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.core.entity import EntityType
from viewer.extract.entities.candidate import Candidate
from viewer.extract.entities.resolution import outside, resolve


def some(start: int, end: int, weight: float = 0.8) -> Candidate:
    return Candidate(start, end, EntityType.LOCATION, weight)


CANDIDATES = st.lists(
    st.builds(
        lambda start, size, weight: some(start, start + size, weight),
        st.integers(0, 30),
        st.integers(1, 8),
        st.sampled_from([0.5, 0.7, 0.9]),
    ),
    max_size=12,
)


def test_one_long_name_outweighs_its_parts() -> None:
    assert resolve([some(0, 3), some(3, 6), some(0, 10)]) == [some(0, 10)]


def test_a_doubtful_long_name_gives_way_to_sure_parts() -> None:
    assert resolve([some(0, 5, 0.95), some(0, 6, 0.5)]) == [some(0, 5, 0.95)]


def test_of_two_readings_of_one_stretch_the_surer_is_kept() -> None:
    assert resolve([some(0, 3, 0.5), some(0, 3, 0.9)]) == [some(0, 3, 0.9)]


@settings(max_examples=80)
@given(CANDIDATES)
def test_the_reading_is_flat_ordered_and_made_of_the_candidates(candidates: list[Candidate]) -> None:
    chosen = resolve(candidates)
    assert set(chosen) <= set(candidates)
    assert all(before.end <= after.start for before, after in pairwise(chosen))


@settings(max_examples=40)
@given(CANDIDATES)
def test_no_single_candidate_beats_the_reading(candidates: list[Candidate]) -> None:
    total = sum(one.score for one in resolve(candidates))
    assert all(one.score <= total + 1e-9 for one in candidates)


def test_candidates_within_a_set_phrase_are_left_out() -> None:
    assert outside([some(2, 4), some(0, 12), some(11, 13)], [(1, 10)]) == [some(0, 12), some(11, 13)]

from viewer.core.entity import EntityType
from viewer.extract.entities.candidate import Candidate


def some(start: int, end: int) -> Candidate:
    return Candidate(start, end, EntityType.LOCATION, 0.8)


def test_a_candidate_contains_only_shorter_ones() -> None:
    assert some(0, 4).contains(some(1, 3))
    assert not some(0, 4).contains(some(0, 4))


def test_neighbours_do_not_overlap() -> None:
    assert not some(0, 4).overlaps(some(4, 6))


def test_length_and_trust_make_the_score() -> None:
    assert some(0, 4).score > some(0, 3).score > 0

from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.extract.entities.term_table import TermTable, leftmost_longest

WORDS = st.lists(st.text("甲乙丙丁", min_size=2, max_size=4), min_size=1, max_size=6, unique=True)


def test_the_longest_word_at_a_place_is_found() -> None:
    table = TermTable({"长宁": 1, "长宁区": 2})
    assert list(table.find("在长宁区")) == [(1, 4, 2)]


def test_a_latin_word_matches_only_where_no_other_letter_adjoins() -> None:
    table = TermTable({"AI": True, "5G": True})
    assert list(table.find("AI、AIGC、5G、15GB")) == [(0, 2, True), (8, 10, True)]


@settings(max_examples=60)
@given(WORDS, st.text("甲乙丙丁", max_size=30))
def test_every_hit_is_a_word_standing_there_and_none_is_missed(words: list[str], text: str) -> None:
    found = {start: end for start, end, _ in TermTable(dict.fromkeys(words)).find(text)}
    for start in range(len(text)):
        standing = [word for word in words if text.startswith(word, start)]
        assert found.get(start) == (start + max(map(len, standing)) if standing else None)


def test_of_overlapping_hits_the_first_is_kept() -> None:
    assert list(leftmost_longest([(0, 3, "a"), (2, 5, "b"), (3, 4, "c")])) == [(0, 3, "a"), (3, 4, "c")]

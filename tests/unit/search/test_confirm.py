"""The text decides: where runs, words, passages and patterns stand."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.core.query import Near, Run, Wildcard
from viewer.core.span import Span
from viewer.search.confirm import Apart, Pattern, Together, Verbatim, leaf_matchers, without_overlaps
from viewer.text.segment import Segmenter

HERE = Span(0, 0)


def found(matcher: Verbatim | Apart | Together | Pattern, text: str) -> list[str]:
    return [text[start:end] for start, end in matcher.ranges(text)]


def test_a_run_is_found_wherever_it_stands_once() -> None:
    assert Verbatim("aa").ranges("aaaa a") == [(0, 2), (2, 4)]


def test_words_apart_count_only_together() -> None:
    assert found(Apart(("数字", "企业")), "企业与数字") == ["企业", "数字"]
    assert not Apart(("数字", "企业")).holds("企业")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("养老在社区", ["养老", "社区"]),
        ("社区的各种养老", ["社区", "养老"]),
        ("养老一二三四五六社区", []),
        ("养老\n社区", []),
        ("养老一二三四五六养老一社区", ["养老", "社区"]),
    ],
)
def test_near_words_stand_in_one_paragraph_within_the_distance(text: str, expected: list[str]) -> None:
    assert found(Together(("养老", "社区"), 4), text) == expected


@pytest.mark.parametrize(
    ("pieces", "text", "expected"),
    [
        (("数字", "企业"), "数字经济企业和数字企业", ["数字经济企业", "数字企业"]),
        (("数字", "企业"), "数字数字经济企业", ["数字经济企业"]),
        (("数字", "企业"), "数字\n企业", []),
        (("数?企",), "数a企数企", ["数a企"]),
        (("a", "b", "c"), "axbxc", ["axbxc"]),
        (("甲",), "甲乙甲", ["甲", "甲"]),
        (("甲", "乙"), "甲\n甲丙乙", ["甲丙乙"]),
    ],
)
def test_patterns_stay_inside_a_paragraph(pieces: tuple[str, ...], text: str, expected: list[str]) -> None:
    assert found(Pattern(pieces), text) == expected


@given(st.text("ab\n", max_size=30), st.lists(st.text("ab", min_size=1, max_size=2), min_size=1, max_size=3))
def test_a_pattern_stands_where_a_regular_expression_says(text: str, pieces: list[str]) -> None:
    regex = re.compile("[^\n]*".join(pieces))
    matches = Pattern(tuple(pieces)).ranges(text)
    assert bool(matches) == (regex.search(text) is not None)
    assert all(regex.fullmatch(text[start:end]) for start, end in matches)


def test_a_catastrophic_pattern_ends() -> None:
    # A search that goes back and tries again would take years.
    assert Pattern(("a",) * 200 + ("b",)).ranges("a" * 50_000) == []


@pytest.mark.parametrize("typed", ["停，", "停车、", "停车。", "停车："])
def test_what_is_typed_on_for_a_list_does_not_hide_the_word_before(segmenter: Segmenter, typed: str) -> None:
    matchers = leaf_matchers(Run(typed, Span(0, len(typed))), segmenter, widen=True)
    assert matchers.ranges("这里停车") == [(2, 2 + len(typed) - 1)]


def test_a_quoted_run_has_no_words_apart(segmenter: Segmenter) -> None:
    assert leaf_matchers(Run("数字企业", HERE, quoted=True), segmenter, widen=True).apart is None


def test_an_unquoted_run_falls_into_its_words(segmenter: Segmenter) -> None:
    matchers = leaf_matchers(Run("推进数字企业", HERE), segmenter, widen=True)
    assert matchers.apart == Apart(("推进", "数字", "企业"))


@pytest.mark.parametrize("text", ["企业", "的一", "区"])
def test_one_word_or_mere_characters_are_not_widened(segmenter: Segmenter, text: str) -> None:
    assert leaf_matchers(Run(text, HERE), segmenter, widen=True).apart is None


def test_verbatim_places_hide_those_of_the_words(segmenter: Segmenter) -> None:
    matchers = leaf_matchers(Run("推进数字企业", HERE), segmenter, widen=True)
    text = "企业。推进数字企业。数字"
    assert [text[start:end] for start, end in matchers.ranges(text)] == ["推进数字企业"]


def test_a_newline_in_a_pasted_passage_is_a_blank(segmenter: Segmenter) -> None:
    assert leaf_matchers(Run("数字\n企业", HERE, quoted=True), segmenter, widen=True).holds("数字企业")


def test_leaves_fold_what_was_typed(segmenter: Segmenter) -> None:
    assert leaf_matchers(Near(("ＡＩ", "養老"), 9, HERE), segmenter, widen=True).holds("ai与养老")
    assert leaf_matchers(Wildcard("數?經", HERE), segmenter, widen=True).holds("数字经")


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 5)).map(lambda place: (place[0], sum(place)))))
def test_ranges_without_overlaps_are_sorted_and_apart(ranges: list[tuple[int, int]]) -> None:
    kept = without_overlaps(ranges)
    assert set(kept) <= set(ranges)
    assert all(before[1] <= after[0] for before, after in pairwise(kept))


def test_a_piece_between_commas_is_marked_whole_where_it_stands_whole(segmenter: Segmenter) -> None:
    matchers = leaf_matchers(Run("枫林路，可变车道", Span(0, 8)), segmenter, widen=True)
    text = "在枫林路设可变车道。可变的车道。"
    assert [text[start:end] for start, end in matchers.ranges(text)] == ["枫林路", "可变车道"]

"""Qualifying words are found round a number and say what they say."""

import pytest

from viewer.core.metric import Comparator
from viewer.extract.metrics.comparator import qualifier_table


@pytest.mark.parametrize(
    ("words", "qualifier", "comparator"),
    [
        ("税收约", "约", Comparator.ABOUT),
        ("收入超过", "超过", Comparator.MORE),
        ("企业近", "近", Comparator.LESS),
        ("奖励最高不超过", "最高不超过", Comparator.AT_MOST),
        ("比例不低于", "不低于", Comparator.AT_LEAST),
        ("按照每年不少于", "每年不少于", Comparator.AT_LEAST),
        ("标准为每人每月", "每人每月", Comparator.EQUAL),
        ("最长补贴", "最长", Comparator.AT_MOST),
        ("最高可给予", "最高", Comparator.AT_MOST),
    ],
)
def test_words_before_a_number_qualify_it(words: str, qualifier: str, comparator: Comparator) -> None:
    found = qualifier_table().before_number(words + "5", len(words), bare_magnitude=False)
    assert found is not None
    assert (found.words, found.comparator) == (qualifier, comparator)


@pytest.mark.parametrize("words", ["小区附近", "水平高超", "实施条约", "建设", "人口数", "网上", ""])
def test_other_words_do_not(words: str) -> None:
    assert qualifier_table().before_number(words + "5", len(words), bare_magnitude=False) is None


def test_some_words_only_count_before_a_bare_magnitude() -> None:
    table = qualifier_table()
    assert table.before_number("企业上百", 3, bare_magnitude=True) is not None
    assert table.before_number("企业上5", 3, bare_magnitude=False) is None


def test_no_qualifier_reaches_into_the_figure_before() -> None:
    assert qualifier_table().before_number("约5", 1, bare_magnitude=False, floor=1) is None


@pytest.mark.parametrize(
    ("words", "comparator"),
    [("左右", Comparator.ABOUT), ("以上的", Comparator.AT_LEAST), ("以内", Comparator.AT_MOST)],
)
def test_words_behind_the_unit_qualify_it(words: str, comparator: Comparator) -> None:
    found = qualifier_table().after_unit(words, 0, duration=False)
    assert found is not None
    assert found[1] is comparator


def test_within_is_only_said_of_a_time() -> None:
    assert qualifier_table().after_unit("内办结", 0, duration=True) == ("内", Comparator.AT_MOST)
    assert qualifier_table().after_unit("内办结", 0, duration=False) is None


def test_a_share_is_qualified_from_before_its_whole() -> None:
    words = "约占全市总数的"
    found = qualifier_table().at_distance(words + "30%", len(words), 0)
    assert found is not None
    assert (found.words, found.comparator) == ("约", Comparator.ABOUT)

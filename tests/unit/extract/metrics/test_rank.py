"""Ranks are the scope with the ordinal."""

import pytest

from viewer.core.metric import Comparator
from viewer.extract.metrics.rank import find_ranks


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("交易总额居全市第一，", "全市第一", 1),
        ("总量位居全市第三位，", "全市第三位", 3),
        ("考核中位列中心城区第二。", "中心城区第二", 2),
        ("增幅居全省首位。", "全省首位", 1),
        ("排名第12位", "第12位", 12),
        ("增速全省第一", "全省第一", 1),
    ],
)
def test_a_place_in_an_order_is_a_rank(text: str, surface: str, value: int) -> None:
    [rank] = find_ranks(text)
    assert text[rank.start : rank.end] == surface
    assert (rank.value, rank.unit) == (value, "位")


@pytest.mark.parametrize("text", ["跻身全国前十，", "排名全省前20名", "榜单前20名。"])
def test_being_among_the_first_is_at_most_that_place(text: str) -> None:
    [rank] = find_ranks(text)
    assert rank.comparator is Comparator.AT_MOST


@pytest.mark.parametrize(
    "text",
    [
        "全市第三幢百亿楼",
        "全市第一家",
        "列入第一批名单",
        "居民第一次参加",
        "前三季度",
        "第十五届",
        "比全国提前10年",
        "位居全市前列",
    ],
)
def test_ordinals_and_vague_praise_are_no_ranks(text: str) -> None:
    assert list(find_ranks(text)) == []


def test_the_number_of_a_school_is_no_rank() -> None:
    assert not list(find_ranks("位于新河街道第一初级中学东侧"))

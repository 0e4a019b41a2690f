"""Units lead to one base unit each, and are told from the beginnings of other words."""

from fractions import Fraction

import pytest

from viewer.core.metric import MetricType
from viewer.extract.metrics.table import read_table
from viewer.extract.metrics.units import unit_table


@pytest.mark.parametrize(
    ("words", "base", "factor", "kind"),
    [
        ("平方米", "平方米", 1, MetricType.AREA),
        ("平方公里", "平方米", 1_000_000, MetricType.AREA),
        ("亩", "平方米", Fraction(2000, 3), MetricType.AREA),
        ("公顷", "平方米", 10_000, MetricType.AREA),
        ("公里", "米", 1000, MetricType.LENGTH),
        ("个月", "月", 1, MetricType.DURATION),
        ("个百分点", "百分点", 1, MetricType.POINT),
        ("‰", "%", Fraction(1, 10), MetricType.PERCENT),
        ("兆瓦", "千瓦", 1000, MetricType.OTHER),
        ("斤", "千克", Fraction(1, 2), MetricType.OTHER),
        ("套次", "套次", 1, MetricType.COUNT),
    ],
)
def test_every_unit_leads_to_its_base(words: str, base: str, factor: Fraction, kind: MetricType) -> None:
    unit = unit_table().at(words, 0)
    assert unit is not None
    assert (unit.base, unit.factor, unit.type) == (base, factor, kind)


@pytest.mark.parametrize(
    "words", ["家庭", "户口", "名单", "项目", "场所", "座谈会", "条例", "台湾", "元旦", "部门", "所有"]
)
def test_the_beginning_of_another_word_is_no_unit(words: str) -> None:
    assert unit_table().at(words, 0) is None


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("家乡镇卫生院", "家"),
        ("位居民", "位"),
        ("项目标任务", "项"),
        ("名城市管理队员", "名"),
        ("人居住", "人"),
        ("支部队", "支"),
    ],
)
def test_a_unit_before_a_thing_that_only_looks_like_the_rest_of_a_word_is_one(words: str, unit: str) -> None:
    found = unit_table().at(words, 0)
    assert found is not None
    assert found.name == unit


@pytest.mark.parametrize("words", ["", "的", "mmm", "kmh"])
def test_what_is_no_unit_is_none(words: str) -> None:
    assert unit_table().at(words, 0) is None


def test_the_longest_unit_wins() -> None:
    unit = unit_table().at("人次以上", 0)
    assert unit is not None
    assert unit.name == "人次"


def test_a_rate_behind_the_unit_belongs_to_it() -> None:
    unit = unit_table().at("元/平方米，", 0)
    assert unit is not None
    assert (unit.name, unit.base) == ("元/平方米", "元/平方米")


def test_a_unit_that_needs_a_word_near_by_looks_both_ways() -> None:
    unit = unit_table().at("起", 0)
    assert unit is not None
    assert unit.is_wanted("查处违法停车30起", 8, 9)
    assert not unit.is_wanted("票价30起", 4, 5)


def test_cases_are_counted_where_the_clause_ends_with_them_and_years_are_not() -> None:
    unit = unit_table().at("起", 0)
    assert unit is not None
    assert unit.is_wanted("拆除遮阳伞25478起，", 5, 11)
    assert not unit.is_wanted("自2024起，", 1, 6)


def test_the_table_states_known_types_positive_factors_and_no_unit_twice() -> None:
    rows = [(MetricType(group["type"]), row) for group in read_table("units")["group"] for row in group["units"]]
    names = [row["unit"] for _, row in rows]
    assert len(names) == len(set(names))
    assert all(Fraction(row.get("factor", "1")) > 0 for _, row in rows)
    known = {"unit", "base", "factor", "weak", "arabic", "not_before", "yet_before", "needs", "closing"}
    assert all(set(row) <= known for _, row in rows)

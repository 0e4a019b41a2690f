"""The grammar of figures reads number, unit, range and list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.core.metric import Comparator
from viewer.extract.metrics.scan import find_quantities


@pytest.mark.parametrize(
    ("text", "surface", "value", "unit"),
    [
        ("税收约310亿元，", "约310亿元", 31_000_000_000, "元"),
        ("已开工774万平方米", "774万平方米", 7_740_000, "平方米"),
        ("惠及1800多万人", "1800多万人", 18_000_000, "人"),
        ("资金1亿3千多万元", "1亿3千多万元", 130_000_000, "元"),
        ("五百多万元", "五百多万元", 5_000_000, "元"),
        ("十余家", "十余家", 10, "家"),
        ("近百亿元", "近百亿元", 10_000_000_000, "元"),
        ("数十万人次", "数十万人次", 100_000, "人次"),
        ("两千三百盏", "两千三百盏", 2300, "盏"),
        ("每人每月1600元", "每人每月1600元", 1600, "元"),
        ("售价1.3万元/平方米", "1.3万元/平方米", 13_000, "元/平方米"),
        ("长12.5公里", "12.5公里", 12_500, "米"),
        ("三成以上", "三成以上", 30, "%"),
        ("打八折", "八折", 80, "%"),
        ("占六成五", "六成五", 65, "%"),
        ("叁拾伍万元", "叁拾伍万元", 350_000, "元"),
        ("打8.5折", "8.5折", 85, "%"),
        ("下降-5.2%", "-5.2%", -5.2, "%"),
        ("12.8万千瓦", "12.8万千瓦", 128_000, "千瓦"),
        ("总投资近3亿，", "近3亿", 300_000_000, "元"),
        ("1,850套", "1,850套", 1850, "套"),
        ("流通人次186万，", "186万", 1_860_000, "人次"),
        ("流量152立方米每秒", "152立方米每秒", 152, "立方米/秒"),
    ],
)
def test_a_figure_is_read(text: str, surface: str, value: float, unit: str) -> None:
    [found] = find_quantities(text)
    assert text[found.start : found.end] == surface
    assert found.value == pytest.approx(value)
    assert found.unit == unit


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("3-5万元", 30_000, 50_000, "元"),
        ("30%至40%", 30, 40, "%"),
        ("2万到3万元", 20_000, 30_000, "元"),
        ("8-10分钟", 8, 10, "分钟"),
        ("500米至1公里", 500, 1000, "米"),
        ("两三百人", 200, 300, "人"),
        ("5000-1万元", 5000, 10_000, "元"),
    ],
)
def test_a_range_has_two_ends(text: str, low: float, high: float, unit: str) -> None:
    [found] = find_quantities(text)
    assert (found.value, found.value_max, found.unit) == (low, high, unit)


def test_a_list_told_apart_shares_the_unit_of_its_last() -> None:
    found = find_quantities("分别为12、15和20个")
    assert [(quantity.value, quantity.unit) for quantity in found] == [(12, "个"), (15, "个"), (20, "个")]


def test_a_list_told_apart_shares_the_magnitude_of_its_last() -> None:
    assert [quantity.value for quantity in find_quantities("分别为12.5、13.6亿元")] == [1_250_000_000, 1_360_000_000]


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("约5家", Comparator.ABOUT),
        ("5家左右", Comparator.ABOUT),
        ("超过5家", Comparator.MORE),
        ("50余家", Comparator.MORE),
        ("5家以上", Comparator.AT_LEAST),
        ("近50家", Comparator.LESS),
        ("最高不超过7万元", Comparator.AT_MOST),
        ("5家", Comparator.EQUAL),
    ],
)
def test_the_comparator_is_that_of_the_words(text: str, comparator: Comparator) -> None:
    [found] = find_quantities(text)
    assert found.comparator is comparator


@given(
    st.text(
        alphabet="0123456789,.-/:一二两十百千万亿余多几约近超每人月个家元%万平方米公里至到和、分之别为左右以上",
        max_size=60,
    )
)
def test_figures_lie_inside_the_text_and_do_not_overlap(text: str) -> None:
    end = 0
    for quantity in find_quantities(text):
        assert end <= quantity.start <= quantity.number_start < quantity.unit_end <= quantity.end <= len(text)
        end = quantity.end

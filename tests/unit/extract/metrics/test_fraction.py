"""Parts and proportions are read in words and in figures."""

from fractions import Fraction

import pytest

from viewer.extract.metrics.fraction import find_fractions


@pytest.mark.parametrize(
    ("text", "surface", "value", "unit"),
    [
        ("占约1/3，", "1/3", 1 / 3, ""),
        ("三分之二的村", "三分之二", 2 / 3, ""),
        ("百分之八十六点五", "百分之八十六点五", 86.5, "%"),
        ("百分之15的农户", "百分之15", 15, "%"),
        ("千分之三", "千分之三", 0.3, "%"),
        ("师生比不低于1:19", "1:19", 1 / 19, ""),
        ("总量翻了一番", "翻了一番", 2, "倍"),
        ("收入翻两番", "翻两番", 4, "倍"),
        ("占一半以上", "一半", 0.5, ""),
    ],
)
def test_a_proportion_is_read(text: str, surface: str, value: float, unit: str) -> None:
    [found] = find_fractions(text)
    assert text[found.start : found.end] == surface
    assert float(found.value) == pytest.approx(value)
    assert found.unit == unit


def test_a_range_of_hundredths_has_two_ends() -> None:
    [found] = find_fractions("百分之三十至百分之四十")
    assert (found.value, found.value_max) == (Fraction(30), Fraction(40))


@pytest.mark.parametrize("text", ["2023/3/5", "7/24小时", "8:30开会", "3:2:1", "25.72:26.84:47.44", "1/2024", "一半天"])
def test_dates_times_and_chains_are_no_proportions(text: str) -> None:
    assert list(find_fractions(text)) == []

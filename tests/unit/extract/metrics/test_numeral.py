"""Numerals are read exactly as they are written."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.extract.metrics.numeral import read_neighbours, read_numeral

DIGITS = "零一二三四五六七八九"
PLACES = ("", "十", "百", "千")
SECTIONS = ("", "万", "亿")


def write_section(number: int) -> str:
    """Write 0 < number < 10000 in Chinese, with one 零 for every gap."""
    words, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        gap = gap or (digit == 0 and bool(words))
        if digit:
            words += ("零" if gap else "") + DIGITS[digit] + PLACES[place]
            gap = False
    return words


def write_chinese(number: int) -> str:
    """Write 0 < number < 10**12 as a textbook would."""
    words = ""
    for section in (2, 1, 0):
        part = number // 10000**section % 10000
        if part:
            words += ("零" if words and part < 1000 else "") + write_section(part) + SECTIONS[section]
    return words


@given(st.integers(1, 10**12 - 1))
def test_reading_undoes_writing_in_chinese(number: int) -> None:
    assert read_numeral(write_chinese(number)) == number


@given(st.integers(0, 10**15), st.integers(0, 9999))
def test_reading_undoes_writing_with_thousands_separators(whole: int, decimals: int) -> None:
    assert read_numeral(f"{whole:,}.{decimals:04d}") == Decimal(f"{whole}.{decimals:04d}")


@given(st.integers(1, 9999), st.sampled_from("万亿"))
def test_arabic_figures_take_a_chinese_magnitude(number: int, magnitude: str) -> None:
    assert read_numeral(f"{number}{magnitude}") == number * {"万": 10**4, "亿": 10**8}[magnitude]


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    value = read_numeral(text)
    assert value is None or value.is_finite()


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1亿3千万", 130_000_000),
        ("1.2万亿", 1_200_000_000_000),
        ("一万三千亿", 1_300_000_000_000),
        ("两千三", 2300),
        ("三百五", 350),
        ("二十三", 23),
        ("一千零五", 1005),
        ("十", 10),
        ("二〇二三", 2023),
        ("三点五万", 35_000),
        ("四万万", 400_000_000),
    ],
)
def test_mixed_and_colloquial_forms_are_read(words: str, value: int) -> None:
    assert read_numeral(words) == value


@pytest.mark.parametrize("words", ["", "十四五", "1亿2亿", "3万5万", "家", "一百家", "点五", "1.2.3"])
def test_what_is_no_numeral_is_none(words: str) -> None:
    assert read_numeral(words) is None


def test_two_neighbouring_digits_are_a_range() -> None:
    assert read_neighbours("两三百") == (Decimal(200), Decimal(300))
    assert read_neighbours("三四十") == (Decimal(30), Decimal(40))


@pytest.mark.parametrize("words", ["三五", "二二", "十五", "三", "三四五"])
def test_other_digits_are_no_range(words: str) -> None:
    assert read_neighbours(words) is None

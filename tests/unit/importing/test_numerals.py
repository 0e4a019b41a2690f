"""List numbers are written as Word prints them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.importing.numerals import chinese, numeral


@pytest.mark.parametrize(
    ("number", "number_format", "written"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCounting", "十"),
        (11, "chineseCountingThousand", "十一"),
        (20, "chineseCountingThousand", "二十"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "chineseCountingThousand", "一百一十"),
        (2, "chineseLegalSimplified", "贰"),
        (12, "decimalEnclosedCircle", "⑫"),
        (4, "upperRoman", "IV"),
        (27, "lowerLetter", "aa"),
        (3, "ideographTraditional", "丙"),
        (7, "decimalZero", "07"),
        (7, "a format nobody knows", "7"),
    ],
)
def test_a_number_is_written_in_its_format(number: int, number_format: str, written: str) -> None:
    assert numeral(number, number_format) == written


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_no_two_numbers_are_counted_alike(one: int, other: int) -> None:
    assert (chinese(one) == chinese(other)) == (one == other)

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.extract.entities.surface import surface_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023 年", "2023年"),
        ("打造 AI 食堂", "打造AI食堂"),
        ("解决采纳 签发人", "解决采纳 签发人"),
        ("JP Morgan", "JP Morgan"),
        ("２０２３年，ＡＩ", "2023年，AI"),
        ("「数字长宁」", "“数字长宁”"),
        ('"数字长宁"战略', "“数字长宁”战略"),
    ],
)
def test_blanks_that_part_nothing_go_and_forms_become_one(text: str, expected: str) -> None:
    assert surface_of(text).text == expected


@settings(max_examples=60)
@given(st.text("甲乙A1 ，“\n　", min_size=1, max_size=30))
def test_every_character_knows_its_place(text: str) -> None:
    surface = surface_of(text)
    for at, char in enumerate(surface.text):
        span = surface.original(at, at + 1)
        assert span.length == 1
        assert span.of(text) == char or not span.of(text).isalnum()


def test_a_half_width_stop_between_ideographs_ends_a_clause() -> None:
    assert surface_of("收悉,经研究;时间:7:30,A,B").text == "收悉，经研究；时间：7:30,A,B"

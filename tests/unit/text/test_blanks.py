"""Blanks beside Chinese characters are typography; blanks between words and names are not."""

import pytest

from viewer.text.blanks import BlankStyle, is_idle, kept_blanks, separates


@pytest.mark.parametrize(
    ("left", "right", "kept"),
    [
        ("完成", "12", False),
        ("5G", "网络", False),
        ("New", "York", True),
        ("021", "5238", True),
        ("，", "AI", False),
    ],
)
def test_one_blank_stays_between_latin_words_only(left: str, right: str, kept: bool) -> None:  # noqa: FBT001
    assert separates(left, right) is kept


def test_one_blank_stays_between_two_offices() -> None:
    assert separates("市住建局", "市财政局")
    assert not separates("市住建", "局")


def test_a_wide_gap_between_two_phrases_stays() -> None:
    assert separates("第一条", "为了", gap=2)
    assert not separates("谢", "高", gap=2)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (["谢", "高代表："], [False]),
        (["张三丰", "李四代表："], [True]),
        (["张三", "代表："], [False]),
        (["欧阳", "锋委员："], [False]),
        (["谢", "高", "张三丰", "委员："], [False, True, False]),
    ],
)
def test_names_stay_apart_and_spaced_names_are_one(words: list[str], kept: list[bool]) -> None:
    assert kept_blanks(words, [2] * len(kept), BlankStyle.NAMES) == kept


def test_a_blank_beside_a_quotation_mark_is_idle_in_chinese_text_only() -> None:
    assert is_idle("其中“ AI", 3)
    assert not is_idle("the “ big", 5)

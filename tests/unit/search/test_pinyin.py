"""Letters find the names they spell, and a mistyped word what sounds like it."""

import pytest

from viewer.search.pinyin import sounding_like, spelled


@pytest.mark.parametrize(
    ("letters", "name"),
    [
        ("shgx", "上海硅巷"),
        ("SHGX", "上海硅巷"),
        ("shanghaiguixiang", "上海硅巷"),
        ("xi'an", "西安"),
        ("cn", "长宁"),
        ("zhangning", "长宁"),
        ("nvxing", "女性"),
        ("lvyou", "旅游"),
    ],
)
def test_letters_spell_a_name_in_full_or_by_initials(letters: str, name: str) -> None:
    pattern = spelled(letters)
    assert pattern is not None
    assert pattern.fullmatch(name)


@pytest.mark.parametrize("letters", ["a", "", "vvv1", "人工", "iiii", "x" * 100, "a-b"])
def test_what_spells_nothing_has_no_pattern(letters: str) -> None:
    assert spelled(letters) is None


@pytest.mark.parametrize(("typed", "meant"), [("人工只能", "人工智能"), ("停车南", "停车难"), ("老山", "老三")])
def test_a_mistyped_word_sounds_like_the_one_that_was_meant(typed: str, meant: str) -> None:
    assert sounding_like(typed).fullmatch(meant)


def test_a_character_without_a_reading_stands_for_itself() -> None:
    assert sounding_like("一.").fullmatch("一.")
    assert not sounding_like("一.").fullmatch("一一")

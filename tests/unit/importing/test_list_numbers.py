"""Automatic list numbers are counted as an office program counts them."""

from viewer.importing.list_numbers import Level, ListNumbers, ListRules

LEVELS = {
    0: Level(number_format="chineseCounting", text="%1、"),
    1: Level(text="%1.%2"),
    2: Level(number_format="bullet", text="•"),
}


def numbers() -> ListNumbers:
    return ListNumbers({"a": ListRules("x", LEVELS), "b": ListRules("x", LEVELS), "c": ListRules("y", LEVELS)})


def test_a_deeper_level_starts_anew_under_each_outer_one() -> None:
    lists = numbers()
    assert [lists.label("a", level) for level in (0, 1, 1, 0, 1)] == ["一、", "一.1", "一.2", "二、", "二.1"]


def test_legal_numbering_writes_outer_numbers_in_digits() -> None:
    lists = ListNumbers({"a": ListRules("x", {**LEVELS, 1: Level(text="%1.%2", legal=True)})})
    assert [lists.label("a", level) for level in (0, 1)] == ["一、", "1.1"]


def test_lists_with_one_counter_go_on_together() -> None:
    lists = numbers()
    assert [lists.label(each, 0) for each in "abca"] == ["一、", "二、", "一、", "三、"]


def test_a_bullet_prints_nothing() -> None:
    assert numbers().label("a", 2) == ""


def test_a_list_nobody_described_prints_nothing() -> None:
    assert numbers().label("z", 0) == ""


def test_a_list_can_be_told_its_next_number() -> None:
    lists = numbers()
    lists.start_at("a", 0, 7)
    assert lists.label("a", 0) == "七、"


def test_a_list_told_to_begin_anew_does() -> None:
    lists = numbers()
    lists.label("a", 0)
    lists.restart("a")
    assert lists.label("a", 0) == "一、"

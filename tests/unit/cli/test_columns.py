"""Chinese takes two cells; columns stand under each other all the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.cli.columns import cells, one_line, shortened, table


@pytest.mark.parametrize(
    ("text", "expected"),
    [("abc", 3), ("案牍", 4), ("A案", 3), ("𠮷", 2), ("，", 2), ("e\u0301", 1), ("", 0), ("\u200b", 0)],
)
def test_cells_are_counted_as_a_terminal_counts_them(text: str, expected: int) -> None:
    assert cells(text) == expected


@settings(max_examples=50)
@given(st.text("ab案牍，", max_size=20), st.integers(2, 30))
def test_a_shortened_text_fits(text: str, limit: int) -> None:
    short = shortened(text, limit)
    assert cells(short) <= limit
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_columns_stand_under_each_other() -> None:
    lines = table(("编号", "标题"), [("a1", "停车"), ("文号一二", "食堂")], width=None)
    assert lines == ["编号      标题", "a1        停车", "文号一二  食堂"]


def test_the_last_column_gives_way_on_a_narrow_terminal() -> None:
    assert table(("编号", "标题"), [("a1", "关于停车难问题的答复")], width=18)[1] == "a1    关于停车难…"


def test_line_breaks_and_escape_sequences_do_not_reach_the_terminal() -> None:
    assert one_line("两行\n名字\x1b[31m\u2028.txt") == "两行 名字 [31m .txt"

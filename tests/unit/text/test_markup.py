"""Marks of OCR programs and Markdown are found; what only looks like them stays."""

import pytest

from viewer.text.markup import is_marked_up, is_rule, read_markup


def read(line: str) -> str:
    kept, position = "", 0
    for span in read_markup(line).dropped:
        kept += line[position : span.start]
        position = span.end
    return kept + line[position:]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("## **一、标题** ##", "一、标题"),
        ("二是**努力盘活**用地", "二是努力盘活用地"),
        ("1\\. 抓机制", "1. 抓机制"),
        ("见[附件](https://a.cn/b.pdf)。", "见附件。"),
        ("![图](a.png)正文", "正文"),
        ("甲<br>乙<u>丙</u>", "甲乙丙"),
        ("- 条目", "条目"),
        ("~~删去~~", "删去"),
        ("张**、李**", "张**、李**"),
        ("138****1234", "138****1234"),
        ("签字：____", "签字：____"),
    ],
)
def test_marks_are_left_out(line: str, text: str) -> None:
    assert read(line) == text


@pytest.mark.parametrize("line", ["---", "* * *", "＿＿＿"[:0] + "____", "————"])
def test_drawn_rules_are_known(line: str) -> None:
    assert is_rule(line)


def test_plain_text_is_not_marked_up() -> None:
    assert not is_marked_up("联系人：张**\n电话：138****1234")
    assert is_marked_up("# 标题\n正文")


def test_hostile_brackets_cost_no_more_than_their_length() -> None:
    assert read("![" * 20000).startswith("![")

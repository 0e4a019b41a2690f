"""All lines are decided together, and every decision can be explained."""

import pytest

from viewer.importing.plain_text import raw_text
from viewer.text.breaks import decide, grouped
from viewer.text.layout import measure
from viewer.text.lines import read_lines

# Twenty squares; the first lines of both paragraphs lost an indent of two.
LOST_INDENT = (
    "近年来我市坚持把加强学校建设摆在重要的\n位置上先后出台政策文件多份投入资金新建学校\n扩建学校的规模和数量都走在全省各市的前列。\n"
    "下一步我们将继续加大投入的力度会同部门\n研究制定实施方案推动各项任务落到实处的工作\n计划。"
)


def starts(text: str) -> list[bool]:
    lines = read_lines(raw_text(text))
    return [decision.begins for decision in decide(lines, measure(lines), [0] * len(lines))]


def test_a_full_last_line_is_told_by_the_short_first_line_below() -> None:
    assert starts(LOST_INDENT) == [True, False, False, True, False, False]


def test_no_lines_need_no_decision() -> None:
    assert decide([], measure([]), []) == []
    assert grouped([]) == []


def test_units_are_kept_together() -> None:
    lines = read_lines(raw_text("关于某次会议\n第1号建议的答复"))
    assert [decision.begins for decision in decide(lines, measure(lines), [1, 1])] == [True, False]


def test_every_decision_but_the_first_names_its_reasons() -> None:
    lines = read_lines(raw_text(LOST_INDENT))
    decisions = decide(lines, measure(lines), [0] * len(lines))
    assert all(decision.reasons for decision in decisions[1:])


# Twenty-seven squares, no indents: every line of the first paragraph is full, the last one with its full stop.
FULL_LAST_LINE = (
    "我局今年以来把停车管理放在重要位置上先后出台政策文件多份\n"
    "在全区范围内投入资金新建改建停车场所的规模和数量都走在前\n"
    "列并且联合公安交警等部门持续开展路面停车秩序的整治行动。\n"
)


@pytest.mark.parametrize(
    "opening", ["最后，感谢您对停车管理工作的关心和支持", "停车秩序不断改善。今年以来累计查处违法停车"]
)
def test_a_full_last_line_is_told_by_what_opens_the_next_paragraph(opening: str) -> None:
    rest = "欢迎您今后继续提出宝贵的意见建议。"
    assert starts(FULL_LAST_LINE + opening + "工作一千余次\n" + rest) == [True, False, False, True, False]


def test_an_enumeration_goes_on_in_a_full_line() -> None:
    rest = "二是完善停车设施。今年以来累计新建各类停车泊位三百多个。\n三是加强日常管理。"
    assert starts(FULL_LAST_LINE + rest) == [True, False, False, False, False]

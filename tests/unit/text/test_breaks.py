"""All lines are decided together, and every decision can be explained."""

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

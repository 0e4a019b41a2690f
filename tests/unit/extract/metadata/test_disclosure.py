"""Words on disclosure."""

from collections.abc import Callable

import pytest

from viewer.core.metadata import Metadata

SIGNED = "临江市水务局\n2023年3月5日\n"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("（此件公开发布）", "此件公开发布"),
        ("(此件主动公开)", "此件主动公开"),
        ("（依申请公开）", "依申请公开"),
        ("此件不予公开", "此件不予公开"),
        ("（此件删减后公开）", "此件删减后公开"),
        ("主动公开", "主动公开"),
        ("公开属性：主动公开", "主动公开"),
        ("信息公开类别：不予公开", "不予公开"),
        ("是否公开：是", "是否公开：是"),
        ("[是否同意公开(是)]", "是否同意公开(是)"),
    ],
)
def test_words_on_disclosure_are_read(line: str, words: str, reply: Callable[..., Metadata]) -> None:
    assert reply(tail=SIGNED + line).disclosure == words


@pytest.mark.parametrize("line", ["政务公开", "公开", "公开栏", "公开日期：2023-01-01"])
def test_other_words_are_no_statement(line: str, reply: Callable[..., Metadata]) -> None:
    assert reply(tail=SIGNED + line).disclosure is None


def test_a_menu_above_the_letter_is_no_statement(reply: Callable[..., Metadata]) -> None:
    assert reply(head="政府信息公开\n主动公开目录\n关于市政协七届三次会议第054号提案的答复").disclosure is None

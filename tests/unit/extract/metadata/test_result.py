"""Classes and words of the result."""

from collections.abc import Callable

import pytest

from viewer.core.metadata import Metadata

TITLE = "关于市政协七届三次会议第054号提案的答复"


@pytest.mark.parametrize(
    ("line", "value", "raw"),
    [
        ("办理结果：解决或采纳", "解决或采纳", "办理结果：解决或采纳"),
        ("办理结果：解决采纳签发人：张三", "解决采纳", "办理结果：解决采纳"),
        ("类别：B", "B", "类别：B"),
        ("类 别：A类", "A", "类别：A类"),
        ("办复类别:B类", "B", "办复类别:B类"),
        ("答复类型：A（已解决）", "A", "答复类型：A（已解决）"),
        ("（A类）", "A", "A类"),
        ("【C类】", "C", "C类"),
        ("[办理结果标注(A1)]", "A1", "办理结果标注(A1)"),
        ("云水〔2023〕5号A类", "A", "A类"),
    ],
)
def test_a_result_is_read(line: str, value: str, raw: str, reply: Callable[..., Metadata]) -> None:
    metadata = reply(head=f"{line}\n{TITLE}")

    assert (metadata.result, metadata.result_raw) == (value, raw)


def test_a_result_may_stand_below_the_signature(reply: Callable[..., Metadata]) -> None:
    assert reply(tail="临江市水务局\n2023年3月5日\n办理结果：留作参考").result == "留作参考"


@pytest.mark.parametrize("line", ["类别：提案", "办理类型：主办", "组配分类：政协委员提案办理", "A座三楼", "类别："])
def test_what_is_no_result_is_none(line: str, reply: Callable[..., Metadata]) -> None:
    assert reply(head=f"{line}\n{TITLE}").result is None


def test_a_result_in_the_body_is_not_the_letters(reply: Callable[..., Metadata]) -> None:
    assert reply(body="一、统一格式。公文首页应注明“办理结果：解决或采纳”，并加盖公章。").result is None

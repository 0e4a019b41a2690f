"""Longer names that begin with a shorter one."""

import pytest

from tests.unit.extract.entities.conftest import Names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("与中国农业大学梨树实验站合作", "中国农业大学梨树实验站|ORG"),
        ("会同市自然资源局龙华管理局研究", "市自然资源局龙华管理局|ORG"),
        ("大理站日均发送旅客", "大理站|FAC"),
        ("建成大理机场高速，", "大理机场高速|LOC"),
        ("与北新泾街道办事处研究", "北新泾街道办事处|ORG"),
        ("推广梨树县经验，借鉴梨树模式。", "梨树模式|PRJ"),
        ("实施平罗县城乡供水一体化工程，", "平罗县城乡供水一体化工程|PRJ"),
    ],
)
def test_a_name_goes_on_with_its_part(names: Names, text: str, expected: str) -> None:
    assert expected in names(text)


@pytest.mark.parametrize(
    ("text", "unexpected"),
    [
        ("成都站位于城东", "成都站|FAC"),
        ("梨树县工程建设质量监督", "梨树县工程|PRJ"),
        ("长宁区实施的工程款支付", "长宁区实施的工程|PRJ"),
        ("北新泾街道办理情况", "北新泾街道办|ORG"),
    ],
)
def test_what_only_follows_a_name_is_no_part_of_it(names: Names, text: str, unexpected: str) -> None:
    assert unexpected not in names(text)


def test_a_town_is_known_by_its_bare_name_where_the_full_one_stands_too(names: Names) -> None:
    assert "民治|LOC" in names("民治街道学位紧张。民治片区现有公办学校11所。")
    assert "民治|LOC" not in names("民治片区现有公办学校11所。")

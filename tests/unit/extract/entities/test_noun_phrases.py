import pytest

from tests.unit.extract.entities.conftest import Names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("选派专家到靖西市人民医院驻点", "靖西市人民医院|ORG"),
        ("加快建设县人民医院，", "县人民医院|ORG"),
        ("由湖南省交通规划勘察设计院有限公司完成", "湖南省交通规划勘察设计院有限公司|COM"),
        ("推进河东水厂建设", "河东水厂|FAC"),
        ("建成武汉未来科技城", "武汉未来科技城|FAC"),
        ("与香港中文大学（深圳）合作", "香港中文大学（深圳）|ORG"),
        ("在数字长宁体验馆参观", "数字长宁体验馆|FAC"),
    ],
)
def test_a_head_noun_closes_a_name(names: Names, text: str, expected: str) -> None:
    assert expected in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "公立医院改革",
        "3家三级医院",
        "重点企业和科技园区",
        "市场监管工作",
        "普通高中学校",
        "人工智能产业园",
        "相关银行机构",
        "新建小区",
    ],
)
def test_a_general_modifier_makes_no_name(names: Names, text: str) -> None:
    assert [one for one in names(text) if not one.endswith("TEC")] == []


def test_a_body_beside_another_does_not_take_it_along(names: Names) -> None:
    assert names("由鼓楼医院与社区卫生服务中心共建") == ["鼓楼医院|ORG"]


@pytest.mark.parametrize("text", ["2023年全国体育场地统计调查", "实现电动自行车充电设施小区全覆盖", "覆盖团场学校23所"])
def test_general_words_before_a_head_noun_make_no_name(names: Names, text: str) -> None:
    assert [name for name in names(text) if not name.endswith("|TIME")] == []

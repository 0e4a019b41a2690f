import pytest

from tests.unit.extract.entities.conftest import Names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("实施“3320”数字战略，", "“3320”数字战略|PRJ"),
        ("形成“1+1+N”政策体系", "“1+1+N”政策体系|PRJ"),
        ("深化“虹桥之源”在线新经济生态园建设", "“虹桥之源”在线新经济生态园|FAC"),
        ("推出“人才贷”，", "人才贷|PRJ"),
        ("“无人餐厅”试点", "无人餐厅|PRJ"),
        ("举办首期“平台荟”活动", "平台荟|EVT"),
        ("获批“上海干细胞转化医学工程技术研究中心”。", "上海干细胞转化医学工程技术研究中心|ORG"),
    ],
)
def test_a_quoted_name_is_typed_by_what_stands_round_it(names: Names, text: str, expected: str) -> None:
    assert expected in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "解决企业“融资难”的问题",
        "发挥“头雁”效应",
        "培育“独角兽”企业",
        "秉持“容缺、容错，扶新、扶特”的理念",
        "打通“最后一公里”，",
        "“一刀切”现象",
        "不能“等靠要”。",
    ],
)
def test_a_manner_of_speaking_is_no_name(names: Names, text: str) -> None:
    assert names(text) == []


def test_what_follows_a_row_of_quotations_speaks_of_all(names: Names) -> None:
    found = names("承接“便捷就医少等待”、“数字赋能示范校”等市级场景建设")
    assert found == ["便捷就医少等待|PRJ", "数字赋能示范校|PRJ"]

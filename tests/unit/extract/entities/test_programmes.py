import pytest

from tests.unit.extract.entities.conftest import Names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("实施青年创新英才支持计划，", "青年创新英才支持计划|PRJ"),
        ("加快平罗县城乡供水一体化工程建设", "平罗县城乡供水一体化工程|PRJ"),
        ("获市商务高质量发展资金扶持", "市商务高质量发展资金|PRJ"),
        ("举办了生产性互联网服务平台沙龙，", "生产性互联网服务平台沙龙|EVT"),
        ("在区年度优化营商环境暨投资促进大会上发布", "优化营商环境暨投资促进大会|EVT"),
        ("数字人民币国际贸易应用市级工作专班", "数字人民币国际贸易应用市级工作专班|ORG"),
    ],
)
def test_a_sentence_introduces_a_programme(names: Names, text: str, expected: str) -> None:
    assert expected in names(text)


@pytest.mark.parametrize("text", ["推进年度建设计划", "落实五大专项行动", "开展道路改造工程"])
def test_ordinary_plans_and_works_are_no_programmes(names: Names, text: str) -> None:
    assert names(text) == []

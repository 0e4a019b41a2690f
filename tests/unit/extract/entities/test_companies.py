import pytest

from tests.unit.extract.entities.conftest import Names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("头部企业矽睿科技，", "矽睿科技|COM"),
        ("虎博科技入驻，", "虎博科技|COM"),
        ("由中铁十一局集团代建", "中铁十一局集团|COM"),
        ("重点企业（如熙香艺享、肯德基等）", "熙香艺享|COM"),
    ],
)
def test_context_gives_a_company_away(names: Names, text: str, expected: str) -> None:
    assert expected in names(text)


@pytest.mark.parametrize("text", ["金融科技、绿色科技等", "加强信息公开", "大气环境、公共安全等方面", "推动数字科技，"])
def test_ordinary_words_before_a_tail_are_no_company(names: Names, text: str) -> None:
    assert names(text) == []


def test_a_known_company_keeps_its_legal_form(names: Names) -> None:
    assert names("区科技局支持华为技术有限公司落户") == ["区科技局|ORG", "华为技术有限公司|COM"]

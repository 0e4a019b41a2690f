import pytest

from tests.unit.extract.entities.conftest import Names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("印发《校车安全管理条例》。", "《校车安全管理条例》|DOC"),
        ("（黔府办函〔2022〕38号）", "黔府办函〔2022〕38号|DOC"),
        ("根据国办发[2023]47号文件", "国办发[2023]47号|DOC"),
        ("对第0043号建议的答复", "第0043号建议|DOC"),
        ("第4041号（教育类380号）建议", "第4041号（教育类380号）建议|DOC"),
        ("第9-4-033号提案", "第9-4-033号提案|DOC"),
        ("提出的“关于治理铁路噪声的建议”收悉", "关于治理铁路噪声的建议|DOC"),
        ("按照“十四五”规划要求", "“十四五”规划|DOC"),
        ("发布“上海硅巷”建设三年行动方案，", "“上海硅巷”建设三年行动方案|DOC"),
        ("完成第三轮城市更新三年行动计划，", "第三轮城市更新三年行动计划|DOC"),
    ],
)
def test_a_document_is_found_by_its_form(names: Names, text: str, expected: str) -> None:
    assert expected in names(text)


def test_a_title_inside_a_title_does_not_end_it(names: Names) -> None:
    title = "《四川省〈校车安全管理条例〉实施办法》"
    assert names(f"按照{title}执行") == [f"{title}|DOC"]


def test_a_quoted_suggestion_of_a_section_heading_is_no_document(names: Names) -> None:
    assert names("一、围绕“由政府出面组织推动，快速复制推广”的建议。") == []


def test_an_unclosed_title_mark_finds_nothing(names: Names) -> None:
    assert names("《" * 500 + "没有结尾") == []

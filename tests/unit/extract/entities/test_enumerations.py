import pytest

from tests.unit.extract.entities.conftest import Names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("引进萃绩、双良等低碳企业", ["萃绩|COM", "双良|COM"]),
        ("长宁已建成晨飞、晨荟等14个公租房项目", ["晨飞|FAC", "晨荟|FAC"]),
        ("既有百秋、乐麦等一批行业领军企业", ["百秋|COM", "乐麦|COM"]),
        ("引入城环集团、奥北环保两家企业", ["城环集团|COM", "奥北环保|COM"]),
    ],
)
def test_the_items_of_a_list_are_what_its_closing_noun_says(names: Names, text: str, expected: list[str]) -> None:
    assert [one for one in names(text) if not one.startswith("长宁")] == expected


@pytest.mark.parametrize("text", ["教育、医疗、养老等领域", "加强宣传、培训、检查等工作", "公安、城管、交通等部门"])
def test_a_list_of_fields_names_nothing(names: Names, text: str) -> None:
    assert names(text) == []


def test_what_is_built_in_each_of_several_places_is_no_item(names: Names) -> None:
    found = names("在锡林浩特市、正镶白旗、镶黄旗各建设1座区域性分拨中心")
    assert not any("建设" in name for name in found)

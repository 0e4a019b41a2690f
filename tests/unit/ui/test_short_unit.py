"""Names of authorities in little room: district and bureau stay."""

import pytest

from viewer.ui.short_unit import short_unit


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("上海市长宁区发展和改革委员会", "长宁区发展和改革…"),
        ("江苏省苏州市吴江区水务局", "吴江区水务局"),
        ("内蒙古自治区呼和浩特市赛罕区教育局", "赛罕区教育局"),
        ("湖北省恩施土家族苗族自治州恩施市教育局", "恩施市教育局"),
        ("上海市长宁区人民政府新华路街道办事处", "长宁区新华路街道…"),
        ("上海市经济和信息化委员会", "上海市经济和信息…"),
        ("杭州市西湖区人民政府", "西湖区人民政府"),
        ("区科委", "区科委"),
    ],
)
def test_district_and_bureau_are_the_last_to_go(name: str, shown: str) -> None:
    assert short_unit(name, len, 9) == shown


def test_a_name_with_room_is_written_whole() -> None:
    assert short_unit("上海市长宁区教育局", len, 9) == "上海市长宁区教育局"

import pytest

from tests.unit.extract.entities.conftest import Names


@pytest.mark.parametrize(
    "session",
    [
        "长宁区政协第十五届二次会议",
        "十四届全国人大二次会议",
        "省十四届人大一次会议",
        "自治区十三届人大二次会议",
        "区政协九届四次会议",
        "政协石鼓区四届四次会议",
        "政协第十三届松潘县委员会第三次会议",
        "政协临夏州第十三届委员会第一次会议",
        "中国人民政治协商会议上海市长宁区第十五届委员会第三次会议",
        "中国共产党长沙市第十四次代表大会",
        "青阳县第十七届人民代表大会第三次会议",
        "党的二十大",
        "党的二十届三中全会",
        "市第十二次党代会",
    ],
)
def test_a_session_is_one_event(names: Names, session: str) -> None:
    assert names(f"根据{session}部署") == [f"{session}|EVT"]


def test_the_edition_belongs_to_a_recurring_event(names: Names) -> None:
    assert names("办好第七届进博会。") == ["第七届进博会|EVT"]


def test_a_session_of_a_league_or_banner_keeps_its_level(names: Names) -> None:
    assert names("在盟政协十四届四次会议上") == ["盟政协十四届四次会议|EVT"]

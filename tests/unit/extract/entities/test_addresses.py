import pytest

from tests.unit.extract.entities.conftest import Names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("地址：安西路35号", ["安西路35号|LOC"]),
        ("联系地址：长宁路599号1120室", ["长宁路599号1120室|LOC"]),
        ("入驻武夷路更新载体", ["武夷路|LOC"]),
        ("在铜川路1000弄设点", ["铜川路1000弄|LOC"]),
        ("武夷路333引入了企业", ["武夷路333|FAC"]),
        ("关于S226省道改造", ["S226省道|LOC"]),
        ("沿G30连云港至霍尔果斯高速公路", ["G30连云港至霍尔果斯高速公路|LOC"]),
        ("与沪宁铁路并行", ["沪宁铁路|LOC"]),
        ("轨道交通8号线曲阳路站旁", ["轨道交通8号线曲阳路站|FAC"]),
        ("真光路至古浪路段", ["真光路|LOC", "古浪路|LOC"]),
    ],
)
def test_roads_and_addresses_are_found_whole(names: Names, text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text", ["拓宽道路", "发展思路", "打通断头路", "拥堵路段", "四级公路", "步行街", "走出一条新路", "线路优化"]
)
def test_common_words_with_road_are_no_places(names: Names, text: str) -> None:
    assert names(text) == []


def test_two_roads_that_meet_are_two(names: Names) -> None:
    assert names("在历山路与大明湖路路口") == ["历山路|LOC", "大明湖路|LOC"]


@pytest.mark.parametrize("text", ["建成全民健身路径103条", "清淤管渠9300公里", "完善高速公路服务区设施"])
def test_paths_and_drains_are_no_places(names: Names, text: str) -> None:
    assert names(text) == []

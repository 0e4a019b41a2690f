"""A figure belongs to the area its sentence names, or to the issuer's."""

import pytest

from viewer.core.metadata import Metadata
from viewer.extract.metrics.scope import Scopes, read_document_area, scope_of_rank


@pytest.mark.parametrize(
    ("unit", "area"),
    [
        ("上海市长宁区发展和改革委员会", "长宁区"),
        ("元阳县交通运输局", "元阳县"),
        ("天门市交通运输局", "天门市"),
        ("浦东新区教育局", "浦东新区"),
        ("教育部", "全国"),
        ("国家医疗保障局", "全国"),
        ("国家税务总局长宁区税务局", "长宁区"),
        ("中共长沙市委组织部", "长沙市"),
        ("山东省住房和城乡建设厅", "山东省"),
        ("鄂尔多斯市住房和城乡建设局", "鄂尔多斯市"),
        ("恩施州住房和城乡建设局", "恩施州"),
        ("富县城市管理局", "富县"),
        ("济南市市中区教育局", "市中区"),
        ("晋城市城区民政局", "城区"),
        ("深汕特别合作区发展改革局", "深汕特别合作区"),
    ],
)
def test_the_issuer_names_the_area(unit: str, area: str) -> None:
    found = read_document_area(Metadata(issuing_unit=unit))
    assert found is not None
    assert found.name == area


@pytest.mark.parametrize(
    ("unit", "area"),
    [
        ("市住房和城乡建设局", "全市"),
        ("区城市管理和综合执法局", "全区"),
        ("市园区管委会", "全市"),
        ("县乡村振兴局", "全县"),
    ],
)
def test_an_issuer_called_by_its_level_alone_speaks_for_the_whole_of_it(unit: str, area: str) -> None:
    found = read_document_area(Metadata(issuing_unit=unit))
    assert found is not None
    assert found.name == area


def test_our_city_of_an_unknown_issuer_is_the_whole_city() -> None:
    assert Scopes("我市建成5所", None).at(4, 0) == "全市"


def test_no_issuer_names_no_area() -> None:
    assert read_document_area(Metadata()) is None
    assert Scopes("建成5所", None).at(2, 0) is None


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("我区建成5所", "长宁区"),
        ("全区建成5所", "长宁区"),
        ("全市建成5所", "全市"),
        ("建成5所", "长宁区"),
        ("全市首个", "长宁区"),
        ("培育全国示范社区3个、名师5名", "长宁区"),
        ("依托全国最大的花市，培育企业5家", "长宁区"),
        ("实现街道和中心城区乡镇全覆盖；床位3张", "长宁区"),
    ],
)
def test_words_of_the_sentence_say_whose_figure_it_is(text: str, scope: str) -> None:
    area = read_document_area(Metadata(issuing_unit="上海市长宁区教育局"))
    assert Scopes(text, area).at(len(text), 0) == scope


def test_a_rank_is_held_in_the_area_it_names() -> None:
    assert scope_of_rank("全市第一") == "全市"
    assert scope_of_rank("第一") is None

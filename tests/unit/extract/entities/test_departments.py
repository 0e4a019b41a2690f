import pytest

from tests.unit.extract.entities.conftest import Names, Read
from viewer.core.metadata import Metadata

CHANGNING = Metadata(issuing_unit="上海市长宁区科学技术委员会")


@pytest.mark.parametrize(
    ("surface", "canonical"),
    [
        ("区科委", "长宁区科学技术委员会"),
        ("市商务委", "上海市商务委员会"),
        ("区府办", "长宁区人民政府办公室"),
        ("区委", "中共长宁区委员会"),
        ("团区委", "共青团长宁区委员会"),
    ],
)
def test_a_short_body_proposes_its_full_name(read: Read, surface: str, canonical: str) -> None:
    (entity,) = read(f"由{surface}牵头", CHANGNING)
    assert (entity.surface, entity.canonical) == (surface, canonical)


@pytest.mark.parametrize("surface", ["镇政府", "兰亭镇镇政府"])
def test_the_government_of_a_town_is_that_of_its_own(read: Read, surface: str) -> None:
    (entity,) = read(f"由{surface}牵头", Metadata(issuing_unit="兰亭镇人民政府"))
    assert (entity.surface, entity.canonical) == (surface, "兰亭镇人民政府")


def test_the_government_of_a_town_is_not_that_of_the_province(read: Read) -> None:
    (entity,) = read("由镇政府牵头", Metadata(issuing_unit="师宗县人民政府"))
    assert entity.canonical is None


def test_the_city_of_a_county_level_city_is_itself(read: Read) -> None:
    (entity,) = read("由市财政局牵头", Metadata(issuing_unit="舞钢市住房和城乡建设局"))
    assert entity.canonical == "舞钢市财政局"


def test_nothing_is_proposed_where_the_document_does_not_say_which_district(read: Read) -> None:
    (entity,) = read("由区科委牵头")
    assert entity.canonical is None


def test_committee_and_government_are_two_bodies(names: Names) -> None:
    assert names("在区委区政府领导下") == ["区委|ORG", "区政府|ORG"]


@pytest.mark.parametrize("text", ["市人大代表", "区政协委员", "社区委员", "全区政府采购", "我委认真研究", "各委办局"])
def test_people_and_general_words_are_no_bodies(names: Names, text: str) -> None:
    assert names(text) == []


def test_a_government_that_acts_keeps_its_name(names: Names) -> None:
    assert names("由思明区政府办理") == ["思明区政府|ORG"]


def test_a_ministry_takes_its_office_along(names: Names) -> None:
    assert names("获教育部科学技术与信息化司认可") == ["教育部科学技术与信息化司|ORG"]


@pytest.mark.parametrize(
    "body", ["青岛市市北区教育和体育局", "县农业农村和水务局", "市城市管理和园林局", "天门市水利和湖泊局"]
)
def test_a_body_put_together_from_two_is_whole(names: Names, body: str) -> None:
    assert names(f"由{body}办理") == [f"{body}|ORG"]


@pytest.mark.parametrize("text", ["全市经济和社会格局", "区教育局和区财政局", "县民政局和教育局"])
def test_what_stands_beside_a_body_is_not_part_of_it(names: Names, text: str) -> None:
    assert not any("和" in name for name in names(text))


def test_a_party_committee_of_a_place_is_whole(names: Names) -> None:
    assert names("民盟姑苏区基层委员会：") == ["民盟姑苏区基层委员会|ORG"]


def test_a_branch_office_belongs_to_its_bureau(names: Names) -> None:
    assert names("襄阳市生态环境局枣阳分局负责") == ["襄阳市生态环境局枣阳分局|ORG"]


@pytest.mark.parametrize("text", ["教育部门负责", "会同财政部门", "交通部队"])
def test_a_department_in_general_is_no_ministry(names: Names, text: str) -> None:
    assert names(text) == []


def test_to_join_hands_with_the_state_is_not_the_united_nations(names: Names) -> None:
    assert "联合国|ORG" not in names("我局联合国家发展改革委印发")
    assert names("向联合国教科文组织申报") == ["联合国教科文组织|ORG"]


def test_a_body_of_the_corps_keeps_its_division(names: Names) -> None:
    assert names("师市市场监督管理局开展") == ["师市市场监督管理局|ORG"]


def test_a_committee_of_the_table_is_not_cut_in_its_last_word(names: Names) -> None:
    assert names("抄送：县政协提案委员会。") == ["县政协提案委员会|ORG"]

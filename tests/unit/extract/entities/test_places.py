import pytest

from tests.unit.extract.entities.conftest import Names, Read
from viewer.core.metadata import Metadata
from viewer.extract.entities.known_names import load_known_names
from viewer.extract.entities.places import find_home

CHANGNING = Metadata(issuing_unit="长宁区科学技术委员会")


def test_a_chain_of_places_is_one_mention(names: Names) -> None:
    assert names("位于云南省丘北县境内") == ["云南省丘北县|LOC"]


def test_a_county_may_drop_its_suffix_where_the_document_writes_it_out(names: Names) -> None:
    assert names("长宁区重视教育。长宁已经行动。") == ["长宁区|LOC", "长宁|LOC"]


def test_a_short_county_name_alone_is_not_trusted(names: Names) -> None:
    assert names("维护和平，保障安康。") == []


def test_the_home_of_a_document_is_read_from_its_issuer() -> None:
    home = find_home(CHANGNING, load_known_names().places)
    assert (home.province, home.county) == ("上海市", "长宁区")


def test_the_public_security_of_a_city_is_not_at_home_in_the_county_of_that_name() -> None:
    home = find_home(Metadata(issuing_unit="孝感市公安局"), load_known_names().places)
    assert (home.city, home.county) == ("孝感市", None)


def test_a_short_name_proposes_the_full_one(read: Read) -> None:
    (entity,) = read("在长宁集聚", CHANGNING)
    assert entity.canonical == "长宁区"


@pytest.mark.parametrize("town", ["北新泾街道", "逍遥镇", "红崖子乡", "真如镇街道"])
def test_a_known_town_begins_where_its_name_begins(names: Names, town: str) -> None:
    assert names(f"工作组走访和{town}居民") == [f"{town}|LOC"]


@pytest.mark.parametrize("text", ["沿海城市群", "多项城市体检指标", "适应城市发展", "新增城市停车位"])
def test_a_city_does_not_begin_within_a_word(names: Names, text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "各街道（镇）",
        "城乡结合部",
        "乡镇干部",
        "特色小镇建设",
        "责成县里",
        "会同县直部门",
        "城区道路",
        "开通镇城区公交",
    ],
)
def test_general_words_are_no_places(names: Names, text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    "text", ["研究重大理论问题", "提高优质均衡水平", "其中卫生院三所", "推广安全用电", "位于浙南山区", "说明山区情况"]
)
def test_no_place_is_read_across_two_words(names: Names, text: str) -> None:
    assert names(text) == []


def test_a_place_is_read_before_words_that_run_across_another(names: Names) -> None:
    assert names("河南省规定，海南省平均，河南通过，海南平均。")[2:] == ["河南|LOC", "海南|LOC"]


def test_behind_a_place_the_name_is_meant(names: Names) -> None:
    assert names("在云南大理工作") == ["云南大理|LOC"]

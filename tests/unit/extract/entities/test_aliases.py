from tests.unit.extract.entities.conftest import Read
from viewer.core.metadata import Metadata


def canonical(read: Read, text: str, surface: str) -> str | None:
    metadata = Metadata(issuing_unit="长宁区科学技术委员会")
    return next(entity.canonical for entity in read(text, metadata) if entity.surface == surface)


def test_a_company_without_its_tail_is_the_one_with_it(read: Read) -> None:
    text = "引进黑湖科技、双良等企业。支持黑湖、双良等企业"
    assert canonical(read, text, "黑湖") == "黑湖科技"


def test_a_body_of_the_district_takes_the_districts_name(read: Read) -> None:
    assert canonical(read, "设立区城市更新工作领导小组", "区城市更新工作领导小组") == "长宁区城市更新工作领导小组"


def test_a_full_name_proposes_nothing(read: Read) -> None:
    assert canonical(read, "长宁区科学技术委员会", "长宁区科学技术委员会") is None

from tests.unit.extract.entities.conftest import Names
from viewer.core.entity import EntityType


def test_a_sure_name_is_found_again_where_nothing_gives_it_away(names: Names) -> None:
    found = names("引进萃绩科、双良等低碳企业。萃绩科表示满意")
    assert found.count("萃绩科|COM") == 2


def test_a_name_of_the_library_is_found(names: Names) -> None:
    assert names("飞书深诺表示", library_names={"飞书深诺": EntityType.COMPANY}) == ["飞书深诺|COM"]


def test_a_name_of_the_library_does_not_break_a_longer_one(names: Names) -> None:
    found = names("印发《飞书深诺管理办法》", library_names={"飞书深诺": EntityType.COMPANY})
    assert found == ["《飞书深诺管理办法》|DOC"]

from tests.unit.extract.entities.conftest import Names, Read
from viewer.core.entity import EntityType, MarkSource


def test_a_sure_name_is_found_again_where_nothing_gives_it_away(names: Names) -> None:
    found = names("引进萃绩科、双良等低碳企业。萃绩科表示满意")
    assert found.count("萃绩科|COM") == 2


def test_a_name_of_the_library_is_found(names: Names) -> None:
    assert names("飞书深诺表示", library_names=[("飞书深诺", EntityType.COMPANY)]) == ["飞书深诺|COM"]


def test_a_name_of_the_library_does_not_break_a_longer_one(names: Names) -> None:
    found = names("印发《飞书深诺管理办法》", library_names=[("飞书深诺", EntityType.COMPANY)])
    assert found == ["《飞书深诺管理办法》|DOC"]


def test_what_only_the_library_knows_is_not_the_documents_own_word(read: Read) -> None:
    known = [("飞书深诺", EntityType.COMPANY), ("萃绩科", EntityType.COMPANY)]
    found = {each.surface: each.source for each in read("飞书深诺表示，引进萃绩科、双良等企业。", library_names=known)}
    assert (found["飞书深诺"], found["萃绩科"]) == (MarkSource.LEXICON, MarkSource.RULE)


def test_a_name_too_short_to_be_sure_is_not_looked_for(names: Names) -> None:
    assert names("在东湖游览", library_names=[("东湖", EntityType.FACILITY)]) == names("在东湖游览")

import pytest

from tests.unit.extract.entities.conftest import Names, Read
from viewer.core.entity import EntityType, MarkSource
from viewer.core.lexicon import LexiconTerm


def term(word: str, kind: EntityType = EntityType.PROGRAMME, canonical: str | None = None) -> LexiconTerm:
    return LexiconTerm(word, kind, canonical)


def test_a_term_is_found_and_says_so(read: Read) -> None:
    (entity,) = read("推广暖新地图服务", lexicon=[term("暖新地图", canonical="暖新地图小程序")])
    assert (entity.surface, entity.source, entity.canonical) == ("暖新地图", MarkSource.LEXICON, "暖新地图小程序")


def test_a_term_never_breaks_a_longer_name_that_holds_it(names: Names) -> None:
    found = names("印发《长宁区支持办法》", lexicon=[term("支持办法", EntityType.DOCUMENT)])
    assert found == ["《长宁区支持办法》|DOC"]


def test_a_term_replaces_what_it_holds(names: Names) -> None:
    assert names("建成长宁云谷客厅，", lexicon=[term("长宁云谷客厅", EntityType.FACILITY)]) == ["长宁云谷客厅|FAC"]


def test_a_term_retypes_what_is_found_anyway(names: Names) -> None:
    assert names("入驻武夷路", lexicon=[term("武夷路", EntityType.FACILITY)]) == ["武夷路|FAC"]


def test_of_overlapping_terms_the_longer_wins(names: Names) -> None:
    assert names("暖新地图册", lexicon=[term("暖新"), term("暖新地图")]) == ["暖新地图|PRJ"]


def test_a_term_of_one_character_is_refused() -> None:
    with pytest.raises(ValueError, match="1 characters"):
        term("暖")

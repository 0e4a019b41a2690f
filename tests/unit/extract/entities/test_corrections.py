import pytest

from tests.unit.extract.entities.conftest import Names, Read
from viewer.core.entity import EntityType, MarkSource
from viewer.core.lexicon import Correction, CorrectionAction

VETO, MARK, RENAME = CorrectionAction.VETO, CorrectionAction.MARK, CorrectionAction.RENAME


def test_a_vetoed_mark_is_gone_everywhere(names: Names) -> None:
    assert names("武夷路，武夷路", corrections=[Correction(VETO, "武夷路")]) == []


def test_a_veto_with_context_holds_only_there(read: Read) -> None:
    found = read("在武夷路，到武夷路", corrections=[Correction(VETO, "武夷路", before="在")])
    assert [entity.span.start for entity in found] == [6]


def test_a_mark_adds_what_was_missed_and_clears_what_it_crosses(read: Read) -> None:
    found = read("在武夷路边上", corrections=[Correction(MARK, "武夷路边", EntityType.FACILITY)])
    assert [(entity.surface, entity.type, entity.source) for entity in found] == [
        ("武夷路边", EntityType.FACILITY, MarkSource.USER)
    ]


def test_a_new_name_is_a_persons_word(read: Read) -> None:
    (entity,) = read("入驻武夷路", corrections=[Correction(RENAME, "武夷路", canonical="长宁区武夷路")])
    assert (entity.canonical, entity.source) == ("长宁区武夷路", MarkSource.USER)


def test_later_corrections_see_earlier_ones(names: Names) -> None:
    steps = [Correction(MARK, "暖新地图", EntityType.PROGRAMME), Correction(VETO, "暖新地图")]
    assert names("推广暖新地图", corrections=steps) == []


def test_a_mark_without_a_type_is_refused() -> None:
    with pytest.raises(ValueError, match="type"):
        Correction(MARK, "暖新地图")

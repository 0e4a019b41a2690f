"""Figures in series across a library, and what a person says about them: remembered, applied again, taken back."""

from dataclasses import replace

import pytest

from tests.open_store import OpenStore
from tests.unit.services.shelf import Shelf
from viewer.core.errors import ViewerError
from viewer.core.progress import CancelToken
from viewer.core.series import SeriesState, SeriesSummary, Verdict

BEDS_2021 = "2021年末，全区养老床位7860张。"
BEDS_2022 = "2022年末，养老床位8020张，护理型床位占比63%。"
BEDS_AGAIN = "2022年末，养老床位8100张。"


@pytest.fixture
def shelf(open_store: OpenStore) -> Shelf:
    return Shelf.of(open_store())


@pytest.fixture
def beds(shelf: Shelf) -> Shelf:
    shelf.add(BEDS_2021, number=1)
    shelf.add(BEDS_2022, number=2)
    shelf.look()
    return shelf


def one(shelf: Shelf, name: str) -> SeriesSummary:
    (found,) = [each for each in shelf.indicators.list_series() if each.name == name]
    return found


def test_an_empty_library_has_no_series(shelf: Shelf) -> None:
    shelf.look()
    assert (shelf.indicators.list_series(), shelf.indicators.counts()) == ([], (0, 0))


def test_a_figure_stated_twice_is_one_series_oldest_first(beds: Shelf) -> None:
    assert beds.series()["养老床位"] == ["7860张", "8020张"]
    assert (one(beds, "养老床位").verdict, one(beds, "养老床位").state) == (Verdict.CHANGED, SeriesState.SUGGESTED)


def test_a_new_document_joins_at_once_and_the_verdict_follows(beds: Shelf) -> None:
    beds.add(BEDS_AGAIN, number=3)
    beds.look()
    assert one(beds, "养老床位").verdict is Verdict.CONTRADICTED


def test_a_removed_document_leaves_its_series_and_comes_back(beds: Shelf) -> None:
    removed = beds.add(BEDS_AGAIN, number=3)
    beds.look()
    with beds.library.transaction() as documents:
        documents.remove(removed)
    beds.look()
    assert beds.series()["养老床位"] == ["7860张", "8020张"]
    with beds.library.transaction() as documents:
        documents.restore(removed)
    beds.look()
    assert len(beds.series()["养老床位"]) == 3


def test_a_document_removed_before_anyone_looked_again_is_not_told(beds: Shelf) -> None:
    gone = beds.indicators.series(one(beds, "养老床位").id)
    assert gone is not None
    with beds.library.transaction() as documents:
        documents.remove(gone.statements[0].figure.document_id)
    left = beds.indicators.series(gone.summary.id)
    assert left is not None
    assert [each.figure.metric.surface for each in left.statements] == ["8020张"]


def test_a_purged_document_leaves_nothing_behind(shelf: Shelf) -> None:
    only = shelf.add(BEDS_2021)
    shelf.look()
    with shelf.library.transaction() as documents:
        documents.remove(only)
        documents.purge(only)
    shelf.look()
    assert (shelf.series(), shelf.names.count(), shelf.library.commitments().count()) == ({}, 0, 0)


def test_a_correction_moves_a_figure_to_another_series(beds: Shelf) -> None:
    with beds.library.transaction() as documents:
        stored = documents.open(documents.shown_ids()[0])
        metrics = [replace(each, indicator="家庭照护床位") for each in stored.reading.metrics]
        documents.replace_marks(stored.id, stored.reading.entities, metrics)
    beds.look()
    assert beds.series()["养老床位"] == ["8020张"]
    assert beds.series()["家庭照护床位"] == ["7860张"]


def test_looking_again_changes_nothing(beds: Shelf) -> None:
    before = beds.indicators.list_series()
    beds.look()
    assert beds.indicators.list_series() == before


def test_merging_is_remembered_for_documents_to_come_and_can_be_taken_back(beds: Shelf) -> None:
    beds.add("2023年末，机构照护床位8500张。", number=3, date="2024年1月5日")
    beds.look()
    ids = [one(beds, "养老床位").id, one(beds, "机构照护床位").id]
    decision = beds.indicators.merge(ids)
    beds.add("2024年末，机构照护床位8600张。", number=4, date="2025年1月5日")
    beds.look()
    assert [values for values in beds.series().values() if len(values) > 1] == [
        ["7860张", "8020张", "8500张", "8600张"]
    ]
    beds.indicators.withdraw([decision])
    assert beds.series()["养老床位"] == ["7860张", "8020张"]
    beds.indicators.restore([decision])
    assert ["7860张", "8020张", "8500张", "8600张"] in beds.series().values()


def test_merging_into_itself_is_refused_and_changes_nothing(beds: Shelf) -> None:
    before, series_id = beds.indicators.list_series(), one(beds, "养老床位").id
    with pytest.raises(ViewerError, match="自身"):
        beds.indicators.merge([series_id, series_id])
    assert beds.indicators.list_series() == before


def test_splitting_parts_a_statement_until_it_is_taken_back(beds: Shelf) -> None:
    found = beds.indicators.series(one(beds, "养老床位").id)
    assert found is not None
    decision = beds.indicators.split(found.statements[1:])
    names = [each.name for each in beds.indicators.list_series()]
    assert names.count("养老床位") == 2
    beds.indicators.withdraw([decision])
    assert beds.series()["养老床位"] == ["7860张", "8020张"]


def test_confirming_renaming_and_pinning_show_and_are_taken_back(beds: Shelf) -> None:
    series_id = one(beds, "养老床位").id
    decisions = [
        beds.indicators.confirm(series_id),
        beds.indicators.rename(series_id, "全区养老床位总数"),
        beds.indicators.pin(series_id),
    ]
    first = beds.indicators.list_series()[0]
    assert (first.name, first.state, first.pinned) == ("全区养老床位总数", SeriesState.CONFIRMED, True)
    beds.indicators.withdraw(decisions)
    assert (one(beds, "养老床位").state, one(beds, "养老床位").pinned) == (SeriesState.SUGGESTED, False)


def test_a_series_that_is_gone_says_so(beds: Shelf) -> None:
    series_id = one(beds, "养老床位").id
    with beds.library.transaction() as documents:
        for each in documents.shown_ids():
            documents.remove(each)
    beds.look()
    assert beds.indicators.series(series_id) is None
    with pytest.raises(ViewerError, match="没有找到"):
        beds.indicators.confirm(series_id)


def test_targets_are_told_with_the_figure_they_are_set_for(shelf: Shelf) -> None:
    shelf.add("2022年，全区新增公共停车泊位2030个。")
    shelf.add("下一步，力争2024年新增公共停车泊位2500个。", number=2)
    shelf.look()
    (level,) = [each for each in shelf.indicators.list_series() if each.role == "level"]
    assert [each.figure.metric.surface for each in shelf.indicators.targets(level.id)] == ["2500个"]


def test_all_series_hold_all_that_was_named(beds: Shelf) -> None:
    found = list(beds.indicators.all_series(cancel=CancelToken()))
    assert sum(len(each.statements) for each in found) + len(beds.indicators.unfiled()) == len(
        beds.indicators.figures()
    )


def test_documents_without_a_figure_make_no_series(shelf: Shelf) -> None:
    for number in range(3):
        shelf.add("已认真研究，感谢支持。", number=number)
    shelf.look()
    assert (shelf.series(), shelf.indicators.unfiled(), shelf.tables.freshness().waiting) == ({}, [], 0)


def test_dates_that_contradict_each_other_give_a_verdict_and_no_crash(shelf: Shelf) -> None:
    shelf.add("截至2023年底，全区养老床位7860张。", date="2019年1月2日")
    shelf.add("截至2023年底，全区养老床位7860张，2025年末养老床位9000张。", date="2021年13月45日", number=2)
    shelf.look()
    found = one(shelf, "养老床位")
    assert (found.mentions, found.first) == (3, "2023-12-31")

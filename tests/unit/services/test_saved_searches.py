"""Saved searches are on the disk at once, keep their order, and can be brought back."""

from dataclasses import replace

import pytest

from tests.open_store import OpenStore
from viewer.core.errors import SavedSearchNotFoundError
from viewer.core.hit import FacetChoice, SortOrder
from viewer.services.saved_searches import SavedSearches
from viewer.store.store import Store


@pytest.fixture
def library(open_store: OpenStore) -> Store:
    return open_store()


@pytest.fixture
def searches(library: Store) -> SavedSearches:
    return SavedSearches(library)


def test_a_saved_search_comes_back_as_it_was(searches: SavedSearches) -> None:
    saved = searches.save("停车", "停车 泊位", (FacetChoice("year", "2024"),), SortOrder.DATE)
    assert searches.all() == [saved]


def test_saved_searches_keep_the_order_a_person_gave_them(searches: SavedSearches) -> None:
    first, second = searches.save("甲", "停车"), searches.save("乙", "养老")
    searches.arrange([second, first])
    assert [each.name for each in searches.all()] == ["乙", "甲"]


def test_a_saved_search_can_be_renamed(searches: SavedSearches) -> None:
    saved = searches.save("甲", "停车")
    searches.put(replace(saved, name="停车难"))
    assert [each.name for each in searches.all()] == ["停车难"]


def test_a_removed_search_can_be_brought_back(searches: SavedSearches) -> None:
    saved = searches.save("甲", "停车")
    searches.remove(saved.id)
    assert searches.all() == []
    searches.put(saved)
    assert searches.all() == [saved]


def test_a_search_can_be_removed_once_only(searches: SavedSearches) -> None:
    saved = searches.save("甲", "停车")
    searches.remove(saved.id)
    with pytest.raises(SavedSearchNotFoundError):
        searches.remove(saved.id)


def test_changes_of_saved_searches_are_in_the_log(library: Store, searches: SavedSearches) -> None:
    saved = searches.save("甲", "停车")
    assert [(change.action, change.subject) for change in library.changes()] == [("put saved search", saved.id)]

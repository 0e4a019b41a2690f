"""Bookmarks and saved searches of one's own go along with an offline copy, and none is lost."""

from dataclasses import replace

import pytest

from tests.plain_reading import plain_reading
from viewer.core.document import DocumentId
from viewer.services.bookmarking import Bookmarking
from viewer.services.own_sync import synchronise_own
from viewer.services.saved_searches import SavedSearches
from viewer.store.library import Library
from viewer.store.store import Store

READING = plain_reading("关于停车的答复\n已办结。")


@pytest.fixture
def shared(copy: Store, origin: Store) -> list[DocumentId]:
    known = []
    for store in (copy, origin):
        with store.transaction() as documents:
            known.append(documents.add(READING, pipeline_version="1"))
    assert known[0] == known[1]
    return known[:1]


def names(store: Store) -> list[str]:
    bookmarks = [each.bookmark.name for each in Bookmarking(store).all()]
    return sorted(bookmarks + [each.name for each in SavedSearches(store).all()])


def test_what_either_side_made_or_removed_is_so_on_both(copy: Library, origin: Store, shared: list[DocumentId]) -> None:
    Bookmarking(copy).add(shared[0], "车上记的")
    Bookmarking(origin).add(shared[0], "原有的")
    SavedSearches(copy).save("车上查的", "停车")
    assert synchronise_own(copy, origin, shared) == 3
    assert names(copy) == names(origin) == ["原有的", "车上查的", "车上记的"]
    here = {each.bookmark.name: each.bookmark.id for each in Bookmarking(copy).all()}
    Bookmarking(copy).remove([here["原有的"]])
    Bookmarking(origin).remove([here["车上记的"]])
    assert synchronise_own(copy, origin, shared) == 2
    assert names(copy) == names(origin) == ["车上查的"]
    assert synchronise_own(copy, origin, shared) == 0


def test_what_both_sides_changed_is_kept_twice(copy: Library, origin: Store, shared: list[DocumentId]) -> None:
    made = SavedSearches(copy).save("泊位", "停车")
    synchronise_own(copy, origin, shared)
    SavedSearches(copy).put(replace(made, name="我的"))
    SavedSearches(origin).put(replace(made, name="他的"))
    synchronise_own(copy, origin, shared)
    synchronise_own(copy, origin, shared)
    assert names(copy) == names(origin) == ["他的", "我的"]


def test_what_one_side_changed_and_the_other_removed_is_kept(
    copy: Library, origin: Store, shared: list[DocumentId]
) -> None:
    one, other = SavedSearches(copy).save("甲", "停车"), SavedSearches(copy).save("乙", "养老")
    synchronise_own(copy, origin, shared)
    SavedSearches(copy).put(replace(one, name="甲改"))
    SavedSearches(copy).remove(other.id)
    SavedSearches(origin).remove(one.id)
    SavedSearches(origin).put(replace(other, name="乙改"))
    synchronise_own(copy, origin, shared)
    assert names(copy) == names(origin) == ["乙改", "甲改"]


def test_a_bookmark_of_a_reply_that_only_one_side_has_stays_there(
    copy: Library, origin: Store, shared: list[DocumentId]
) -> None:
    Bookmarking(copy).add(shared[0], "只在这里")
    assert synchronise_own(copy, origin, []) == 0
    assert names(origin) == []

"""What people gave to documents reaches the search at once, and from either kind of library alike."""

import pytest

from tests.open_store import OpenStore
from tests.plain_reading import plain_reading
from viewer.core.annotation import NoteContent
from viewer.core.document import DocumentId
from viewer.core.label import Collection, CollectionId, DocumentLabels
from viewer.core.query import QueryField
from viewer.core.span import Span
from viewer.services.annotating import Annotating
from viewer.services.searched_library import SearchedLibrary
from viewer.store.store import Store

PARKING = Collection(CollectionId("c"), "停车专题", 0)


@pytest.fixture
def library(open_store: OpenStore) -> Store:
    return open_store()


@pytest.fixture
def ids(library: Store) -> list[DocumentId]:
    with library.transaction() as documents:
        return [documents.add(plain_reading(text), pipeline_version="1") for text in ("停车难", "养老院", "加装电梯")]


def test_a_library_nobody_labelled_has_no_values(library: Store, ids: list[DocumentId]) -> None:
    del ids
    assert SearchedLibrary(library).labels() == {"tag": {}, "notes": {}, "state": {}, "collection": {}}


def test_every_label_is_a_value_of_its_facet(library: Store, ids: list[DocumentId]) -> None:
    parking, elderly, lifts = ids
    with library.transaction():
        library.labels().put_collection(PARKING)
        library.labels().put(
            DocumentLabels(parking, ("重点", "回访"), starred=True, read_at="2024-01-01", collections=(PARKING.id,))
        )
        library.labels().put(DocumentLabels(elderly, read_at="2024-01-01"))
    Annotating(library).annotate(parking, Span(0, 2), NoteContent(tags=("重点", "现场")))
    Annotating(library).annotate(lifts, Span(0, 2), NoteContent(note="要回访"))
    searched = SearchedLibrary(library)
    labels = searched.labels()
    assert {known: set(tags) for known, tags in labels["tag"].items()} == {parking: {"重点", "回访", "现场"}}
    assert {known: set(states) for known, states in labels["state"].items()} == {
        parking: {"收藏", "已读"},
        elderly: {"已读"},
    }
    assert labels["collection"] == {parking: (PARKING.name,)}
    assert labels["notes"].keys() == searched.field_values(QueryField.NOTE).keys() == {lifts}
    assert labels["tag"].keys() == searched.field_values(QueryField.TAG).keys()


def test_what_is_in_the_trash_has_no_values(library: Store, ids: list[DocumentId]) -> None:
    parking, elderly, _ = ids
    with library.transaction() as documents:
        library.labels().put_collection(PARKING)
        library.labels().put(DocumentLabels(parking, ("重点",), starred=True, collections=(PARKING.id,)))
        library.labels().put(DocumentLabels(elderly, collections=(PARKING.id,)))
        documents.remove(parking)
        library.labels().remove_collection(PARKING.id)
    assert not any(SearchedLibrary(library).labels().values())

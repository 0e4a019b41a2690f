"""Tags, stars and read states are on the disk at once, change all documents or none, and can be taken back."""

from dataclasses import replace

import pytest

from tests.open_store import OpenStore
from viewer.core.document import Document, DocumentId, Paragraph
from viewer.core.errors import CollectionKnownError, CollectionNotFoundError, DocumentNotFoundError
from viewer.core.label import CollectionId, LabelChange
from viewer.core.metadata import Metadata
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.services.labelling import Labelling
from viewer.store.store import Store


@pytest.fixture
def library(open_store: OpenStore) -> Store:
    return open_store()


@pytest.fixture
def ids(library: Store) -> list[DocumentId]:
    document = Document("答复", (Paragraph(Span(0, 2)),))
    readings = [Reading(Source("a.txt", "text/plain", key * 32, 9), document, Metadata()) for key in ("ab", "cd")]
    with library.transaction() as documents:
        return [documents.add(reading, pipeline_version="1") for reading in readings]


def test_tags_are_added_and_taken_away(library: Store, ids: list[DocumentId]) -> None:
    labelling = Labelling(library)
    labelling.change(ids, LabelChange(add_tags=("停车", " 停车 ", "")))
    labelling.change(ids[:1], LabelChange(add_tags=("绿化",), remove_tags=("停车",)))
    assert {labels.document_id: labels.tags for labels in labelling.all()} == {ids[0]: ("绿化",), ids[1]: ("停车",)}


def test_tags_of_documents_are_tags_of_the_search(library: Store, ids: list[DocumentId]) -> None:
    Labelling(library).change(ids[:1], LabelChange(add_tags=("停车",)))
    with library.reading() as documents:
        assert documents.tags() == {ids[0]: ("停车",)}


def test_a_change_is_taken_back_as_one(library: Store, ids: list[DocumentId]) -> None:
    labelling, starring = Labelling(library), LabelChange(starred=True)
    labelling.change(ids[:1], starring)
    before = labelling.change(ids, starring)
    assert [labels.document_id for labels in before] == ids[1:]
    labelling.take_back(before, starring)
    assert [labels.document_id for labels in labelling.all() if labels.starred] == ids[:1]


def test_what_is_taken_back_leaves_other_labels_alone(library: Store, ids: list[DocumentId]) -> None:
    labelling, tagging = Labelling(library), LabelChange(add_tags=("停车", "绿化"))
    labelling.change(ids[:1], LabelChange(add_tags=("绿化",)))
    before = labelling.change(ids[:1], tagging)
    labelling.change(ids[:1], LabelChange(add_tags=("税收",), starred=True))
    labelling.take_back(before, tagging)
    (kept,) = labelling.all()
    assert (kept.tags, kept.starred) == (("税收", "绿化"), True)


def test_the_moment_of_the_first_reading_stays(library: Store, ids: list[DocumentId]) -> None:
    labelling, reading = Labelling(library), LabelChange(read=True)
    labelling.change(ids[:1], reading)
    (first,) = labelling.all()
    assert labelling.change(ids[:1], reading) == []
    assert labelling.all() == [first]
    labelling.change(ids[:1], LabelChange(read=False))
    assert labelling.all() == []


def test_a_document_that_is_gone_stops_the_whole_change(library: Store, ids: list[DocumentId]) -> None:
    with pytest.raises(DocumentNotFoundError):
        Labelling(library).change([ids[0], DocumentId("none")], LabelChange(starred=True))
    assert Labelling(library).all() == []


def test_labels_are_in_the_log_with_what_was_before(library: Store, ids: list[DocumentId]) -> None:
    Labelling(library).change(ids[:1], LabelChange(add_tags=("停车",)))
    change = library.changes()[-1]
    assert (change.action, change.subject) == ("label document", ids[0])
    assert change.detail["before"] == {"tags": [], "starred": False, "read_at": None, "collections": []}


def test_a_collection_holds_documents(library: Store, ids: list[DocumentId]) -> None:
    labelling = Labelling(library)
    made = labelling.add_collection("停车")
    labelling.change(ids, LabelChange(add_to=(made.id,)))
    labelling.change(ids[:1], LabelChange(take_from=(made.id,)))
    assert [(each.document_id, each.collections) for each in labelling.all()] == [(ids[1], (made.id,))]


def test_a_removed_collection_comes_back_with_its_documents(library: Store, ids: list[DocumentId]) -> None:
    labelling = Labelling(library)
    made = labelling.add_collection("停车")
    labelling.change(ids, LabelChange(add_to=(made.id,)))
    labelling.remove_collection(made.id)
    labelling.change(ids, LabelChange(starred=True))
    assert [each.collections for each in labelling.all()] == [(), ()]
    labelling.put_collection(made)
    assert [each.collections for each in labelling.all()] == [(made.id,), (made.id,)]


def test_two_collections_have_different_names(library: Store) -> None:
    labelling = Labelling(library)
    labelling.add_collection("停车")
    other = labelling.add_collection("绿化")
    with pytest.raises(CollectionKnownError):
        labelling.add_collection("停车")
    with pytest.raises(CollectionKnownError):
        labelling.put_collection(replace(other, name="停车"))
    assert [each.name for each in labelling.collections()] == ["停车", "绿化"]


def test_a_collection_that_is_gone_cannot_be_removed(library: Store) -> None:
    with pytest.raises(CollectionNotFoundError):
        Labelling(library).remove_collection(CollectionId("none"))

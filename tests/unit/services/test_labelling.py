"""Tags, stars and read states are on the disk at once, change all documents or none, and can be taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from viewer.core.document import Document, DocumentId, Paragraph
from viewer.core.errors import DocumentNotFoundError
from viewer.core.metadata import Metadata
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.services.labelling import Labelling
from viewer.store.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library.open(tmp_path / "library")
    yield library
    library.close()


@pytest.fixture
def ids(library: Library) -> list[DocumentId]:
    document = Document("答复", (Paragraph(Span(0, 2)),))
    readings = [Reading(Source("a.txt", "text/plain", key * 32, 9), document, Metadata()) for key in ("ab", "cd")]
    with library.transaction() as documents:
        return [documents.add(reading, pipeline_version="1") for reading in readings]


def test_tags_are_added_and_taken_away(library: Library, ids: list[DocumentId]) -> None:
    labelling = Labelling(library)
    labelling.tag(ids, add=["停车", " 停车 ", ""])
    labelling.tag(ids[:1], add=["绿化"], remove=["停车"])
    assert {labels.document_id: labels.tags for labels in labelling.all()} == {ids[0]: ("绿化",), ids[1]: ("停车",)}


def test_tags_of_documents_are_tags_of_the_search(library: Library, ids: list[DocumentId]) -> None:
    Labelling(library).tag(ids[:1], add=["停车"])
    with library.reading() as documents:
        assert documents.tags() == {ids[0]: ("停车",)}


def test_a_change_is_taken_back_as_one(library: Library, ids: list[DocumentId]) -> None:
    labelling = Labelling(library)
    labelling.star(ids[:1], starred=True)
    before = labelling.star(ids, starred=True)
    assert [labels.document_id for labels in before] == ids[1:]
    labelling.put_back(before)
    assert [labels.document_id for labels in labelling.all() if labels.starred] == ids[:1]


def test_the_moment_of_the_first_reading_stays(library: Library, ids: list[DocumentId]) -> None:
    labelling = Labelling(library)
    labelling.mark_read(ids[:1], read=True)
    (first,) = labelling.all()
    assert labelling.mark_read(ids[:1], read=True) == []
    assert labelling.all() == [first]
    labelling.mark_read(ids[:1], read=False)
    assert labelling.all() == []


def test_a_document_that_is_gone_stops_the_whole_change(library: Library, ids: list[DocumentId]) -> None:
    with pytest.raises(DocumentNotFoundError):
        Labelling(library).star([ids[0], DocumentId("none")], starred=True)
    assert Labelling(library).all() == []


def test_labels_are_in_the_log_with_what_was_before(library: Library, ids: list[DocumentId]) -> None:
    Labelling(library).tag(ids[:1], add=["停车"])
    change = library.changes()[-1]
    assert (change.action, change.subject) == ("label document", ids[0])
    assert change.detail["before"] == {"tags": [], "starred": False, "read_at": None}

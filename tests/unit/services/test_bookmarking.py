"""Bookmarks keep their name, their place and the order a person gave them."""

from dataclasses import replace

import pytest

from tests.open_store import OpenStore
from viewer.core.annotation import BookmarkId
from viewer.core.document import Document, DocumentId, Paragraph
from viewer.core.errors import AnnotationNotFoundError
from viewer.core.metadata import Metadata
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.services.bookmarking import Bookmarking
from viewer.store.store import Store

TEXT = "关于停车难的答复\n全区新增公共停车泊位812个，缓解了停车矛盾。"


@pytest.fixture
def library(open_store: OpenStore) -> Store:
    return open_store()


@pytest.fixture
def document_id(library: Store) -> DocumentId:
    document = Document(TEXT, (Paragraph(Span(0, 8)), Paragraph(Span(9, len(TEXT)))))
    with library.transaction() as documents:
        reading = Reading(Source("a.txt", "text/plain", "ab" * 32, 9), document, Metadata(title="停车"))
        return documents.add(reading, pipeline_version="1")


def names(library: Store) -> list[str]:
    return [each.bookmark.name for each in Bookmarking(library).all()]


def test_a_bookmark_knows_its_passage(library: Store, document_id: DocumentId) -> None:
    Bookmarking(library).add(document_id, "泊位数", span=Span(11, 17))
    placed = Bookmarking(library).all()[0]
    assert (placed.title, placed.span, placed.is_lost) == ("停车", Span(11, 17), False)


def test_a_bookmark_of_a_whole_document_has_no_place(library: Store, document_id: DocumentId) -> None:
    Bookmarking(library).add(document_id, "全文")
    assert Bookmarking(library).all()[0].span is None


def test_new_bookmarks_come_last(library: Store, document_id: DocumentId) -> None:
    for name in ("甲", "乙", "丙"):
        Bookmarking(library).add(document_id, name)
    assert names(library) == ["甲", "乙", "丙"]


def test_bookmarks_stand_in_the_order_a_person_gave_them(library: Store, document_id: DocumentId) -> None:
    made = [Bookmarking(library).add(document_id, name) for name in ("甲", "乙", "丙")]
    Bookmarking(library).amend(made, [replace(each, order=order) for each, order in zip(made, (2, 3, 1), strict=True)])
    assert names(library) == ["丙", "甲", "乙"]


def test_removed_bookmarks_are_restored_together(library: Store, document_id: DocumentId) -> None:
    made = [Bookmarking(library).add(document_id, name).id for name in ("甲", "乙")]
    Bookmarking(library).remove(made)
    assert names(library) == []
    Bookmarking(library).restore(made)
    assert names(library) == ["甲", "乙"]


def test_removing_one_that_is_gone_removes_none(library: Store, document_id: DocumentId) -> None:
    made = Bookmarking(library).add(document_id, "甲")
    with pytest.raises(AnnotationNotFoundError):
        Bookmarking(library).remove([made.id, BookmarkId("none")])
    assert names(library) == ["甲"]


def test_a_change_taken_back_leaves_alone_what_was_changed_since(library: Store, document_id: DocumentId) -> None:
    bookmarking = Bookmarking(library)
    made = bookmarking.add(document_id, "甲")
    filed = replace(made, folder="停车")
    bookmarking.amend([made], [filed])
    bookmarking.amend([filed], [replace(filed, name="改名")])
    bookmarking.amend([filed], [made])
    kept = bookmarking.all()[0].bookmark
    assert (kept.name, kept.folder) == ("改名", "")

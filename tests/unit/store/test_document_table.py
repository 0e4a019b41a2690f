"""Documents come back as they were stored; the trash loses nothing, purging leaves nothing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.open_store import OpenStore
from viewer.core.document import DocumentId
from viewer.core.errors import DocumentNotFoundError
from viewer.core.reading import Reading
from viewer.store.document_table import IndexCounts
from viewer.store.library import Library
from viewer.store.store import Store

MakeReading = Callable[[str], Reading]


@pytest.fixture
def library(open_store: OpenStore) -> Store:
    return open_store()


def add(library: Store, reading: Reading) -> DocumentId:
    with library.transaction() as documents:
        return documents.add(reading, pipeline_version="1")


def test_a_reading_comes_back_whole(library: Store, full_reading: Reading) -> None:
    document_id = add(library, full_reading)
    with library.reading() as documents:
        assert documents.open(document_id).reading == full_reading


def test_a_text_with_any_character_comes_back(library: Store, make_reading: MakeReading) -> None:
    reading = make_reading("\x01𠮷\u3000\ufeff'\"\n\n\t")
    document_id = add(library, reading)
    with library.reading() as documents:
        assert documents.text(document_id) == reading.document.text
        assert documents.document(document_id) == reading.document


def test_a_nul_comes_back_from_a_folder(make_reading: MakeReading, tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library")
    document_id = add(library, make_reading("一\0二"))
    with library.reading() as documents:
        assert documents.text(document_id) == "一\0二"
    library.close()


def test_the_list_shows_the_metadata_of_each_document(library: Store, full_reading: Reading) -> None:
    document_id = add(library, full_reading)
    with library.reading() as documents:
        (summary,) = documents.summaries()
        assert documents.summaries_of([document_id, DocumentId("?")]) == {document_id: summary}
    assert (summary.metadata, summary.source) == (full_reading.metadata, full_reading.source)
    assert (summary.id, summary.characters, summary.indexed) == (document_id, 25, False)


def test_the_list_begins_with_the_newest_import(library: Store, make_reading: MakeReading) -> None:
    ids = [add(library, make_reading(word)) for word in ("一", "二", "三")]
    with library.reading() as documents:
        assert [summary.id for summary in documents.summaries()] == ids[::-1]


def test_an_id_is_the_beginning_of_the_content_hash(library: Store, make_reading: MakeReading) -> None:
    reading = make_reading("停车")
    document_id = add(library, reading)
    with library.reading() as documents:
        assert document_id == reading.source.sha256[:16]
        assert documents.id_of(reading.source.sha256) == document_id
        assert documents.ids_beginning_with(document_id[:5]) == [document_id]


def test_ids_stay_different_when_hashes_begin_alike(library: Store, make_reading: MakeReading) -> None:
    first = make_reading("停车")
    second = replace(first, source=replace(first.source, sha256=first.source.sha256[:16] + "0" * 48))
    assert add(library, second) != add(library, first)


def test_a_percent_sign_is_no_wildcard_for_ids(library: Store, make_reading: MakeReading) -> None:
    add(library, make_reading("停车"))
    with library.reading() as documents:
        assert documents.ids_beginning_with("%") == []


def test_texts_are_given_for_known_documents_only(library: Store, make_reading: MakeReading) -> None:
    document_id = add(library, make_reading("停车"))
    with library.reading() as documents:
        assert documents.texts([document_id, DocumentId("?")]) == {document_id: "停车"}


@pytest.mark.parametrize("method", ["open", "text", "document", "summary", "remove", "restore", "purge"])
def test_an_unknown_id_is_an_error_for_the_user(library: Store, method: str) -> None:
    with pytest.raises(DocumentNotFoundError, match="xyz"), library.transaction() as documents:
        getattr(documents, method)(DocumentId("xyz"))


def test_a_removed_document_is_in_the_trash_and_comes_back_whole(library: Store, full_reading: Reading) -> None:
    document_id = add(library, full_reading)
    with library.transaction() as documents:
        documents.remove(document_id)
        assert documents.summaries() == []
        assert [summary.id for summary in documents.removed()] == [document_id]
        documents.restore(document_id)
        assert documents.open(document_id).reading == full_reading


def test_a_document_outside_the_trash_is_not_purged(library: Store, full_reading: Reading) -> None:
    document_id = add(library, full_reading)
    with pytest.raises(DocumentNotFoundError), library.transaction() as documents:
        documents.purge(document_id)


def test_a_purged_document_leaves_nothing_but_the_log(library: Store, full_reading: Reading) -> None:
    document_id = add(library, full_reading)
    with library.transaction() as documents:
        documents.remove(document_id)
        assert documents.purge(document_id) == full_reading.source.sha256
    connection = library._connection()
    for table in ("documents", "readings", "entities", "metrics"):
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0  # noqa: S608
    assert library.changes()[-1].action == "purge"


def test_new_documents_wait_for_the_index_until_they_are_marked(library: Store, make_reading: MakeReading) -> None:
    first, second = (add(library, make_reading(word)) for word in ("一", "二"))
    with library.transaction() as documents:
        assert documents.waiting(10) == [first, second]
        documents.mark_indexed([first])
        assert documents.waiting(10) == [second]
        assert documents.index_counts() == IndexCounts(indexed=1, total=2)
        documents.forget_index()
        assert documents.waiting(1) == [first]


def test_removed_documents_wait_to_leave_the_index(library: Store, make_reading: MakeReading) -> None:
    document_id = add(library, make_reading("一"))
    with library.transaction() as documents:
        documents.mark_indexed([document_id])
        documents.remove(document_id)
        assert (documents.leaving(10), documents.waiting(10)) == ([document_id], [])
        documents.mark_indexed([document_id], indexed=False)
        assert documents.leaving(10) == []

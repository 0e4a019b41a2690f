"""What a person filled in leaves as plain tables, with ids that mean something outside."""

from collections.abc import Callable

from viewer.core.label import DocumentLabels
from viewer.core.reading import Reading
from viewer.store.library import Library


def test_documents_are_named_by_their_ids(library: Library, make_reading: Callable[[str], Reading]) -> None:
    with library.transaction() as documents:
        document_id = documents.add(make_reading("停车"), pipeline_version="1")
    with library.transaction():
        library.labels().put(DocumentLabels(document_id, tags=("重点",)))
    tags = next(each for each in library.plain_tables() if each.name == "document_tags")
    assert (tags.columns, tags.rows) == (("document", "tag"), ((document_id, "重点"),))


def test_tables_with_nothing_in_them_are_left_out(library: Library) -> None:
    assert [each.name for each in library.plain_tables()] == ["library"]

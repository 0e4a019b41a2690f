"""What changes by itself is noticed; what a person or the program changes is not complained about."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.store.old_libraries import make_old_library
from viewer.core.annotation import NoteContent
from viewer.core.document import DocumentId
from viewer.core.span import Span
from viewer.services.annotating import Annotating
from viewer.store.library import Library
from viewer.store.seals import DERIVED_TABLES, DOCUMENT_TABLES, SEALED_TABLES

FOLDER_SCHEMA = 6


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    library = Library.open(make_old_library(tmp_path, FOLDER_SCHEMA))
    library.seal()
    library.close()
    return tmp_path


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    opened = Library.open(folder)
    yield opened
    opened.close()


def rot(folder: Path, statement: str) -> None:
    """Change the database as a failing disk does: without its triggers."""
    connection = sqlite3.connect(folder / "library.db")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        sql = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
        connection.execute(f"DROP TRIGGER {name}")
        statement += f"; {sql}"
    connection.executescript(statement)
    connection.close()


def first_document(library: Library) -> DocumentId:
    with library.reading() as documents:
        return documents.summaries()[0].id


def test_every_table_is_sealed_or_can_be_made_again(library: Library) -> None:
    tables = {
        row[0]
        for row in library._connections.current().execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
    }
    assert tables == {*SEALED_TABLES, *DOCUMENT_TABLES, *DERIVED_TABLES, "documents", "change_log"}


def test_a_sound_library_breaks_no_seal(library: Library) -> None:
    assert library.broken_seals() == ([], [])


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE metrics SET value = 811 WHERE document = 1", ([1], [])),
        ("UPDATE entities SET type = 'ORG' WHERE document = 2", ([2], [])),
        ("UPDATE documents SET date = '2013-01-15' WHERE row = 1", ([1], [])),
        ("UPDATE readings SET text = replace(text, '东', '西') WHERE document = 1", ([1], [])),
        ("UPDATE documents SET title = CAST(x'e585b3ff' AS TEXT) WHERE row = 2", ([2], [])),
        ("UPDATE annotations SET note = '核封0' WHERE row = 1", ([], ["annotations"])),
        ("UPDATE bookmarks SET name = 'x'", ([], ["bookmarks"])),
        ("UPDATE change_log SET subject = 'x' WHERE sequence = 2", ([], ["change_log"])),
        ("UPDATE change_log SET action = CAST(action AS BLOB) WHERE sequence = 2", ([], ["change_log"])),
        ("UPDATE readings SET paragraphs = CAST(paragraphs AS TEXT) WHERE document = 2", ([2], [])),
    ],
)
def test_what_changed_by_itself_is_noticed(folder: Path, statement: str, broken: tuple[list[int], list[str]]) -> None:
    rot(folder, statement)
    library = Library.open(folder)
    assert library.broken_seals() == broken
    library.close()


def test_what_a_person_writes_breaks_no_seal(library: Library) -> None:
    made = Annotating(library).annotate(first_document(library), Span(0, 4), NoteContent(note="新"))
    assert library.broken_seals() == ([], [])
    library.seal()
    Annotating(library).remove([made.id])
    assert library.broken_seals() == ([], [])


def test_marking_as_indexed_keeps_the_seal_and_removing_takes_it(library: Library) -> None:
    document_id = first_document(library)
    with library.transaction() as documents:
        documents.mark_indexed([document_id])
    assert library._unsealed() == []
    with library.transaction() as documents:
        documents.replace_marks(document_id, [], [])
    assert len(library._unsealed()) == 1
    assert library.broken_seals() == ([], [])


def test_a_purged_document_leaves_no_seal(library: Library) -> None:
    document_id = first_document(library)
    with library.transaction() as documents:
        documents.remove(document_id)
        documents.purge(document_id)
    library.seal()
    assert library.broken_seals() == ([], [])

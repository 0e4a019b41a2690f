"""A library of every older schema opens in the newest, after a copy of it was made."""

import sqlite3
from pathlib import Path

import pytest

from viewer.core.errors import LibraryReadOnlyError
from viewer.store.library import Library
from viewer.store.migrations import MIGRATIONS, NEWEST, m0001_founding


def make_old_library(folder: Path) -> Path:
    """Make a library of schema 1 with a document in it."""
    connection = sqlite3.connect(folder / "library.db")
    m0001_founding.migrate(connection)
    connection.execute("PRAGMA user_version = 1")
    connection.execute(f"PRAGMA application_id = {0x416E6475}")
    connection.execute("INSERT INTO library VALUES ('id', 'the-old-one')")
    connection.execute(
        "INSERT INTO documents (id, sha256, name, media_type, size, imported_at, pipeline_version, text_sha256,"
        " characters, kind, addressees, spans)"
        " VALUES ('a1', 'a1', 'a.txt', 'text/plain', 1, '2024-01-01T00:00:00Z', '1', 'x', 2, '其他', '[]', '{}')"
    )
    connection.commit()
    connection.close()
    return folder


@pytest.fixture
def old_library(tmp_path: Path) -> Path:
    return make_old_library(tmp_path)


def version(database: Path) -> int:
    connection = sqlite3.connect(database)
    number = int(connection.execute("PRAGMA user_version").fetchone()[0])
    connection.close()
    return number


def test_an_old_library_keeps_its_documents_and_its_id(old_library: Path) -> None:
    library = Library.open(old_library)
    with library.reading() as documents:
        assert [summary.id for summary in documents.summaries()] == ["a1"]
    assert library.id == "the-old-one"
    library.close()
    assert version(old_library / "library.db") == NEWEST


@pytest.mark.skipif(NEWEST < 2, reason="there is only one schema")
def test_the_database_is_copied_before_it_changes(old_library: Path) -> None:
    Library.open(old_library).close()
    (copy,) = (old_library / "backups").iterdir()
    assert version(copy) == 1
    assert copy.stat().st_mode & 0o077 == 0


def test_a_library_of_the_newest_schema_is_not_copied(tmp_path: Path) -> None:
    Library.open(tmp_path).close()
    Library.open(tmp_path).close()
    assert list((tmp_path / "backups").iterdir()) == []


@pytest.mark.skipif(NEWEST < 2, reason="there is only one schema")
def test_a_migration_that_fails_leaves_the_old_library(old_library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE half_done (x)")
        raise ZeroDivisionError

    monkeypatch.setattr("viewer.store.library.MIGRATIONS", (MIGRATIONS[0], broken))
    with pytest.raises(ZeroDivisionError):
        Library.open(old_library)
    assert version(old_library / "library.db") == 1
    monkeypatch.undo()
    Library.open(old_library).close()
    assert version(old_library / "library.db") == NEWEST


@pytest.mark.skipif(NEWEST < 2, reason="there is only one schema")
def test_an_old_library_that_cannot_be_written_says_so(ordinary_folder: Path) -> None:
    make_old_library(ordinary_folder)
    ordinary_folder.chmod(0o500)
    with pytest.raises(LibraryReadOnlyError, match="旧版本"):
        Library.open(ordinary_folder)

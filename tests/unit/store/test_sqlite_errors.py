"""The world's faults become sentences; our own mistakes stay what they are."""

import sqlite3

import pytest

from viewer.core.errors import LibraryDamagedError, LibraryError, LibraryLockedError, LibraryReadOnlyError
from viewer.store.sqlite_errors import library_error, translated


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (sqlite3.SQLITE_BUSY, LibraryLockedError, "占用"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, LibraryLockedError, "占用"),
        (sqlite3.SQLITE_CORRUPT, LibraryDamagedError, "损坏"),
        (sqlite3.SQLITE_NOTADB, LibraryDamagedError, "损坏"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, LibraryReadOnlyError, "只读"),
        (sqlite3.SQLITE_FULL, LibraryError, "磁盘已满"),
        (sqlite3.SQLITE_IOERR_WRITE, LibraryError, "磁盘出错"),
        (sqlite3.SQLITE_CANTOPEN, LibraryError, "打不开"),
    ],
)
def test_a_fault_of_the_world_is_a_sentence_with_advice(code: int, kind: type[LibraryError], words: str) -> None:
    error = sqlite3.OperationalError()
    error.sqlite_errorcode = code
    sentence = library_error(error)
    assert type(sentence) is kind
    assert words in sentence.message
    assert sentence.advice


def test_a_mistake_in_our_sql_passes_through() -> None:
    connection = sqlite3.connect(":memory:")
    with pytest.raises(sqlite3.OperationalError, match="syntax"), translated():
        connection.execute("SELEC 1")
    connection.close()

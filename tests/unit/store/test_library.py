"""A library opens, says in words when it cannot, and keeps every change whole."""

import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from viewer.core.errors import (
    LibraryDamagedError,
    LibraryError,
    LibraryLockedError,
    LibraryNewerError,
    LibraryReadOnlyError,
    LibraryReplacedError,
)
from viewer.core.reading import Reading
from viewer.store import connections, library
from viewer.store.library import NETWORK_NOTICE, READ_ONLY_NOTICE, Library
from viewer.store.migrations import NEWEST
from viewer.store.swap import swap_in

MakeReading = Callable[[str], Reading]


def add(opened: Library, reading: Reading) -> str:
    with opened.transaction() as documents:
        return documents.add(reading, pipeline_version="1")


def add_and_fail(opened: Library, reading: Reading) -> None:
    with opened.transaction() as documents:
        documents.add(reading, pipeline_version="1")
        raise KeyError


def test_a_new_library_is_a_private_folder_with_its_parts(library: Library) -> None:
    assert {path.name for path in library.folder.iterdir()} >= {"library.db", "originals", "index", "backups"}
    modes = {path.is_dir(): stat.S_IMODE(path.stat().st_mode) for path in library.folder.iterdir()}
    assert modes == {True: 0o700, False: 0o600}


def test_a_library_keeps_its_id(library: Library) -> None:
    library.close()
    again = Library.open(library.folder)
    assert again.id == library.id
    again.close()


def test_two_libraries_have_different_ids(library: Library, tmp_path: Path) -> None:
    other = Library.open(tmp_path / "other")
    assert other.id != library.id
    other.close()


def test_a_copied_folder_is_the_whole_library(library: Library, make_reading: MakeReading, tmp_path: Path) -> None:
    document_id = add(library, make_reading("停车"))
    library.close()
    copied = Library.open(library.folder.rename(tmp_path / "复制 𠮷"))
    with copied.reading() as documents:
        assert [summary.id for summary in documents.summaries()] == [document_id]
    copied.close()


def test_what_a_failed_transaction_wrote_is_gone(library: Library, make_reading: MakeReading) -> None:
    with pytest.raises(KeyError):
        add_and_fail(library, make_reading("停车"))
    with library.reading() as documents:
        assert documents.summaries() == []


def test_an_inner_transaction_is_part_of_the_outer_one(library: Library, make_reading: MakeReading) -> None:
    with pytest.raises(KeyError), library.transaction():
        add_and_fail(library, make_reading("停车"))
    with library.reading() as documents:
        assert documents.summaries() == []


def test_every_write_is_on_the_disk_before_it_counts(library: Library) -> None:
    connection = library._connections.current()
    assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_a_library_written_by_a_newer_version_is_refused_and_left_alone(library: Library) -> None:
    library.close()
    database = library.folder / "library.db"
    raw = sqlite3.connect(database)
    raw.execute(f"PRAGMA user_version = {NEWEST + 1}")
    raw.close()
    before = database.read_bytes()
    with pytest.raises(LibraryNewerError, match="更新版本"):
        Library.open(library.folder)
    assert database.read_bytes() == before


def test_a_newer_program_is_noticed_in_an_open_library(library: Library) -> None:
    library.refuse_newer()
    library._connections.current().execute(f"PRAGMA user_version = {NEWEST + 1}")
    with pytest.raises(LibraryNewerError, match="更新版本"):
        library.refuse_newer()


@pytest.fixture
def taken_over(library: Library, make_reading: MakeReading) -> Library:
    """Return a library that is open here and that a newer program has migrated meanwhile."""
    add(library, make_reading("停车"))
    newer = sqlite3.connect(library.folder / "library.db")
    newer.execute(f"PRAGMA user_version = {NEWEST + 1}")
    newer.execute("ALTER TABLE documents RENAME TO papers")
    newer.close()
    return library


def test_nothing_is_written_into_a_library_a_newer_program_has_taken_over(
    taken_over: Library, make_reading: MakeReading
) -> None:
    before = taken_over.changes()
    with pytest.raises(LibraryNewerError, match="更新版本"):
        add(taken_over, make_reading("食堂"))
    assert taken_over.changes() == before
    assert not taken_over._connections.current().in_transaction


def test_what_a_newer_program_has_rebuilt_is_not_called_damage(taken_over: Library) -> None:
    with pytest.raises(LibraryNewerError, match="更新版本"), taken_over.reading() as documents:
        documents.summaries()


def test_nothing_is_written_into_a_library_another_was_put_in_the_place_of(
    library: Library, make_reading: MakeReading, tmp_path: Path
) -> None:
    Library.open(tmp_path / "restored").close()
    swap_in(tmp_path / "restored", library.folder, stamp="before")
    with pytest.raises(LibraryReplacedError, match="没有写入") as refusal:
        add(library, make_reading("食堂"))
    assert "重新打开" in refusal.value.advice
    again = Library.open(library.folder)
    with again.reading() as documents:
        assert documents.summaries() == []
    again.close()


def test_a_library_replaced_in_the_middle_of_a_change_says_so(
    library: Library, make_reading: MakeReading, tmp_path: Path
) -> None:
    Library.open(tmp_path / "restored").close()
    with pytest.raises(LibraryReplacedError), library.transaction() as documents:  # noqa: PT012 - told at the end
        documents.add(make_reading("食堂"), pipeline_version="1")
        swap_in(tmp_path / "restored", library.folder, stamp="before")


def test_a_library_on_a_network_drive_notices_too_that_it_was_replaced(
    tmp_path: Path, make_reading: MakeReading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "is_on_network", lambda _folder: True)
    opened = Library.open(tmp_path / "library")
    Library.open(tmp_path / "restored").close()
    swap_in(tmp_path / "restored", opened.folder, stamp="before")
    with pytest.raises(LibraryReplacedError):
        add(opened, make_reading("食堂"))
    opened.close()


@pytest.mark.parametrize("rubbish", [b"rubbish " * 1000, b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_damaged_database_says_what_to_do(library: Library, rubbish: bytes) -> None:
    library.close()
    (library.folder / "library.db").write_bytes(rubbish)
    with pytest.raises(LibraryDamagedError, match="已损坏") as raised:
        Library.open(library.folder)
    assert "备份" in raised.value.advice


def test_damage_met_later_is_told_too(library: Library, make_reading: MakeReading) -> None:
    for number in range(50):
        add(library, make_reading(f"停车 {number} " * 500))
    library.close()
    database = library.folder / "library.db"
    data = bytearray(database.read_bytes())
    data[8192:-4096] = b"\xff" * (len(data) - 12288)
    database.write_bytes(data)
    with pytest.raises(LibraryDamagedError):  # noqa: PT012 - opening may notice it, reading does
        opened = Library.open(library.folder)
        try:
            opened.check()
        finally:
            opened.close()


def test_a_sound_library_passes_its_check(library: Library, full_reading: Reading) -> None:
    add(library, full_reading)
    library.check()


def test_a_database_of_another_program_is_not_touched(tmp_path: Path) -> None:
    raw = sqlite3.connect(tmp_path / "library.db")
    raw.execute("CREATE TABLE theirs (x)")
    raw.close()
    with pytest.raises(LibraryError, match="不是案牍"):
        Library.open(tmp_path)


def test_a_writer_that_waits_too_long_says_who_is_in_the_way(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)
    other = Library.open(library.folder)
    with other.transaction():
        connection = library._connections.current()
        connection.execute("PRAGMA busy_timeout = 50")
        with pytest.raises(LibraryLockedError, match="占用"), library.transaction():
            pass
    other.close()


def test_threads_write_one_after_the_other(library: Library, make_reading: MakeReading) -> None:
    threads = [threading.Thread(target=add, args=(library, make_reading(f"停车{n}"))) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with library.reading() as documents:
        assert len(documents.summaries()) == 8


def test_a_thread_that_ended_leaves_no_connection(library: Library) -> None:
    for _ in range(3):
        thread = threading.Thread(target=library.data_version)
        thread.start()
        thread.join()
    library.data_version()
    assert len(library._connections._open) <= 2


def test_a_reader_sees_one_moment(library: Library, make_reading: MakeReading) -> None:
    with library.reading() as documents:
        assert documents.summaries() == []
        thread = threading.Thread(target=add, args=(library, make_reading("停车")))
        thread.start()
        thread.join()
        assert documents.summaries() == []


def test_a_closed_library_says_so(library: Library) -> None:
    library.close()
    with pytest.raises(LibraryError, match="关闭"):
        library.data_version()


def test_a_network_drive_gets_the_slower_safe_way_and_a_notice(
    tmp_path: Path, make_reading: MakeReading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "is_on_network", lambda _folder: True)
    opened = Library.open(tmp_path)
    add(opened, make_reading("停车"))
    assert opened.notices == (NETWORK_NOTICE,)
    assert opened._connections.current().execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    opened.close()


def test_a_read_only_library_can_be_read_but_not_written(ordinary_folder: Path, make_reading: MakeReading) -> None:
    opened = Library.open(ordinary_folder)
    document_id = add(opened, make_reading("停车"))
    opened.close()
    ordinary_folder.chmod(0o500)
    again = Library.open(ordinary_folder)
    assert again.notices == (READ_ONLY_NOTICE,)
    with again.reading() as documents:
        assert [summary.id for summary in documents.summaries()] == [document_id]
    with pytest.raises(LibraryReadOnlyError, match="只读"):
        add(again, make_reading("教育"))
    again.close()


def test_a_place_that_cannot_be_written_is_refused_with_advice(ordinary_folder: Path) -> None:
    ordinary_folder.chmod(0o500)
    with pytest.raises(LibraryError, match="不能在") as raised:
        Library.open(ordinary_folder / "library")
    assert "--library" in raised.value.advice


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("x", encoding="utf-8")
    with pytest.raises(LibraryError, match="不能在"):
        Library.open(tmp_path / "library")


def test_the_log_tells_what_was_done_in_order(library: Library, make_reading: MakeReading) -> None:
    document_id = add(library, make_reading("停车"))
    with library.transaction() as documents:
        documents.remove(documents.summaries()[0].id)
    assert [(change.action, change.subject) for change in library.changes()] == [
        ("import", document_id),
        ("remove", document_id),
    ]


@pytest.mark.parametrize("statement", ["DELETE FROM change_log", "UPDATE change_log SET action = 'x'"])
def test_the_log_cannot_be_rewritten(library: Library, make_reading: MakeReading, statement: str) -> None:
    add(library, make_reading("停车"))
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        library._connections.current().execute(statement)


def test_opening_a_library_twice_in_one_process_keeps_the_locks_of_the_first(
    library: Library, make_reading: MakeReading
) -> None:
    database = library.folder / "library.db"
    add(library, make_reading("停车"))
    second = Library.open(library.folder)
    program = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT * FROM library'); c.close()"
    subprocess.run([sys.executable, "-c", program, database], check=True)
    assert database.with_name("library.db-wal").exists()  # the other process did not take itself for the last one
    second.close()

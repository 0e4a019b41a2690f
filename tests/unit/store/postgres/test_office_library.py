"""An office's library opens where it may, says what is wrong where it may not, and loses nothing with its server."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest

from tests.postgres_server import PostgresServer
from viewer.core.document import Document, DocumentId, Paragraph
from viewer.core.errors import (
    LibraryAddressError,
    LibraryError,
    LibraryForbiddenError,
    LibraryNewerError,
    LibraryOfflineError,
)
from viewer.core.metadata import Metadata
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.store.postgres.address import Address, read_address
from viewer.store.postgres.migrations import NEWEST
from viewer.store.postgres.office_library import OfficeLibrary


def reading(name: str) -> Reading:
    source = Source(name, "text/plain", sha256(name.encode()).hexdigest(), 4)
    return Reading(source, Document(name, (Paragraph(Span(0, len(name))),)), Metadata(title=name))


def add(library: OfficeLibrary, name: str) -> DocumentId:
    with library.transaction() as documents:
        documents.claim([reading(name).source.sha256])
        known = documents.id_of(reading(name).source.sha256)
        return known or documents.add(reading(name), pipeline_version="1")


@pytest.fixture
def address(postgres: PostgresServer, office_database: str) -> Address:
    return read_address(postgres.address(office_database))


@pytest.fixture
def library(address: Address, tmp_path: Path) -> Iterator[OfficeLibrary]:
    opened = OfficeLibrary.open(address, None, tmp_path)
    yield opened
    opened.close()


def test_opening_again_finds_the_same_library(library: OfficeLibrary, address: Address, tmp_path: Path) -> None:
    again = OfficeLibrary.open(address, None, tmp_path)
    assert (again.id, again.place, again.folder) == (library.id, str(address), library.folder)
    again.close()


def test_many_who_make_a_library_at_once_make_one(postgres: PostgresServer, tmp_path: Path) -> None:
    postgres.new_database("raced")
    place = read_address(postgres.address("raced"))
    with ThreadPoolExecutor(3) as people:
        opened = list(people.map(lambda _: OfficeLibrary.open(place, None, tmp_path), range(3)))
    assert len({each.id for each in opened}) == 1
    for each in opened:
        each.close()


def test_a_library_of_a_newer_program_is_left_alone(
    library: OfficeLibrary, postgres: PostgresServer, address: Address, tmp_path: Path
) -> None:
    change = "UPDATE andu.library SET value = %s WHERE key = 'schema'"
    with postgres.connect(address.database) as connection:
        connection.execute(change, (str(NEWEST + 1),))
    try:
        with pytest.raises(LibraryNewerError):
            add(library, "一")
        with pytest.raises(LibraryNewerError):
            OfficeLibrary.open(address, None, tmp_path)
    finally:
        with postgres.connect(address.database) as connection:
            connection.execute(change, (str(NEWEST),))
    with library.reading() as documents:
        assert documents.shown_ids() == []


def test_a_library_of_an_older_program_is_brought_up_by_who_may(postgres: PostgresServer, tmp_path: Path) -> None:
    postgres.new_database("older")
    with postgres.connect("older") as connection:
        connection.execute("CREATE SCHEMA andu")
    opened = OfficeLibrary.open(read_address(postgres.address("older")), None, tmp_path)
    assert add(opened, "一")
    opened.close()


def test_who_may_not_make_a_library_is_told(postgres: PostgresServer, tmp_path: Path) -> None:
    postgres.new_database("empty")
    with postgres.connect("postgres") as connection:
        connection.execute("DROP ROLE IF EXISTS newcomer")
        connection.execute("CREATE ROLE newcomer LOGIN")
    with pytest.raises(LibraryForbiddenError, match="还没有文库"):
        OfficeLibrary.open(read_address(postgres.address("empty", "newcomer")), None, tmp_path)


def test_who_may_not_bring_a_library_up_is_told_who_may(
    postgres: PostgresServer, office_database: str, tmp_path: Path
) -> None:
    change = "UPDATE andu.library SET value = %s WHERE key = 'schema'"
    with postgres.connect(office_database) as connection:
        connection.execute("DROP ROLE IF EXISTS latecomer")
        connection.execute("CREATE ROLE latecomer LOGIN IN ROLE andu_editor")
        connection.execute(change, ("8",))
        with pytest.raises(LibraryForbiddenError, match="要先由管理员升级"):
            OfficeLibrary.open(read_address(postgres.address(office_database, "latecomer")), None, tmp_path)
        connection.execute(change, (str(NEWEST),))


@pytest.mark.parametrize(
    ("database", "user", "said"),
    [("nowhere", "andu_owner", LibraryAddressError), ("postgres", "nobody1", LibraryError)],
)
def test_a_wrong_database_or_user_is_told(
    postgres: PostgresServer, tmp_path: Path, database: str, user: str, said: type[Exception]
) -> None:
    with pytest.raises(said):
        OfficeLibrary.open(read_address(postgres.address(database, user)), None, tmp_path)


def test_a_database_in_another_encoding_is_refused(postgres: PostgresServer, tmp_path: Path) -> None:
    with postgres.connect("postgres") as connection:
        connection.execute("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    with pytest.raises(LibraryError, match="UTF-8"):
        OfficeLibrary.open(read_address(postgres.address("latin")), None, tmp_path)


def test_a_nul_is_refused_in_words_and_nothing_is_written(library: OfficeLibrary) -> None:
    with pytest.raises(LibraryError, match="NUL"):
        add(library, "一\0二")
    with library.reading() as documents:
        assert documents.shown_ids() == []


def test_a_backend_killed_in_mid_work_takes_back_the_block_and_the_next_goes_on(
    library: OfficeLibrary, postgres: PostgresServer
) -> None:
    def write() -> None:
        with library.transaction() as documents:
            documents.add(reading("一"), pipeline_version="1")
            kill_backends(postgres)
            documents.add(reading("二"), pipeline_version="1")

    with pytest.raises(LibraryOfflineError):
        write()
    assert add(library, "三")
    with library.reading() as documents:
        assert [each.title for each in documents.summaries()] == ["三"]


def kill_backends(server: PostgresServer) -> None:
    with server.connect("postgres") as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'andu'"
        )


def test_a_write_never_goes_on_outside_the_block_that_began_it(
    library: OfficeLibrary, postgres: PostgresServer
) -> None:
    """After the connection was lost inside a block, a new one would write without a transaction."""

    def write() -> None:
        with library.transaction() as documents:
            kill_backends(postgres)
            with suppress(psycopg.Error):
                documents.shown_ids()
            library.labels().all()

    with pytest.raises(LibraryOfflineError):
        write()


def test_many_import_the_same_files_and_each_comes_once(address: Address, tmp_path: Path) -> None:
    machines = [OfficeLibrary.open(address, None, tmp_path) for _ in range(4)]
    names = [f"第{number}份" for number in range(30)]
    with ThreadPoolExecutor(4) as people:
        known = list(people.map(lambda machine: [add(machine, name) for name in names], machines))
    assert known[0] == known[1] == known[2] == known[3]
    with machines[0].reading() as documents:
        assert len(documents.shown_ids()) == 30
    for machine in machines:
        machine.close()


def test_an_original_comes_back_on_another_machine(address: Address, tmp_path: Path) -> None:
    content = os.urandom(2_500_000)
    (tmp_path / "a.pdf").write_bytes(content)
    digest = sha256(content).hexdigest()
    one, other = (OfficeLibrary.open(address, None, tmp_path / name) for name in ("one", "other"))
    one.originals.keep(tmp_path / "a.pdf", digest)
    one.originals.keep(tmp_path / "a.pdf", digest)
    assert other.originals.path_of(digest).read_bytes() == content == other.originals.read(digest)
    one.close()
    other.close()

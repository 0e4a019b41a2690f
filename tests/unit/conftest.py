"""Libraries kept in a folder and in an office's database: a test that asks for ``open_store`` runs on both."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.open_store import OpenStore
from tests.postgres_server import NOT_HERE, PostgresServer, programs
from viewer.store.library import Library
from viewer.store.postgres.address import read_address
from viewer.store.postgres.office_library import OfficeLibrary
from viewer.store.store import Store

_WIPE = """
    SELECT string_agg(format('DELETE FROM andu.%I', tablename), ';')
    FROM pg_tables WHERE schemaname = 'andu' AND tablename NOT IN ('library', 'secrets')
"""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what needs a library of either kind on both."""
    if "kept_in" in metafunc.fixturenames:
        metafunc.parametrize("kept_in", ["folder", "office"])


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """Start a server for the tests of this process, or skip what needs one."""
    if programs() is None:
        pytest.skip(NOT_HERE)
    server = PostgresServer.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def office_databases(postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], str]:
    """Return a function that names the first, second, … database of an office's library, empty at first."""
    made: dict[int, str] = {}

    def database(number: int) -> str:
        if not made:
            made[-1] = postgres.new_database("office_template")
            address = read_address(postgres.address(made[-1]))
            OfficeLibrary.open(address, None, tmp_path_factory.mktemp("office")).close()
        if number not in made:
            made[number] = postgres.new_database(f"office{number}", made[-1])
            with postgres.connect(made[number]) as connection:
                connection.execute("UPDATE andu.library SET value = gen_random_uuid() WHERE key = 'id'")
        return made[number]

    return database


@pytest.fixture
def office_database(postgres: PostgresServer, office_databases: Callable[[int], str]) -> Iterator[str]:
    """Return the database of an empty library of an office, which is empty again after the test."""
    database = office_databases(0)
    yield database
    wipe(postgres, database)


@pytest.fixture
def open_store(kept_in: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[OpenStore]:
    """Return a function that opens libraries; all are closed after the test."""
    opened: list[Store] = []
    names: list[str] = []

    def in_folder(name: str = "library") -> Store:
        opened.append(Library.open(tmp_path / name))
        return opened[-1]

    def in_office(name: str = "library") -> Store:
        if name not in names:
            names.append(name)
        database = request.getfixturevalue("office_databases")(names.index(name))
        address = read_address(request.getfixturevalue("postgres").address(database))
        opened.append(OfficeLibrary.open(address, None, tmp_path / "office"))
        return opened[-1]

    yield in_folder if kept_in == "folder" else in_office
    for each in opened:
        each.close()
    for number, _ in enumerate(names):
        wipe(request.getfixturevalue("postgres"), request.getfixturevalue("office_databases")(number))


def wipe(server: PostgresServer, database: str) -> None:
    """Empty a library: much quicker than a new database."""
    with server.connect(database) as connection:
        connection.execute("SET session_replication_role = replica")
        row = connection.execute(_WIPE).fetchone()
        assert row is not None
        connection.execute(str(row[0]).encode())
        connection.execute("DELETE FROM andu.library WHERE key NOT IN ('id', 'schema', 'made_by')")

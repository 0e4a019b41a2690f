"""A place is a folder or an address; without an address nothing of the office's library is loaded."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres_server import PostgresServer
from viewer.core.errors import LibraryAddressError
from viewer.services.library_folder import is_address, library_place
from viewer.services.library_place import open_store
from viewer.store.library import Library
from viewer.store.postgres.office_library import OfficeLibrary

OPEN_FOLDER = """
import sys
from pathlib import Path
from viewer.services.opening import open_services

services = open_services(Path(sys.argv[1]), keep_index=False)
services.close()
print(sorted(name for name in sys.modules if name.split(".")[0] in ("psycopg", "psycopg_binary", "ssl")))
"""
OPEN_ADDRESS_WITHOUT_PSYCOPG = """
import sys
from pathlib import Path
sys.modules["psycopg"] = None
from viewer.core.errors import LibraryAddressError
from viewer.services.library_place import open_store

try:
    open_store("postgresql://db/replies", cache=Path(sys.argv[1]))
except LibraryAddressError as error:
    print(error.advice)
"""


def run(script: str, folder: Path) -> str:
    answer = subprocess.run([sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True)
    return answer.stdout.strip()


def test_a_place_is_a_folder_or_an_address(tmp_path: Path) -> None:
    where = {"executable": tmp_path / "andu", "home": tmp_path}
    address = "postgresql://zhang@db/replies"
    assert library_place(address, {}, **where) == address
    assert library_place(None, {"ANDU_LIBRARY": address}, **where) == address
    assert library_place(str(tmp_path), {"ANDU_LIBRARY": address}, **where) == str(tmp_path)
    assert not is_address(str(tmp_path))


def test_a_folder_opens_without_anything_that_speaks_to_a_server(tmp_path: Path) -> None:
    assert run(OPEN_FOLDER, tmp_path) == "[]"


def test_who_lacks_the_extra_is_told_what_to_install(tmp_path: Path) -> None:
    assert "andu[office]" in run(OPEN_ADDRESS_WITHOUT_PSYCOPG, tmp_path)


def test_both_kinds_are_opened_by_their_place(postgres: PostgresServer, office_database: str, tmp_path: Path) -> None:
    folder = open_store(str(tmp_path / "library"), cache=tmp_path)
    office = open_store(postgres.address(office_database), cache=tmp_path)
    assert isinstance(folder, Library)
    assert isinstance(office, OfficeLibrary)
    assert (folder.place, office.place) == (str(tmp_path / "library"), postgres.address(office_database))
    folder.close()
    office.close()


def test_a_password_in_an_address_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    with pytest.raises(LibraryAddressError):
        open_store("postgresql://zhang:secret@db/replies", cache=tmp_path, ask_password=lambda *_: pytest.fail("asked"))

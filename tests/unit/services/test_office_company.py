"""Those who share an office's library have its server get ready once for all of them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.postgres_server import PostgresServer
from tests.unit.search.test_engine import DOCUMENTS
from viewer.core.errors import Cancelled
from viewer.core.progress import CancelToken
from viewer.search.chunk import analyzed_posting, chunk_of
from viewer.services.office_company import OfficeCompany
from viewer.store.postgres.address import read_address
from viewer.store.postgres.office_library import OfficeLibrary
from viewer.text.segment import Segmenter

Open = Callable[[], OfficeLibrary]


@pytest.fixture
def open_library(postgres: PostgresServer, office_database: str, tmp_path: Path) -> Iterator[Open]:
    opened: list[OfficeLibrary] = []

    def opening() -> OfficeLibrary:
        opened.append(OfficeLibrary.open(read_address(postgres.address(office_database)), None, tmp_path))
        return opened[-1]

    yield opening
    for each in opened:
        each.close()


@pytest.fixture
def filled(open_library: Open, segmenter: Segmenter) -> OfficeLibrary:
    library = open_library()
    with library.transaction() as documents:
        for number, each in enumerate(DOCUMENTS):
            source = replace(each.reading.source, sha256=f"{number:064x}")
            documents.add(replace(each.reading, source=source), pipeline_version="1")
        shown = [documents.open(each.id) for each in documents.summaries()]
        library.postings().put(chunk_of([analyzed_posting(each, segmenter) for each in shown]))
    return library


def may_read_through(library: OfficeLibrary) -> bool:
    with library.reading():
        return library.postings().may_read_through()


def test_the_server_reads_ahead_once_while_who_asked_is_connected(filled: OfficeLibrary, open_library: Open) -> None:
    another = open_library()
    OfficeCompany(filled).read_ahead(cancel=CancelToken())
    assert not may_read_through(another)
    filled.close()
    assert may_read_through(another)


def test_reading_ahead_can_be_stopped(filled: OfficeLibrary) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        OfficeCompany(filled).read_ahead(cancel=cancel)


def test_a_server_without_the_room_to_keep_it_is_left_alone(
    filled: OfficeLibrary, open_library: Open, postgres: PostgresServer, office_database: str
) -> None:
    setting = f'ALTER DATABASE "{office_database}" SET effective_cache_size'
    with postgres.connect("postgres") as connection:
        connection.execute(f"{setting} = '8kB'".encode())
    crowded = open_library()
    with postgres.connect("postgres") as connection:
        connection.execute(f'ALTER DATABASE "{office_database}" RESET effective_cache_size'.encode())
    assert not may_read_through(crowded)
    assert may_read_through(filled)

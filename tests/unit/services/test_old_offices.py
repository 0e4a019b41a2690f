"""An office's library of an older schema, with all that people made in it, opens in the newest and is searched there.

The dumps in ``tests/unit/store/postgres/schemas`` were made by the programs of their time and are never edited.
"""

import gzip
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.postgres_server import OWNER, PostgresServer
from tests.unit.store.postgres.keep_schema import SCHEMAS
from viewer.core.errors import LibraryForbiddenError
from viewer.core.hit import SearchRequest
from viewer.core.progress import CancelToken, ignore_progress
from viewer.services.annotating import Annotating
from viewer.services.bookmarking import Bookmarking
from viewer.services.labelling import Labelling
from viewer.services.office_index import OfficeIndex
from viewer.services.office_searching import OfficeSearcher
from viewer.services.opening import Workers
from viewer.services.saved_searches import SavedSearches
from viewer.store.postgres.address import read_address
from viewer.store.postgres.migrations import NEWEST
from viewer.store.postgres.office_library import OfficeLibrary
from viewer.text.segment import Segmenter

NUMBERS: Sequence[int] = sorted(int(re.sub(r"\D", "", path.stem)) for path in SCHEMAS.glob("schema*.sql.gz"))
FIRST_KEPT = 4  # nobody had a library of an earlier one


@pytest.fixture(scope="module", params=NUMBERS)
def old(request: pytest.FixtureRequest, postgres: PostgresServer, office_databases: Callable[[int], str]) -> str:
    """Return the name of a database as an older program left it."""
    assert office_databases(0)  # the roles belong to the server and are in no dump
    database = postgres.new_database(f"schema{request.param}")
    dump = gzip.decompress((SCHEMAS / f"schema{request.param}.sql.gz").read_bytes())
    where = ["--host", str(postgres.folder), "--port", str(postgres.port), "--username", OWNER, "--dbname", database]
    command = [str(postgres.bin / "psql"), "--quiet", "--set=ON_ERROR_STOP=1", "--no-psqlrc", *where]
    subprocess.run(command, input=dump, check=True, capture_output=True)
    return database


@pytest.fixture
def library(old: str, postgres: PostgresServer, tmp_path: Path) -> Iterator[OfficeLibrary]:
    opened = OfficeLibrary.open(read_address(postgres.address(old)), None, tmp_path)
    yield opened
    opened.close()


def test_every_schema_before_the_newest_is_kept() -> None:
    assert set(range(FIRST_KEPT, NEWEST)) <= set(NUMBERS)


def test_who_may_not_bring_it_up_is_told(old: str, postgres: PostgresServer, tmp_path: Path) -> None:
    with postgres.connect("postgres") as connection:
        connection.execute("DROP ROLE IF EXISTS younger")
    user = postgres.new_user("younger", "andu_editor")
    with pytest.raises(LibraryForbiddenError):
        OfficeLibrary.open(read_address(postgres.address(old, user)), None, tmp_path)


def test_documents_open_whole(library: OfficeLibrary) -> None:
    with library.reading() as documents:
        readings = [documents.open(each.id).reading for each in documents.summaries()]
        removed = [each.title for each in documents.removed()]
    assert sorted(each.metadata.title or "" for each in readings) == [
        "关于在东区增加停车泊位的答复",
        "关于在西区增加停车泊位的答复",
    ]
    assert removed == ["关于在废区增加停车泊位的答复"]
    for reading in readings:
        text = reading.document.text
        assert [each.span.of(text) for each in reading.metrics] == [each.surface for each in reading.metrics] != []
    assert library.originals.read(readings[0].source.sha256).decode()


def test_what_people_made_is_there(library: OfficeLibrary) -> None:
    notes, labels = Annotating(library), Labelling(library)
    assert sorted((each.note, *each.tags) for each in notes.all()) == [("核对0", "停车"), ("核对1", "停车")]
    assert [each.note for each in notes.removed()] == ["不要了"]
    assert [each.bookmark.name for each in Bookmarking(library).all()] == ["重要"]
    (collection,) = labels.collections()
    assert [(each.tags, each.states, each.collections) for each in labels.all() if each.tags] == [
        (("重点",), ("收藏", "已读"), (collection.id,))
    ]
    assert [each.query for each in SavedSearches(library).all()] == ["停车泊位"]
    with library.reading():
        assert [each.term.term for each in library.lessons().terms()] == ["公共停车泊位"]
        assert library.signed_changes().latest(None, most=100)


def test_it_is_indexed_anew_and_searched(
    library: OfficeLibrary, workers: Workers, cache_folder: Path, segmenter: Segmenter
) -> None:
    index = OfficeIndex(library, workers.readers[:1], cache_folder)
    index.wait(progress=ignore_progress, cancel=CancelToken())
    result = OfficeSearcher(library, segmenter).search(SearchRequest("新增公共停车泊位"), cancel=CancelToken())
    assert result.total == 2
    with library.reading() as documents:
        texts = [documents.text(hit.id) for hit in result.hits]
    found = [span.of(text) for hit, text in zip(result.hits, texts, strict=True) for span in hit.spans]
    assert set(found) == {"新增公共停车泊位"}

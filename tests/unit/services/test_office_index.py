"""An office's index: chunks are merged while others take out and put in, and nothing is lost or found twice."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.postgres_server import PostgresServer
from tests.unit.search.conftest import make_document
from viewer.core.catalog import StoredDocument
from viewer.core.document import DocumentId
from viewer.core.hit import SearchRequest
from viewer.core.progress import CancelToken
from viewer.search.chunk import OldChunk, analyzed_posting, chunk_of
from viewer.search.chunk import merged as merged_chunk
from viewer.search.server_reader import living
from viewer.services.office_index import OfficeIndex
from viewer.services.office_searching import OfficeSearcher
from viewer.store.postgres.address import read_address
from viewer.store.postgres.office_library import OfficeLibrary
from viewer.text.segment import Segmenter


@pytest.fixture
def office(postgres: PostgresServer, office_database: str, tmp_path: Path) -> Iterator[OfficeLibrary]:
    library = OfficeLibrary.open(read_address(postgres.address(office_database)), None, tmp_path / "office")
    yield library
    library.close()


def stored(office: OfficeLibrary, *texts: str) -> list[StoredDocument]:
    found = []
    for text in texts:
        reading = make_document("any", text).reading
        source = replace(reading.source, sha256=hashlib.sha256(text.encode()).hexdigest())
        with office.transaction() as documents:
            found.append(documents.open(documents.add(replace(reading, source=source), pipeline_version="1")))
    return found


def put(office: OfficeLibrary, documents: Sequence[StoredDocument], segmenter: Segmenter) -> None:
    with office.transaction() as table:
        office.postings().put(chunk_of([analyzed_posting(each, segmenter) for each in documents]))
        table.mark_indexed([each.id for each in documents])


def found(office: OfficeLibrary, query: str, segmenter: Segmenter) -> list[DocumentId]:
    result = OfficeSearcher(office, segmenter).search(SearchRequest(query), cancel=CancelToken())
    assert len(result.hits) == result.total
    return sorted(hit.id for hit in result.hits)


def merged(office: OfficeLibrary, tmp_path: Path) -> bool:
    return OfficeIndex(office, [], tmp_path).merge()


def chunk_count(office: OfficeLibrary) -> int:
    return len(office.postings().listing().chunks)


@pytest.fixture
def eight(office: OfficeLibrary, segmenter: Segmenter) -> list[StoredDocument]:
    documents = stored(office, *(f"第{number}份:加强停车管理{'新' * number}" for number in range(8)))
    for each in documents:
        put(office, [each], segmenter)
    return documents


def test_eight_small_chunks_become_one_that_finds_the_same(
    office: OfficeLibrary, eight: list[StoredDocument], tmp_path: Path, segmenter: Segmenter
) -> None:
    before = [found(office, query, segmenter) for query in ("停车", '"新新新"', "停车 -新新")]
    assert (merged(office, tmp_path), chunk_count(office)) == (True, 1)
    assert [found(office, query, segmenter) for query in ("停车", '"新新新"', "停车 -新新")] == before
    assert before[0] == sorted(each.id for each in eight)
    assert not merged(office, tmp_path)


def test_what_was_removed_is_not_found_before_nor_after_merging(
    office: OfficeLibrary, eight: list[StoredDocument], tmp_path: Path, segmenter: Segmenter
) -> None:
    with office.transaction() as documents:
        documents.remove(eight[0].id)
        documents.remove(eight[5].id)
    left = sorted(each.id for each in eight if each not in (eight[0], eight[5]))
    assert found(office, "停车", segmenter) == left
    merged(office, tmp_path)
    assert found(office, "停车", segmenter) == left
    assert office.postings().listing().taken_out == 0


def test_a_document_that_is_put_again_is_found_once_and_as_it_is_now(
    office: OfficeLibrary, eight: list[StoredDocument], tmp_path: Path, segmenter: Segmenter
) -> None:
    again = make_document(eight[3].id, "加强养老服务")
    put(office, [replace(eight[3], reading=replace(eight[3].reading, document=again.reading.document))], segmenter)
    for _ in range(2):
        assert found(office, "养老", segmenter) == [eight[3].id]
        assert eight[3].id not in found(office, "停车", segmenter)
        merged(office, tmp_path)


def test_what_is_removed_while_chunks_are_merged_is_gone_afterwards(
    office: OfficeLibrary, eight: list[StoredDocument], tmp_path: Path, segmenter: Segmenter
) -> None:
    """Another's removal is committed after the merging has read the chunks, and before it writes."""
    other = OfficeLibrary.open(office.address, None, tmp_path / "other")
    with office.transaction():
        table = office.postings()
        chosen = tuple(table.small_chunks(100))
        olds = [
            OldChunk(chunk, living([chunk], []), table.lists_between(chunk.number, b"", b"\xff"))
            for chunk in table.chunks(chosen)
        ]
        with other.transaction() as documents:
            documents.remove(eight[2].id)
        table.merge(chosen, *merged_chunk(olds))
    other.close()
    assert found(office, "停车", segmenter) == sorted(each.id for each in eight if each is not eight[2])
    assert office.postings().listing().taken_out == 1


def test_a_very_long_value_is_kept_whole(office: OfficeLibrary, segmenter: Segmenter) -> None:
    document = make_document("any", "正文")
    title = "关于" + "停车" * 900 + "的建议"
    metadata = replace(document.reading.metadata, title=title)
    with office.transaction() as documents:
        known = documents.add(replace(document.reading, metadata=metadata), pipeline_version="1")
        put(office, [documents.open(known)], segmenter)
    assert found(office, "标题:车的建议", segmenter) == [known]
    assert found(office, "标题:车的提案", segmenter) == []

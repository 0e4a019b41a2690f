"""A library moves from a folder to an office and back, and everything a person wrote has moved along."""

import functools
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.postgres_server import PostgresServer
from viewer.core.annotation import NoteContent
from viewer.core.document import DocumentId
from viewer.core.entity import EntityType
from viewer.core.errors import Cancelled, LibraryError
from viewer.core.label import LabelChange
from viewer.core.lexicon import LexiconTerm
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.span import Span
from viewer.services.annotating import Annotating
from viewer.services.bookmarking import Bookmarking
from viewer.services.labelling import Labelling
from viewer.services.moving_library import MovedLibrary, move_library, unfinished_move
from viewer.services.own_synonyms import OwnSynonyms
from viewer.services.read_file import read_file
from viewer.services.teaching import Teaching
from viewer.store.library import Library
from viewer.store.postgres.address import read_address
from viewer.store.postgres.office_library import OfficeLibrary
from viewer.store.store import Store
from viewer.store.transfer import TABLES

CORPUS = Path(__file__).parents[3] / "corpus"
reading_of = functools.cache(read_file)


def filled(library: Library) -> DocumentId:
    """Put replies into a library, and something of everything a person writes."""
    known: list[DocumentId] = []
    for path in sorted(CORPUS.glob("*.txt"))[:3]:
        reading = reading_of(path)
        library.originals.keep(path, reading.source.sha256)
        with library.transaction() as documents:
            known.append(documents.add(reading, pipeline_version="1"))
    annotating = Annotating(library, creator="张三")
    note = annotating.annotate(known[0], Span(0, 4), NoteContent(note="看", tags=("重点",)))
    annotating.remove([annotating.annotate(known[1], Span(2, 6)).id])
    Bookmarking(library).add(known[0], "这里")
    labelling = Labelling(library)
    made = labelling.add_collection("调研")
    labelling.change(known[:2], LabelChange(add_tags=("停车",), starred=True, add_to=(made.id,)))
    Teaching(library, lambda: None, taught_by="张三").add_term(LexiconTerm("数字办", EntityType.ORGANISATION))
    with library.transaction() as documents:
        documents.remove(known[2])
    return note.document_id or known[0]


def moved(source: Store, target: Store) -> MovedLibrary:
    return move_library(source, target, progress=ignore_progress, cancel=CancelToken())


@pytest.fixture
def office(postgres: PostgresServer, office_database: str, tmp_path: Path) -> Callable[[], OfficeLibrary]:
    """Return a function that opens an empty library of an office."""
    return lambda: OfficeLibrary.open(read_address(postgres.address(office_database)), None, tmp_path / "office")


def test_a_library_moves_to_an_office_and_back(office: Callable[[], OfficeLibrary], tmp_path: Path) -> None:
    first, second, server = Library.open(tmp_path / "first"), Library.open(tmp_path / "second"), office()
    document_id = filled(first)
    there, back = moved(first, server), moved(server, second)
    assert (there.is_whole, back.is_whole, there.originals, back.originals) == (True, True, 3, 3)
    assert Annotating(second).of_document(document_id) == Annotating(first).of_document(document_id)
    assert Labelling(second).all() == Labelling(first).all()
    assert [(each.at, each.action, each.detail) for each in second.changes()] == [
        (each.at, each.action, each.detail) for each in first.changes()
    ]
    with first.reading() as one, second.reading() as other:
        assert one.open(document_id) == other.open(document_id)
        assert first.originals.read(one.summary(document_id).source.sha256)
    for library in (first, second, server):
        library.close()


def test_own_synonyms_come_along_and_replace_none(office: Callable[[], OfficeLibrary], tmp_path: Path) -> None:
    first, second, server = Library.open(tmp_path / "first"), Library.open(tmp_path / "second"), office()
    OwnSynonyms(first).write([("加装电梯", "装个梯子")])
    moved(first, server)
    OwnSynonyms(second).write([("停车", "泊车")])
    moved(server, second)
    assert OwnSynonyms(server).own() == (("加装电梯", "装个梯子"),)
    assert OwnSynonyms(second).own() == (("停车", "泊车"),)
    for library in (first, second, server):
        library.close()


def move_half(first: Library, server: OfficeLibrary) -> None:
    """Fill a library and break off its move after the second step."""
    filled(first)
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        move_library(first, server, progress=lambda step: cancel.cancel() if step.done == 2 else None, cancel=cancel)


def test_what_was_moved_half_goes_on_and_nothing_comes_twice(
    office: Callable[[], OfficeLibrary], tmp_path: Path
) -> None:
    first, server = Library.open(tmp_path / "first"), office()
    move_half(first, server)
    assert moved(first, server).is_whole
    before = len(server.changes())
    assert moved(first, server).is_whole
    assert len(server.changes()) == before == len(first.changes())
    first.close()
    server.close()


def test_what_the_other_library_changed_is_told(office: Callable[[], OfficeLibrary], tmp_path: Path) -> None:
    first, server = Library.open(tmp_path / "first"), office()
    document_id = filled(first)
    moved(first, server)
    with server.transaction() as documents:
        documents.remove(document_id)
    assert {name for name, count in moved(first, server).missing.items() if count} == {"documents"}
    first.close()
    server.close()


def test_what_was_done_twice_within_a_second_is_logged_twice_there_too(
    office: Callable[[], OfficeLibrary], tmp_path: Path
) -> None:
    first, server = Library.open(tmp_path / "first"), office()
    annotating = Annotating(first)
    note = annotating.annotate(filled(first), Span(6, 8))
    for _ in range(3):
        annotating.remove([note.id])
        annotating.restore([note.id])
    for _ in range(2):
        assert moved(first, server).is_whole
    assert [each.action for each in server.changes()] == [each.action for each in first.changes()]
    first.close()
    server.close()


def test_who_did_what_comes_back_from_an_office(office: Callable[[], OfficeLibrary], tmp_path: Path) -> None:
    server, second = office(), Library.open(tmp_path / "second")
    with server.transaction():
        server.facts().put("template:note", "?")
    with server.transaction() as documents:
        documents.add(reading_of(min(CORPUS.glob("*.txt"))), pipeline_version="1")
    moved(server, second)
    assert {each.by for each in second.changes()} == {"andu_owner"}
    second.close()
    server.close()


def test_a_scan_that_waits_moves_with_its_original(office: Callable[[], OfficeLibrary], tmp_path: Path) -> None:
    first, server = Library.open(tmp_path / "first"), office()
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.7 a scan")
    sha256 = hashlib.sha256(scan.read_bytes()).hexdigest()
    first.originals.keep(scan, sha256)
    with first.transaction():
        first.waiting_scans().add(sha256, "scan.pdf", 1)
    moved(first, server)
    assert server.originals.read(sha256) == scan.read_bytes()
    first.close()
    server.close()


def test_a_library_that_was_moved_half_says_so_until_it_is_whole(
    office: Callable[[], OfficeLibrary], tmp_path: Path
) -> None:
    first, server = Library.open(tmp_path / "first"), office()
    move_half(first, server)
    assert unfinished_move(server) == str(tmp_path / "first")
    moved(first, server)
    assert unfinished_move(server) is None
    first.close()
    server.close()


def test_a_library_that_was_moved_half_takes_in_no_other(office: Callable[[], OfficeLibrary], tmp_path: Path) -> None:
    first, other, server = Library.open(tmp_path / "first"), Library.open(tmp_path / "other"), office()
    filled(first)
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        move_library(first, server, progress=lambda _: cancel.cancel(), cancel=cancel)
    with pytest.raises(LibraryError, match="没有做完的搬移"):
        moved(other, server)
    for library in (first, other, server):
        library.close()


def test_rows_come_from_a_server_some_at_a_time(office: Callable[[], OfficeLibrary], tmp_path: Path) -> None:
    first, server = Library.open(tmp_path / "first"), office()
    filled(first)
    moved(first, server)
    entities = next(table for table in TABLES if table.name == "entities")
    with server.reading():
        rows = server.transferred(entities)
        assert next(rows)
        rest = sum(1 for _ in rows) + 1
    with first.reading():
        assert rest == sum(1 for _ in first.transferred(entities))
    first.close()
    server.close()

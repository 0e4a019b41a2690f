"""A line that is cut, silent or slow, and clocks that are wrong, lose nothing and are said in words."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from queue import Queue

import psycopg
import pytest

from tests.postgres_server import PostgresServer
from tests.relay import Relay, relay
from viewer.core.annotation import NoteContent
from viewer.core.company import Link
from viewer.core.document import Document, DocumentId, Paragraph
from viewer.core.errors import LibraryAddressError, LibraryOfflineError, NoteConflictError
from viewer.core.metadata import Metadata
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.services import annotating as annotating_module
from viewer.services.annotating import Annotating
from viewer.store.postgres.address import read_address
from viewer.store.postgres.listening import Patience
from viewer.store.postgres.office_library import OfficeLibrary
from viewer.store.postgres.postgres_errors import library_error

PATIENT = 40.0


@pytest.fixture(scope="module")
def far(postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """Return a server that also listens to a network."""
    assert postgres
    server = PostgresServer.start(options={"listen_addresses": "127.0.0.1"}, port=41_000 + os.getpid() % 20_000)
    OfficeLibrary.open(
        read_address(server.address(server.new_database("far"))), None, tmp_path_factory.mktemp("far")
    ).close()
    yield server
    server.stop()


@pytest.fixture
def line(far: PostgresServer) -> Iterator[Relay]:
    with relay(far.port) as line:
        yield line


@pytest.fixture
def library(line: Relay, tmp_path: Path) -> Iterator[OfficeLibrary]:
    opened = OfficeLibrary.open(read_address(f"postgresql://andu_owner@127.0.0.1:{line.port}/far"), None, tmp_path)
    yield opened
    opened.close()


def add(library: OfficeLibrary, name: str) -> DocumentId:
    reading = Reading(
        Source(name, "text/plain", name.encode().hex().ljust(64, "0"), 9),
        Document("停车答复", (Paragraph(Span(0, 4)),)),
        Metadata(),
    )
    with library.transaction() as documents:
        return documents.id_of(reading.source.sha256) or documents.add(reading, pipeline_version="1")


def test_a_line_cut_in_mid_work_takes_the_work_back_and_the_next_goes_on(library: OfficeLibrary, line: Relay) -> None:
    document_id = add(library, "cut")
    notes = Annotating(library)

    def write_over_a_line_that_is_cut() -> None:
        with library.transaction():
            notes.annotate(document_id, Span(0, 2), NoteContent(note="半途"))
            line.cut()
            notes.annotate(document_id, Span(2, 4), NoteContent(note="断了"))

    with pytest.raises(LibraryOfflineError, match="连接不上"):
        write_over_a_line_that_is_cut()
    assert notes.of_document(document_id) == []
    notes.annotate(document_id, Span(0, 2), NoteContent(note="再来"))
    assert [each.note for each in notes.of_document(document_id)] == ["再来"]


def test_an_encrypted_line_that_breaks_says_nothing_of_certificates() -> None:
    broken = psycopg.OperationalError("consuming input failed: SSL error: unexpected eof while reading")
    assert isinstance(library_error(broken), LibraryOfflineError)
    assert isinstance(library_error(broken, connecting=True), LibraryOfflineError)
    refused = psycopg.OperationalError("connection failed: SSL error: certificate verify failed")
    assert isinstance(library_error(refused, connecting=True), LibraryAddressError)


def test_a_silent_line_is_let_go_of_and_taken_up_again(library: OfficeLibrary, line: Relay) -> None:
    links: Queue[Link] = Queue()
    listening = library.listen(lambda _: None, links.put, Patience(0.3, 0.8, 2, 0.1))
    assert links.get(timeout=PATIENT) is Link.CONNECTED
    line.silent = True
    with pytest.raises(LibraryOfflineError):
        library.data_version()
    assert [links.get(timeout=PATIENT), links.get(timeout=PATIENT)] == [Link.RECONNECTING, Link.AWAY]
    line.silent = False
    line.cut()
    listening.hurry()
    assert links.get(timeout=PATIENT) is Link.CONNECTED
    assert library.data_version()
    listening.close()


def test_a_slow_line_is_only_slow(library: OfficeLibrary, line: Relay) -> None:
    document_id = add(library, "slow")
    line.delay = 0.05
    note = Annotating(library).annotate(document_id, Span(0, 2), NoteContent(note="慢"))
    line.delay = 0.0
    assert [each.id for each in Annotating(library).of_document(document_id)] == [note.id]


def test_a_clock_that_is_wrong_decides_nothing(library: OfficeLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    document_id = add(library, "clock")
    late, early = Annotating(library), Annotating(library)
    note = late.annotate(document_id, Span(0, 2), NoteContent(note="原来"))
    monkeypatch.setattr(annotating_module, "now", lambda: "2099-01-01T00:00:00Z")
    late.amend(note, replace(note, note="后来的钟"))
    monkeypatch.setattr(annotating_module, "now", lambda: "1999-01-01T00:00:00Z")
    with pytest.raises(NoteConflictError):
        early.amend(note, replace(note, note="从前的钟"))
    with library.reading():
        (signature,) = library.signed_changes().of_notes(document_id).values()
        entries = library.signed_changes().latest(document_id, most=9)
    assert not signature.at.startswith(("1999", "2099"))
    assert not [each for each in entries if each.at.startswith(("1999", "2099"))]
    assert [(each.before, each.after) for each in entries if each.action == "amend annotation"] == [
        ("原来", "后来的钟")
    ]

"""What another does is heard within a second; of a personal thing nobody else hears; a lost server comes back."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from queue import Empty, Queue

import pytest

from tests.postgres_server import PostgresServer
from viewer.core.annotation import NoteContent
from viewer.core.company import Link
from viewer.core.document import Document, DocumentId, Paragraph
from viewer.core.errors import DocumentNotFoundError, LibraryOfflineError
from viewer.core.label import LabelChange
from viewer.core.metadata import Metadata
from viewer.core.news import News
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.services.annotating import Annotating
from viewer.services.labelling import Labelling
from viewer.store.postgres.address import connect, read_address
from viewer.store.postgres.listening import Listening, Patience
from viewer.store.postgres.office_library import MIGRATING, OfficeLibrary
from viewer.store.postgres.reach import Reach

Ear = Callable[[str], Queue[News]]
STILL = 40.0
SOON = 10.0  # seconds; what is heard is heard at once, but machines are busy


@pytest.fixture
def ear(postgres: PostgresServer, office_database: str) -> Iterator[Ear]:
    """Return a function that listens as somebody."""
    listening: list[Listening] = []

    def listen(user: str) -> Queue[News]:
        heard: Queue[News] = Queue()
        there: Queue[Link] = Queue()
        address = read_address(postgres.address(office_database, user))
        listening.append(
            Listening(Reach(lambda seconds: connect(address, seconds=seconds)), heard.put, there.put).start()
        )
        assert there.get(timeout=SOON) is Link.CONNECTED
        return heard

    yield listen
    for each in listening:
        each.close()


@pytest.fixture
def library(postgres: PostgresServer, office_database: str, tmp_path: Path) -> Iterator[OfficeLibrary]:
    opened = OfficeLibrary.open(read_address(postgres.address(office_database)), None, tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def document_id(library: OfficeLibrary) -> DocumentId:
    document = Document("停车答复", (Paragraph(Span(0, 4)),))
    with library.transaction() as documents:
        return documents.add(
            Reading(Source("a.txt", "text/plain", "ab" * 32, 9), document, Metadata()), pipeline_version="1"
        )


@pytest.fixture
def own_server(postgres: PostgresServer) -> Iterator[PostgresServer]:
    """Return a server that is no other test's; the first says whether there can be one."""
    assert postgres
    server = PostgresServer.start()
    yield server
    server.go_on()
    server.stop()


def test_a_note_of_another_is_heard_of(library: OfficeLibrary, document_id: DocumentId, ear: Ear) -> None:
    heard = ear("andu_owner")
    note = Annotating(library).annotate(document_id, Span(0, 2), NoteContent(note="看"))
    news = heard.get(timeout=SOON)
    assert (news.subject, news.id, news.document_id, news.version) == ("annotations", note.id, document_id, 1)


def test_what_is_taken_back_is_never_heard_of(library: OfficeLibrary, document_id: DocumentId, ear: Ear) -> None:
    heard = ear("andu_owner")
    with pytest.raises(DocumentNotFoundError), library.transaction() as documents:
        list(map(documents.remove, [document_id, DocumentId("?")]))
    Annotating(library).annotate(document_id, Span(0, 2))
    assert heard.get(timeout=SOON).subject == "annotations"


def test_of_a_personal_note_only_its_owner_hears(
    library: OfficeLibrary, document_id: DocumentId, ear: Ear, postgres: PostgresServer
) -> None:
    with postgres.connect("postgres") as connection:
        connection.execute("DROP ROLE IF EXISTS listener")
    postgres.new_user("listener", "andu_annotator")
    mine, others = ear("andu_owner"), ear("listener")
    note = Annotating(library).annotate(document_id, Span(0, 2))
    assert [mine.get(timeout=SOON).id, others.get(timeout=SOON).id] == [note.id, note.id]
    with library.transaction():
        library.annotations().set_personal(note.id, personal=True)
    # Who saw it shared hears that once more: it leaves their windows.
    assert [mine.get(timeout=SOON).version, others.get(timeout=SOON).version] == [2, 2]
    (hidden,) = Annotating(library).of_document(document_id)
    Annotating(library).amend(hidden, replace(hidden, note="心里话"))
    assert mine.get(timeout=SOON).version == 3
    with pytest.raises(Empty):
        others.get(timeout=0.5)


def test_tags_of_many_documents_are_heard_of_once(library: OfficeLibrary, document_id: DocumentId, ear: Ear) -> None:
    heard = ear("andu_owner")
    with library.transaction():
        for tag in ("停车", "养老"):
            Labelling(library).change([document_id], LabelChange(add_tags=(tag,)))
    assert heard.get(timeout=SOON).subject == "document_tags"
    with pytest.raises(Empty):
        heard.get(timeout=0.5)


def test_a_lost_server_comes_back_with_news_of_everything(
    library: OfficeLibrary, ear: Ear, postgres: PostgresServer, office_database: str
) -> None:
    heard = ear("andu_owner")
    assert library.id
    with postgres.connect("postgres") as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND query LIKE 'LISTEN%%'",
            (office_database,),
        )
    assert heard.get(timeout=SOON).everything


def test_a_server_that_stands_still_lets_go_of_who_waits_for_it(own_server: PostgresServer, tmp_path: Path) -> None:
    address = read_address(own_server.address(own_server.new_database("still")))
    library = OfficeLibrary.open(address, None, tmp_path)
    links: Queue[Link] = Queue()
    listening = library.listen(lambda _: None, links.put, Patience(0.5, 1, 2))
    assert links.get(timeout=SOON) is Link.CONNECTED
    own_server.stand_still()
    with pytest.raises(LibraryOfflineError):  # although nothing tells the client that nobody will ever answer
        library.data_version()
    assert [links.get(timeout=STILL), links.get(timeout=STILL)] == [Link.RECONNECTING, Link.AWAY]
    with pytest.raises(LibraryOfflineError):  # at once: a server known to be away is not waited for
        library.data_version()
    own_server.go_on()
    listening.hurry()
    assert links.get(timeout=STILL) is Link.CONNECTED
    assert library.data_version()
    listening.close()
    library.close()


def test_opening_does_not_wait_for_a_server_that_stands_still(own_server: PostgresServer, tmp_path: Path) -> None:
    database = own_server.new_database("opened_still")
    with own_server.connect(database) as another, ThreadPoolExecutor(1) as opener:
        another.execute("SELECT pg_advisory_lock(%s)", (MIGRATING,))  # so that the opening waits in its middle
        opened = opener.submit(
            OfficeLibrary.open, read_address(own_server.address(database)), None, tmp_path, Patience(0.3, 1, 2)
        )
        while not own_server.is_waited_for():
            time.sleep(0.05)
        own_server.stand_still()
        try:
            with pytest.raises(LibraryOfflineError):
                opened.result(timeout=STILL)
        finally:
            own_server.go_on()


def test_who_only_works_is_let_go_of_too(own_server: PostgresServer, tmp_path: Path) -> None:
    address = read_address(own_server.address(own_server.new_database("worked_still")))
    library = OfficeLibrary.open(address, None, tmp_path, Patience(0.3, 1, 2))
    own_server.stand_still()
    with pytest.raises(LibraryOfflineError):
        library.data_version()
    own_server.go_on()
    library.close()

"""What another does is heard within a second; of a personal thing nobody else hears; a lost server comes back."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue

import pytest

from tests.postgres_server import PostgresServer
from viewer.core.annotation import NoteContent
from viewer.core.document import Document, DocumentId, Paragraph
from viewer.core.errors import DocumentNotFoundError
from viewer.core.metadata import Metadata
from viewer.core.news import News
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.services.annotating import Annotating
from viewer.store.postgres.address import connect, read_address
from viewer.store.postgres.listening import Listening
from viewer.store.postgres.office_library import OfficeLibrary

Ear = Callable[[str], Queue[News]]
SOON = 10.0  # seconds; what is heard is heard at once, but machines are busy


@pytest.fixture
def ear(postgres: PostgresServer, office_database: str) -> Iterator[Ear]:
    """Return a function that listens as somebody."""
    listening: list[Listening] = []

    def listen(user: str) -> Queue[News]:
        heard: Queue[News] = Queue()
        there: Queue[bool] = Queue()
        address = read_address(postgres.address(office_database, user))
        listening.append(Listening(lambda: connect(address), heard.put, there.put).start())
        assert there.get(timeout=SOON)
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


def test_a_note_of_another_is_heard_of(library: OfficeLibrary, document_id: DocumentId, ear: Ear) -> None:
    heard = ear("andu_owner")
    began = time.monotonic()
    note = Annotating(library).annotate(document_id, Span(0, 2), NoteContent(note="看"))
    news = heard.get(timeout=SOON)
    assert (news.subject, news.id, news.document_id, news.version) == ("annotations", note.id, document_id, 1)
    assert time.monotonic() - began < SOON


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
    assert mine.get(timeout=SOON).version == 2
    with pytest.raises(Empty):
        others.get(timeout=0.5)


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

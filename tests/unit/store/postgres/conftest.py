"""People of every role in an office's library, and a client that is not ours."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.postgres_server import PostgresServer
from viewer.core.annotation import Annotation, NoteContent
from viewer.core.document import Document, DocumentId, Paragraph
from viewer.core.metadata import Metadata
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.services.annotating import Annotating
from viewer.store.postgres.address import read_address
from viewer.store.postgres.office_library import OfficeLibrary

People = Callable[[str], OfficeLibrary]
Hostile = Callable[[str, str], list[tuple[object, ...]]]

ROLES = ("reader", "annotator", "editor", "admin")


@pytest.fixture(scope="session")
def users(postgres: PostgresServer, office_databases: Callable[[int], str]) -> PostgresServer:
    """Return a server where one person of each role, and a second annotator, may log in."""
    office_databases(0)  # the roles are made with the first library
    for role in ROLES:
        postgres.new_user(role, f"andu_{role}")
    postgres.new_user("other", "andu_annotator")
    return postgres


@pytest.fixture
def people(users: PostgresServer, office_database: str, tmp_path: Path) -> Iterator[People]:
    """Return a function that opens the library as somebody."""
    opened: list[OfficeLibrary] = []

    def open_as(user: str) -> OfficeLibrary:
        opened.append(OfficeLibrary.open(read_address(users.address(office_database, user)), None, tmp_path))
        return opened[-1]

    yield open_as
    for each in opened:
        each.close()


@pytest.fixture
def hostile(users: PostgresServer, office_database: str) -> Hostile:
    """Return a function that sends SQL as somebody, through a client that is not ours; it gives the last answer."""

    def send(user: str, sql: str) -> list[tuple[object, ...]]:
        with users.connect(office_database, user) as connection:
            connection.execute("SET search_path = andu")
            cursor = connection.execute(sql.encode())
            while cursor.nextset():
                pass
            return cursor.fetchall() if cursor.description else [(cursor.rowcount,)]

    return send


@pytest.fixture
def document_id(people: People) -> DocumentId:
    document = Document("停车答复", (Paragraph(Span(0, 4)),))
    with people("editor").transaction() as documents:
        return documents.add(
            Reading(Source("a.txt", "text/plain", "ab" * 32, 9), document, Metadata()), pipeline_version="1"
        )


@pytest.fixture
def personal(people: People, document_id: DocumentId) -> Annotation:
    """Return a note only its owner, the annotator, is to see."""
    library = people("annotator")
    note = Annotating(library).annotate(document_id, Span(0, 2), NoteContent(note="心里话"))
    with library.transaction():
        library.annotations().set_personal(note.id, personal=True)
    return note

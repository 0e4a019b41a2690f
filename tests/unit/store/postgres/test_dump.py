"""A dump made as docs/office.md says gives the whole library back, with its roles' rules."""

import subprocess
from pathlib import Path

import psycopg
import pytest

from tests.postgres_server import OWNER, PostgresServer
from viewer.core.annotation import NoteContent
from viewer.core.document import Document, Paragraph
from viewer.core.metadata import Metadata
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.services.annotating import Annotating
from viewer.store.postgres.address import read_address
from viewer.store.postgres.office_library import OfficeLibrary
from viewer.store.transfer import TABLES


def test_a_restored_dump_is_the_library_it_was(postgres: PostgresServer, office_database: str, tmp_path: Path) -> None:
    library = OfficeLibrary.open(read_address(postgres.address(office_database)), None, tmp_path / "cache")
    original = tmp_path / "a.txt"
    original.write_text("停车答复", encoding="utf-8")
    source = Source("a.txt", "text/plain", "0" * 64, 12)
    with library.transaction() as documents:
        known = documents.add(
            Reading(source, Document("停车答复", (Paragraph(Span(0, 4)),)), Metadata()), pipeline_version="1"
        )
    Annotating(library).annotate(known, Span(0, 2), NoteContent(note="看"))
    dump = tmp_path / "library.dump"
    run(postgres, "pg_dump", "--format=custom", "--schema=andu", f"--file={dump}", f"--dbname={office_database}")
    postgres.new_database("restored")
    run(postgres, "pg_restore", "--exit-on-error", "--dbname=restored", str(dump))
    restored = OfficeLibrary.open(read_address(postgres.address("restored")), None, tmp_path / "cache")
    for table in TABLES:
        assert restored.fingerprints(table) == library.fingerprints(table)
    assert restored.id == library.id
    with postgres.connect("restored") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("DELETE FROM andu.change_log")
    Annotating(restored).annotate(known, Span(0, 2))
    restored.close()
    library.close()


def run(server: PostgresServer, program: str, *words: str) -> None:
    """Run one of PostgreSQL's programs as whoever keeps the server would."""
    where = ["--host", str(server.folder), "--port", str(server.port), "--username", OWNER]
    subprocess.run([str(server.bin / program), *where, *words], check=True, capture_output=True)

"""Kills the office's server, one backend or the postmaster, while several people import and take notes.

    python -m tests.torture.kill_office [--kills 200]

Prints how many writes were confirmed before a kill and how many of those are missing afterwards: nothing may be. What
was not confirmed may be there or not, but only whole.
"""

import argparse
import random
import signal
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from hashlib import sha256
from os import kill
from pathlib import Path

import psycopg

from tests.postgres_server import PostgresServer
from viewer.core.annotation import NoteContent
from viewer.core.document import Document, DocumentId, Paragraph
from viewer.core.errors import LibraryError, LibraryOfflineError
from viewer.core.metadata import Metadata
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.services.annotating import Annotating
from viewer.store.postgres.address import read_address
from viewer.store.postgres.office_library import OfficeLibrary

_TEXT = "停车答复全文"
_LONGEST_PEACE = 0.4
_PATIENCE = 30.0
_WRITERS = 3


@dataclass
class Ledger:
    """What was confirmed, by table, and what else was met."""

    documents: set[str] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)
    refused: int = 0
    strange: list[str] = field(default_factory=list)


def main() -> int:
    """Kill as often as asked and return whether something was lost."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=54)
    options = parser.parse_args()
    server = PostgresServer.start(safe=True)
    ending = threading.Event()
    ledger = Ledger()
    try:
        with tempfile.TemporaryDirectory() as cache:
            server.new_database("office")
            library = OfficeLibrary.open(read_address(server.address("office")), None, Path(cache))
            writers = [threading.Thread(target=_write, args=(library, ledger, ending, n)) for n in range(_WRITERS)]
            for writer in writers:
                writer.start()
            lost = _kill(server, ledger, options.kills, random.Random(options.seed))
            ending.set()
            for writer in writers:
                writer.join()
            library.close()
    finally:
        ending.set()
        server.stop()
    print(f"{options.kills} kills: {len(ledger.documents)} imports and {len(ledger.notes)} notes confirmed")
    print(f"{ledger.refused} writes told to have failed, {lost} confirmed ones lost, {len(ledger.strange)} faults")
    for each in ledger.strange[:5]:
        print(each)
    return 1 if lost or ledger.strange else 0


def _write(library: OfficeLibrary, ledger: Ledger, ending: threading.Event, writer: int) -> None:
    """Import and annotate without end; what returns is confirmed."""
    number = 0
    while not ending.is_set():
        number += 1
        try:
            known = _import(library, f"{writer}/{number}")
            ledger.documents.add(known)
            note = Annotating(library).annotate(known, Span(0, 2), NoteContent(note=f"{writer}/{number}"))
            ledger.notes.add(note.id)
        except LibraryOfflineError:
            ledger.refused += 1
            time.sleep(0.05)
        except LibraryError as error:
            ledger.strange.append(f"{type(error).__name__}: {error}")
        except psycopg.Error as error:
            ledger.strange.append(f"untranslated {type(error).__name__}: {error}")


def _import(library: OfficeLibrary, name: str) -> DocumentId:
    source = Source(name, "text/plain", sha256(name.encode()).hexdigest(), len(name))
    document = Document(_TEXT, (Paragraph(Span(0, len(_TEXT))),))
    with library.transaction() as documents:
        documents.claim([source.sha256])
        known = documents.id_of(source.sha256)
        return known or documents.add(Reading(source, document, Metadata(title=name)), pipeline_version="1")


def _kill(server: PostgresServer, ledger: Ledger, kills: int, generator: random.Random) -> int:
    lost = 0
    notes: set[str] = set()
    for number in range(kills):
        _wait_for_more(ledger, len(notes))
        time.sleep(generator.uniform(0.02, _LONGEST_PEACE))
        documents, notes = set(ledger.documents), set(ledger.notes)
        if number % 4 == 0:
            server.kill()
            server.go()
        else:
            _kill_backend(server)
        lost += _missing_after(server, documents, notes)
    return lost


def _wait_for_more(ledger: Ledger, count: int) -> None:
    """Wait until something was confirmed since the last kill: a machine may be too busy for it."""
    end = time.monotonic() + _PATIENCE
    while len(ledger.notes) <= count and time.monotonic() < end:
        time.sleep(0.01)


def _kill_backend(server: PostgresServer) -> None:
    """Kill one of the writers' backends with -9: the postmaster then restarts all of them."""
    try:
        with server.connect("postgres") as connection:
            found = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE application_name = 'andu' ORDER BY random() LIMIT 1"
            ).fetchone()
    except psycopg.OperationalError:
        return  # still coming up from the last one
    if found is not None:
        kill(int(str(found[0])), signal.SIGKILL)
        time.sleep(0.05)


def _missing_after(server: PostgresServer, documents: set[str], notes: set[str]) -> int:
    """Count what is missing once the server is there: a kill may be noticed while it is asked."""
    while True:
        server.wait()
        try:
            return _missing(server, documents, notes)
        except psycopg.OperationalError:
            continue


def _missing(server: PostgresServer, documents: set[str], notes: set[str]) -> int:
    """Count what was confirmed and is not there, and what is there in half."""
    with server.connect("office") as connection:
        connection.execute("SET search_path = andu")
        held = {str(row[0]) for row in connection.execute("SELECT id FROM documents").fetchall()}
        noted = {str(row[0]) for row in connection.execute("SELECT id FROM annotations").fetchall()}
        halves = connection.execute(
            "SELECT count(*) FROM documents LEFT JOIN readings ON document = row WHERE document IS NULL"
        ).fetchone()
    return len(documents - held) + len(notes - noted) + int(str(halves[0] if halves else 0))


if __name__ == "__main__":
    sys.exit(main())

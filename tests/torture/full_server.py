"""Fills the disk of an office's server while somebody writes notes, makes room again, and counts what is left.

    python -m tests.torture.full_server [--megabytes 110] [--rounds 3]

Needs to mount (root on Linux). What was confirmed must be there after room was made, and every refusal must be one of
the sentences a person is shown.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres_server import PostgresServer
from viewer.core.annotation import AnnotationId, NoteContent
from viewer.core.document import Document, DocumentId, Paragraph
from viewer.core.errors import LibraryError
from viewer.core.metadata import Metadata
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.services.annotating import Annotating
from viewer.store.postgres.address import read_address
from viewer.store.postgres.office_library import OfficeLibrary

_MOUNT, _UMOUNT = "/usr/bin/mount", "/usr/bin/umount"
_MEGABYTE = 1 << 20
_REFUSALS = 5
_WORDS = "停" * 20_000


def main() -> int:
    """Print what was confirmed, refused and lost; return 1 where something was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=110)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with _small_disk(options.megabytes) as disk, tempfile.TemporaryDirectory() as cache:
        tempfile.tempdir = str(disk)
        server = PostgresServer.start(safe=True, options={"max_wal_size": "48MB", "wal_keep_size": "0"})
        tempfile.tempdir = None
        address = read_address(server.address(server.new_database("full")))
        library = OfficeLibrary.open(address, None, Path(cache))
        document_id = _add_reply(library)
        confirmed: set[AnnotationId] = set()
        said: dict[str, int] = {}
        for _ in range(options.rounds):
            _write_until_full(library, document_id, disk, (confirmed, said))
            (disk / "filler").unlink()
            if server.process is None or server.process.poll() is not None:
                server.go()
            server.wait()
            confirmed.add(_write_again(library, document_id))
        kept = {each.id for each in Annotating(library).of_document(document_id)}
        library.close()
        server.stop()
    print(f"confirmed {len(confirmed)}, lost {len(confirmed - kept)}, refused {sum(said.values())}")
    for words, count in sorted(said.items()):
        print(f"  {count} x {words}")
    return int(bool(confirmed - kept))


@contextmanager
def _small_disk(megabytes: int) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="andu-disk-"))
    subprocess.run([_MOUNT, "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run([_UMOUNT, "-l", folder], check=True)
        folder.rmdir()


def _add_reply(library: OfficeLibrary) -> DocumentId:
    source = Source("a.txt", "text/plain", "ab" * 32, 9)
    with library.transaction() as documents:
        return documents.add(
            Reading(source, Document("停车答复", (Paragraph(Span(0, 4)),)), Metadata()), pipeline_version="1"
        )


def _write_until_full(
    library: OfficeLibrary, document_id: DocumentId, disk: Path, told: tuple[set[AnnotationId], dict[str, int]]
) -> None:
    """Take all room but a little away, and write until nothing can be written."""
    confirmed, said = told
    _fill(disk / "filler")
    refused = 0
    while refused < _REFUSALS:
        try:
            confirmed.add(Annotating(library).annotate(document_id, Span(0, 2), NoteContent(note=_WORDS)).id)
        except LibraryError as error:
            refused += 1
            said[error.message] = said.get(error.message, 0) + 1


def _fill(file: Path) -> None:
    with file.open("wb") as filler:
        try:
            while True:
                filler.write(bytes(_MEGABYTE))
                filler.flush()
        except OSError:
            filler.truncate(max(0, file.stat().st_size - _MEGABYTE))


def _write_again(library: OfficeLibrary, document_id: DocumentId) -> AnnotationId:
    """Write once there is room; a connection that broke is noticed by the first who uses it."""
    for _ in range(20):
        try:
            return Annotating(library).annotate(document_id, Span(0, 2), NoteContent(note="又有地方了")).id
        except LibraryError:
            continue
    message = "nothing can be written although there is room"
    raise AssertionError(message)


if __name__ == "__main__":
    sys.exit(main())

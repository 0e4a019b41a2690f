"""Writes an office's library of the newest schema into ``schemas/``: run it before adding a migration.

Run: ``python -m tests.unit.store.postgres.keep_schema``. A dump that is there is not written over. Everything in
it is made by the services, so that an older version of the program fills it with this file as it stands.
"""

import gzip
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.postgres_server import OWNER, PostgresServer
from viewer.core.annotation import NoteContent
from viewer.core.document import DocumentId
from viewer.core.entity import EntityType
from viewer.core.label import LabelChange
from viewer.core.lexicon import LexiconTerm
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.span import Span
from viewer.services.opening import Services, open_services
from viewer.store.postgres.migrations import NEWEST

_NEWER_THAN_SOME_PSQL = b"\\restrict", b"\\unrestrict"
SCHEMAS = Path(__file__).parent / "schemas"
PLACES = ("东区", "西区", "废区")
TEXT = "关于在{place}增加停车泊位的答复\n\n张三代表：\n\n2023年，{place}新增公共停车泊位81{number}个，由区建委牵头。\n"


def main() -> None:
    """Make the library and dump it."""
    target = Path(sys.argv[1] if sys.argv[1:] else SCHEMAS) / f"schema{NEWEST}.sql.gz"
    if target.exists():
        return
    server = PostgresServer.start()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        services = open_services(server.address(server.new_database("office")))
        fill(services, Path(folder))
        services.close()
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(gzip.compress(dumped(server), mtime=0))
    server.stop()


def fill(services: Services, folder: Path) -> None:
    """Give a library one of everything a person makes."""
    east, west, gone = (_import(services, folder, number, place) for number, place in enumerate(PLACES))
    for number, document_id in enumerate((east, west)):
        content = NoteContent(note=f"核对{number}", tags=("停车",))
        services.annotating.annotate(document_id, Span(0, 4), content)
    trashed = services.annotating.annotate(east, Span(5, 7), NoteContent(note="不要了"))
    services.annotating.remove([trashed.id])
    services.bookmarking.add(east, "重要")
    collection = services.labelling.add_collection("民生")
    services.labelling.change([east], LabelChange(add_tags=("重点",), starred=True, read=True, add_to=(collection.id,)))
    services.saved_searches.save("泊位", "停车泊位")
    services.teaching.add_term(LexiconTerm("公共停车泊位", EntityType.FACILITY))
    services.documents.remove([gone])


def _import(services: Services, folder: Path, number: int, place: str) -> DocumentId:
    file = folder / f"{place}.txt"
    file.write_text(TEXT.format(place=place, number=number), encoding="utf-8")
    report = services.importer.import_paths([file], progress=ignore_progress, cancel=CancelToken())
    return report.imported[0]


def dumped(server: PostgresServer) -> bytes:
    """Return the SQL that makes the library again."""
    where = ["--host", str(server.folder), "--port", str(server.port), "--username", OWNER]
    options = ["--schema=andu", "--no-comments", "office"]
    done = subprocess.run([str(server.bin / "pg_dump"), *where, *options], check=True, capture_output=True)
    lines = done.stdout.splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(_NEWER_THAN_SOME_PSQL))


if __name__ == "__main__":
    main()

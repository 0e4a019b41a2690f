"""Writes a library of the newest schema into ``schemas/``: run it before adding a migration, and keep what it wrote.

Run: ``python -m tests.unit.store.keep_schema``. A dump that is there already is not written over.
"""

import hashlib
import sqlite3
import tempfile
from pathlib import Path

from tests.unit.store.old_libraries import SCHEMAS
from viewer.core.annotation import NoteContent
from viewer.core.document import Document, DocumentId, Paragraph, ParagraphRole
from viewer.core.entity import Entity, EntityType, MarkSource
from viewer.core.metadata import Metadata
from viewer.core.metric import Metric, MetricType
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.services.annotating import Annotating
from viewer.services.bookmarking import Bookmarking
from viewer.store.library import DATABASE, Library
from viewer.store.migrations import NEWEST

_ROLES = (ParagraphRole.TITLE, ParagraphRole.SALUTATION, ParagraphRole.BODY)


def main() -> None:
    """Make the library and dump it."""
    target = SCHEMAS / f"schema{NEWEST}.sql"
    if target.exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(Path(folder))
        ids = [_add(library, number, place) for number, place in enumerate(("东区", "西区"))]
        for number, document_id in enumerate(ids):
            content = NoteContent(note=f"核对{number}", tags=("停车",))
            Annotating(library, creator="李四").annotate(document_id, Span(22, 30), content)
        Bookmarking(library).add(ids[0], "重要")
        library.close()
        target.write_text(_dump(Path(folder) / DATABASE), encoding="utf-8")


def _add(library: Library, number: int, place: str) -> DocumentId:
    lines = [f"关于在{place}增加停车泊位的答复", "张三代表：", f"2023年{place}新增公共停车泊位81{number}个。"]
    text = "\n".join(lines)
    starts = [sum(len(line) + 1 for line in lines[:each]) for each in range(len(lines))]
    paragraphs = tuple(
        Paragraph(Span(start, start + len(line)), role) for start, line, role in zip(starts, lines, _ROLES, strict=True)
    )
    name, figure = text.index("张三"), text.index(f"81{number}个")
    entity = Entity(Span(name, name + 2), "张三", EntityType.PERSON, MarkSource.RULE)
    metric = Metric(
        Span(figure, figure + 4), f"81{number}个", MetricType.COUNT, 810.0 + number, "个", Span(starts[2], len(text))
    )
    metadata = Metadata(title=lines[0], number=f"00{number + 1}", date=f"2023-0{number + 1}-15")
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    source = Source(f"{number}.txt", "text/plain", sha256, len(text.encode()))
    reading = Reading(source, Document(text, paragraphs), metadata, (entity,), (metric,))
    with library.transaction() as documents:
        return documents.add(reading, pipeline_version="reflow 1")


def _dump(database: Path) -> str:
    connection = sqlite3.connect(database)
    lines = [
        f"-- A library as schema {NEWEST} wrote it; never edited. Loaded by tests/unit/store/old_libraries.py.",
        f"PRAGMA user_version={connection.execute('PRAGMA user_version').fetchone()[0]};",
        f"PRAGMA application_id={connection.execute('PRAGMA application_id').fetchone()[0]};",
        *connection.iterdump(),
    ]
    connection.close()
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()

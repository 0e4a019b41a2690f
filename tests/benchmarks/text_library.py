"""Libraries for the search benchmarks: documents in memory, or generated replies in a file as the program has them."""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.corpus_generator import GeneratedReply, replies
from viewer.core.catalog import DocumentSummary, StoredDocument
from viewer.core.document import Document, DocumentId, Paragraph, ParagraphRole
from viewer.core.metadata import DocumentKind, Metadata
from viewer.core.metric import Metric
from viewer.core.query import QueryField
from viewer.core.reading import Reading, Source
from viewer.core.span import Span


class TextLibrary:
    """A library whose texts are at hand."""

    def __init__(self, documents: Sequence[StoredDocument]) -> None:
        self._documents = {document.id: document for document in documents}

    def library_id(self) -> str:
        """Return a name."""
        return "benchmark"

    def document_count(self) -> int:
        """Count the documents."""
        return len(self._documents)

    def texts(self, ids: Sequence[DocumentId]) -> Mapping[DocumentId, str]:
        """Return texts."""
        return {known: self._documents[known].reading.document.text for known in ids if known in self._documents}

    def summaries(self, ids: Sequence[DocumentId]) -> Mapping[DocumentId, DocumentSummary]:
        """Return rows."""
        return {known: _summary(self._documents[known]) for known in ids if known in self._documents}

    def labels(self) -> Mapping[str, Mapping[DocumentId, tuple[str, ...]]]:
        """Return nothing: nobody labelled these."""
        return {}

    def figures(self, _accepts: Callable[[str], bool]) -> Mapping[DocumentId, tuple[Metric, ...]]:
        """Return nothing: nobody read figures in these."""
        return {}

    def field_values(self, _field: QueryField) -> Mapping[DocumentId, tuple[str, ...]]:
        """Return nothing: nobody tagged these."""
        return {}


class TextFile:
    """A library whose texts lie in an SQLite file; memory holds none of them."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path, check_same_thread=False)
        self._lock = threading.Lock()

    @classmethod
    def write(cls, path: Path, generated: Iterable[GeneratedReply]) -> "TextFile":
        """Make a library of generated replies."""
        database = sqlite3.connect(path)
        with database:
            database.execute("CREATE TABLE d (id TEXT PRIMARY KEY, place INTEGER, name TEXT, text TEXT)")
            rows = ((f"{place:032x}", place, reply.name, reply.text) for place, reply in enumerate(generated))
            database.executemany("INSERT INTO d VALUES (?, ?, ?, ?)", rows)
        database.close()
        return cls(path)

    def add(self, reply: GeneratedReply) -> StoredDocument:
        """Take in one more."""
        place = self.document_count()
        with self._lock, self._database:
            self._database.execute(
                "INSERT INTO d VALUES (?, ?, ?, ?)", (f"{place:032x}", place, reply.name, reply.text)
            )
        return as_document(reply, place)

    def documents(self, limit: int = -1) -> Iterator[StoredDocument]:
        """Yield the documents, or the first of them."""
        count = self.document_count() if limit < 0 else min(limit, self.document_count())
        for place in range(count):
            ((name, text),) = self._rows("SELECT name, text FROM d WHERE id = ?", (f"{place:032x}",))
            yield as_document(GeneratedReply(name, text), place)

    def library_id(self) -> str:
        """Return a name."""
        return "benchmark"

    def document_count(self) -> int:
        """Count the documents."""
        return int(self._rows("SELECT count(*) FROM d")[0][0])

    def texts(self, ids: Sequence[DocumentId]) -> Mapping[DocumentId, str]:
        """Return texts."""
        return {DocumentId(known): text.strip() for known, text in self._chosen("id, text", ids)}

    def summaries(self, ids: Sequence[DocumentId]) -> Mapping[DocumentId, DocumentSummary]:
        """Return rows."""
        rows = self._chosen("id, place, name, substr(text, 1, 80), length(text)", ids)
        return {DocumentId(known): _row(known, place, name, head, size) for known, place, name, head, size in rows}

    def figures(self, _accepts: Callable[[str], bool]) -> Mapping[DocumentId, tuple[Metric, ...]]:
        """Return nothing: nobody read figures in these."""
        return {}

    def field_values(self, _field: QueryField) -> Mapping[DocumentId, tuple[str, ...]]:
        """Return nothing: nobody tagged these."""
        return {}

    def labels(self) -> Mapping[str, Mapping[DocumentId, tuple[str, ...]]]:
        """Return nothing: nobody collected these."""
        return {}

    def _chosen(self, columns: str, ids: Sequence[DocumentId]) -> list[tuple[Any, ...]]:
        return self._rows(
            f"SELECT {columns} FROM d WHERE id IN (SELECT value FROM json_each(?))",  # noqa: S608 - no text in it
            (json.dumps(ids),),
        )

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._database.execute(query, values).fetchall()


def generated_documents(count: int, *, seed: int | None = None) -> Iterator[StoredDocument]:
    """Yield generated replies with the metadata a reading of them would have."""
    made = replies(count) if seed is None else replies(count, seed=seed)
    return (as_document(reply, index) for index, reply in enumerate(made))


def as_document(reply: GeneratedReply, index: int) -> StoredDocument:
    """Return a generated reply as a document of a library."""
    text = reply.text.strip()
    metadata = _metadata(text.split("\n", 1)[0], text.split("\n")[-3], index)
    return stored(f"{index:032x}", reply.name, text, metadata, titles=1)


def stored(document_id: str, name: str, text: str, metadata: Metadata, *, titles: int = 0) -> StoredDocument:
    """Return a document of one paragraph per line, the first ``titles`` of them titles."""
    paragraphs: list[Paragraph] = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        role = ParagraphRole.TITLE if number < titles else ParagraphRole.BODY
        paragraphs.append(Paragraph(Span(start, start + len(line)), role))
        start += len(line) + 1
    source = Source(f"{name}.txt", "text/plain", "0" * 64, len(text))
    reading = Reading(source, Document(text, tuple(paragraphs)), metadata)
    return StoredDocument(DocumentId(document_id), "2024-01-01T00:00:00Z", reading)


def _summary(document: StoredDocument) -> DocumentSummary:
    reading = document.reading
    return DocumentSummary(
        document.id, reading.source, reading.metadata, document.imported_at, len(reading.document.text), indexed=True
    )


def _row(document_id: str, place: int, name: str, head: str, size: int) -> DocumentSummary:
    """Return a row of the catalog without reading the text."""
    metadata = _metadata(head.strip().split("\n", 1)[0], None, place)
    source = Source(f"{name}.txt", "text/plain", "0" * 64, size)
    return DocumentSummary(DocumentId(document_id), source, metadata, "2024-01-01T00:00:00Z", size, indexed=True)


def _metadata(title: str, unit: str | None, index: int) -> Metadata:
    return Metadata(
        title=title,
        kind=list(DocumentKind)[index % 4],
        number=f"{index % 500:03}",
        result=("解决采纳", "留作参考", None)[index % 3],
        issuing_unit=unit,
        date=f"{2015 + index % 10}-{index % 12 + 1:02}-{index % 28 + 1:02}",
    )

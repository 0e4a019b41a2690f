"""The documents of the library as rows: added, found, opened, put in the trash, taken out, purged."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from viewer.core.catalog import DocumentSummary, StoredDocument
from viewer.core.document import Document, DocumentId
from viewer.core.entity import Entity
from viewer.core.errors import DocumentNotFoundError
from viewer.core.metric import Metric
from viewer.core.reading import Reading
from viewer.store import field_values, rows
from viewer.store.across_table import AcrossTable
from viewer.store.annotation_table import AnnotationTable
from viewer.store.change_log import append_change, now
from viewer.store.sql import EVERYTHING, IS_SHOWN, Connection, Row
from viewer.store.sqlite_errors import damaged_error

_ID_LENGTH = 16
_MARK_COLUMNS = {"entities": rows.ENTITY_COLUMNS, "metrics": rows.METRIC_COLUMNS}


# What ``documents.indexed`` says besides 0: the index holds the document, or holds an older reading of it.
_HELD, _OUTDATED = 1, 2


@dataclass(frozen=True, slots=True)
class IndexCounts:
    """How many documents the library shows, and how many of them the index holds."""

    indexed: int
    total: int


class DocumentTable:
    """SQL over one connection; writing methods must run inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, reading: Reading, *, pipeline_version: str) -> DocumentId:
        """Store a reading whose content the library does not know yet."""
        document_id = self._free_id(reading.source.sha256)
        values = rows.document_values(reading) | {
            "id": document_id,
            "imported_at": now(),
            "pipeline_version": pipeline_version,
        }
        row = int(
            self._connection.execute(_insertion("documents", values) + " RETURNING row", values).fetchone()["row"]
        )
        self._insert_all("readings", [{"document": row, **rows.reading_values(reading)}])
        self._insert_all("entities", [{"document": row, **each} for each in rows.entity_values(reading.entities)])
        self._insert_all("metrics", [{"document": row, **each} for each in rows.metric_values(reading.metrics)])
        append_change(self._connection, "import", document_id, {"name": reading.source.name})
        return document_id

    def replace_reading(self, document_id: DocumentId, reading: Reading, *, pipeline_version: str) -> None:
        """Store another reading of the same file in place of the one there is; the index is then behind."""
        row = int(self._columns(document_id, "row")["row"])
        values = rows.document_values(reading) | {"pipeline_version": pipeline_version}
        columns = ", ".join(f"{name} = :{name}" for name in values if name != "sha256")
        self._connection.execute(f"UPDATE documents SET {columns} WHERE row = :row", values | {"row": row})  # noqa: S608
        stored = rows.reading_values(reading)
        columns = ", ".join(f"{name} = :{name}" for name in stored)
        self._connection.execute(f"UPDATE readings SET {columns} WHERE document = :row", stored | {"row": row})  # noqa: S608
        self.replace_marks(document_id, reading.entities, reading.metrics)
        append_change(self._connection, "read again", document_id, {"pipeline": pipeline_version})

    def read_by_others(self, pipeline_version: str) -> list[DocumentId]:
        """Return the shown documents that another version of the program has read, oldest import first."""
        found = self._connection.execute(
            "SELECT id FROM documents WHERE removed_at IS NULL AND pipeline_version <> :version ORDER BY row",
            {"version": pipeline_version},
        )
        return [DocumentId(row["id"]) for row in found]

    def claim(self, hashes: Iterable[str]) -> None:
        """Let nobody else store these contents before this transaction ends; in a folder nobody else writes anyway."""

    def id_of(self, sha256: str) -> DocumentId | None:
        """Return the document with this content, wherever it is, trash included."""
        row = self._connection.execute("SELECT id FROM documents WHERE sha256 = :sha256", {"sha256": sha256}).fetchone()
        return None if row is None else DocumentId(row["id"])

    def ids_like(
        self, *, sha256: str | None, text_sha256: str, title: str | None, number: str | None, date: str | None
    ) -> list[DocumentId]:
        """Return shown documents that may be the one described, the surest first.

        Same file, then same text, then same title with the number and the date not contradicting.
        """
        found = self._connection.execute(
            "SELECT id FROM documents WHERE removed_at IS NULL AND (sha256 = :sha256 OR text_sha256 = :text_sha256"
            " OR (title = :title AND (number IS NULL OR :number IS NULL OR number = :number)"
            " AND (date IS NULL OR :date IS NULL OR date = :date)))"
            " ORDER BY (sha256 = :sha256) IS TRUE DESC, text_sha256 = :text_sha256 DESC, row",
            {"sha256": sha256, "text_sha256": text_sha256, "title": title, "number": number, "date": date},
        )
        return [DocumentId(row["id"]) for row in found]

    def ids_beginning_with(self, prefix: str) -> list[DocumentId]:
        """Return the shown documents whose id begins like this, in order of their ids."""
        found = self._connection.execute(
            "SELECT id FROM documents WHERE removed_at IS NULL AND substr(id, 1, :length) = :prefix ORDER BY id",
            {"prefix": prefix, "length": len(prefix)},
        )
        return [DocumentId(row["id"]) for row in found]

    def summaries(self) -> list[DocumentSummary]:
        """Return the shown documents, newest import first."""
        cursor = self._connection.execute(
            f"SELECT {rows.SUMMARY_COLUMNS} FROM documents WHERE removed_at IS NULL ORDER BY row DESC"  # noqa: S608
        )
        cursor.row_factory = None  # plain tuples: half the time of Row over 20,000 documents
        return [rows.summary(row) for row in cursor]

    def summaries_of(self, document_ids: Sequence[DocumentId]) -> dict[DocumentId, DocumentSummary]:
        """Return the rows of those of these documents that are shown."""
        cursor = self._connection.execute(
            f"SELECT {rows.SUMMARY_COLUMNS} FROM documents WHERE {IS_SHOWN} "  # noqa: S608
            "AND id IN (SELECT value FROM json_each(:ids))",
            {"ids": json.dumps(document_ids)},
        )
        cursor.row_factory = None
        return {DocumentId(row[0]): rows.summary(row) for row in cursor}

    def texts(self, document_ids: Sequence[DocumentId]) -> dict[DocumentId, str]:
        """Return the canonical texts of those of these documents that are shown."""
        cursor = self._connection.execute(
            f"SELECT id, text FROM documents JOIN readings ON document = row WHERE {IS_SHOWN} "  # noqa: S608
            "AND id IN (SELECT value FROM json_each(:ids))",
            {"ids": json.dumps(document_ids)},
        )
        return {DocumentId(row["id"]): row["text"] for row in cursor}

    def tags(self) -> dict[DocumentId, tuple[str, ...]]:
        """Return the tags people gave to shown documents or to passages of them."""
        return field_values.tags(self._connection)

    def notes(self) -> dict[DocumentId, tuple[str, ...]]:
        """Return the notes people wrote into shown documents."""
        return field_values.notes(self._connection)

    def label_values(self) -> dict[str, dict[DocumentId, tuple[str, ...]]]:
        """Return by facet what people gave to shown documents; ``notes`` says only which documents have any."""
        return field_values.by_facet(self._connection.execute(field_values.EVERY_VALUE))

    def shown_ids(self) -> list[DocumentId]:
        """Return all documents outside the trash, oldest import first."""
        return self._ids("removed_at IS NULL", EVERYTHING)

    def removed(self) -> list[DocumentSummary]:
        """Return the documents in the trash, newest first."""
        found = self._connection.execute(
            f"SELECT {rows.SUMMARY_COLUMNS} FROM documents WHERE removed_at IS NOT NULL ORDER BY row DESC"  # noqa: S608
        )
        return [rows.summary(row) for row in found]

    def summary(self, document_id: DocumentId) -> DocumentSummary:
        """Return one shown document's row of the list."""
        return rows.summary(self._columns(document_id, rows.SUMMARY_COLUMNS))

    def open(self, document_id: DocumentId) -> StoredDocument:
        """Return a shown document with its whole reading."""
        row = self._columns(document_id, rows.SUMMARY_COLUMNS + ", row")
        stored = self._reading_columns(row["row"])
        reading = Reading(
            rows.source(row),
            rows.document(stored["text"], stored["paragraphs"], stored["source_map"]),
            rows.metadata(row),
            tuple(map(rows.entity, self._marks("entities", row["row"]))),
            tuple(map(rows.metric, self._marks("metrics", row["row"]))),
            rows.warnings(stored["warnings"]),
            rows.doubts(stored["doubts"]),
        )
        return StoredDocument(document_id, row["imported_at"], reading)

    def document(self, document_id: DocumentId) -> Document:
        """Return a shown document's text and paragraphs without the rest of its reading."""
        stored = self._reading_columns(self._columns(document_id, "row")["row"])
        return rows.document(stored["text"], stored["paragraphs"], stored["source_map"])

    def text(self, document_id: DocumentId) -> str:
        """Return a shown document's canonical text."""
        return str(self._reading_columns(self._columns(document_id, "row")["row"])["text"])

    def replace_marks(self, document_id: DocumentId, entities: Iterable[Entity], metrics: Iterable[Metric]) -> None:
        """Store what a document was found to say now, in place of what was found before; the index has to learn it."""
        row = int(self._columns(document_id, "row")["row"])
        self._connection.execute("DELETE FROM metrics WHERE document = :row", {"row": row})
        self._insert_all("metrics", [{"document": row, **each} for each in rows.metric_values(metrics)])
        self.replace_entities(document_id, entities)

    def replace_entities(self, document_id: DocumentId, entities: Iterable[Entity]) -> None:
        """Store the names a document was found to hold now, in place of those before; the index has to learn it."""
        row = int(self._columns(document_id, "row")["row"])
        self._connection.execute("DELETE FROM entities WHERE document = :row", {"row": row})
        self._insert_all("entities", [{"document": row, **each} for each in rows.entity_values(entities)])
        self._connection.execute(
            "UPDATE documents SET indexed = :outdated WHERE row = :row AND indexed = :held",
            {"row": row, "held": _HELD, "outdated": _OUTDATED},
        )

    def holding(self, surface: str) -> list[DocumentId]:
        """Return the shown documents whose text holds these words exactly."""
        found = self._connection.execute(
            "SELECT id FROM documents JOIN readings ON readings.document = documents.row"
            " WHERE removed_at IS NULL AND instr(text, :surface) > 0 ORDER BY documents.row",
            {"surface": surface},
        )
        return [DocumentId(row["id"]) for row in found]

    def text_sha256(self, document_id: DocumentId) -> str:
        """Return the hash a shown document's text had when it was stored."""
        return str(self._columns(document_id, "text_sha256")["text_sha256"])

    def pipeline_version(self, document_id: DocumentId) -> str:
        """Return which version of the program has read a shown document."""
        return str(self._columns(document_id, "pipeline_version")["pipeline_version"])

    def remove(self, document_id: DocumentId) -> None:
        """Put a document into the trash; nothing of it is lost."""
        self._mark_removed(document_id, moment=now(), action="remove")

    def restore(self, document_id: DocumentId) -> None:
        """Take a document out of the trash; it waits to be indexed again."""
        self._mark_removed(document_id, moment=None, action="restore")

    def is_removed(self, document_id: DocumentId) -> bool:
        """Tell whether the document is in the trash."""
        row = self._connection.execute(
            "SELECT removed_at FROM documents WHERE id = :id", {"id": document_id}
        ).fetchone()
        return row is not None and row["removed_at"] is not None

    def purge(self, document_id: DocumentId) -> str:
        """Delete a document that is in the trash, with its notes; return the hash of its original.

        What the notes said stays in the log of changes.
        """
        row = self._connection.execute(
            "SELECT row, sha256 FROM documents WHERE id = :id AND removed_at IS NOT NULL", {"id": document_id}
        ).fetchone()
        if row is None:
            raise _not_found(document_id)
        AcrossTable(self._connection).forget_document(row["row"])
        AnnotationTable(self._connection).purge_document(document_id)
        self._connection.execute("DELETE FROM documents WHERE id = :id", {"id": document_id})
        append_change(self._connection, "purge", document_id, {"sha256": row["sha256"]})
        return str(row["sha256"])

    def waiting(self, limit: int) -> list[DocumentId]:
        """Return shown documents the index does not hold yet, or not as they are now, oldest first."""
        return self._ids(f"removed_at IS NULL AND indexed <> {_HELD}", limit)

    def leaving(self, limit: int) -> list[DocumentId]:
        """Return documents in the trash that the index may still hold."""
        return self._ids("removed_at IS NOT NULL AND indexed <> 0", limit)

    def mark_indexed(self, document_ids: Iterable[DocumentId], *, indexed: bool = True) -> None:
        """Note that the index now holds these documents, or no longer does."""
        self._connection.executemany(
            "UPDATE documents SET indexed = :indexed WHERE id = :id",
            [{"id": document_id, "indexed": int(indexed)} for document_id in document_ids],
        )

    def forget_index(self) -> None:
        """Note that the index holds nothing."""
        self._connection.execute("UPDATE documents SET indexed = 0 WHERE indexed <> 0")

    def index_counts(self) -> IndexCounts:
        """Count the shown documents and those of them that are indexed."""
        row = self._connection.execute(
            "SELECT count(*) AS total, count(*) FILTER (WHERE indexed = :held) AS indexed FROM documents"
            " WHERE removed_at IS NULL",
            {"held": _HELD},
        ).fetchone()
        return IndexCounts(row["indexed"], row["total"])

    def indexed_ids(self) -> set[DocumentId]:
        """Return the documents that are marked as held by the index, trash included."""
        return {
            DocumentId(row["id"]) for row in self._connection.execute("SELECT id FROM documents WHERE indexed <> 0")
        }

    def _ids(self, condition: str, limit: int) -> list[DocumentId]:
        found = self._connection.execute(
            f"SELECT id FROM documents WHERE {condition} ORDER BY row LIMIT :limit",  # noqa: S608
            {"limit": limit},
        )
        return [DocumentId(row["id"]) for row in found]

    def _columns(self, document_id: DocumentId, columns: str) -> Row:
        row: Row | None = self._connection.execute(
            f"SELECT {columns} FROM documents WHERE id = :id AND removed_at IS NULL",  # noqa: S608
            {"id": document_id},
        ).fetchone()
        if row is None:
            raise _not_found(document_id)
        return row

    def _reading_columns(self, row: int) -> Row:
        stored: Row | None = self._connection.execute(
            "SELECT text, paragraphs, source_map, warnings, doubts FROM readings WHERE document = :row", {"row": row}
        ).fetchone()
        if stored is None:
            raise damaged_error()
        return stored

    def _marks(self, table: str, row: int) -> list[Sequence[object]]:
        columns = _MARK_COLUMNS[table]
        return self._connection.execute(
            f"SELECT {columns} FROM {table} WHERE document = :row ORDER BY ordinal",  # noqa: S608
            {"row": row},
        ).fetchall()

    def _mark_removed(self, document_id: DocumentId, *, moment: str | None, action: str) -> None:
        was_removed = "IS NULL" if moment else "IS NOT NULL"
        done = self._connection.execute(
            f"UPDATE documents SET removed_at = :moment WHERE id = :id AND removed_at {was_removed}",  # noqa: S608
            {"id": document_id, "moment": moment},
        )
        if done.rowcount == 0:
            raise _not_found(document_id)
        append_change(self._connection, action, document_id)

    def _free_id(self, sha256: str) -> DocumentId:
        """Return the shortest beginning of the hash, from 16 digits on, that no document bears."""
        for length in range(_ID_LENGTH, len(sha256) + 1):
            taken = self._connection.execute("SELECT 1 FROM documents WHERE id = :id", {"id": sha256[:length]})
            if taken.fetchone() is None:
                return DocumentId(sha256[:length])
        message = f"{sha256} is stored already"
        raise ValueError(message)

    def _insert_all(self, table: str, all_values: Sequence[rows.Values]) -> None:
        if all_values:
            self._connection.executemany(_insertion(table, all_values[0]), all_values)


def _insertion(table: str, values: rows.Values) -> str:
    columns = ", ".join(f'"{name}"' for name in values)
    parameters = ", ".join(f":{name}" for name in values)
    return f"INSERT INTO {table} ({columns}) VALUES ({parameters})"  # noqa: S608 - names are our own, values are bound


def _not_found(document_id: DocumentId) -> DocumentNotFoundError:
    return DocumentNotFoundError(
        f"文库中没有编号为“{document_id}”的文档。", advice="用 andu list 可以查看所有文档的编号。"
    )

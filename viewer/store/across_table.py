"""Which documents have changed since they were last looked at together, and the names they hold, as rows."""

import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from viewer.core.document import DocumentId
from viewer.core.entity import Entity
from viewer.core.series import Freshness


@dataclass(frozen=True, slots=True)
class StaleDocument:
    """A document that has changed; ``id`` is ``None`` where it is in the trash or gone."""

    row: int
    id: DocumentId | None


class AcrossTable:
    """SQL over one connection; writing methods must run inside a transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def stale(self, limit: int) -> list[StaleDocument]:
        """Return documents that have changed."""
        found = self._connection.execute(
            "SELECT across_stale.document AS row, documents.id AS id FROM across_stale"
            " LEFT JOIN documents ON documents.row = across_stale.document AND documents.removed_at IS NULL"
            " ORDER BY across_stale.document LIMIT :limit",
            {"limit": limit},
        )
        return [StaleDocument(row["row"], DocumentId(row["id"]) if row["id"] else None) for row in found]

    def freshness(self) -> Freshness:
        """Return how many documents wait, of how many."""
        waiting = self._connection.execute("SELECT count(*) FROM across_stale").fetchone()[0]
        total = self._connection.execute("SELECT count(*) FROM documents WHERE removed_at IS NULL").fetchone()[0]
        return Freshness(int(waiting), int(total))

    def mark_stale(self, document_ids: Iterable[DocumentId]) -> None:
        """Note that documents are to be looked at again."""
        self._connection.execute(
            "INSERT OR IGNORE INTO across_stale SELECT row FROM documents"
            " WHERE id IN (SELECT value FROM json_each(:ids))",
            {"ids": json.dumps(list(document_ids))},
        )

    def mark_all_stale(self) -> None:
        """Note that every document is to be looked at again: the rules have changed."""
        self._connection.execute("INSERT OR IGNORE INTO across_stale SELECT row FROM documents")

    def rules_version(self) -> str | None:
        """Return the version of the rules the tables were filled by."""
        row = self._connection.execute("SELECT value FROM library WHERE key = 'across_rules'").fetchone()
        return None if row is None else str(row["value"])

    def set_rules_version(self, version: str) -> None:
        """Note the version of the rules the tables are filled by."""
        self._connection.execute(
            "INSERT INTO library (key, value) VALUES ('across_rules', :version)"
            " ON CONFLICT (key) DO UPDATE SET value = :version",
            {"version": version},
        )

    def note_fresh(self, row: int) -> None:
        """Note that a document has been looked at."""
        self._connection.execute("DELETE FROM across_stale WHERE document = :row", {"row": row})

    def clear_document(self, row: int) -> None:
        """Forget what was noted of a document."""
        self._clear_shingles(row)
        for table in ("name_documents", "commitments", "across_documents"):
            self._connection.execute(f"DELETE FROM {table} WHERE document = :row", {"row": row})  # noqa: S608

    def put_names(self, row: int, entities: Iterable[Entity], date: str | None) -> None:
        """Note the names of a document."""
        counted: Counter[tuple[str, str]] = Counter()
        surfaces: dict[tuple[str, str], dict[str, None]] = {}
        for entity in entities:
            name = (entity.canonical or entity.surface, entity.type.value)
            counted[name] += 1
            surfaces.setdefault(name, {})[entity.surface] = None
        for (name, type_), mentions in counted.items():
            self._connection.execute(
                "INSERT INTO names (name, type, mentions, documents, first, last)"
                " VALUES (:name, :type, 0, 0, :year, :year) ON CONFLICT (name, type) DO UPDATE SET"
                " first = min(coalesce(first, :year), coalesce(:year, first)),"
                " last = max(coalesce(last, :year), coalesce(:year, last))",
                {"name": name, "type": type_, "year": date[:4] if date else None},
            )
            self._connection.execute(
                "INSERT INTO name_documents (name, document, mentions, surfaces)"
                " SELECT row, :document, :mentions, :surfaces FROM names WHERE name = :name AND type = :type",
                {
                    "document": row,
                    "mentions": mentions,
                    "surfaces": json.dumps(list(surfaces[name, type_]), ensure_ascii=False),
                    "name": name,
                    "type": type_,
                },
            )

    def put_document(self, row: int, topic: str | None, shingles: Mapping[int, Iterable[int]]) -> None:
        """Note a document's topic, and the shingles of each of its paragraphs."""
        pairs = sorted({(value, paragraph) for paragraph, values in shingles.items() for value in values})
        self._connection.executemany(
            "INSERT INTO shingles (hash, document, paragraph) VALUES (?, ?, ?)",
            [(value, row, paragraph) for value, paragraph in pairs],
        )
        hashes = array("q", sorted({value for value, _ in pairs}))
        self._connection.execute(
            "INSERT INTO across_documents (document, topic, hashes) VALUES (:row, :topic, :hashes)",
            {"row": row, "topic": topic, "hashes": hashes.tobytes()},
        )

    def _clear_shingles(self, row: int) -> None:
        stored = self._connection.execute(
            "SELECT hashes FROM across_documents WHERE document = :row", {"row": row}
        ).fetchone()
        if stored is not None:
            hashes = array("q")
            hashes.frombytes(stored["hashes"])
            self._connection.executemany(
                "DELETE FROM shingles WHERE hash = ? AND document = ?", [(value, row) for value in hashes]
            )

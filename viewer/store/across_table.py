"""Which documents have changed since they were last looked at together, and the names they hold, as rows."""

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from viewer.core.catalog import DocumentTitle
from viewer.core.document import DocumentId
from viewer.core.entity import Entity
from viewer.core.metadata import DocumentKind
from viewer.core.relation import Case
from viewer.core.series import Freshness
from viewer.store.sql import Connection, Row


@dataclass(frozen=True, slots=True)
class StaleDocument:
    """A document that has changed; ``id`` is ``None`` where it is in the trash or gone."""

    row: int
    id: DocumentId | None


class AcrossTable:
    """SQL over one connection; writing methods must run inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def stale(self, limit: int) -> list[StaleDocument]:
        """Return documents that have changed."""
        found = self._connection.execute(
            "SELECT across_stale.document AS row, documents.id AS id FROM across_stale"
            " LEFT JOIN documents ON documents.row = across_stale.document AND documents.removed_at IS NULL"
            " ORDER BY across_stale.document LIMIT :limit",
            {"limit": limit},
        )
        return [_stale(row) for row in found]

    def still_stale(self, documents: Iterable[StaleDocument]) -> list[StaleDocument]:
        """Return those of these documents that have not been looked at, and are in or out of the trash as they were."""
        wanted = {each.row: each for each in documents}
        found = self._connection.execute(
            "SELECT across_stale.document AS row, documents.id AS id FROM across_stale"
            " LEFT JOIN documents ON documents.row = across_stale.document AND documents.removed_at IS NULL"
            " WHERE across_stale.document IN (SELECT value FROM json_each(:rows))",
            {"rows": json.dumps(list(wanted))},
        )
        return [each for each in map(_stale, found) if each == wanted[each.row]]

    def freshness(self) -> Freshness:
        """Return how many documents wait, of how many."""
        waiting = self._connection.execute("SELECT count(*) FROM across_stale").fetchone()[0]
        total = self._connection.execute("SELECT count(*) FROM documents WHERE removed_at IS NULL").fetchone()[0]
        return Freshness(int(waiting), int(total))

    def mark_stale(self, document_ids: Iterable[DocumentId]) -> None:
        """Note that documents are to be looked at again."""
        self._connection.execute(
            "INSERT INTO across_stale SELECT row FROM documents"
            " WHERE id IN (SELECT value FROM json_each(:ids)) ON CONFLICT DO NOTHING",
            {"ids": json.dumps(list(document_ids))},
        )

    def mark_all_stale(self) -> None:
        """Note that every document is to be looked at again: the rules have changed."""
        self._connection.execute("INSERT INTO across_stale SELECT row FROM documents WHERE true ON CONFLICT DO NOTHING")

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

    def wipe(self) -> None:
        """Forget all that was noted by a machine, and look at every document again."""
        for table in (
            "figure_links",
            "figure_series",
            "figure_keys",
            "across_stale_keys",
            "name_documents",
            "names",
            "commitments",
            "shingles",
            "across_documents",
        ):
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        self.mark_all_stale()

    def clear_document(self, row: int) -> set[int]:
        """Forget what was noted of a document; return its names, whose years are to be settled then."""
        self._clear_shingles(row)
        names = self._connection.execute("SELECT name FROM name_documents WHERE document = :row", {"row": row})
        found = {each[0] for each in names}
        for table in ("name_documents", "commitments", "across_documents"):
            self._connection.execute(f"DELETE FROM {table} WHERE document = :row", {"row": row})  # noqa: S608
        return found

    def settle_years(self, names: Iterable[int]) -> None:
        """Note the first and last year of names anew; names without any document leave."""
        values = {"names": json.dumps(list(names))}
        chosen = "IN (SELECT value FROM json_each(:names))"
        year = (
            "(SELECT {0}(substr(date, 1, 4)) FROM name_documents JOIN documents"
            " ON documents.row = name_documents.document WHERE name_documents.name = names.row)"
        )
        self._connection.execute(
            f"UPDATE names SET first = {year.format('min')}, last = {year.format('max')} WHERE row {chosen}",  # noqa: S608
            values,
        )
        self._connection.execute(f"DELETE FROM names WHERE documents = 0 AND row {chosen}", values)  # noqa: S608
        self._settle_aliases(names)

    def _settle_aliases(self, names: Iterable[int]) -> None:
        written: dict[int, dict[str, None]] = {}
        for row in self._connection.execute(
            "SELECT DISTINCT name, surfaces FROM name_documents WHERE name IN (SELECT value FROM json_each(:names))",
            {"names": json.dumps(list(names))},
        ):
            written.setdefault(row["name"], {}).update(dict.fromkeys(json.loads(row["surfaces"])))
        self._connection.executemany(
            "UPDATE names SET aliases = ? WHERE row = ?",
            [(json.dumps(list(surfaces), ensure_ascii=False), name) for name, surfaces in written.items()],
        )

    def put_names(self, row: int, entities: Iterable[Entity], date: str | None) -> None:
        """Note the names of a document."""
        counted: Counter[tuple[str, str]] = Counter()
        surfaces: dict[tuple[str, str], dict[str, None]] = {}
        for entity in entities:
            named = (entity.canonical or entity.surface, entity.type.value)
            counted[named] += 1
            surfaces.setdefault(named, {})[entity.surface] = None
        for key, mentions in counted.items():
            name, type_ = key
            stored = self._connection.execute(
                "INSERT INTO names (name, type, mentions, documents, first, last)"
                " VALUES (:name, :type, 0, 0, :year, :year) ON CONFLICT (name, type) DO UPDATE SET"
                " first = min(coalesce(names.first, :year), coalesce(:year, names.first)),"
                " last = max(coalesce(names.last, :year), coalesce(:year, names.last)) RETURNING row, aliases",
                {"name": name, "type": type_, "year": date[:4] if date else None},
            ).fetchone()
            self._add_aliases(stored, surfaces[key])
            self._connection.execute(
                "INSERT INTO name_documents (name, document, mentions, surfaces)"
                " SELECT row, :document, :mentions, :surfaces FROM names WHERE name = :name AND type = :type",
                {
                    "document": row,
                    "mentions": mentions,
                    "surfaces": json.dumps(list(surfaces[key]), ensure_ascii=False),
                    "name": name,
                    "type": type_,
                },
            )

    def _add_aliases(self, stored: Row, surfaces: Iterable[str]) -> None:
        known = dict.fromkeys(json.loads(stored["aliases"]))
        if new := [each for each in surfaces if each not in known]:
            self._connection.execute(
                "UPDATE names SET aliases = :aliases WHERE row = :row",
                {"row": stored["row"], "aliases": json.dumps([*known, *new], ensure_ascii=False)},
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

    def sharing(self, hashes: Iterable[int], *, limit: int) -> list[tuple[DocumentId, int]]:
        """Return the shown documents with most paragraphs that bear two of these hashes or more, and how many."""
        found = self._connection.execute(
            "SELECT documents.id AS id, count(*) AS shared FROM (SELECT document, paragraph FROM shingles"
            " WHERE hash IN (SELECT value FROM json_each(:hashes)) GROUP BY document, paragraph HAVING count(*) > 1)"
            " AS alike JOIN documents ON documents.row = alike.document WHERE removed_at IS NULL"
            " GROUP BY documents.row ORDER BY shared DESC, documents.row DESC LIMIT :limit",
            {"hashes": json.dumps(list(hashes)), "limit": limit},
        )
        return [(DocumentId(row["id"]), row["shared"]) for row in found]

    def titles(self) -> list[DocumentTitle]:
        """Return what shown documents are chosen by, the newest first."""
        cursor = self._connection.execute(
            "SELECT id, coalesce(title, name), date FROM documents WHERE removed_at IS NULL"
            " ORDER BY date DESC NULLS LAST, row DESC"
        )
        cursor.row_factory = None
        return [DocumentTitle(DocumentId(row[0]), row[1], row[2]) for row in cursor]

    def newest(self, document_ids: Iterable[DocumentId], *, limit: int) -> list[DocumentId]:
        """Return the shown ones of these documents, the newest first."""
        found = self._connection.execute(
            "SELECT id FROM documents WHERE removed_at IS NULL AND id IN (SELECT value FROM json_each(:ids))"
            " ORDER BY date DESC NULLS LAST, row DESC LIMIT :limit",
            {"ids": json.dumps(list(document_ids)), "limit": limit},
        )
        return [DocumentId(row["id"]) for row in found]

    def cases(self) -> list[Case]:
        """Return what every shown document says of itself that may tie it to others."""
        cursor = self._connection.execute(
            "SELECT id, coalesce(title, name), subject, number, session, kind, date, issuing_unit FROM documents"
            " WHERE removed_at IS NULL"
        )
        cursor.row_factory = None
        kinds = {kind.value: kind for kind in DocumentKind}
        return [
            Case(DocumentId(id_), title, subject, number, session, kinds[kind], date, unit)
            for id_, title, subject, number, session, kind, date, unit in cursor
        ]

    def counted_documents(self) -> list[tuple[DocumentId, dict[str, str | None]]]:
        """Return what shown documents are counted by."""
        cursor = self._connection.execute(
            "SELECT id, substr(date, 1, 4), session, issuing_unit, kind, result, topic FROM documents"
            " LEFT JOIN across_documents ON across_documents.document = documents.row WHERE removed_at IS NULL"
            " ORDER BY date DESC NULLS LAST"
        )
        cursor.row_factory = None
        fields = ("year", "session", "unit", "kind", "result", "topic")
        return [(DocumentId(row[0]), dict(zip(fields, row[1:], strict=True))) for row in cursor]

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


def _stale(row: Row) -> StaleDocument:
    return StaleDocument(row["row"], DocumentId(row["id"]) if row["id"] else None)

"""Which documents have changed since they were last looked at together, and the names they hold, as rows."""

import json
from array import array
from binascii import crc32
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from viewer.core.catalog import DocumentTitle
from viewer.core.document import DocumentId
from viewer.core.entity import Entity
from viewer.core.metadata import DocumentKind
from viewer.core.relation import Case, Tie
from viewer.core.series import Freshness
from viewer.core.tally import Dimension
from viewer.store.sql import IS_SHOWN, Connection, Row


@dataclass(frozen=True, slots=True)
class StaleDocument:
    """A document that has changed; ``id`` is ``None`` where it is in the trash or gone."""

    row: int
    id: DocumentId | None


@dataclass(frozen=True, slots=True)
class DocumentTies:
    """What is noted of a document as a whole: its topic and date, and what may tie it to others."""

    topic: str | None
    date: str | None
    subject: str
    number: str | None
    heading: str
    shingles: Mapping[int, Sequence[int]]


_COUNTED = {
    Dimension.YEAR: "substr(date, 1, 4)",
    Dimension.SESSION: "session",
    Dimension.UNIT: "issuing_unit",
    Dimension.KIND: "kind",
    Dimension.RESULT: "result",
}

_Held: TypeAlias = tuple[int, tuple[str, ...]]
"""How often a document mentions a name, and how it writes it."""


@dataclass(frozen=True, slots=True)
class _NameHeld:
    name: int
    held: _Held


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

    def forget_document(self, row: int) -> None:
        """Forget what was noted of a document that is in the trash or gone."""
        if changed := self.put_names(row, (), self._date_of(row)):
            self.settle_years(changed)
        self._clear_shingles(row)
        for table in ("commitments", "across_documents"):
            self._connection.execute(f"DELETE FROM {table} WHERE document = :row", {"row": row})  # noqa: S608

    def settle_years(self, names: Iterable[int]) -> None:
        """Note years and spellings of names anew; names without any document leave."""
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
        written: dict[int, set[str]] = {}
        for name, surfaces in self._connection.execute(
            f"SELECT DISTINCT name, surfaces FROM name_documents WHERE name {chosen}",  # noqa: S608
            values,
        ):
            written.setdefault(name, set()).update(json.loads(surfaces))
        self._connection.executemany(
            "UPDATE names SET aliases = ? WHERE row = ?",
            [(_as_json(sorted(surfaces)), name) for name, surfaces in written.items()],
        )

    def put_names(self, row: int, entities: Iterable[Entity], date: str | None) -> set[int]:
        """Note the names of a document; return those it holds no longer as it did, which are to be settled then."""
        held, before, day = _held(entities), self._names_of(row), self._date_of(row)
        changed = {named: known for named, known in before.items() if known.held != held.get(named)}
        for known in changed.values():
            self._connection.execute(
                "DELETE FROM name_documents WHERE name = :name AND document = :row", {"name": known.name, "row": row}
            )
        for named, has in held.items():
            if named not in before or named in changed:
                self._add_name(row, named, has, date)
        if day != date:
            return {each.name for each in before.values()}
        return {each.name for each in changed.values() if not self._is_said_elsewhere(each, day)}

    def put_names_of(self, document_id: DocumentId, entities: Iterable[Entity]) -> None:
        """Note the names of a document that has been looked at before; one that has not waits anyhow."""
        stored = self._connection.execute(
            "SELECT document, across_documents.date AS date FROM across_documents"
            " JOIN documents ON documents.row = across_documents.document WHERE id = :id",
            {"id": document_id},
        ).fetchone()
        if stored is not None and (changed := self.put_names(stored["document"], entities, stored["date"])):
            self.settle_years(changed)

    def holding_surfaces(self, surfaces: Iterable[str]) -> list[DocumentId]:
        """Return the shown documents in which one of these words is marked; those that wait may hold them."""
        wanted = list(surfaces)
        if not wanted:
            return []
        written = " OR ".join(f"instr(aliases, :word{number}) > 0" for number in range(len(wanted)))
        held = " OR ".join(f"instr(surfaces, :word{number}) > 0" for number in range(len(wanted)))
        found = self._connection.execute(
            "SELECT id FROM documents WHERE removed_at IS NULL AND (row IN (SELECT document FROM across_stale)"  # noqa: S608
            f" OR row IN (SELECT document FROM name_documents WHERE ({held})"
            f" AND name IN (SELECT row FROM names WHERE {written}))) ORDER BY row",
            {f"word{number}": _as_json(each) for number, each in enumerate(wanted)},
        )
        return [DocumentId(row["id"]) for row in found]

    def put_document(self, row: int, ties: DocumentTies) -> None:
        """Note what ties a document to others."""
        pairs = sorted({(value, paragraph) for paragraph, values in ties.shingles.items() for value in values})
        mark = crc32(repr(pairs).encode())
        if self._mark_of(row) != mark:
            self._clear_shingles(row)
            self._connection.executemany(
                "INSERT INTO shingles (hash, document, paragraph) VALUES (?, ?, ?)",
                [(value, row, paragraph) for value, paragraph in pairs],
            )
        self._connection.execute(
            "INSERT INTO across_documents (document, topic, date, subject, number, heading, hashes, mark)"
            " VALUES (:row, :topic, :date, :subject, :number, :heading, :hashes, :mark)"
            " ON CONFLICT (document) DO UPDATE SET topic = :topic, date = :date, subject = :subject,"
            " number = :number, heading = :heading, hashes = :hashes, mark = :mark",
            {
                "row": row,
                "topic": ties.topic,
                "date": ties.date,
                "subject": ties.subject,
                "number": ties.number,
                "heading": ties.heading,
                "hashes": array("q", sorted({value for value, _ in pairs})).tobytes(),
                "mark": mark,
            },
        )

    def _names_of(self, row: int) -> dict[tuple[str, str], "_NameHeld"]:
        found = self._connection.execute(
            "SELECT names.row, names.name, names.type, name_documents.mentions, surfaces FROM name_documents"
            " JOIN names ON names.row = name_documents.name WHERE document = :row",
            {"row": row},
        )
        return {
            (name, type_): _NameHeld(number, (mentions, tuple(json.loads(surfaces))))
            for number, name, type_, mentions, surfaces in found
        }

    def _is_said_elsewhere(self, known: "_NameHeld", date: str | None) -> bool:
        """Tell whether other documents write a name the same way and in the same year: then neither is to be settled.

        To settle a name of twenty thousand documents is to read all of them; most often the first tells enough.
        """
        values = {"name": known.name, "surfaces": _as_json(known.held[1]), "year": date[:4] if date else None}
        found = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM name_documents WHERE name = :name AND surfaces = :surfaces)"
            " AND (:year IS NULL OR EXISTS (SELECT 1 FROM name_documents JOIN documents"
            " ON documents.row = document WHERE name_documents.name = :name AND substr(date, 1, 4) = :year))",
            values,
        )
        return bool(found.fetchone()[0])

    def _add_name(self, row: int, named: tuple[str, str], held: "_Held", date: str | None) -> None:
        mentions, surfaces = held
        stored = self._connection.execute(
            "INSERT INTO names (name, type, mentions, documents, first, last)"
            " VALUES (:name, :type, 0, 0, :year, :year) ON CONFLICT (name, type) DO UPDATE SET"
            " first = min(coalesce(names.first, :year), coalesce(:year, names.first)),"
            " last = max(coalesce(names.last, :year), coalesce(:year, names.last)) RETURNING row, aliases",
            {"name": named[0], "type": named[1], "year": date[:4] if date else None},
        ).fetchone()
        self._connection.execute(
            "INSERT INTO name_documents (name, document, mentions, surfaces)"
            " VALUES (:name, :row, :mentions, :surfaces)",
            {"name": stored["row"], "row": row, "mentions": mentions, "surfaces": _as_json(surfaces)},
        )
        known = set(json.loads(stored["aliases"]))
        if not known.issuperset(surfaces):
            self._connection.execute(
                "UPDATE names SET aliases = :aliases WHERE row = :row",
                {"row": stored["row"], "aliases": _as_json(sorted(known.union(surfaces)))},
            )

    def _date_of(self, row: int) -> str | None:
        found = self._connection.execute("SELECT date FROM across_documents WHERE document = :row", {"row": row})
        stored = found.fetchone()
        return None if stored is None else stored["date"]

    def _mark_of(self, row: int) -> int | None:
        found = self._connection.execute("SELECT mark FROM across_documents WHERE document = :row", {"row": row})
        stored = found.fetchone()
        return None if stored is None else int(stored["mark"])

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

    def ties(self) -> list[Tie]:
        """Return of every document looked at what may tie it to others."""
        cursor = self._connection.execute("SELECT document, subject, number, heading FROM across_documents")
        cursor.row_factory = None
        return [Tie._make(row) for row in cursor]

    def cases(self, documents: Iterable[int], document_ids: Iterable[DocumentId]) -> list[Case]:
        """Return what shown documents, by row or by id, say of themselves that may tie them to others."""
        found: dict[DocumentId, Case] = {}
        for column, values in (("row", list(documents)), ("id", list(document_ids))):
            cursor = self._connection.execute(
                "SELECT id, coalesce(title, name), subject, number, session, kind, date, issuing_unit FROM documents"  # noqa: S608
                f" WHERE {column} IN (SELECT value FROM json_each(:values)) AND {IS_SHOWN}",
                {"values": json.dumps(values)},
            )
            cursor.row_factory = None
            for id_, title, subject, number, session, kind, date, unit in cursor:
                found[id_] = Case(id_, title, subject, number, session, DocumentKind(kind), date, unit)
        return list(found.values())

    def counted_documents(self, *dimensions: Dimension) -> list[tuple[str | None, ...]]:
        """Return the shown documents, the newest first: each with its id, and what it says by each dimension."""
        columns = ", ".join(_COUNTED.get(each, "NULL") for each in dimensions)
        cursor = self._connection.execute(
            f"SELECT row, id, {columns} FROM documents WHERE removed_at IS NULL ORDER BY date DESC NULLS LAST, row"  # noqa: S608
        )
        cursor.row_factory = None
        found = cursor.fetchall()
        for place, dimension in enumerate(dimensions, start=2):
            if dimension is Dimension.TOPIC:
                topics = self._topics()
                found = [(*row[:place], topics.get(row[0]), *row[place + 1 :]) for row in found]
        return [row[1:] for row in found]

    def _topics(self) -> dict[int, str | None]:
        """Return the topics by document: joined with the documents, SQLite would look each up in its long row."""
        cursor = self._connection.execute("SELECT document, topic FROM across_documents")
        cursor.row_factory = None
        return dict(cursor.fetchall())

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


def _held(entities: Iterable[Entity]) -> dict[tuple[str, str], _Held]:
    counted: Counter[tuple[str, str]] = Counter()
    surfaces: dict[tuple[str, str], dict[str, None]] = {}
    for entity in entities:
        named = (entity.canonical or entity.surface, entity.type.value)
        counted[named] += 1
        surfaces.setdefault(named, {})[entity.surface] = None
    return {named: (mentions, tuple(surfaces[named])) for named, mentions in counted.items()}


def _as_json(words: Sequence[str] | str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _stale(row: Row) -> StaleDocument:
    return StaleDocument(row["row"], DocumentId(row["id"]) if row["id"] else None)

"""The index of names as rows, kept document by document."""

import json
from collections.abc import Iterable

from viewer.core.across import LibraryFigure, NameInDocument
from viewer.core.document import DocumentId
from viewer.core.entity import Entity, EntityType
from viewer.core.name_index import IndexedName, NameOrder
from viewer.store import rows
from viewer.store.series_table import FIGURE_COLUMNS, figure_of
from viewer.store.sql import EVERYTHING, IS_SHOWN, Connection, Row

_ORDERS = {
    NameOrder.MENTIONS: "mentions DESC, name",
    NameOrder.DOCUMENTS: "documents DESC, mentions DESC, name",
    NameOrder.NAME: "name",
    NameOrder.LAST: "last DESC NULLS LAST, mentions DESC, name",
}


class NameIndexTable:
    """SQL over one connection; only reads."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def names(
        self, *, type_: EntityType | None, part: str | None, order: NameOrder, limit: int | None
    ) -> list[IndexedName]:
        """Return names in order; without a type, times are left out. ``part`` stands in the name or an alias."""
        condition = "type <> 'TIME'" if type_ is None else "type = :type"
        if part:
            condition += " AND (instr(name, :part) > 0 OR instr(aliases, :part) > 0)"
        found = self._connection.execute(
            f"SELECT row, name, type, mentions, documents, first, last, aliases FROM names"  # noqa: S608 - our own words
            f" WHERE mentions > 0 AND {condition} ORDER BY {_ORDERS[order]} LIMIT :limit",
            {
                "type": type_.value if type_ else None,
                "part": part,
                "limit": EVERYTHING if limit is None else limit,
            },
        ).fetchall()
        return [_name(row) for row in found]

    def count(self, type_: EntityType | None) -> int:
        """Return how many names there are."""
        types = [type_] if type_ is not None else [each for each in EntityType if each is not EntityType.TIME]
        found = self._connection.execute(
            "SELECT count(*) FROM names WHERE mentions > 0 AND type IN (SELECT value FROM json_each(:types))",
            {"types": json.dumps([each.value for each in types])},
        )
        return int(found.fetchone()[0])

    def name(self, name: str, type_: EntityType) -> IndexedName | None:
        """Return one name with all its aliases."""
        row = self._connection.execute(
            "SELECT row, name, type, mentions, documents, first, last, aliases FROM names"
            " WHERE name = :name AND type = :type AND mentions > 0",
            {"name": name, "type": type_.value},
        ).fetchone()
        return None if row is None else _name(row)

    def documents(self, name: str, type_: EntityType) -> tuple[NameInDocument, ...]:
        """Return the documents of a name, newest first."""
        found = self._connection.execute(
            "SELECT documents.id AS id, coalesce(title, documents.name) AS title, date, name_documents.mentions AS n"
            " FROM names JOIN name_documents ON name_documents.name = names.row"
            " JOIN documents ON documents.row = name_documents.document"
            " WHERE names.name = :name AND names.type = :type AND removed_at IS NULL"
            " ORDER BY date IS NULL, date DESC, documents.row DESC",
            {"name": name, "type": type_.value},
        )
        return tuple(NameInDocument(DocumentId(row["id"]), row["title"], row["date"], row["n"]) for row in found)

    def entities(self, document_ids: Iterable[DocumentId]) -> dict[DocumentId, list[Entity]]:
        """Return the names of documents in reading order."""
        columns = ", ".join("entities." + each.strip() for each in rows.ENTITY_COLUMNS.split(","))
        found = self._connection.execute(
            f"SELECT {columns}, documents.id AS id FROM documents JOIN entities ON entities.document = documents.row"  # noqa: S608
            " WHERE documents.id IN (SELECT value FROM json_each(:ids)) ORDER BY documents.row, ordinal",
            {"ids": json.dumps(list(document_ids))},
        )
        by_document: dict[DocumentId, list[Entity]] = {}
        for row in found:
            by_document.setdefault(DocumentId(row["id"]), []).append(rows.entity(tuple(row)))
        return by_document

    def figures(self, document_ids: Iterable[DocumentId]) -> list[LibraryFigure]:
        """Return the figures of shown documents, the newest documents first."""
        found = self._connection.execute(
            f"SELECT {FIGURE_COLUMNS} FROM documents JOIN metrics ON metrics.document = documents.row"  # noqa: S608
            f" JOIN readings ON readings.document = documents.row WHERE {IS_SHOWN}"
            " AND documents.id IN (SELECT value FROM json_each(:ids))"
            " ORDER BY documents.date DESC NULLS LAST, documents.row DESC, ordinal",
            {"ids": json.dumps(list(document_ids))},
        )
        return [figure_of(row) for row in found]

    def one_mention_of_each(self, name: str, type_: EntityType) -> list[tuple[DocumentId, Entity]]:
        """Return one mention of every way a name is written."""
        columns = ", ".join("entities." + each.strip() for each in rows.ENTITY_COLUMNS.split(","))
        found = self._connection.execute(
            "SELECT * FROM ("  # noqa: S608 - our own column names
            f"SELECT {columns}, documents.id AS id,"
            " row_number() OVER (PARTITION BY entities.surface ORDER BY documents.row, entities.ordinal) AS place"
            " FROM entities JOIN documents ON documents.row = entities.document"
            " WHERE coalesce(entities.canonical, entities.surface) = :name AND entities.type = :type"
            f" AND {IS_SHOWN}) AS mentions WHERE place = 1 ORDER BY surface",
            {"name": name, "type": type_.value},
        )
        return [(DocumentId(row["id"]), rows.entity(tuple(row))) for row in found]


def _name(row: Row) -> IndexedName:
    aliases = tuple(each for each in json.loads(row["aliases"]) if each != row["name"])
    return IndexedName(
        row["name"], EntityType(row["type"]), row["mentions"], row["documents"], row["first"], row["last"], aliases
    )

"""What people wrote about documents, as search fields and facets: tags, notes, collections, stars and what was read."""

import json
from collections.abc import Iterable
from typing import Any

from viewer.core.document import DocumentId
from viewer.core.label import READ, STARRED
from viewer.store.sql import Connection

_STATES = {"starred": STARRED, "read": READ}
_SHOWN = "CROSS JOIN documents WHERE documents.row = {table}.document AND documents.removed_at IS NULL"
# CROSS JOIN: SQLite then begins with the few that are labelled, not with all documents.
_ON_DOCUMENTS, _ON_NOTES, _STATED = (
    f"FROM {table} " + _SHOWN.format(table=table) for table in ("document_tags", "annotations", "document_states")
)
EVERY_VALUE = (
    f"SELECT 'tag', documents.id, tag {_ON_DOCUMENTS}"  # noqa: S608 - names of our own
    f" UNION ALL SELECT 'tags', documents.id, tags {_ON_NOTES} AND annotations.removed_at IS NULL AND tags != '[]'"
    f" UNION ALL SELECT 'notes', documents.id, '' {_ON_NOTES} AND annotations.removed_at IS NULL AND note != ''"
    f" UNION ALL SELECT 'state', documents.id, 'starred' {_STATED} AND starred <> 0"
    f" UNION ALL SELECT 'state', documents.id, 'read' {_STATED} AND read_at IS NOT NULL"
    " UNION ALL SELECT 'collection', documents.id, collections.name FROM collection_documents CROSS JOIN collections"
    " CROSS JOIN documents WHERE collections.row = collection AND documents.row = document"
    " AND documents.removed_at IS NULL AND collections.removed_at IS NULL"
)
"""Every value of every facet people change, each with its facet and document; asked with every search, so in one go."""


def by_facet(rows: Iterable[Any]) -> dict[str, dict[DocumentId, tuple[str, ...]]]:
    """Return what ``EVERY_VALUE`` gives, by facet and document: ``tag``, ``notes``, ``state`` and ``collection``."""
    found: dict[str, dict[DocumentId, dict[str, None]]] = {"tag": {}, "notes": {}, "state": {}, "collection": {}}
    for facet, document_id, value in rows:
        values = json.loads(value) if facet == "tags" else (_STATES[value] if facet == "state" else value,)
        found["tag" if facet == "tags" else facet].setdefault(document_id, {}).update(dict.fromkeys(values))
    return {
        facet: {document_id: tuple(values) for document_id, values in each.items()} for facet, each in found.items()
    }


def tags(connection: Connection) -> dict[DocumentId, tuple[str, ...]]:
    """Return the tags of shown documents, those on the document and those on its annotations."""
    found: dict[DocumentId, dict[str, None]] = {}
    on_documents = connection.execute(
        # CROSS JOIN: SQLite then begins with the few that are tagged, not with all documents.
        "SELECT id, tag FROM document_tags CROSS JOIN documents"
        " WHERE documents.row = document AND documents.removed_at IS NULL ORDER BY tag"
    )
    for row in on_documents:
        found.setdefault(DocumentId(row["id"]), {})[row["tag"]] = None
    on_annotations = connection.execute(
        "SELECT documents.id, tags FROM annotations CROSS JOIN documents"
        " WHERE documents.row = annotations.document"
        " AND annotations.removed_at IS NULL AND documents.removed_at IS NULL AND tags != '[]'"
    )
    for row in on_annotations:
        found.setdefault(DocumentId(row["id"]), {}).update(dict.fromkeys(json.loads(row["tags"])))
    return {document_id: tuple(each) for document_id, each in found.items()}


def notes(connection: Connection) -> dict[DocumentId, tuple[str, ...]]:
    """Return the notes people wrote into shown documents."""
    found: dict[DocumentId, list[str]] = {}
    rows = connection.execute(
        "SELECT documents.id, note FROM annotations CROSS JOIN documents"
        " WHERE documents.row = annotations.document"
        " AND annotations.removed_at IS NULL AND documents.removed_at IS NULL AND note != ''"
        " ORDER BY annotations.row"
    )
    for row in rows:
        found.setdefault(DocumentId(row["id"]), []).append(row["note"])
    return {document_id: tuple(each) for document_id, each in found.items()}

"""What people wrote about documents, as search fields: tags and notes."""

import json

from viewer.core.document import DocumentId
from viewer.store.sql import Connection


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

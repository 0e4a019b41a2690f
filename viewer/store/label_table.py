"""The labels of documents as rows; every change also goes into the append-only log, with what was before."""

import sqlite3
from collections.abc import Iterable, Mapping

from viewer.core.document import DocumentId
from viewer.core.errors import DocumentNotFoundError
from viewer.core.label import DocumentLabels
from viewer.store.change_log import append_change


class LabelTable:
    """SQL over one connection; writing methods must run inside a transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> list[DocumentLabels]:
        """Return the labels of the shown documents that have any."""
        tags: dict[DocumentId, list[str]] = {}
        for row in self._connection.execute(
            "SELECT id, tag FROM document_tags JOIN documents ON documents.row = document"
            " WHERE removed_at IS NULL ORDER BY tag"
        ):
            tags.setdefault(DocumentId(row["id"]), []).append(row["tag"])
        states = {
            DocumentId(row["id"]): (bool(row["starred"]), row["read_at"])
            for row in self._connection.execute(
                "SELECT id, starred, read_at FROM document_states JOIN documents ON documents.row = document"
                " WHERE removed_at IS NULL AND (starred OR read_at IS NOT NULL)"
            )
        }
        return [
            DocumentLabels(document_id, tuple(tags.get(document_id, ())), *states.get(document_id, (False, None)))
            for document_id in dict.fromkeys((*tags, *states))
        ]

    def of_documents(self, document_ids: Iterable[DocumentId]) -> list[DocumentLabels]:
        """Return the labels of these documents, of those without any too."""
        known: Mapping[DocumentId, DocumentLabels] = {labels.document_id: labels for labels in self.all()}
        return [known.get(document_id, DocumentLabels(document_id)) for document_id in document_ids]

    def put(self, labels: DocumentLabels) -> None:
        """Store a document's labels as they now are; raises ``DocumentNotFoundError``."""
        row = self._row(labels.document_id)
        (before,) = self.of_documents([labels.document_id])
        self._connection.execute("DELETE FROM document_tags WHERE document = :row", {"row": row})
        self._connection.executemany(
            "INSERT INTO document_tags (document, tag) VALUES (:row, :tag)",
            [{"row": row, "tag": tag} for tag in labels.tags],
        )
        self._connection.execute(
            "INSERT INTO document_states (document, starred, read_at) VALUES (:row, :starred, :read_at)"
            " ON CONFLICT (document) DO UPDATE SET starred = :starred, read_at = :read_at",
            {"row": row, "starred": int(labels.starred), "read_at": labels.read_at},
        )
        detail = {"before": _for_log(before), "after": _for_log(labels)}
        append_change(self._connection, "label document", labels.document_id, detail)

    def _row(self, document_id: DocumentId) -> int:
        found = self._connection.execute(
            "SELECT row FROM documents WHERE id = :id AND removed_at IS NULL", {"id": document_id}
        ).fetchone()
        if found is None:
            message = "没有找到这份文档。"
            raise DocumentNotFoundError(message, advice="它可能已被移出文库；请刷新列表后再试。")
        return int(found["row"])


def _for_log(labels: DocumentLabels) -> dict[str, object]:
    return {"tags": labels.tags, "starred": labels.starred, "read_at": labels.read_at}

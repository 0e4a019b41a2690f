"""The labels of documents as rows; every change also goes into the append-only log, with what was before."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from viewer.core.document import DocumentId
from viewer.core.errors import CollectionNotFoundError, DocumentNotFoundError
from viewer.core.label import Collection, CollectionId, DocumentLabels
from viewer.store.change_log import append_change, now
from viewer.store.sql import Connection


class LabelTable:
    """SQL over one connection; writing methods must run inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[DocumentLabels]:
        """Return the labels of the shown documents that have any."""
        tags: dict[DocumentId, list[str]] = {}
        for row in self._connection.execute(
            # CROSS JOIN: SQLite then begins with the few that have labels, not with all documents.
            "SELECT id, tag FROM document_tags CROSS JOIN documents"
            " WHERE documents.row = document AND removed_at IS NULL ORDER BY tag"
        ):
            tags.setdefault(DocumentId(row["id"]), []).append(row["tag"])
        states = {
            DocumentId(row["id"]): (bool(row["starred"]), row["read_at"])
            for row in self._connection.execute(
                "SELECT id, starred, read_at FROM document_states CROSS JOIN documents"
                " WHERE documents.row = document AND removed_at IS NULL AND (starred <> 0 OR read_at IS NOT NULL)"
            )
        }
        collections: dict[DocumentId, list[CollectionId]] = {}
        for row in self._connection.execute(
            "SELECT documents.id AS id, collections.id AS collection FROM collection_documents"
            " CROSS JOIN collections CROSS JOIN documents"
            " WHERE collections.row = collection AND documents.row = document"
            " AND documents.removed_at IS NULL AND collections.removed_at IS NULL ORDER BY collections.id"
        ):
            collections.setdefault(DocumentId(row["id"]), []).append(CollectionId(row["collection"]))
        return [
            DocumentLabels(
                document_id,
                tuple(tags.get(document_id, ())),
                *states.get(document_id, (False, None)),
                tuple(collections.get(document_id, ())),
            )
            for document_id in dict.fromkeys((*tags, *states, *collections))
        ]

    def of_documents(self, document_ids: Iterable[DocumentId]) -> list[DocumentLabels]:
        """Return the labels of these documents, of those without any too."""
        known: Mapping[DocumentId, DocumentLabels] = {labels.document_id: labels for labels in self.all()}
        return [known.get(document_id, DocumentLabels(document_id)) for document_id in document_ids]

    def put(self, labels: DocumentLabels) -> None:
        """Store a document's labels as they now are; raises ``DocumentNotFoundError``."""
        row = self._row(labels.document_id)
        before = self._labels_of(labels.document_id, row)
        self._put_tags(row, before.tags, labels.tags)
        state = {"row": row, "starred": int(labels.starred), "read_at": labels.read_at}
        known = self._connection.execute(
            "UPDATE document_states SET starred = :starred, read_at = :read_at WHERE document = :row", state
        )
        if known.rowcount == 0:  # in an office's library everybody has a state of their own: no key to conflict on
            self._connection.execute(
                "INSERT INTO document_states (document, starred, read_at) VALUES (:row, :starred, :read_at)", state
            )
        self._put_into(row, before.collections, labels.collections)
        detail = {"before": _for_log(before), "after": _for_log(labels)}
        append_change(self._connection, "label document", labels.document_id, detail)

    def collections(self) -> list[Collection]:
        """Return the collections in their order."""
        found = self._connection.execute(
            "SELECT id, name, position FROM collections WHERE removed_at IS NULL ORDER BY position, row"
        )
        return [Collection(CollectionId(row["id"]), row["name"], row["position"]) for row in found]

    def put_collection(self, collection: Collection) -> None:
        """Store a new collection, or a known one as it is now (also out of the trash, with its documents)."""
        values = {"id": collection.id, "name": collection.name, "position": collection.order}
        self._connection.execute(
            "INSERT INTO collections (id, name, position) VALUES (:id, :name, :position)"
            " ON CONFLICT (id) DO UPDATE SET name = :name, position = :position, removed_at = NULL",
            values,
        )
        append_change(self._connection, "put collection", collection.id, values)

    def remove_collection(self, collection_id: CollectionId) -> None:
        """Put a collection into the trash; its documents stay where they are."""
        done = self._connection.execute(
            "UPDATE collections SET removed_at = :moment WHERE id = :id AND removed_at IS NULL",
            {"id": collection_id, "moment": now()},
        )
        if done.rowcount == 0:
            message = "没有找到这个专题。"
            raise CollectionNotFoundError(message, advice="它可能已被删除；请刷新后再试。")
        append_change(self._connection, "remove collection", collection_id)

    def _labels_of(self, document_id: DocumentId, row: int) -> DocumentLabels:
        """Return one document's labels without reading everybody's."""
        values = {"row": row}
        tags = self._connection.execute("SELECT tag FROM document_tags WHERE document = :row ORDER BY tag", values)
        collections = self._connection.execute(
            "SELECT id FROM collection_documents JOIN collections ON collections.row = collection"
            " WHERE document = :row AND removed_at IS NULL ORDER BY id",
            values,
        )
        labels = DocumentLabels(
            document_id,
            tuple(each["tag"] for each in tags),
            collections=tuple(CollectionId(each["id"]) for each in collections),
        )
        state = self._connection.execute(
            "SELECT starred, read_at FROM document_states WHERE document = :row", values
        ).fetchone()
        return replace(labels, starred=bool(state["starred"]), read_at=state["read_at"]) if state else labels

    def _put_tags(self, row: int, before: Iterable[str], after: Iterable[str]) -> None:
        """Change only what differs: who may not tag still has a star and a read mark of their own in an office."""
        self._connection.executemany(
            "DELETE FROM document_tags WHERE document = :row AND tag = :tag",
            [{"row": row, "tag": tag} for tag in set(before) - set(after)],
        )
        self._connection.executemany(
            "INSERT INTO document_tags (document, tag) VALUES (:row, :tag) ON CONFLICT DO NOTHING",
            [{"row": row, "tag": tag} for tag in set(after) - set(before)],
        )

    def _put_into(self, row: int, before: Iterable[CollectionId], after: Iterable[CollectionId]) -> None:
        """Change only what differs: a removed collection keeps its documents for the day it comes back."""
        values = [{"row": row, "id": each} for each in set(before) - set(after)]
        self._connection.executemany(
            "DELETE FROM collection_documents WHERE document = :row"
            " AND collection = (SELECT row FROM collections WHERE id = :id)",
            values,
        )
        self._connection.executemany(
            "INSERT INTO collection_documents (collection, document)"
            " SELECT row, :row FROM collections WHERE id = :id ON CONFLICT DO NOTHING",
            [{"row": row, "id": each} for each in set(after) - set(before)],
        )

    def _row(self, document_id: DocumentId) -> int:
        found = self._connection.execute(
            "SELECT row FROM documents WHERE id = :id AND removed_at IS NULL", {"id": document_id}
        ).fetchone()
        if found is None:
            message = "没有找到这份文档。"
            raise DocumentNotFoundError(message, advice="它可能已被移出文库；请刷新列表后再试。")
        return int(found["row"])


def _for_log(labels: DocumentLabels) -> dict[str, object]:
    return {
        "tags": labels.tags,
        "starred": labels.starred,
        "read_at": labels.read_at,
        "collections": labels.collections,
    }

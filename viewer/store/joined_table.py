"""Which documents are second originals of others, and which pairs a person said are not the same."""

from viewer.core.document import DocumentId
from viewer.core.reading import Source
from viewer.store import rows
from viewer.store.change_log import append_change, now
from viewer.store.sql import Connection


class JoinedTable:
    """SQL over one connection; writing methods must run inside a transaction.

    A joined document is out of every list and search, like one in the trash, but belongs to its principal.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def join(self, document_id: DocumentId, principal: DocumentId) -> None:
        """Make a document the second original of another; those joined to it come along."""
        values = {"id": document_id, "principal": principal, "at": now()}
        self._connection.execute(
            "UPDATE joined_originals SET principal = (SELECT row FROM documents WHERE id = :principal)"
            " WHERE principal = (SELECT row FROM documents WHERE id = :id)",
            values,
        )
        self._connection.execute(
            "INSERT INTO joined_originals (document, principal, joined_at)"
            " SELECT one.row, other.row, :at FROM documents AS one, documents AS other"
            " WHERE one.id = :id AND other.id = :principal AND one.removed_at IS NULL AND other.removed_at IS NULL",
            values,
        )
        self._connection.execute("UPDATE documents SET removed_at = :at WHERE id = :id", values)
        append_change(self._connection, "join original", document_id, {"principal": principal})

    def separate(self, document_id: DocumentId) -> None:
        """Make a second original a document of its own again."""
        values = {"id": document_id}
        self._connection.execute(
            "DELETE FROM joined_originals WHERE document = (SELECT row FROM documents WHERE id = :id)", values
        )
        self._connection.execute("UPDATE documents SET removed_at = NULL WHERE id = :id", values)
        append_change(self._connection, "separate original", document_id)

    def principal_of(self, document_id: DocumentId) -> DocumentId | None:
        """Return the document this one is a second original of."""
        row = self._connection.execute(
            "SELECT other.id FROM joined_originals JOIN documents AS one ON one.row = document"
            " JOIN documents AS other ON other.row = principal WHERE one.id = :id",
            {"id": document_id},
        ).fetchone()
        return None if row is None else DocumentId(row["id"])

    def joined_to(self, principal: DocumentId) -> list[DocumentId]:
        """Return the second originals of a document."""
        found = self._connection.execute(
            "SELECT one.id FROM joined_originals JOIN documents AS one ON one.row = document"
            " JOIN documents AS other ON other.row = principal WHERE other.id = :id ORDER BY joined_at, one.row",
            {"id": principal},
        )
        return [DocumentId(row["id"]) for row in found]

    def source(self, document_id: DocumentId) -> Source | None:
        """Return the original of a second original, ``None`` where the document is none."""
        row = self._connection.execute(
            f"SELECT {rows.SUMMARY_COLUMNS} FROM documents"  # noqa: S608 - our own column names
            " WHERE id = :id AND row IN (SELECT document FROM joined_originals)",
            {"id": document_id},
        ).fetchone()
        return None if row is None else rows.source(row)

    def all(self) -> frozenset[DocumentId]:
        """Return all second originals."""
        found = self._connection.execute("SELECT id FROM joined_originals JOIN documents ON row = document")
        return frozenset(DocumentId(row["id"]) for row in found)

    def decline(self, one: str, other: str) -> None:
        """Note that two originals, by their hashes, are not the same reply."""
        self._connection.execute(
            "INSERT INTO declined_pairs (one, other, declined_at) VALUES (:one, :other, :at) ON CONFLICT DO NOTHING",
            {"one": min(one, other), "other": max(one, other), "at": now()},
        )

    def take_back_decline(self, one: str, other: str) -> None:
        """Forget that a pair was declined."""
        self._connection.execute(
            "DELETE FROM declined_pairs WHERE one = :one AND other = :other",
            {"one": min(one, other), "other": max(one, other)},
        )

    def is_declined(self, one: str, other: str) -> bool:
        """Tell whether a pair was declined."""
        found = self._connection.execute(
            "SELECT 1 FROM declined_pairs WHERE one = :one AND other = :other",
            {"one": min(one, other), "other": max(one, other)},
        )
        return found.fetchone() is not None

    def akin(self, document_id: DocumentId) -> dict[DocumentId, bool]:
        """Return shown documents of another format whose number and session, document number or title are the same.

        The answer tells of each whether it was imported before this one.
        """
        found = self._connection.execute(
            "SELECT other.id, other.row < one.row AS is_older FROM documents AS one, documents AS other"
            " WHERE one.id = :id AND one.removed_at IS NULL AND other.removed_at IS NULL AND other.row <> one.row"
            " AND other.media_type <> one.media_type"
            " AND ((one.number = other.number AND one.session = other.session)"
            " OR one.doc_no = other.doc_no OR one.title = other.title) ORDER BY other.row LIMIT 20",
            {"id": document_id},
        )
        return {DocumentId(row["id"]): bool(row["is_older"]) for row in found}

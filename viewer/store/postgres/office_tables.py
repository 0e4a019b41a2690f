"""The tables where many people writing at once need more than one writer does: rows and contents held for a change."""

from collections.abc import Iterable

from viewer.core.annotation import Annotation, AnnotationId
from viewer.core.document import DocumentId
from viewer.store import field_values
from viewer.store.annotation_table import AnnotationTable, not_found
from viewer.store.change_log import append_change
from viewer.store.document_table import DocumentTable
from viewer.store.postgres.connection import PostgresConnection


class OfficeDocumentTable(DocumentTable):
    """Documents many machines import at once."""

    def __init__(self, connection: PostgresConnection) -> None:
        super().__init__(connection)
        self._connection: PostgresConnection = connection

    def claim(self, hashes: Iterable[str]) -> None:
        """Let nobody else store these contents before this transaction ends; two who claim never wait in a ring."""
        for sha256 in sorted(set(hashes)):
            self._connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(:sha256, 0))", {"sha256": sha256})

    def label_values(self) -> dict[str, dict[DocumentId, tuple[str, ...]]]:
        """Return by facet what people gave to shown documents; asked with every search, so the server prepares it."""
        return field_values.by_facet(self._connection.binary_rows(field_values.EVERY_VALUE, ()))


class OfficeAnnotationTable(AnnotationTable):
    """Notes many people change at once."""

    def for_change(self, annotation_id: AnnotationId) -> Annotation:
        """Return an annotation that nobody else changes before this transaction ends; it must be known."""
        self._connection.execute("SELECT 1 FROM annotations WHERE id = :id FOR UPDATE", {"id": annotation_id})
        return super().for_change(annotation_id)

    def keep_new_personal(self) -> None:
        """Let what this transaction adds be seen by its owner alone."""
        self._connection.execute("SELECT set_config('andu.personal', 'on', true)")

    def set_personal(self, annotation_id: AnnotationId, *, personal: bool) -> None:
        """Keep a note to its owner, or share it with everybody; only its owner may.

        Raises ``AnnotationNotFoundError``.
        """
        values = {"id": annotation_id, "personal": personal}
        done = self._connection.execute("UPDATE annotations SET personal = :personal WHERE id = :id", values)
        if done.rowcount == 0:
            raise not_found()
        append_change(self._connection, "share annotation", annotation_id, {"personal": personal})

    def is_personal(self, annotation_id: AnnotationId) -> bool:
        """Tell whether only its owner sees a note."""
        row = self._connection.execute("SELECT personal FROM annotations WHERE id = :id", {"id": annotation_id})
        found = row.fetchone()
        return found is not None and bool(found["personal"])

    def signed_by(self, annotation_id: AnnotationId) -> str:
        """Return who changed an annotation last, by the name they logged in with."""
        row = self._connection.execute(
            "SELECT signed_by FROM annotations WHERE id = :id", {"id": annotation_id}
        ).fetchone()
        return "" if row is None else str(row["signed_by"])

"""The tables where many people writing at once need more than one writer does: rows and contents held for a change."""

from viewer.core.annotation import Annotation, AnnotationId
from viewer.core.document import DocumentId
from viewer.store.annotation_table import AnnotationTable
from viewer.store.document_table import DocumentTable


class OfficeDocumentTable(DocumentTable):
    """Documents many machines import at once."""

    def id_of(self, sha256: str) -> DocumentId | None:
        """Return the document with this content; a writer who asked is the only one to store it until it is done."""
        self._connection.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(:sha256, 0))"
            " WHERE current_setting('transaction_read_only') = 'off'",
            {"sha256": sha256},
        )
        return super().id_of(sha256)


class OfficeAnnotationTable(AnnotationTable):
    """Notes many people change at once."""

    def for_change(self, annotation_id: AnnotationId) -> Annotation:
        """Return an annotation that nobody else changes before this transaction ends; it must be known."""
        self._connection.execute("SELECT 1 FROM annotations WHERE id = :id FOR UPDATE", {"id": annotation_id})
        return super().for_change(annotation_id)

"""The annotations of the library as rows; every change also goes into the append-only log, with what was before."""

import json
from collections.abc import Mapping, Sequence

from viewer.core.annotation import Annotation, AnnotationId
from viewer.core.document import DocumentId
from viewer.core.errors import AnnotationNotFoundError
from viewer.store import note_rows
from viewer.store.change_log import append_change, now
from viewer.store.sql import Connection

_SELECT = (
    "SELECT annotations.*, documents.id AS document_id FROM annotations"
    " LEFT JOIN documents ON documents.row = annotations.document"
)
_IN_READING_ORDER = " ORDER BY annotations.document, span_start IS NULL, span_start, annotations.row"


class AnnotationTable:
    """SQL over one connection; writing methods must run inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_document(self, document_id: DocumentId) -> list[Annotation]:
        """Return a document's annotations in reading order, those without a place last."""
        condition = " WHERE documents.id = :document AND annotations.removed_at IS NULL"
        found = self._connection.execute(_SELECT + condition + _IN_READING_ORDER, {"document": document_id})
        return [note_rows.annotation(row) for row in found]

    def kept_of(self, document_ids: Sequence[DocumentId]) -> list[tuple[Annotation, bool]]:
        """Return all annotations of these documents, each with whether it is in the trash."""
        condition = " WHERE documents.id IN (SELECT value FROM json_each(:ids))"
        found = self._connection.execute(_SELECT + condition, {"ids": json.dumps(document_ids)})
        return [(note_rows.annotation(row), row["removed_at"] is not None) for row in found]

    def all(self) -> list[Annotation]:
        """Return every annotation outside the trash, also those whose document is gone or not here yet."""
        condition = " WHERE annotations.removed_at IS NULL"
        return [note_rows.annotation(row) for row in self._connection.execute(_SELECT + condition + _IN_READING_ORDER)]

    def removed(self) -> list[Annotation]:
        """Return the annotations in the trash, the last removed first."""
        condition = (
            " WHERE annotations.removed_at IS NOT NULL ORDER BY annotations.removed_at DESC, annotations.row DESC"
        )
        return [note_rows.annotation(row) for row in self._connection.execute(_SELECT + condition)]

    def find(self, annotation_id: AnnotationId) -> Annotation | None:
        """Return an annotation wherever it is, trash included."""
        row = self._connection.execute(_SELECT + " WHERE annotations.id = :id", {"id": annotation_id}).fetchone()
        return None if row is None else note_rows.annotation(row)

    def for_change(self, annotation_id: AnnotationId) -> Annotation:
        """Return an annotation that nobody else changes before this transaction ends; it must be known."""
        found = self.find(annotation_id)
        if found is None:
            raise not_found()
        return found

    def signed_by(self, _annotation_id: AnnotationId) -> str:
        """Return who changed an annotation last, empty where nobody can say."""
        return ""

    def is_removed(self, annotation_id: AnnotationId) -> bool:
        """Tell whether the annotation is in the trash."""
        row = self._connection.execute(
            "SELECT removed_at FROM annotations WHERE id = :id", {"id": annotation_id}
        ).fetchone()
        return row is not None and row["removed_at"] is not None

    def waiting(self) -> list[tuple[Annotation, Mapping[str, object]]]:
        """Return annotations without a document, each with what recognises their reply."""
        condition = " WHERE annotations.document IS NULL AND annotations.removed_at IS NULL ORDER BY annotations.row"
        rows = self._connection.execute(_SELECT + condition)
        return [(note_rows.annotation(row), json.loads(row["document_key"])) for row in rows]

    def add(self, annotation: Annotation, document_key: Mapping[str, object]) -> None:
        """Store a new annotation; raises the connection's ``IntegrityError`` for an id that exists."""
        values = note_rows.annotation_values(annotation) | {
            "document_key": json.dumps(document_key, ensure_ascii=False),
            "document_id": annotation.document_id,
        }
        columns = [column for column in values if column != "document_id"]
        self._connection.execute(
            f"INSERT INTO annotations ({', '.join(columns)}, document)"  # noqa: S608 - our own column names
            f" VALUES ({', '.join(':' + column for column in columns)},"
            " (SELECT row FROM documents WHERE id = :document_id))",
            values,
        )
        append_change(self._connection, "annotate", annotation.id, {"after": _for_log(annotation)})

    def replace(self, annotation: Annotation, *, action: str = "edit annotation") -> Annotation:
        """Store a changed annotation and return what it was before."""
        before = self.for_change(annotation.id)
        values = note_rows.annotation_values(annotation) | {"document_id": annotation.document_id}
        assignments = ", ".join(f"{column} = :{column}" for column in values if column not in ("id", "document_id"))
        self._connection.execute(
            f"UPDATE annotations SET {assignments},"  # noqa: S608 - our own column names
            " document = (SELECT row FROM documents WHERE id = :document_id) WHERE id = :id",
            values,
        )
        detail = {"before": _for_log(before), "after": _for_log(annotation)}
        append_change(self._connection, action, annotation.id, detail)
        return before

    def remove(self, annotation_id: AnnotationId) -> None:
        """Put an annotation into the trash."""
        self._mark_removed(annotation_id, moment=now(), action="remove annotation")

    def restore(self, annotation_id: AnnotationId) -> None:
        """Take an annotation out of the trash."""
        self._mark_removed(annotation_id, moment=None, action="restore annotation")

    def purge_document(self, document_id: DocumentId) -> None:
        """Delete all annotations of a document, also those in the trash; the log keeps what they said."""
        found = self._connection.execute(_SELECT + " WHERE documents.id = :document", {"document": document_id})
        for annotation in [note_rows.annotation(row) for row in found]:
            self._delete(annotation)

    def purge(self, annotation_id: AnnotationId) -> None:
        """Delete an annotation that is in the trash; the log keeps what it said."""
        annotation = self.for_change(annotation_id)
        if not self.is_removed(annotation_id):
            raise not_found()
        self._delete(annotation)

    def _delete(self, annotation: Annotation) -> None:
        append_change(self._connection, "purge annotation", annotation.id, {"before": _for_log(annotation)})
        self._connection.execute("DELETE FROM annotations WHERE id = :id", {"id": annotation.id})

    def _mark_removed(self, annotation_id: AnnotationId, *, moment: str | None, action: str) -> None:
        was_removed = "IS NULL" if moment else "IS NOT NULL"
        done = self._connection.execute(
            f"UPDATE annotations SET removed_at = :moment WHERE id = :id AND removed_at {was_removed}",  # noqa: S608
            {"id": annotation_id, "moment": moment},
        )
        if done.rowcount == 0:
            raise not_found()
        append_change(self._connection, action, annotation_id)


def _for_log(annotation: Annotation) -> dict[str, object]:
    return {**note_rows.annotation_values(annotation), "document": annotation.document_id}


def not_found() -> AnnotationNotFoundError:
    """Return the error for an annotation the library does not know."""
    return AnnotationNotFoundError(
        "没有找到这条批注。", advice="它可能已被删除，或在另一个窗口里改动过；请刷新后再试。"
    )

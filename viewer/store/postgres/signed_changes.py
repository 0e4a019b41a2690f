"""The log of changes of an office's library with who made them, and who signed a document's notes."""

import json
from collections.abc import Mapping
from datetime import UTC

from viewer.core.annotation import AnnotationId
from viewer.core.company import Signature, SignedChange
from viewer.core.document import DocumentId
from viewer.store.sql import Connection, Row

_NOTE_WORDS = ("note", "tags")
_WORDS = (*_NOTE_WORDS, "canonical", "term", "name", "words", "state", "verdict", "before", "after", "query")
_MOST_WORDS = 400

_ENTRIES = """
    WITH entries AS (
        SELECT log.sequence, log.at, log.by, log.action, log.subject, log.detail::jsonb AS detail, notes.document
        FROM change_log AS log LEFT JOIN annotations AS notes ON notes.id = log.subject
        WHERE {which}
    )
    SELECT entries.sequence, entries.at, entries.by, entries.action, entries.subject, entries.detail::text AS detail,
        documents.id AS document_id, coalesce(documents.title, documents.name) AS title
    FROM entries LEFT JOIN documents ON documents.row = entries.document OR documents.id = coalesce(
        entries.detail -> 'after' ->> 'document', entries.detail -> 'before' ->> 'document',
        entries.detail ->> 'document', entries.subject)
    ORDER BY entries.sequence DESC LIMIT :most
"""
_OF_ALL = _ENTRIES.format(which="CAST(:before AS bigint) IS NULL OR log.sequence < :before")
_OF_DOCUMENT = _ENTRIES.format(
    which="log.sequence = ANY (ARRAY(SELECT entries_of(:document, CAST(:before AS bigint), :most)))"
)
_SIGNED = """
    SELECT id, owner, signed_by, signed_at, version, personal FROM annotations
    WHERE document = (SELECT row FROM documents WHERE id = :document)
"""


class SignedChanges:
    """Only reads; what somebody keeps to themselves is not among it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def latest(self, document_id: DocumentId | None, *, most: int, before: int | None = None) -> list[SignedChange]:
        """Return entries, the last first, of one document or of all; ``before`` goes on after an entry."""
        values = {"document": document_id, "most": most, "before": before}
        entries = _OF_ALL if document_id is None else _OF_DOCUMENT
        return [_change(row) for row in self._connection.execute(entries, values)]

    def of_notes(self, document_id: DocumentId) -> dict[AnnotationId, Signature]:
        """Return who signed the notes of a document."""
        rows = self._connection.execute(_SIGNED, {"document": document_id})
        return {AnnotationId(row["id"]): _signature(row) for row in rows}


def _signature(row: Row) -> Signature:
    moment = row["signed_at"].astimezone(UTC).isoformat(timespec="seconds")
    return Signature(row["owner"], row["signed_by"], moment, row["version"], bool(row["personal"]))


def _change(row: Row) -> SignedChange:
    detail: Mapping[str, object] = json.loads(row["detail"])
    before, after = detail.get("before"), detail.get("after")
    if not isinstance(before, Mapping) and not isinstance(after, Mapping):
        before, after = None, detail
    document_id = row["document_id"]
    return SignedChange(
        row["sequence"],
        row["at"],
        row["by"],
        row["action"],
        row["subject"],
        _words(before),
        _words(after),
        None if document_id is None else DocumentId(document_id),
        row["title"],
    )


def _words(values: object) -> str:
    """Return what a person wrote of all that was logged."""
    if not isinstance(values, Mapping):
        return ""
    names = _NOTE_WORDS if "exact" in values else _WORDS
    said = [_plain(_tags(values[name]) if name == "tags" else values[name]) for name in names if values.get(name)]
    return " · ".join(each for each in said if each)[:_MOST_WORDS]


def _tags(stated: object) -> object:
    """Return the tags an entry states; whoever may read may also write into the log, and not only what we would."""
    if not isinstance(stated, str):
        return stated
    try:
        return json.loads(stated)
    except ValueError:
        return None


def _plain(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "、".join(map(str, value))
    return ""

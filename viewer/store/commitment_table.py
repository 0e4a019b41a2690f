"""Promises as rows: what a machine found, what a person noted of it, and the evidence judged."""

import json
from collections.abc import Iterable

from viewer.core.commitment import (
    Commitment,
    CommitmentState,
    EvidenceVerdict,
    Judgement,
    LedgerEntry,
    LedgerFilter,
    PromiseRecord,
    Strength,
)
from viewer.core.document import DocumentId
from viewer.core.span import Span
from viewer.store.change_log import append_change, now
from viewer.store.sql import EVERYTHING, IS_SHOWN, Connection, Row

_AT_FIRST = 40
_LEDGER = """
    SELECT documents.id AS id, coalesce(documents.title, documents.name) AS title, documents.number AS number,
           documents.issuing_unit AS issuing_unit, documents.date AS date, commitments.start AS start,
           commitments."end" AS "end", commitments.words AS words, what, who, deadline_words, deadline, figure,
           strength, cue, coalesce(record.state, 'open') AS state, coalesce(record.note, '') AS note,
           coalesce(record.dismissed, 0) AS dismissed,
           (SELECT count(*) FROM commitment_evidence AS evidence WHERE evidence.document = commitments.document
            AND evidence.words = commitments.words AND evidence.verdict = 'confirmed') AS evidence
    FROM commitments
    JOIN documents ON documents.row = commitments.document
    LEFT JOIN commitment_records AS record
      ON record.document = commitments.document AND record.words = commitments.words
    WHERE commitments.document IN (SELECT value FROM json_each(:rows))
      AND (:part IS NULL OR instr(commitments.words, :part) > 0 OR instr(coalesce(documents.title, ''), :part) > 0)
      AND (:strength IS NULL OR strength = :strength)
      AND (:state IS NULL OR coalesce(record.state, 'open') = :state)
      AND (:dismissed IS NULL OR coalesce(record.dismissed, 0) = :dismissed)
    ORDER BY documents.date IS NULL, documents.date DESC, documents.row DESC, commitments.ordinal
    LIMIT :limit
"""


class CommitmentTable:
    """SQL over one connection; writing methods must run inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, row: int, commitments: Iterable[Commitment]) -> None:
        """Store the promises of a document in place of those there are."""
        self._connection.execute("DELETE FROM commitments WHERE document = :row", {"row": row})
        self._connection.executemany(
            'INSERT INTO commitments (document, ordinal, start, "end", words, what, who, deadline_words, deadline,'
            " figure, strength, cue) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    row,
                    ordinal,
                    each.span.start,
                    each.span.end,
                    each.words,
                    each.what,
                    each.who,
                    each.deadline_words,
                    each.deadline,
                    each.figure,
                    each.strength.value,
                    each.cue,
                )
                for ordinal, each in enumerate(commitments)
            ],
        )

    def ledger(self, wanted: LedgerFilter, *, limit: int | None) -> list[LedgerEntry]:
        """Return promises, the newest documents first."""
        values = {
            "part": wanted.part,
            "strength": wanted.strength.value if wanted.strength else None,
            "state": wanted.state.value if wanted.state else None,
            "dismissed": None if wanted.dismissed is None else int(wanted.dismissed),
        }
        entries: list[LedgerEntry] = []
        rows = self._newest(wanted.document_id)
        start, size = 0, _AT_FIRST  # sorting all promises to show a few would take a second
        while start < len(rows) and (limit is None or len(entries) < limit):
            left = EVERYTHING if limit is None else limit - len(entries)
            some = {"rows": json.dumps(rows[start : start + size]), "limit": left}
            entries += [_entry(row) for row in self._connection.execute(_LEDGER, values | some)]
            start, size = start + size, size * 2
        return entries

    def _newest(self, document_id: DocumentId | None) -> list[int]:
        if document_id is not None:
            found = self._connection.execute(
                f"SELECT row FROM documents WHERE id = :id AND {IS_SHOWN}",  # noqa: S608 - our own words
                {"id": document_id},
            )
        else:
            found = self._connection.execute(
                "SELECT row FROM documents WHERE removed_at IS NULL ORDER BY date IS NULL, date DESC, row DESC"
            )
        return [row[0] for row in found]

    def count(self) -> int:
        """Return how many promises there are."""
        return int(self._connection.execute("SELECT count(*) FROM commitments").fetchone()[0])

    def note(self, record: PromiseRecord) -> None:
        """Store what a person noted of a promise: state, note, whether it is one at all."""
        values = {
            "id": record.document_id,
            "words": record.words,
            "state": record.state.value,
            "note": record.note,
            "dismissed": int(record.dismissed),
            "at": now(),
        }
        self._connection.execute(
            "INSERT INTO commitment_records (document, words, state, note, dismissed, changed_at)"
            " SELECT row, :words, :state, :note, :dismissed, :at FROM documents WHERE id = :id"
            " ON CONFLICT (document, words) DO UPDATE"
            " SET state = :state, note = :note, dismissed = :dismissed, changed_at = :at",
            values,
        )
        append_change(self._connection, "note on promise", record.document_id, values)

    def records(self) -> list[PromiseRecord]:
        """Return all that was noted of promises, also of those a newer reading no longer finds."""
        found = self._connection.execute(
            "SELECT documents.id AS id, words, state, note, dismissed FROM commitment_records AS record"
            " JOIN documents ON documents.row = record.document ORDER BY record.row"
        )
        return [
            PromiseRecord(
                DocumentId(row["id"]), row["words"], CommitmentState(row["state"]), row["note"], bool(row["dismissed"])
            )
            for row in found
        ]

    def judgements(self) -> list[Judgement]:
        """Return all passages a person judged as evidence."""
        found = self._connection.execute(
            "SELECT document.id AS document, words, later.id AS later, passage, verdict FROM commitment_evidence"
            " JOIN documents AS document ON document.row = commitment_evidence.document"
            " JOIN documents AS later ON later.row = commitment_evidence.later ORDER BY commitment_evidence.row"
        )
        return [
            Judgement(
                DocumentId(row["document"]), row["words"], DocumentId(row["later"]), row["passage"],
                EvidenceVerdict(row["verdict"]),
            )
            for row in found
        ]  # fmt: skip

    def judge(self, said: Judgement) -> None:
        """Store what a person said of a passage as evidence of a promise; ``SUGGESTED`` takes it back."""
        values = {
            "document": said.document_id,
            "words": said.words,
            "later": said.later,
            "passage": said.passage,
            "verdict": said.verdict.value,
            "at": now(),
        }
        if said.verdict is EvidenceVerdict.SUGGESTED:
            self._connection.execute(
                "DELETE FROM commitment_evidence WHERE document = (SELECT row FROM documents WHERE id = :document)"
                " AND words = :words AND later = (SELECT row FROM documents WHERE id = :later) AND passage = :passage",
                values,
            )
        else:
            self._connection.execute(
                "INSERT INTO commitment_evidence (document, words, later, passage, verdict, added_at)"
                " SELECT document.row, :words, later.row, :passage, :verdict, :at"
                " FROM documents AS document, documents AS later WHERE document.id = :document AND later.id = :later"
                " ON CONFLICT (document, words, later, passage) DO UPDATE SET verdict = :verdict, added_at = :at",
                values,
            )
        append_change(self._connection, "judge evidence", said.document_id, values)

    def judged(self, document_id: DocumentId, words: str) -> dict[tuple[DocumentId, str], EvidenceVerdict]:
        """Return the passages a person judged as evidence of a promise."""
        found = self._connection.execute(
            "SELECT later.id AS later, passage, verdict FROM commitment_evidence"
            " JOIN documents AS later ON later.row = commitment_evidence.later"
            " JOIN documents AS document ON document.row = commitment_evidence.document"
            " WHERE document.id = :document AND words = :words AND later.removed_at IS NULL",
            {"document": document_id, "words": words},
        )
        return {(DocumentId(row["later"]), row["passage"]): EvidenceVerdict(row["verdict"]) for row in found}


def _entry(row: Row) -> LedgerEntry:
    commitment = Commitment(
        span=Span(row["start"], row["end"]),
        words=row["words"],
        what=row["what"],
        strength=Strength(row["strength"]),
        cue=row["cue"],
        who=row["who"],
        deadline_words=row["deadline_words"],
        deadline=row["deadline"],
        figure=row["figure"],
    )
    return LedgerEntry(
        DocumentId(row["id"]),
        row["title"],
        row["number"],
        row["issuing_unit"],
        row["date"],
        commitment,
        CommitmentState(row["state"]),
        row["note"],
        bool(row["dismissed"]),
        row["evidence"],
    )

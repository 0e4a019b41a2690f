"""What a person taught, as rows; nothing is deleted, lessons are only withdrawn."""

from collections.abc import Iterable
from dataclasses import replace

from viewer.core.document import DocumentId
from viewer.core.entity import EntityType
from viewer.core.errors import LessonNotFoundError, TermKnownError
from viewer.core.knowledge import KnownCorrection, KnownTerm, LessonId, Lessons, MetricCorrection
from viewer.core.lexicon import Correction, CorrectionAction, LexiconTerm
from viewer.core.metric import Comparator, MetricRole
from viewer.store.change_log import append_change, now
from viewer.store.sql import Connection, Row

_FOR_DOCUMENT = (
    " LEFT JOIN documents ON documents.row = lesson.document"
    " WHERE lesson.removed_at IS NULL AND (lesson.document IS NULL OR documents.id = :document) ORDER BY lesson.row"
)
_ALL = " LEFT JOIN documents ON documents.row = lesson.document WHERE lesson.removed_at IS NULL ORDER BY lesson.row"
_METRIC_FIELDS = (
    "indicator", "value", "value_max", "unit", "comparator", "role", "period_text", "period_start", "period_end",
    "scope",
)  # fmt: skip

Values = dict[str, str | int | float | None]


class LessonTable:
    """SQL over one connection; writing methods must run inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lessons(self, document_id: DocumentId) -> Lessons:
        """Return everything that holds for a document."""
        return replace(self.lessons_besides(document_id), names=self.spread_names())

    def lessons_besides(self, document_id: DocumentId) -> Lessons:
        """Return what holds for a document besides the sure names of the library, which are thousands."""
        return Lessons(
            terms=tuple(each.term for each in self.terms(document_id)),
            corrections=tuple(each.correction for each in self.corrections(document_id)),
            metric_corrections=tuple(self.metric_corrections(document_id)),
        )

    def general_lessons(self) -> Lessons:
        """Return what holds for every document, also one that is not here yet."""
        return Lessons(
            terms=tuple(each.term for each in self.terms() if each.document_id is None),
            corrections=tuple(each.correction for each in self.corrections() if each.document_id is None),
            names=self.spread_names(),
        )

    def spread_names(self) -> tuple[tuple[str, EntityType], ...]:
        """Return the sure names of the library as they were last gathered."""
        found = self._connection.execute("SELECT name, type FROM spread_names ORDER BY name")
        return tuple((row["name"], EntityType(row["type"])) for row in found)

    def replace_spread_names(self, names: Iterable[tuple[str, EntityType]]) -> None:
        """Store the sure names of the library in place of those gathered before."""
        self._connection.execute("DELETE FROM spread_names")
        self._connection.executemany(
            "INSERT INTO spread_names VALUES (:name, :type)",
            [{"name": name, "type": type_.value} for name, type_ in names],
        )

    def terms(self, document_id: DocumentId | None = None) -> list[KnownTerm]:
        """Return the terms that hold for a document, or all terms."""
        return [_term(row) for row in self._select("terms", document_id)]

    def corrections(self, document_id: DocumentId | None = None) -> list[KnownCorrection]:
        """Return the corrections of names that hold for a document, or all of them, in the order they were given."""
        return [_correction(row) for row in self._select("corrections", document_id)]

    def metric_corrections(self, document_id: DocumentId | None = None) -> list[MetricCorrection]:
        """Return the corrections of figures of a document, or all of them, in the order they were given."""
        return [_metric_correction(row) for row in self._select("metric_corrections", document_id)]

    def add_term(self, known: KnownTerm) -> None:
        """Store a term. Raises ``TermKnownError`` when its scope already has it."""
        values = _term_values(known)
        try:
            self._insert("terms", values, known.document_id)
        except self._connection.IntegrityError as error:
            message = f"词库里已有“{known.term.term}”。"
            raise TermKnownError(message, advice="可以在词库中修改它的类型或全称。") from error
        append_change(self._connection, "add term", known.id, values)

    def replace_term(self, known: KnownTerm) -> KnownTerm:
        """Store a changed term and return what it was before."""
        before = next((each for each in self.terms() if each.id == known.id), None)
        if before is None:
            raise _not_found()
        values = _term_values(known)
        try:
            self._connection.execute(
                "UPDATE terms SET term = :term, type = :type, canonical = :canonical,"
                " document = (SELECT row FROM documents WHERE id = :document_id) WHERE id = :id",
                values | {"document_id": known.document_id},
            )
        except self._connection.IntegrityError as error:
            message = f"词库里已有“{known.term.term}”。"
            raise TermKnownError(message, advice="请改用另一个词，或先删除已有的那个。") from error
        append_change(self._connection, "edit term", known.id, {"before": _term_values(before), "after": values})
        return before

    def add_correction(self, known: KnownCorrection) -> None:
        """Store a correction of names."""
        given = known.correction
        values: Values = {
            "id": known.id,
            "action": given.action.value,
            "surface": given.surface,
            "type": given.type.value if given.type else None,
            "canonical": given.canonical,
            "before": given.before,
            "after": given.after,
            "added_by": known.added_by,
            "added_at": known.added_at,
        }
        self._insert("corrections", values, known.document_id)
        append_change(self._connection, "correct name", known.id, values | {"document": known.document_id})

    def add_metric_correction(self, given: MetricCorrection) -> None:
        """Store a correction of a figure."""
        values: Values = {name: getattr(given, name) for name in _METRIC_FIELDS} | {
            "id": given.id,
            "surface": given.surface,
            "before": given.before,
            "after": given.after,
            "dismissed": int(given.dismissed),
            "added_by": given.added_by,
            "added_at": given.added_at,
        }
        self._insert("metric_corrections", values, given.document_id)
        append_change(self._connection, "correct figure", given.id, values | {"document": given.document_id})

    def withdraw(self, lesson_id: LessonId) -> None:
        """Take a lesson back; raises ``LessonNotFoundError`` when there is none such, or it is withdrawn already."""
        self._mark(lesson_id, moment=now(), action="withdraw lesson")

    def restore(self, lesson_id: LessonId) -> None:
        """Let a withdrawn lesson hold again."""
        self._mark(lesson_id, moment=None, action="restore lesson")

    def move_last(self, lesson_id: LessonId) -> None:
        """Let a correction count as given after all others, which it then overrules."""
        for table in ("corrections", "metric_corrections"):
            last = f"(SELECT max(row) + 1 FROM {table})"  # noqa: S608 - our own names
            self._connection.execute(f"UPDATE {table} SET row = {last} WHERE id = :id", {"id": lesson_id})  # noqa: S608

    def _mark(self, lesson_id: LessonId, *, moment: str | None, action: str) -> None:
        wanted = "IS NULL" if moment else "IS NOT NULL"
        done = sum(
            self._connection.execute(
                f"UPDATE {table} SET removed_at = :moment WHERE id = :id AND removed_at {wanted}",  # noqa: S608
                {"id": lesson_id, "moment": moment},
            ).rowcount
            for table in ("terms", "corrections", "metric_corrections")
        )
        if done == 0:
            raise _not_found()
        append_change(self._connection, action, lesson_id)

    def _select(self, table: str, document_id: DocumentId | None) -> list[Row]:
        condition = _ALL if document_id is None else _FOR_DOCUMENT
        return self._connection.execute(
            f"SELECT lesson.*, documents.id AS document_id FROM {table} AS lesson" + condition,  # noqa: S608
            {"document": document_id},
        ).fetchall()

    def _insert(self, table: str, values: Values, document_id: DocumentId | None) -> None:
        columns = ", ".join(values)
        parameters = ", ".join(f":{name}" for name in values)
        self._connection.execute(
            f"INSERT INTO {table} ({columns}, document)"  # noqa: S608 - our own names, bound values
            f" VALUES ({parameters}, (SELECT row FROM documents WHERE id = :document_id))",
            values | {"document_id": document_id},
        )


def _term_values(known: KnownTerm) -> Values:
    return {
        "id": known.id,
        "term": known.term.term,
        "type": known.term.type.value,
        "canonical": known.term.canonical,
        "added_by": known.added_by,
        "added_at": known.added_at,
    }


def _term(row: Row) -> KnownTerm:
    term = LexiconTerm(row["term"], EntityType(row["type"]), row["canonical"])
    return KnownTerm(LessonId(row["id"]), term, _document(row), row["added_by"], row["added_at"])


def _correction(row: Row) -> KnownCorrection:
    correction = Correction(
        CorrectionAction(row["action"]),
        row["surface"],
        EntityType(row["type"]) if row["type"] is not None else None,
        row["canonical"],
        row["before"],
        row["after"],
    )
    return KnownCorrection(LessonId(row["id"]), correction, _document(row), row["added_by"], row["added_at"])


def _metric_correction(row: Row) -> MetricCorrection:
    return MetricCorrection(
        id=LessonId(row["id"]),
        document_id=DocumentId(row["document_id"]),
        surface=row["surface"],
        before=row["before"],
        after=row["after"],
        added_by=row["added_by"],
        added_at=row["added_at"],
        dismissed=bool(row["dismissed"]),
        indicator=row["indicator"],
        value=row["value"],
        value_max=row["value_max"],
        unit=row["unit"],
        comparator=Comparator(row["comparator"]) if row["comparator"] is not None else None,
        role=MetricRole(row["role"]) if row["role"] is not None else None,
        period_text=row["period_text"],
        period_start=row["period_start"],
        period_end=row["period_end"],
        scope=row["scope"],
    )


def _document(row: Row) -> DocumentId | None:
    return DocumentId(row["document_id"]) if row["document_id"] is not None else None


def _not_found() -> LessonNotFoundError:
    return LessonNotFoundError("没有找到这条更正。", advice="它可能已被撤回；请刷新后再试。")

"""Lets a person correct what the machine found: 不是实体, 改类型, 改范围, 合并为同一名称, 加入词库, and figures.

A lesson is stored with its words and their surroundings, never by bare offsets, so it holds after a new reading too.
"""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from viewer.core.document import DocumentId
from viewer.core.entity import Entity, EntityType
from viewer.core.errors import DocumentNotFoundError
from viewer.core.knowledge import GivenCorrection, KnownCorrection, KnownTerm, LessonId, MetricCorrection, Scope
from viewer.core.lexicon import Correction, CorrectionAction, LexiconTerm
from viewer.core.metric import Metric
from viewer.core.name_index import Merged, Renamed
from viewer.core.progress import CancelToken, Progress, ProgressStep
from viewer.core.span import Span
from viewer.extract.tagger.tagger import Tagger
from viewer.services.marking import mark_again
from viewer.services.renaming import Renaming
from viewer.store.change_log import now
from viewer.store.store import Store

_CONTEXT = 12
"""Code points of surroundings that tell one place of a name from the others."""


class Teaching:
    """Corrections and the 词库 of one library.

    Every lesson is one transaction; then the marks of the document at hand are found anew and stored. Other documents
    a lesson concerns are brought up to date by ``apply_everywhere``. Any lesson can be withdrawn.
    """

    def __init__(
        self,
        library: Store,
        load_tagger: Callable[[], Tagger | None],
        *,
        taught_by: str = "",
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        """``changed`` hears that documents have other marks now, which the index has to learn."""
        self._library = library
        self._changed = changed
        self._load_tagger = load_tagger
        self._taught_by = taught_by
        self._renaming = Renaming(library, load_tagger)

    def dismiss(self, document_id: DocumentId, entity: Entity, scope: Scope, /) -> list[LessonId]:
        """Say that a marked name is none (不是实体)."""
        return self._correct(document_id, [(CorrectionAction.VETO, entity.span, None, None)], scope)

    def retype(self, document_id: DocumentId, entity: Entity, type_: EntityType, scope: Scope, /) -> list[LessonId]:
        """Say what a name really is (改类型)."""
        return self._correct(document_id, [(CorrectionAction.MARK, entity.span, type_, entity.canonical)], scope)

    def resize(self, document_id: DocumentId, entity: Entity, span: Span, scope: Scope, /) -> list[LessonId]:
        """Say where a name really begins and ends (改范围)."""
        changes = [
            (CorrectionAction.VETO, entity.span, None, None),
            (CorrectionAction.MARK, span, entity.type, entity.canonical),
        ]
        return self._correct(document_id, changes, scope)

    def mark(self, document_id: DocumentId, span: Span, type_: EntityType, scope: Scope, /) -> list[LessonId]:
        """Say that a passage is a name the machine has missed."""
        return self._correct(document_id, [(CorrectionAction.MARK, span, type_, None)], scope)

    def rename(self, document_id: DocumentId, entity: Entity, canonical: str, scope: Scope, /) -> list[LessonId]:
        """Say what a name stands for (合并为同一名称)."""
        return self._correct(document_id, [(CorrectionAction.RENAME, entity.span, None, canonical)], scope)

    def corrections(self) -> list[GivenCorrection]:
        """Return every correction of names and figures that holds, the newest first."""
        with self._library.reading() as documents:
            titles = {summary.id: summary.title for summary in [*documents.removed(), *documents.summaries()]}
            lessons = self._library.lessons()
            given: list[KnownCorrection | MetricCorrection] = [*lessons.corrections(), *lessons.metric_corrections()]
        listed = [GivenCorrection(each, titles.get(each.document_id) if each.document_id else None) for each in given]
        return sorted(listed, key=lambda each: each.known.added_at, reverse=True)

    def terms(self) -> list[KnownTerm]:
        """Return the 词库."""
        with self._library.reading():
            return self._library.lessons().terms()

    def add_term(self, term: LexiconTerm, document_id: DocumentId | None = None, /) -> KnownTerm:
        """Put a name into the 词库, for the library or one document. Raises ``TermKnownError`` for one it has."""
        known = KnownTerm(_new_id(), term, document_id, self._taught_by, now())
        with self._library.transaction():
            self._library.lessons().add_term(known)
        return known

    def edit_term(self, known: KnownTerm, /) -> None:
        """Store a changed term."""
        with self._library.transaction():
            self._library.lessons().replace_term(known)

    def correct_metric(self, correction: MetricCorrection, /) -> MetricCorrection:
        """Store a person's word on a figure and show it in its document; see ``about_metric`` for a blank one."""
        given = replace(correction, id=_new_id(), added_by=self._taught_by, added_at=now())
        with self._library.transaction() as documents:
            documents.summary(given.document_id)
            self._library.lessons().add_metric_correction(given)
        mark_again(self._library, given.document_id, self._load_tagger())
        self._changed()
        return given

    def about_metric(self, document_id: DocumentId, metric: Metric, /) -> MetricCorrection:
        """Return a correction of a figure that changes nothing yet."""
        with self._library.reading() as documents:
            text = documents.text(document_id)
        before, after = _surroundings(text, metric.span)
        return MetricCorrection(LessonId(""), document_id, metric.surface, before, after, "", "")

    def withdraw(self, lesson_ids: Iterable[LessonId], document_id: DocumentId | None = None, /) -> None:
        """Take lessons back, all or none, and bring a document's marks up to date."""
        self._change(lesson_ids, document_id, restore=False)

    def restore(self, lesson_ids: Iterable[LessonId], document_id: DocumentId | None = None, /) -> None:
        """Let withdrawn lessons hold again, all or none, and bring a document's marks up to date."""
        self._change(lesson_ids, document_id, restore=True)

    def apply_everywhere(
        self, words: Iterable[str], also: Iterable[DocumentId] = (), /, *, progress: Progress, cancel: CancelToken
    ) -> int:
        """Bring every document that holds one of these words, and some more, up to date; return how many there were."""
        with self._library.reading() as documents:
            holding = (each for word in words for each in documents.holding(word))
            concerned = list(dict.fromkeys((*also, *holding)))
        tagger = self._load_tagger()
        for number, document_id in enumerate(concerned):
            cancel.checkpoint()
            progress(ProgressStep(number, len(concerned), "更新标注"))
            try:
                mark_again(self._library, document_id, tagger)
            except DocumentNotFoundError:
                continue  # removed meanwhile
        progress(ProgressStep(len(concerned), len(concerned), "更新标注"))
        self._changed()
        return len(concerned)

    def rename_everywhere(
        self, words: Sequence[str], canonical: str, /, *, progress: Progress, cancel: CancelToken
    ) -> Merged:
        """Say what words stand for wherever they are marked, in all documents at once."""
        given = [Correction(CorrectionAction.RENAME, each, None, canonical) for each in dict.fromkeys(words)]
        lessons = [KnownCorrection(_new_id(), each, None, self._taught_by, now()) for each in given]
        with self._library.transaction():
            for each in lessons:
                self._library.lessons().add_correction(each)
        renamed = self._renaming.apply(given, progress=progress, cancel=cancel)
        self._changed()
        return Merged(tuple(each.id for each in lessons), tuple(renamed))

    def take_renaming_back(self, merged: Merged, /, *, progress: Progress, cancel: CancelToken) -> None:
        """Let words stand for what they did before."""
        self._change(merged.lessons, None, restore=False)
        self._renaming.take_back(merged.renamed, progress=progress, cancel=cancel)
        self._changed()

    def rename_again(self, merged: Merged, /, *, progress: Progress, cancel: CancelToken) -> Merged:
        """Do again what was taken back; return how to take it back."""
        self._change(merged.lessons, None, restore=True)
        with self._library.reading():
            known = self._library.lessons().corrections()
        given = [each.correction for each in known if each.id in merged.lessons]
        renamed: list[Renamed] = []
        if tuple(each.id for each in known[len(known) - len(given) :]) == merged.lessons:
            renamed = self._renaming.apply(given, progress=progress, cancel=cancel)
        else:
            self._renaming.read_anew([each.surface for each in given], progress=progress, cancel=cancel)
        self._changed()
        return Merged(merged.lessons, tuple(renamed))

    def _correct(
        self,
        document_id: DocumentId,
        changes: list[tuple[CorrectionAction, Span, EntityType | None, str | None]],
        scope: Scope,
    ) -> list[LessonId]:
        tagger = self._load_tagger()
        with self._library.transaction() as documents:
            lessons = self._library.lessons()
            text = documents.text(document_id)
            given = []
            for action, span, type_, canonical in changes:
                before, after = _surroundings(text, span) if scope is Scope.HERE else ("", "")
                correction = Correction(action, span.of(text), type_, canonical, before, after)
                reach = None if scope is Scope.LIBRARY else document_id
                known = KnownCorrection(_new_id(), correction, reach, self._taught_by, now())
                lessons.add_correction(known)
                given.append(known.id)
        mark_again(self._library, document_id, tagger)
        self._changed()
        return given

    def _change(self, lesson_ids: Iterable[LessonId], document_id: DocumentId | None, *, restore: bool) -> None:
        with self._library.transaction() as documents:
            lessons = self._library.lessons()
            for lesson_id in lesson_ids:
                (lessons.restore if restore else lessons.withdraw)(lesson_id)
            is_here = document_id is not None and not documents.is_removed(document_id)
        if document_id is not None and is_here:
            mark_again(self._library, document_id, self._load_tagger())


def _surroundings(text: str, span: Span) -> tuple[str, str]:
    return text[max(0, span.start - _CONTEXT) : span.start], text[span.end : span.end + _CONTEXT]


def _new_id() -> LessonId:
    return LessonId(str(uuid.uuid4()))

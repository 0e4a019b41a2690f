"""Teaches the library what a person corrects: every correction is a job, can be undone, and is read again at once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Signal

from viewer.core.across import LibraryFigure, LibraryName, TableFormat
from viewer.core.catalog import StoredDocument
from viewer.core.document import DocumentId
from viewer.core.entity import Entity, EntityType
from viewer.core.errors import TermKnownError, ViewerError
from viewer.core.knowledge import GivenCorrection, KnownTerm, LessonId, MetricCorrection, Scope
from viewer.core.lexicon import LexiconTerm
from viewer.core.metric import Metric
from viewer.core.progress import CancelToken, Progress
from viewer.core.span import Span
from viewer.exporting.whole_file import write_whole
from viewer.jobs.job import Lane
from viewer.jobs.runner import JobRunner
from viewer.ui.changes import Changes, Deed, Topic
from viewer.ui.names.faces import Across, Teaching
from viewer.ui.work import WorkSource

Lesson = Callable[[], list[LessonId]]
NameKey = tuple[EntityType, str]


class Opening(Protocol):
    """Documents that can be opened."""

    def open(self, document_id: DocumentId, /) -> StoredDocument:
        """Return the document."""


@dataclass(frozen=True, slots=True)
class NameSources:
    """The services names and figures are asked of and taught to."""

    teaching: Teaching
    across: Across
    documents: Opening


class NameKeeper(WorkSource):
    """Corrections of one document at a time, and the 词库. ``reread`` carries the document as it is then."""

    reread = Signal(StoredDocument)
    name_told = Signal(EntityType, str, object)
    terms_changed = Signal(list)
    corrections_changed = Signal(list)
    terms_imported = Signal(int, int)
    figures_saved = Signal(str)
    figures_told = Signal(str, list)
    updated = Signal(int)
    trouble = Signal(ViewerError)

    def __init__(self, sources: NameSources, runner: JobRunner, changes: Changes) -> None:
        super().__init__()
        self._teaching = sources.teaching
        self._across = sources.across
        self._documents = sources.documents
        self._runner = runner
        self.changes = changes
        self._document_id: DocumentId | None = None
        self._told: dict[NameKey, LibraryName | None] = {}

    def show_document(self, document_id: DocumentId | None) -> None:
        """Turn to another document; what was known of the library is asked anew."""
        self._document_id = document_id
        self._told.clear()

    def close(self) -> None:
        """Let no answer arrive any more; what was begun is finished all the same."""
        self._document_id = None
        for slot in ("reread", "terms", "corrections", "figures"):
            self._runner.cancel_slot(self, slot)

    @property
    def document_id(self) -> DocumentId | None:
        """Return the document at hand."""
        return self._document_id

    def known(self, type_: EntityType, name: str) -> LibraryName | None:
        """Return what was told of a name, ``None`` while nobody has answered."""
        return self._told.get((type_, name))

    def ask(self, type_: EntityType, name: str) -> None:
        """Ask which documents hold a name; ``name_told`` follows, at once when it was asked before."""
        key = (type_, name)
        if key in self._told:
            self.name_told.emit(type_, name, self._told[key])
            return
        across = self._across

        def work(_progress: Progress, _cancel: CancelToken) -> LibraryName | None:
            return across.name(name, type_)

        def take(found: LibraryName | None) -> None:
            self._told[key] = found
            self.name_told.emit(type_, name, found)

        self._runner.run(work, owner=self, done=take, failed=self.trouble.emit)

    def dismiss(self, entity: Entity, scope: Scope) -> None:
        """Say that a name is none."""
        teaching = self._teaching
        self._correct(self.tr("不是实体"), lambda of: teaching.dismiss(of, entity, scope), scope, (entity.surface,))

    def retype(self, entity: Entity, type_: EntityType, scope: Scope) -> None:
        """Say what a name is."""
        teaching = self._teaching
        words = (entity.surface,)
        self._correct(self.tr("改类型"), lambda of: teaching.retype(of, entity, type_, scope), scope, words)

    def resize(self, entity: Entity, span: Span, words: str, scope: Scope) -> None:
        """Say that a name covers ``span``, whose text is ``words``."""
        teaching = self._teaching
        concerned = (entity.surface, words)
        self._correct(self.tr("改范围"), lambda of: teaching.resize(of, entity, span, scope), scope, concerned)

    def rename(self, entity: Entity, canonical: str, scope: Scope) -> None:
        """Say what a name stands for."""
        teaching = self._teaching
        words = (entity.surface,)
        self._correct(self.tr("合并名称"), lambda of: teaching.rename(of, entity, canonical, scope), scope, words)

    def mark(self, span: Span, words: str, type_: EntityType, scope: Scope) -> None:
        """Say that a passage is a name."""
        teaching = self._teaching
        self._correct(self.tr("标为实体"), lambda of: teaching.mark(of, span, type_, scope), scope, (words,))

    def correct_metric(self, metric: Metric, change: Callable[[MetricCorrection], MetricCorrection]) -> None:
        """Store what a person says of a figure; ``change`` fills in a correction that changes nothing yet."""
        teaching = self._teaching

        def lesson(document_id: DocumentId) -> list[LessonId]:
            return [teaching.correct_metric(change(teaching.about_metric(document_id, metric))).id]

        self._correct(self.tr("修改指标"), lesson, Scope.DOCUMENT, ())

    def read_terms(self) -> None:
        """Read the 词库; ``terms_changed`` follows."""
        teaching = self._teaching

        def work(_progress: Progress, _cancel: CancelToken) -> list[KnownTerm]:
            return teaching.terms()

        self._runner.run(work, owner=self, done=self.terms_changed.emit, failed=self.trouble.emit, slot="terms")

    def read_corrections(self) -> None:
        """Read what was corrected; ``corrections_changed`` follows."""
        teaching = self._teaching

        def work(_progress: Progress, _cancel: CancelToken) -> list[GivenCorrection]:
            return teaching.corrections()

        done, failed = self.corrections_changed.emit, self.trouble.emit
        self._runner.run(work, owner=self, done=done, failed=failed, slot="corrections")

    def take_back(self, corrections: Sequence[GivenCorrection]) -> None:
        """Let corrections hold no longer, and show the machine's own answer again."""
        teaching, lessons = self._teaching, [each.id for each in corrections]
        words = tuple(each.surface for each in corrections if each.document_id is None)
        documents = tuple(each.document_id for each in corrections if each.document_id is not None)
        self.changes.make(
            Deed(
                self.tr("撤回更正"),
                Topic.NAMES,
                do=lambda: teaching.withdraw(lessons),
                undo=lambda _: teaching.restore(lessons),
                after=partial(self._follow, words, documents),
            )
        )

    def add_term(self, term: LexiconTerm, *, only_here: bool) -> None:
        """Put a name into the 词库, for every document or the one at hand."""
        teaching, document_id = self._teaching, self._document_id if only_here else None

        def lesson() -> list[LessonId]:
            return [teaching.add_term(term, document_id).id]

        self._teach(self.tr("加入词库"), lesson, None, (term.term,))

    def add_terms(self, terms: Sequence[LexiconTerm]) -> None:
        """Put many names into the 词库 and leave out those it has; ``terms_imported`` tells how many were which."""
        teaching = self._teaching

        def lesson() -> list[LessonId]:
            added = []
            for term in terms:
                try:
                    added.append(teaching.add_term(term).id)
                except TermKnownError:
                    continue
            return added

        def take(lessons: list[LessonId]) -> None:
            self.terms_imported.emit(len(lessons), len(terms) - len(lessons))

        self._teach(self.tr("导入词库"), lesson, None, tuple(term.term for term in terms), then=take)

    def edit_term(self, before: KnownTerm, after: KnownTerm) -> None:
        """Store a changed term."""
        teaching, words = self._teaching, (before.term.term, after.term.term)
        self._make(self.tr("修改词条"), words, lambda: teaching.edit_term(after), lambda: teaching.edit_term(before))

    def remove_terms(self, terms: Sequence[KnownTerm]) -> None:
        """Take names out of the 词库."""
        teaching, words = self._teaching, tuple(known.term.term for known in terms)
        lessons = [known.id for known in terms]
        self._make(self.tr("删除词条"), words, lambda: teaching.withdraw(lessons), lambda: teaching.restore(lessons))

    def ask_figures(self, indicator: str) -> None:
        """Ask where an indicator is stated; ``figures_told`` follows."""
        across = self._across

        def work(_progress: Progress, _cancel: CancelToken) -> list[LibraryFigure]:
            return across.figures_named(indicator)

        def take(found: list[LibraryFigure]) -> None:
            self.figures_told.emit(indicator, found)

        self._runner.run(work, owner=self, done=take, failed=self.trouble.emit, slot="figures")

    def save_figures(self, path: Path, form: TableFormat) -> None:
        """Write the figures of the document at hand to a file; ``figures_saved`` carries its name."""
        across, document_id = self._across, self._document_id
        if document_id is None:
            return

        def work(_progress: Progress, _cancel: CancelToken) -> str:
            write_whole(path, across.figures_file(document_id, form))
            return path.name

        self._runner.run(work, owner=self, done=self.figures_saved.emit, failed=self.trouble.emit)

    def reload(self) -> None:
        """Read the document at hand again."""
        document_id, documents = self._document_id, self._documents
        self._told.clear()
        if document_id is None:
            return

        def work(_progress: Progress, _cancel: CancelToken) -> StoredDocument:
            return documents.open(document_id)

        self._runner.run(work, owner=self, done=self._take, failed=self.trouble.emit, slot="reread")

    def _correct(
        self, text: str, lesson: Callable[[DocumentId], list[LessonId]], scope: Scope, words: tuple[str, ...]
    ) -> None:
        document_id = self._document_id
        if document_id is not None:
            beyond = words if scope is Scope.LIBRARY else ()
            self._teach(text, lambda: lesson(document_id), document_id, beyond)

    def _teach(
        self,
        text: str,
        lesson: Lesson,
        document_id: DocumentId | None,
        words: tuple[str, ...],
        then: Callable[[list[LessonId]], None] | None = None,
    ) -> None:
        teaching = self._teaching

        def again(lessons: list[LessonId]) -> list[LessonId]:
            teaching.restore(lessons, document_id)
            return lessons

        self.changes.make(
            Deed(
                text,
                Topic.NAMES,
                do=lesson,
                undo=lambda lessons: teaching.withdraw(lessons, document_id),
                redo=again,
                after=lambda: self._follow(words),
                done=then,
                document_id=document_id,
            )
        )

    def _make(self, text: str, words: tuple[str, ...], do: Callable[[], object], undo: Callable[[], object]) -> None:
        after = partial(self._follow, words)
        self.changes.make(Deed(text, Topic.NAMES, do=do, undo=lambda _: undo(), after=after))

    def _follow(self, words: Iterable[str], documents: Iterable[DocumentId] = ()) -> None:
        """Show the change here, and bring the other documents up to date where it concerns them."""
        self.reload()
        self.read_corrections()
        wanted, also = tuple(words), tuple(documents)
        if not wanted and not also:
            return
        self.read_terms()
        teaching = self._teaching

        def work(progress: Progress, cancel: CancelToken) -> int:
            return teaching.apply_everywhere(wanted, also, progress=progress, cancel=cancel)

        handle = self._runner.run(
            work,
            owner=self,
            done=self._finish,
            failed=self._fail,
            progress=self.work_progressed.emit,
            ended=self.work_ended.emit,
            lane=Lane.LONG,
        )
        self.work_started.emit(self.tr("更新标注"), handle)

    def _finish(self, documents: int) -> None:
        self.reload()
        self.updated.emit(documents)

    def _take(self, stored: StoredDocument) -> None:
        if stored.id == self._document_id:
            self.reread.emit(stored)

    def _fail(self, error: ViewerError) -> None:
        self.reload()
        self.trouble.emit(error)

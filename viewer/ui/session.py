"""One open library as the window sees it: every request is a job, every answer a signal."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from viewer.core.catalog import DocumentSummary, ImportReport, RereadReport, StoredDocument
from viewer.core.document import DocumentId
from viewer.core.errors import ViewerError
from viewer.core.hit import SearchRequest, SearchResult
from viewer.core.pair import OfferedPair
from viewer.core.progress import CancelToken, Progress
from viewer.core.scan import WaitingScan
from viewer.core.span import Span
from viewer.jobs.job import JobHandle, Lane
from viewer.jobs.runner import JobRunner
from viewer.jobs.spare_memory import give_back
from viewer.ui.changes import Deed, Topic
from viewer.ui.index_state import IndexState
from viewer.ui.services import Services
from viewer.ui.work import WorkSource

_LOOK_MS = 500
_FIRST_LIST_MS, _LAST_LIST_MS = 4_000, 64_000  # while an import runs, the list is read again at growing intervals
PAGE_OF_HITS = 30


class LibrarySession(WorkSource):
    """Asks the services of one library on worker threads; a newer question silences the answer to an older one."""

    summaries_changed = Signal(list)
    index_changed = Signal(object)
    document_opened = Signal(StoredDocument)
    search_answered = Signal(SearchRequest, SearchResult)
    search_failed = Signal(SearchRequest, ViewerError)
    search_ended = Signal()
    found_in = Signal(str, str, tuple)
    import_finished = Signal(ImportReport)
    scans_found = Signal(list)
    recognised = Signal(ImportReport)
    pairs_found = Signal(list)
    outdated_found = Signal(list)
    reread_finished = Signal(RereadReport)
    trouble = Signal(ViewerError)

    def __init__(self, services: Services, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._runner = runner
        self._recognition: JobHandle | None = None
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self.look_at_index)
        self._list_anew = QTimer(self, singleShot=True)
        self._list_anew.timeout.connect(self._show_what_came_in)

    @property
    def services(self) -> Services:
        """Return the services of the library."""
        return self._services

    @property
    def runner(self) -> JobRunner:
        """Return who runs the jobs."""
        return self._runner

    @property
    def folder(self) -> Path:
        """Return where the library is."""
        return self._services.folder

    @property
    def notices(self) -> tuple[str, ...]:
        """Return sentences for the user about how the library was opened."""
        return self._services.notices

    def refresh(self) -> None:
        """Read the list of documents and the state of the index again."""
        catalog = self._services.catalog

        def work(_progress: Progress, _cancel: CancelToken) -> list[DocumentSummary]:
            return catalog.summaries()

        self._runner.run(work, owner=self, done=self.summaries_changed.emit, failed=self.trouble.emit, slot="list")
        self.look_at_index()

    def look_at_index(self) -> None:
        """Ask how far the index has come, and keep asking while it is being built."""
        index = self._services.index

        def work(_progress: Progress, _cancel: CancelToken) -> IndexState:
            return index.state()

        self._runner.run(work, owner=self, done=self._show_index, failed=self._give_up_looking, slot="index")

    def warm_up(self) -> None:
        """Load what the first search would wait for; whether it succeeds shows when someone searches."""
        searcher = self._services.searcher

        def work(_progress: Progress, cancel: CancelToken) -> None:
            searcher.warm_up(cancel=cancel)
            give_back()

        self._runner.run(work, owner=self, done=_ignore, failed=_ignore)

    def back_up(self) -> None:
        """Make today's backup if it is missing; what goes wrong is told, for a backup nobody has is worse than none."""
        backups = self._services.backups

        def work(progress: Progress, cancel: CancelToken) -> None:
            now = datetime.now(UTC)
            if backups.is_due(now):
                backups.rotate(now, progress=progress, cancel=cancel)

        self._runner.run(work, owner=self, done=_ignore, failed=self.trouble.emit, lane=Lane.BESIDE)

    def open_document(self, document_id: DocumentId) -> None:
        """Read a document; ``document_opened`` follows."""
        documents = self._services.documents

        def work(_progress: Progress, _cancel: CancelToken) -> StoredDocument:
            return documents.open(document_id)

        self._runner.run(work, owner=self, done=self.document_opened.emit, failed=self.trouble.emit, slot="open")

    def search(self, request: SearchRequest) -> None:
        """Ask a question; ``search_answered`` or ``search_failed`` follows, unless another question does first."""
        searcher = self._services.searcher

        def work(_progress: Progress, cancel: CancelToken) -> SearchResult:
            return searcher.search(request, cancel=cancel)

        self._runner.run(
            work,
            owner=self,
            done=lambda result: self.search_answered.emit(request, result),
            failed=lambda error: self.search_failed.emit(request, error),
            ended=self.search_ended.emit,
            slot="search",
        )

    def forget_search(self) -> None:
        """Let no answer to a former question arrive any more."""
        self._runner.cancel_slot(self, "search")

    def find_text(self, stored: StoredDocument, text: str) -> None:
        """Look for typed characters in one document; ``found_in`` follows."""

        def work(_progress: Progress, cancel: CancelToken) -> tuple[Span, ...]:
            # Folding loads numpy and its tables (a quarter of a second), which the window must not wait for.
            from viewer.ui.reader.finding import find_text  # noqa: PLC0415

            return find_text(stored.reading.document, text, cancel)

        self._runner.run(
            work,
            owner=self,
            done=lambda spans: self.found_in.emit(stored.id, text, spans),
            slot="find",
        )

    def import_paths(self, paths: Sequence[Path], passwords: Sequence[str] = ()) -> None:
        """Import files and folders; stopped early, it still reports what was done. Scans wait to be recognised.

        Names that are being spread give way: they are spread after the import, with what it brought.
        """
        importer = self._services.importer
        self._runner.cancel_slot(self, "names")

        def work(progress: Progress, cancel: CancelToken) -> ImportReport:
            return importer.import_paths(paths, progress=progress, cancel=cancel, passwords=passwords, recognise=False)

        handle = self._runner.run(
            work,
            owner=self,
            done=self._finish_import,
            failed=self.trouble.emit,
            progress=self.work_progressed.emit,
            ended=self._end_import,
            lane=Lane.LONG,
        )
        self._list_anew.start(_FIRST_LIST_MS)
        self._announce(self.tr("导入"), handle)

    def _show_what_came_in(self) -> None:
        """Read the list again, and once more after twice the time: what an import has stored is in the library."""
        self.refresh()
        self._list_anew.start(min(2 * self._list_anew.interval(), _LAST_LIST_MS))

    def _end_import(self) -> None:
        self._list_anew.stop()
        self.work_ended.emit()

    @property
    def is_recognising(self) -> bool:
        """Tell whether scans are being recognised."""
        return self._recognition is not None and self._recognition.is_running

    def find_waiting_scans(self) -> None:
        """Ask which scans wait; ``scans_found`` follows."""
        recognising = self._services.recognising

        def work(_progress: Progress, _cancel: CancelToken) -> list[WaitingScan]:
            return recognising.waiting()

        self._runner.run(work, owner=self, done=self.scans_found.emit, failed=self.trouble.emit, slot="scans")

    def recognise(self) -> None:
        """Recognise the scans that wait; ``recognised`` follows, also when it is stopped early."""
        recognising = self._services.recognising

        def work(progress: Progress, cancel: CancelToken) -> ImportReport:
            return recognising.run(progress=progress, cancel=cancel)

        self._recognition = self._runner.run(
            work,
            owner=self,
            done=self._finish_recognition,
            failed=self.trouble.emit,
            progress=self.work_progressed.emit,
            ended=self.work_ended.emit,
            lane=Lane.LONG,
        )
        self._announce(self.tr("识别"), self._recognition)

    def find_pairs(self, document_ids: Iterable[DocumentId]) -> None:
        """Ask whether documents are the same replies as others; ``pairs_found`` follows."""
        pairing, ids = self._services.pairing, tuple(document_ids)

        def work(_progress: Progress, cancel: CancelToken) -> list[OfferedPair]:
            return pairing.offers(ids, cancel=cancel)

        self._runner.run(work, owner=self, done=self.pairs_found.emit, failed=self.trouble.emit, slot="pairs")

    def joining_of(self, pair: OfferedPair, name: str) -> Deed[None]:
        """Return the deed of making one document of two, which takes them apart when it is undone."""
        pairing, kept, joined = self._services.pairing, pair.kept.id, pair.joined.id
        return Deed(
            name,
            Topic.DOCUMENTS,
            do=lambda: pairing.join(kept, joined),
            undo=lambda _: pairing.separate(joined),
            after=self.refresh,
        )

    def declining_of(self, pair: OfferedPair, name: str) -> Deed[None]:
        """Return the deed of never offering a pair again."""
        pairing = self._services.pairing
        return Deed(name, Topic.DOCUMENTS, do=lambda: pairing.decline(pair), undo=lambda _: pairing.offer_again(pair))

    def separation_of(self, joined: DocumentId, name: str) -> Deed[DocumentId]:
        """Return the deed of making a second original a document of its own, which joins it again when undone."""
        pairing = self._services.pairing

        def separate() -> DocumentId:
            return pairing.separate(joined)

        return Deed(
            name,
            Topic.DOCUMENTS,
            do=separate,
            undo=lambda kept: pairing.join(kept, joined),
            after=self.refresh,
        )

    def stop_recognising(self) -> None:
        """Let recognising stop; the pages it has done are kept."""
        if self._recognition is not None:
            self._recognition.finish_early()

    def pause_recognition(self, *, paused: bool) -> None:
        """Note that scans shall wait, or go on; ``scans_found`` follows."""
        recognising = self._services.recognising

        def work(_progress: Progress, _cancel: CancelToken) -> list[WaitingScan]:
            recognising.pause(paused=paused)
            return recognising.waiting()

        self._runner.run(
            work, owner=self, done=self.scans_found.emit, failed=self.trouble.emit, lane=Lane.WRITE, slot="scans"
        )

    def removal_of(self, document_ids: Iterable[DocumentId], name: str) -> Deed[None]:
        """Return the deed of moving documents out of the library, which brings them back when it is undone."""
        documents, ids = self._services.documents, tuple(document_ids)

        def remove() -> None:
            documents.remove(ids)

        return Deed(name, Topic.DOCUMENTS, do=remove, undo=lambda _: documents.restore(ids), after=self.refresh)

    def find_outdated(self) -> None:
        """Ask which documents an older version has read; ``outdated_found`` follows."""
        rereading = self._services.rereading

        def work(_progress: Progress, _cancel: CancelToken) -> list[DocumentId]:
            return rereading.outdated()

        self._runner.run(work, owner=self, done=self.outdated_found.emit, failed=self.trouble.emit, slot="outdated")

    def reread(self, document_ids: Iterable[DocumentId]) -> None:
        """Read documents again; stopped early, it still reports what was done."""
        rereading, ids = self._services.rereading, tuple(document_ids)

        def work(progress: Progress, cancel: CancelToken) -> RereadReport:
            return rereading.reread(ids, progress=progress, cancel=cancel)

        handle = self._runner.run(
            work,
            owner=self,
            done=self._finish_rereading,
            failed=self.trouble.emit,
            progress=self.work_progressed.emit,
            ended=self.work_ended.emit,
            lane=Lane.LONG,
        )
        self._announce(self.tr("重新读取"), handle)

    def rebuild_index(self) -> None:
        """Throw the index away and build it again."""
        index = self._services.index

        def work(progress: Progress, cancel: CancelToken) -> None:
            index.rebuild(progress=progress, cancel=cancel)

        handle = self._runner.run(
            work,
            owner=self,
            done=self._refresh_after,
            failed=self.trouble.emit,
            progress=self.work_progressed.emit,
            ended=self.work_ended.emit,
            lane=Lane.LONG,
        )
        self._announce(self.tr("重建索引"), handle)
        self.look_at_index()

    def close(self) -> None:
        """Cancel what is under way for this library; the services themselves are closed by who opened them."""
        self._look.stop()
        self._runner.cancel_owner(self)

    def _announce(self, name: str, handle: JobHandle) -> None:
        self.work_started.emit(name, handle)

    def _finish_import(self, report: ImportReport) -> None:
        self.refresh()
        self._spread_names()
        self.import_finished.emit(report)

    def _spread_names(self) -> None:
        """Let what the new documents know of names help the others; nobody waits for it."""
        spreading = self._services.spreading

        def work(progress: Progress, cancel: CancelToken) -> int:
            return spreading.spread(progress=progress, cancel=cancel)

        def show(marked: int) -> None:
            if marked:
                self.refresh()

        self._runner.run(
            work, owner=self, done=show, failed=self.trouble.emit, lane=Lane.LONG, slot="names", gives_way=True
        )

    def _finish_rereading(self, report: RereadReport) -> None:
        self.refresh()
        self.reread_finished.emit(report)

    def _finish_recognition(self, report: ImportReport) -> None:
        self._recognition = None
        self.refresh()
        self.recognised.emit(report)

    def _refresh_after(self, _nothing: None) -> None:
        self.refresh()

    def _show_index(self, state: IndexState) -> None:
        if state.status == "building" and not self._look.isActive():
            self._look.start()
        elif state.status != "building":
            self._look.stop()
        self.index_changed.emit(state)

    def _give_up_looking(self, error: ViewerError) -> None:
        self._look.stop()
        self.trouble.emit(error)


def _ignore(_answer: object) -> None:
    return None

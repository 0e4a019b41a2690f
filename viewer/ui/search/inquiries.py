"""Smaller questions about an answer, each a job: every match, why a place, what is alike, which documents, a file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from viewer.core.document import DocumentId
from viewer.core.errors import ViewerError
from viewer.core.hit import Explanation, ResultFormat, SearchRequest, Selection, Snippet
from viewer.core.progress import CancelToken, Progress
from viewer.exporting.whole_file import write_whole
from viewer.jobs.runner import JobRunner
from viewer.ui.search.faces import SearchServices
from viewer.ui.work import WorkSource


class Inquiries(WorkSource):
    """Asks the search services of one library on worker threads."""

    contexts_found = Signal(str, str, tuple)
    explained = Signal(object)
    alike_found = Signal(str)
    selected = Signal(SearchRequest, Selection)
    exported = Signal(str)
    trouble = Signal(ViewerError)

    def __init__(self, services: SearchServices, runner: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._runner = runner

    def find_contexts(self, document_id: DocumentId, query: str) -> None:
        """Look for every match in a document; ``contexts_found`` follows."""
        searcher = self._services.searcher

        def work(_progress: Progress, _cancel: CancelToken) -> tuple[Snippet, ...]:
            return searcher.contexts(document_id, query)

        def done(contexts: tuple[Snippet, ...]) -> None:
            self.contexts_found.emit(document_id, query, contexts)

        self._runner.run(work, owner=self, done=done, failed=self.trouble.emit)

    def explain(self, request: SearchRequest, document_id: DocumentId) -> None:
        """Ask why a document stands where it stands; ``explained`` follows."""
        searcher = self._services.searcher

        def work(_progress: Progress, cancel: CancelToken) -> Explanation | None:
            return searcher.explain(request, document_id, cancel=cancel)

        self._runner.run(work, owner=self, done=self.explained.emit, failed=self.trouble.emit, slot="explain")

    def find_alike(self, passage: str) -> None:
        """Ask for a query for documents like a passage; ``alike_found`` follows."""
        searcher = self._services.searcher

        def work(_progress: Progress, _cancel: CancelToken) -> str:
            return searcher.query_like(passage)

        self._runner.run(work, owner=self, done=self.alike_found.emit, failed=self.trouble.emit, slot="alike")

    def select(self, request: SearchRequest, failed: Callable[[ViewerError], None]) -> None:
        """Ask for all documents that answer; ``selected`` follows, unless another such question does first."""
        searcher = self._services.searcher

        def work(_progress: Progress, cancel: CancelToken) -> Selection:
            return searcher.select(request, cancel=cancel)

        def done(selection: Selection) -> None:
            self.selected.emit(request, selection)

        self._runner.run(work, owner=self, done=done, failed=failed, slot="select")

    def export(self, request: SearchRequest, result_format: ResultFormat, path: Path) -> None:
        """Write the whole answer to a file; ``exported`` follows."""
        results = self._services.results

        def work(progress: Progress, cancel: CancelToken) -> str:
            content = results.export(request, result_format, progress=progress, cancel=cancel)
            cancel.checkpoint()
            write_whole(path, content)
            return path.name

        handle = self._runner.run(
            work,
            owner=self,
            done=self.exported.emit,
            failed=self.trouble.emit,
            progress=self.work_progressed.emit,
            ended=self.work_ended.emit,
        )
        self.work_started.emit(self.tr("导出结果"), handle)

    def close(self) -> None:
        """Let no answer arrive any more."""
        self._runner.cancel_owner(self)

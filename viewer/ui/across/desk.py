"""Opens the window 跨文档比较 and takes what is wanted there to the reader; dims what other replies have too."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from viewer.core.catalog import StoredDocument
from viewer.core.document import DocumentId
from viewer.core.errors import ViewerError
from viewer.core.progress import CancelToken, Progress, ProgressStep
from viewer.core.relation import SharedPassage
from viewer.jobs.job import Lane
from viewer.jobs.runner import JobRunner
from viewer.ui.across.faces import AcrossServices
from viewer.ui.across.loading import load_window
from viewer.ui.across.tabs import AcrossTab
from viewer.ui.appearance import Appearance
from viewer.ui.changes import Changes
from viewer.ui.late_modules import LateModules
from viewer.ui.reader.marks import MarkLayer, MarkStyle, marks_of
from viewer.ui.reader.pane import ReaderPane
from viewer.ui.work import WorkSource


class TablesWindow(Protocol):
    """What is asked of the window itself, which is loaded when it is first opened."""

    def show_tab(self, tab: AcrossTab) -> None:
        """Turn to a page."""

    def compare(self, left: DocumentId, right: DocumentId | None = None) -> None:
        """Put documents side by side."""

    def follow(self) -> None:
        """Note that documents may have come or gone."""

    def show(self) -> None:
        """Be seen."""

    def activateWindow(self) -> None:
        """Come to the front."""

    def close(self) -> bool:
        """Go."""

    def deleteLater(self) -> None:
        """Be freed."""


class AcrossDesk(WorkSource):
    """What concerns many documents at once, in the main window."""

    passage_wanted = Signal(str, int)
    search_wanted = Signal(str)
    told = Signal(str)
    trouble = Signal(ViewerError)

    def __init__(self, services: AcrossServices, runner: JobRunner, changes: Changes, appearance: Appearance) -> None:
        super().__init__()
        self._services = services
        self._runner = runner
        self._changes = changes
        self._appearance = appearance
        self._modules = LateModules("viewer.ui.across.window", load_window, self)
        self.window: TablesWindow | None = None

    def show_tab(self, tab: AcrossTab) -> None:
        """Open the window at a page."""

        def open_page() -> None:
            window = self._window()
            window.show_tab(tab)
            _raise(window)

        self._modules.then(open_page)

    def compare(self, left: DocumentId | None) -> None:
        """Open the window with a document at the left."""
        if left is None:
            self.show_tab(AcrossTab.COLLATION)
            return
        document_id = left

        def open_documents() -> None:
            window = self._window()
            window.compare(document_id)
            _raise(window)

        self._modules.then(open_documents)

    def follow(self) -> None:
        """Note that documents may have come or gone."""
        if self.window is not None:
            self.window.follow()

    def close(self) -> None:
        """Close the window and let no answer arrive any more."""
        self._modules.stop()
        if self.window is not None:
            self.window.close()
        self._runner.cancel_owner(self)

    def ask_shared(self, document_id: DocumentId, done: Callable[[tuple[SharedPassage, ...]], None]) -> None:
        """Ask which passages of a document other replies have too; replies not yet looked at are looked at first."""
        relating, tables, name = self._services.relating, self._services.tables, self.tr("比对答复")
        is_told = False

        def work(progress: Progress, cancel: CancelToken) -> tuple[SharedPassage, ...]:
            tables.bring_up_to_date(progress=progress, cancel=cancel)
            return relating.shared_with_others(document_id)

        def tell(step: ProgressStep) -> None:
            nonlocal is_told
            if not is_told:  # mostly there is nothing to look at
                is_told = True
                self.work_started.emit(name, handle)
            self.work_progressed.emit(step)

        def end() -> None:
            if is_told:
                self.work_ended.emit()

        handle = self._runner.run(
            work, owner=self, done=done, failed=self.trouble.emit, progress=tell, ended=end,
            lane=Lane.BESIDE, slot="shared",
        )  # fmt: skip

    def _window(self) -> TablesWindow:
        if self.window is not None:
            return self.window
        from viewer.ui.across.window import AcrossWindow  # noqa: PLC0415 - most starts never show it

        window = AcrossWindow(self._services, self._runner, self._changes, self._appearance)
        window.passage_wanted.connect(self.passage_wanted)
        window.search_wanted.connect(self.search_wanted)
        window.told.connect(self.told)
        window.closed.connect(self._forget)
        self.window = window
        return window

    def _forget(self) -> None:
        if self.window is not None:
            self.window.deleteLater()
            self.window = None


class NoveltyDesk(QObject):
    """只看新内容: dims in the reader what other replies of the library have too."""

    told = Signal(str)

    def __init__(self, across: AcrossDesk, reader: ReaderPane, action: QAction) -> None:
        super().__init__(across)
        self._across = across
        self._reader = reader
        self._action = action

    def show_document(self, _stored: StoredDocument | None = None) -> None:
        """Dim anew for the document at hand, or not at all."""
        document_id = self._reader.document_id
        self._reader.page.show_marks(MarkLayer.SHARED, ())
        if self._action.isChecked() and document_id is not None:
            self._across.ask_shared(document_id, self._take)

    def _take(self, shared: tuple[SharedPassage, ...]) -> None:
        if not self._action.isChecked():
            return
        self._reader.page.show_marks(MarkLayer.SHARED, marks_of([each.span for each in shared], MarkStyle.SHARED))
        others = {each for passage in shared for each in passage.documents}
        self.told.emit(
            self.tr("变淡的 {0} 处在另外 {1} 份答复里也有").format(len(shared), len(others))
            if shared
            else self.tr("没有与其他答复相同的段落：全文都是新内容")
        )


def _raise(window: TablesWindow) -> None:
    window.show()
    window.activateWindow()

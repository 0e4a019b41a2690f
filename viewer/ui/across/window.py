"""跨文档比较: one window for figures, promises, names, counts and two documents side by side.

It opens at once with what the tables hold, and brings them up to date in a job while it says so. A page is built when
it is first turned to: all five at once would take a tenth of a second.
"""

from collections.abc import Callable
from functools import cached_property, partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QFontMetricsF, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from viewer.core.document import DocumentId
from viewer.core.errors import ViewerError
from viewer.core.progress import CancelToken, Progress, ProgressStep
from viewer.core.series import Freshness
from viewer.jobs.job import Lane
from viewer.jobs.runner import JobRunner
from viewer.ui import messages
from viewer.ui.across.asking import Asking
from viewer.ui.across.faces import AcrossServices
from viewer.ui.across.tabs import AcrossTab
from viewer.ui.actions import ActionId, give_shortcut
from viewer.ui.appearance import Appearance
from viewer.ui.changes import Changes, Topic
from viewer.ui.collation.page import CollationPage
from viewer.ui.indicators.page import IndicatorPage
from viewer.ui.ledger.page import LedgerPage
from viewer.ui.name_index.page import NameIndexPage
from viewer.ui.statistics.page import StatisticsPage
from viewer.ui.typography import ui_font

_SIZE = (96, 56)
_PAUSE_MS = 400
_STORED = frozenset({Topic.ACROSS, Topic.NAMES})  # what these changed stands in the tables already
_FOLLOWED = frozenset({Topic.NAMES, Topic.DOCUMENTS})  # and of these something has yet to be looked at
_KEYS_OF = {
    ActionId.INDICATORS: AcrossTab.INDICATORS,
    ActionId.LEDGER: AcrossTab.LEDGER,
    ActionId.NAME_INDEX: AcrossTab.NAMES,
    ActionId.STATISTICS: AcrossTab.STATISTICS,
}


AcrossPage = IndicatorPage | LedgerPage | NameIndexPage | StatisticsPage | CollationPage


class AcrossWindow(QWidget):
    """Stands beside the main window, so that a passage can be read while the table stays."""

    passage_wanted = Signal(str, int)
    search_wanted = Signal(str)
    told = Signal(str)
    closed = Signal()

    def __init__(self, services: AcrossServices, runner: JobRunner, changes: Changes, appearance: Appearance) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._services = services
        self._runner = runner
        self._changes = changes
        self._appearance = appearance
        self._askings: list[Asking] = []
        self._finishing: list[Callable[[], None]] = []
        self.tabs = QTabBar(self)
        self.stack = QStackedWidget(self)
        self.state = QLabel(self)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self.setWindowTitle(self.tr("跨文档比较"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("panel", "window")
        self._arrange()
        self._connect()

    @cached_property
    def indicators(self) -> IndicatorPage:
        """Return the page of figures."""
        services = self._services
        page = IndicatorPage(
            services.indicators, services.across_export, self._asking(), self._changes, self._appearance
        )
        self._stand(page)
        return page

    @cached_property
    def ledger(self) -> LedgerPage:
        """Return the page of what was promised."""
        services = self._services
        page = LedgerPage(services.ledger, services.across_export, self._asking(), self._changes, self._appearance)
        self._stand(page)
        self._finishing.append(page.finish)
        return page

    @cached_property
    def names(self) -> NameIndexPage:
        """Return the page of names."""
        services = self._services
        page = NameIndexPage(
            services.name_pages, services.across_export, self._asking(), self._changes, self._appearance
        )
        self._stand(page)
        page.search_wanted.connect(self.search_wanted)
        return page

    @cached_property
    def statistics(self) -> StatisticsPage:
        """Return the page of counts."""
        services = self._services
        page = StatisticsPage(services.relating, services.across_export, self._asking(), self._appearance)
        self._stand(page)
        return page

    @cached_property
    def collation(self) -> CollationPage:
        """Return the page of two documents side by side."""
        services = self._services
        page = CollationPage(services.relating, services.across_export, self._asking(), self._appearance)
        self._stand(page)
        return page

    def show_tab(self, tab: AcrossTab) -> None:
        """Turn to a page; it reads what it shows, and the tables are brought up to date."""
        number = list(AcrossTab).index(tab)
        if self.tabs.currentIndex() == number:
            self._turn(number)
        else:
            self.tabs.setCurrentIndex(number)
        self.refresh()

    def compare(self, left: DocumentId, right: DocumentId | None = None) -> None:
        """Put documents side by side."""
        self.collation.compare(left, right)
        self.show_tab(AcrossTab.COLLATION)

    def refresh(self) -> None:
        """Bring the tables up to date; the page at hand is read again when something was."""
        tables = self._services.tables

        def work(progress: Progress, cancel: CancelToken) -> tuple[Freshness, Freshness]:
            before = tables.freshness()
            tables.bring_up_to_date(progress=progress, cancel=cancel)
            return before, tables.freshness()

        self._runner.run(
            work, owner=self, done=self._take_freshness, failed=self._tell_trouble, progress=self._tell_step,
            lane=Lane.BESIDE, slot="refresh",
        )  # fmt: skip

    def follow(self) -> None:
        """Note that documents may have come or gone."""
        self._pause.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let no answer arrive any more, and tell that the window is gone."""
        self._pause.stop()
        for finish in self._finishing:
            finish()
        self._changes.changed.disconnect(self._note_change)
        for asking in self._askings:
            asking.close()
        self._runner.cancel_owner(self)
        super().closeEvent(event)
        self.closed.emit()

    def _take_freshness(self, answer: tuple[Freshness, Freshness]) -> None:
        before, after = answer
        self.state.setText(
            self.tr("已比对全部 {0:,} 份文档").format(after.total)
            if not after.waiting
            else self.tr("还有 {0:,} 份文档没有比对：您不能改动文库，要由能导入文档的人打开这里").format(after.waiting)
        )
        if before != after:
            self._turn(self.tabs.currentIndex())

    def _tell_step(self, step: ProgressStep) -> None:
        self.state.setText(
            self.tr("正在比对新的或改过的文档 {0:,}/{1:,}，下面是到目前为止的结果").format(step.done, step.total or 0)
        )

    def _tell_trouble(self, error: ViewerError) -> None:
        messages.show_error(self, error)

    def _note_change(self, topic: Topic) -> None:
        if topic in _STORED:
            self._turn(self.tabs.currentIndex())
        if topic in _FOLLOWED:
            self._pause.start()

    def _turn(self, number: int) -> None:
        page = self._page(list(AcrossTab)[number])
        self.stack.setCurrentWidget(page)
        page.reload()

    def _stand(self, page: AcrossPage) -> None:
        self.stack.addWidget(page)
        page.passage_wanted.connect(self.passage_wanted)

    def _page(self, tab: AcrossTab) -> AcrossPage:
        match tab:
            case AcrossTab.INDICATORS:
                return self.indicators
            case AcrossTab.LEDGER:
                return self.ledger
            case AcrossTab.NAMES:
                return self.names
            case AcrossTab.STATISTICS:
                return self.statistics
            case AcrossTab.COLLATION:
                return self.collation

    def _asking(self) -> Asking:
        asking = Asking(self._runner, self)
        asking.told.connect(self._tell)
        asking.trouble.connect(self._tell_trouble)
        self._askings.append(asking)
        return asking

    def _tell(self, words: str) -> None:
        self.state.setText(words)
        self.told.emit(words)

    def _arrange(self) -> None:
        for words in (self.tr("指标"), self.tr("承诺事项"), self.tr("名称"), self.tr("统计"), self.tr("两文对照")):
            self.tabs.addTab(words)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.state.setProperty("tone", "secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 10)
        column.setSpacing(10)
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        column.addWidget(self.state)
        character = QFontMetricsF(ui_font()).horizontalAdvance("文")
        self.resize(round(character * _SIZE[0]), round(character * _SIZE[1]))

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._turn)
        self._pause.timeout.connect(self.refresh)
        self._changes.changed.connect(self._note_change)
        for action, tab in _KEYS_OF.items():
            give_shortcut(self, action, partial(self.show_tab, tab))
        give_shortcut(self, ActionId.UNDO, self._changes.undo)
        give_shortcut(self, ActionId.REDO, self._changes.redo)
        for keys, deed in (
            (QKeySequence.StandardKey.Refresh, self.refresh),
            (QKeySequence(Qt.Key.Key_Escape), self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(deed)

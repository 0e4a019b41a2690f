"""The quiet place at the bottom: what just happened, what is under way, how much there is and how much can be found."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from viewer.core.progress import ProgressStep
from viewer.jobs.job import JobHandle
from viewer.ui.appearance import Appearance
from viewer.ui.services import IndexState

_NEWS_MS = 8000
_BAR_WIDTH = 160
_WORRYING = ("damaged", "missing")
_MESSAGE_WIDTH = 260


class StatusBar(QStatusBar):
    """Shows news for a while, one piece of work with a way to stop it, and two figures that stay."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._handle: JobHandle | None = None
        self._name = ""
        self._news = QLabel(self)
        self._forget = QTimer(self, singleShot=True, interval=_NEWS_MS)
        self._forget.timeout.connect(self._news.clear)
        self._documents = QLabel(self)
        self.index = QLabel(self)
        self._work = self._build_work()
        self.setSizeGripEnabled(False)
        self.setContentsMargins(8, 0, 10, 0)
        self.addWidget(self._news, 1)
        self.addPermanentWidget(self._work)
        self.addPermanentWidget(self._documents)
        self.addPermanentWidget(self.index)
        self._work.hide()
        self._paint_icons()
        appearance.theme_changed.connect(self._paint_icons)

    def tell(self, sentence: str) -> None:
        """Show a piece of news for a while."""
        self._news.setText(sentence)
        self._forget.start()

    def show_documents(self, total: int, selected: int) -> None:
        """Show how many documents there are, and how many of them are selected if more than one is."""
        words = self.tr("{0} 件文档").format(f"{total:,}")
        if selected > 1:
            words = self.tr("已选 {0} 件 / 共 {1} 件").format(f"{selected:,}", f"{total:,}")
        self._documents.setText(words)

    def show_index(self, state: IndexState) -> None:
        """Show how many documents can be found."""
        self.index.setVisible(state.total > 0)
        figures = self.tr("已索引 {0} / {1} 件").format(f"{state.indexed:,}", f"{state.total:,}")
        words = {
            "building": self._building_words(state).format(figures),
            "damaged": self.tr("索引损坏，正在重建 · {0}").format(figures),
            "missing": self.tr("索引缺失 · {0}").format(figures),
        }.get(str(state.status), figures)
        self.index.setText(words)
        self.index.setProperty("tone", "warning" if state.status in _WORRYING else "secondary")
        self.index.style().polish(self.index)

    def _building_words(self, state: IndexState) -> str:
        is_complete = state.indexed == state.total
        return self.tr("正在核对索引 · {0}") if is_complete else self.tr("正在编入索引 · {0}")

    def begin_work(self, name: str, handle: JobHandle) -> None:
        """Show that something is under way."""
        self._name, self._handle = name, handle
        self._message.setText(self.tr("{0}：准备中").format(name))
        self._bar.setRange(0, 0)
        self._stop.setEnabled(True)
        self._work.show()

    def show_step(self, step: ProgressStep) -> None:
        """Show how far it has come."""
        self._bar.setRange(0, step.total or 0)
        self._bar.setValue(step.done)
        share = f" {step.done:,} / {step.total:,}" if step.total else ""
        words = f"{self._name}{share}　{step.message}"
        self._message.setText(
            self._message.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, _MESSAGE_WIDTH),
        )
        self._message.setToolTip(step.message)

    def end_work(self) -> None:
        """Show that nothing is under way any more."""
        self._handle = None
        self._work.hide()

    def _stop_work(self) -> None:
        if self._handle is not None:
            self._handle.finish_early()
            self._stop.setEnabled(False)
            self._message.setText(self.tr("{0}：正在停止").format(self._name))

    def _build_work(self) -> QWidget:
        place = QWidget(self)
        self._message = QLabel(place)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = QProgressBar(place)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR_WIDTH)
        self._stop = QToolButton(place)
        self._stop.setToolTip(self.tr("停止（已完成的保留）"))
        self._stop.setAccessibleName(self.tr("停止"))
        self._stop.clicked.connect(self._stop_work)
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._message)
        row.addWidget(self._bar)
        row.addWidget(self._stop)
        return place

    def _paint_icons(self) -> None:
        self._stop.setIcon(self._appearance.icon("close"))

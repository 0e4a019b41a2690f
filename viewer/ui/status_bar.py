"""The quiet place at the bottom: what just happened, what is under way, how much there is and how much can be found."""

from datetime import datetime

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from viewer.ui.appearance import Appearance
from viewer.ui.index_state import IndexState
from viewer.ui.typography import status_height
from viewer.ui.work import Follower, Work, WorkSource
from viewer.ui.work_list import WorkList

_NEWS_MS = 8000
_BAR_WIDTH = 160
_WORRYING = ("damaged", "missing")
_MESSAGE_WIDTH = 260
_SHORTEST_MESSAGE = 24  # characters of what is being worked on, however much is told before
_CLOCK_MS = 1000
_RECENT = 8


class StatusBar(QStatusBar):
    """Shows news for a while, the newest work with ways to hold and stop it, a list of all, and figures that stay."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._works: list[Work] = []
        self._recent: list[tuple[str, str]] = []
        self._index_notice = ""
        self._news = QLabel(self)
        self.all_work = QToolButton(self)
        self._forget = QTimer(self, singleShot=True, interval=_NEWS_MS)
        self._forget.timeout.connect(self._news.clear)
        self._documents = QLabel(self)
        self._documents.setProperty("tone", "secondary")
        self._documents.setContentsMargins(6, 0, 12, 0)
        self.index = QLabel(self)
        self._work = self._build_work()
        self.setSizeGripEnabled(False)
        self.setFixedHeight(status_height())
        self.setContentsMargins(8, 0, 10, 0)
        self.addWidget(self._news, 1)
        self.addPermanentWidget(self._work)
        self.addPermanentWidget(self.all_work)
        self.addPermanentWidget(self._documents)
        self.addPermanentWidget(self.index)
        self._work.hide()
        self._clock = QTimer(self, interval=_CLOCK_MS)
        self._clock.timeout.connect(self._show_work)
        self.all_work.setText(self.tr("任务"))
        self.all_work.setProperty("chip", True)
        self.all_work.setToolTip(self.tr("正在进行的任务和最近的消息"))
        self.all_work.clicked.connect(self._show_list)
        self._paint_icons()
        appearance.theme_changed.connect(self._paint_icons)

    def tell(self, sentence: str) -> None:
        """Show a piece of news for a while."""
        self._news.setText(sentence)
        self._forget.start()
        self._recent = [(f"{datetime.now().astimezone():%H:%M}", sentence), *self._recent][:_RECENT]

    def show_documents(self, total: int, selected: int) -> None:
        """Show how many documents there are, and how many of them are selected if more than one is."""
        words = self.tr("{0} 份文档").format(f"{total:,}")
        if selected > 1:
            words = self.tr("已选 {0} 份 / 共 {1} 份").format(f"{selected:,}", f"{total:,}")
        self._documents.setText(words)

    def show_index(self, state: IndexState) -> None:
        """Show how many documents can be found, and tell once what there is to say of it."""
        if state.notice not in ("", self._index_notice):
            self.tell(state.notice)
        self._index_notice = state.notice
        self.index.setVisible(state.total > 0)
        figures = self.tr("已索引 {0} / {1} 份").format(f"{state.indexed:,}", f"{state.total:,}")
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

    def follow(self, source: WorkSource) -> None:
        """Show the work of a source as long as the source lives."""
        Follower(source, self._begin, self._note_step, self._end)

    def forget_library(self) -> None:
        """Say nothing of a library that is no longer open."""
        self._documents.clear()
        self.index.hide()

    def forget_work(self) -> None:
        """Show no work any more: whoever did it has gone."""
        self._works.clear()
        self._show_work()

    def _begin(self, work: Work) -> None:
        self._works.append(work)
        self._show_work()

    def _note_step(self, work: Work) -> None:
        if self._works and work is self._works[-1]:
            self._show_work()

    def _end(self, work: Work) -> None:
        if work in self._works:
            self._works.remove(work)
        self._show_work()

    def _show_work(self) -> None:
        self._work.setVisible(bool(self._works))
        if not self._works:
            self._clock.stop()
            return
        self._clock.start()
        work = self._works[-1]
        step = work.step
        self._bar.setRange(0, step.total or 0 if step is not None else 0)
        self._bar.setValue(step.done if step is not None else 0)
        words = work.words(self.tr)
        message = step.message if step is not None and words.endswith(step.message) else ""
        told_whole = words.removesuffix(message)
        others = self.tr("（另有 {0} 项）").format(len(self._works) - 1) if len(self._works) > 1 else ""
        room = self._message.fontMetrics()
        left = max(_SHORTEST_MESSAGE * room.averageCharWidth(), _MESSAGE_WIDTH - room.horizontalAdvance(told_whole))
        self._message.setText(told_whole + room.elidedText(message, Qt.TextElideMode.ElideMiddle, left) + others)
        self._message.setToolTip(words)
        self._stop.setEnabled(not work.is_stopping)
        self._hold.setEnabled(not work.is_stopping)
        told = self.tr("继续") if work.is_held else self.tr("暂停")
        self._hold.setToolTip(told)
        self._hold.setAccessibleName(told)
        self._paint_hold()

    def _toggle_hold(self) -> None:
        if self._works:
            self._works[-1].toggle_hold()
            self._show_work()

    def _stop_work(self) -> None:
        if self._works:
            self._works[-1].stop()
            self._show_work()

    def _show_list(self) -> None:
        listed = WorkList(self._works, self._recent, self._appearance, self)
        listed.changed.connect(self._show_work)
        listed.adjustSize()
        corner = self.mapToGlobal(QPoint(self.width() - listed.width() - 8, -listed.height() - 4))
        listed.move(corner)
        listed.show()

    def _build_work(self) -> QWidget:
        place = QWidget(self)
        self._message = QLabel(place)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = QProgressBar(place)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR_WIDTH)
        self._hold = QToolButton(place)
        self._hold.clicked.connect(self._toggle_hold)
        self._stop = QToolButton(place)
        self._stop.setToolTip(self.tr("停止（已完成的保留）"))
        self._stop.setAccessibleName(self.tr("停止"))
        self._stop.clicked.connect(self._stop_work)
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._message)
        row.addWidget(self._bar)
        row.addWidget(self._hold)
        row.addWidget(self._stop)
        return place

    def _paint_icons(self) -> None:
        self._stop.setIcon(self._appearance.icon("close"))
        self._paint_hold()

    def _paint_hold(self) -> None:
        is_held = bool(self._works) and self._works[-1].is_held
        self._hold.setIcon(self._appearance.icon("play" if is_held else "pause"))

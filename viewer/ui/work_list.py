"""The list of work under way and of what was told lately, opened from the status bar."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QProgressBar, QToolButton, QVBoxLayout, QWidget

from viewer.ui.appearance import Appearance
from viewer.ui.typography import Step, ui_font
from viewer.ui.work import Work

_LOOK_MS = 500


class WorkList(QFrame):
    """Closes when one clicks elsewhere; shows each piece of work as it goes on."""

    changed = Signal()

    def __init__(
        self, works: list[Work], recent: Sequence[tuple[str, str]], appearance: Appearance, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._works = works
        self._appearance = appearance
        self._lines: list[tuple[Work, QLabel, QProgressBar, QToolButton]] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("panel", "popup")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        column.addWidget(self._title(self.tr("正在进行")))
        column.addLayout(self._grid())
        if not works:
            column.addWidget(self._quiet(self.tr("现在没有任务")))
        column.addWidget(self._title(self.tr("最近的消息")))
        column.addLayout(self._told(recent))
        if not recent:
            column.addWidget(self._quiet(self.tr("还没有消息")))
        self.setMinimumWidth(round(QFontMetricsF(ui_font()).horizontalAdvance("文") * 30))
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._show)
        self._look.start()
        self._show()

    def _told(self, recent: Sequence[tuple[str, str]]) -> QGridLayout:
        """Lay out what was told, each sentence beside its moment also where it takes two lines."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for line, (moment, sentence) in enumerate(recent):
            grid.addWidget(self._quiet(moment), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._quiet(sentence), line, 1)
        return grid

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        for line, work in enumerate(self._works):
            words, bar = QLabel(self), QProgressBar(self)
            words.setTextFormat(Qt.TextFormat.PlainText)
            bar.setTextVisible(False)
            hold, stop = QToolButton(self), QToolButton(self)
            hold.clicked.connect(lambda _=False, work=work: self._do(work.toggle_hold))
            stop.clicked.connect(lambda _=False, work=work: self._do(work.stop))
            stop.setIcon(self._appearance.icon("close"))
            stop.setToolTip(self.tr("停止（已完成的保留）"))
            stop.setAccessibleName(self.tr("停止“{0}”").format(work.name))
            grid.addWidget(words, 2 * line, 0)
            grid.addWidget(bar, 2 * line + 1, 0)
            grid.addWidget(hold, 2 * line, 1, 2, 1)
            grid.addWidget(stop, 2 * line, 2, 2, 1)
            self._lines.append((work, words, bar, hold))
        return grid

    def _do(self, deed: Callable[[], None]) -> None:
        deed()
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for work, words, bar, hold in self._lines:
            is_over = work not in self._works
            words.setText(self.tr("{0}：已结束").format(work.name) if is_over else work.words(self.tr))
            bar.setRange(0, work.step.total or 0 if work.step is not None and not is_over else 1)
            bar.setValue(work.step.done if work.step is not None and not is_over else 1)
            hold.setEnabled(not is_over and not work.is_stopping)
            hold.setIcon(self._appearance.icon("play" if work.is_held else "pause"))
            told = self.tr("继续“{0}”") if work.is_held else self.tr("暂停“{0}”")
            hold.setAccessibleName(told.format(work.name))
            hold.setToolTip(told.format(work.name))

    def _title(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setFont(ui_font(Step.CAPTION, bold=True))
        return label

    def _quiet(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("tone", "secondary")
        label.setWordWrap(True)
        return label

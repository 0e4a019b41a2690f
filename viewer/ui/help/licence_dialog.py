"""The dialog 关于案牍: name, version, the promise that nothing leaves the machine, and every licence in full."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from viewer import __version__
from viewer.core.progress import CancelToken, Progress
from viewer.jobs.runner import JobRunner
from viewer.ui.help.licences import Component, components
from viewer.ui.office.address_words import is_address
from viewer.ui.typography import Step, ui_font


class AboutDialog(QDialog):
    """Lists the parts at the left, the licence of the chosen one at the right."""

    def __init__(self, folder: str, runner: JobRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self._components: list[Component] = []
        self.setWindowTitle(self.tr("关于案牍"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.parts = QListWidget(self)
        self.parts.setObjectName("choices")
        self.parts.setAccessibleName(self.tr("组成部分"))
        self.licence = QLabel(self)
        self.licence.setTextFormat(Qt.TextFormat.PlainText)
        self.licence.setWordWrap(True)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("许可证全文"))
        self.parts.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.parts.currentRowChanged.connect(self._show_text)
        self._arrange(folder)
        runner.run(_read, owner=self, done=self._show)

    def _show(self, found: list[Component]) -> None:
        self._components = found
        for each in found:
            item = QListWidgetItem(" ".join(filter(None, (each.name, each.version))), self.parts)
            item.setToolTip(" ".join(filter(None, (item.text(), each.licence))))
        self.parts.setCurrentRow(0)

    def _show_text(self, row: int) -> None:
        if 0 <= row < len(self._components):
            chosen = self._components[row]
            self.licence.setText(chosen.licence or "")
            self.text.setPlainText(chosen.text)

    def _arrange(self, folder: str) -> None:
        name = QLabel(self.tr("案牍 {0}").format(__version__), self)
        name.setFont(ui_font(Step.TITLE, bold=True))
        words = QLabel(
            self.tr("政府答复文件的阅读与检索。除单位办公室文库的服务器以外，不连接任何网络。")
            if is_address(folder)
            else self.tr("政府答复文件的离线阅读与检索。不联网，所有内容只保存在本机的文库文件夹中。"),
            self,
        )
        place = QLabel(self.tr("文库：{0}").format(folder), self)
        place.setProperty("tone", "secondary")
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        place.setTextFormat(Qt.TextFormat.PlainText)
        made = QLabel(self.tr("本程序及其所用组件的许可证："), self)
        both = QSplitter(Qt.Orientation.Horizontal, self)
        both.addWidget(self.parts)
        both.addWidget(self._right())
        both.setStretchFactor(1, 2)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        for label in (name, words, place, made):
            label.setWordWrap(True)
            column.addWidget(label)
        column.addWidget(both, 1)
        column.addWidget(buttons)
        character = QFontMetricsF(ui_font()).horizontalAdvance("文")
        self.resize(round(character * 70), round(character * 42))
        both.setSizes([round(character * 22), round(character * 46)])

    def _right(self) -> QWidget:
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.addWidget(self.licence)
        column.addWidget(self.text, 1)
        return right


def _read(_progress: Progress, _cancel: CancelToken) -> list[Component]:
    return components()

"""The window 运行日志: what the program noted, and a report for who helps."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from viewer.core.errors import ViewerError
from viewer.exporting.whole_file import write_whole
from viewer.ui import messages
from viewer.ui.saving import with_suffix
from viewer.ui.typography import ui_font


class LogWindow(QDialog):
    """Shows the report as it would be saved, so that a person sees what they pass on."""

    def __init__(self, report: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("运行日志与问题报告"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = QPlainTextEdit(report, self)
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(self.windowTitle())
        about = QLabel(self.tr("以下内容不含任何文档的文字和文件名，可以保存后交给技术人员。"), self)
        about.setProperty("tone", "secondary")
        about.setWordWrap(True)
        save = QPushButton(self.tr("保存问题报告…"), self)
        copy = QPushButton(self.tr("复制"), self)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        save.clicked.connect(self._choose)
        copy.clicked.connect(self._copy)
        close.rejected.connect(self.reject)
        row = QHBoxLayout()
        for button in (save, copy):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(about)
        column.addWidget(self.text, 1)
        column.addLayout(row)
        character = QFontMetricsF(ui_font()).horizontalAdvance("文")
        self.resize(round(character * 52), round(character * 34))
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.maximum())

    def write_to(self, name: str) -> None:
        """Save the report."""
        try:
            write_whole(with_suffix(name, "txt"), self.text.toPlainText().encode())
        except ViewerError as error:
            messages.show_error(self, error)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("保存问题报告"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("文本文件 (*.txt)"))
        dialog.selectFile(self.tr("案牍问题报告"))
        dialog.fileSelected.connect(self.write_to)
        dialog.open()

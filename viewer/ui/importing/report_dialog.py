"""Says afterwards what an import could not do: which file, why, what helps, and a way to try again."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from viewer.core.catalog import ImportReport, files_to_try_again
from viewer.ui.importing.report_model import ReportModel
from viewer.ui.quiet_table import dress_report
from viewer.ui.sentences import listed
from viewer.ui.typography import Step, ui_font

_NAME_CHARACTERS = 13


def summary_of(report: ImportReport, parent: QWidget) -> str:
    """Return one sentence about an import."""
    parts = [parent.tr("新导入 {0} 份").format(f"{len(report.imported):,}")]
    if report.duplicates:
        parts.append(parent.tr("{0} 份已在文库中").format(f"{len(report.duplicates):,}"))
    if report.failed:
        parts.append(parent.tr("{0} 个文件没能导入").format(f"{len(report.failed):,}"))
    sentence = listed(parts)
    return parent.tr("已停止：{0}").format(sentence) if report.cancelled else sentence


class ReportDialog(QDialog):
    """Lists failures and duplicates; offers to try the failed files again."""

    retry_wanted = Signal(list)
    document_wanted = Signal(str)

    def __init__(self, report: ImportReport, parent: QWidget) -> None:
        super().__init__(parent)
        self._report = report
        self._model = ReportModel(report, self)
        self.table = self._build_table()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.retry = QPushButton(self.tr("重试失败的文件"), self)
        self._buttons.addButton(self.retry, QDialogButtonBox.ButtonRole.ActionRole)
        self.retry.setVisible(bool(report.failed))  # the box shows what is added to it
        self.setWindowTitle(self.tr("导入结果"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        close = self._buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setDefault(True)
        close.setIcon(QIcon())
        self.retry.setAutoDefault(False)
        self._arrange()
        self._buttons.rejected.connect(self.reject)
        self.retry.clicked.connect(self._retry)
        self.table.doubleClicked.connect(self._open)

    def _arrange(self) -> None:
        headline = QLabel(summary_of(self._report, self), self)
        headline.setFont(ui_font(Step.LEAD, bold=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(headline)
        column.addWidget(self.table, 1)
        column.addWidget(self._buttons)
        character = QFontMetricsF(ui_font()).horizontalAdvance("文")
        self.resize(round(character * 62), round(character * 30))

    def _build_table(self) -> QTableView:
        table = QTableView(self)
        dress_report(table, self._model, self.tr("没有导入的文件"))
        table.setWordWrap(True)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        columns = table.horizontalHeader()
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        columns.resizeSection(0, table.fontMetrics().horizontalAdvance("文") * _NAME_CHARACTERS)
        columns.sectionResized.connect(table.resizeRowsToContents)
        return table

    def _retry(self) -> None:
        self.retry_wanted.emit([Path(path) for path in files_to_try_again(self._report)])
        self.accept()

    def _open(self, index: QModelIndex) -> None:
        document_id = self._model.row_at(index.row()).document_id
        if document_id is not None:
            self.document_wanted.emit(document_id)

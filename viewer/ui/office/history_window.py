"""The window 更改记录: who did what and when, of the document being read or of the whole library."""

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from viewer.core.company import HISTORY_PAGE, Company, SignedChange
from viewer.core.document import DocumentId
from viewer.core.errors import ViewerError
from viewer.core.progress import CancelToken, Progress
from viewer.jobs.runner import JobRunner
from viewer.ui.clearing import let_clear
from viewer.ui.messages import said
from viewer.ui.office.history_model import HistoryModel
from viewer.ui.quiet_table import dress_report, size_columns
from viewer.ui.typography import ui_font

_SIZE = (74, 32)
_WIDTHS = (12, 7, 10, 22, 0)
_DOCUMENT = 4


class HistoryWindow(QDialog):
    """Reads the log anew when it is opened and when 刷新 is pressed; what others keep to themselves is not in it."""

    document_wanted = Signal(str)

    def __init__(self, company: Company, runner: JobRunner, document_id: DocumentId | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._company = company
        self._runner = runner
        self._document_id = document_id
        self.model = HistoryModel(self)
        self._sorted = QSortFilterProxyModel(self)
        self.field = QLineEdit(self)
        self.only_this = QCheckBox(self.tr("只看正在阅读的文档"), self)
        self.table = QTableView(self)
        self.news = QLabel(self)
        self.more = QPushButton(self.tr("更早的"), self)
        self.refresh = QPushButton(self.tr("刷新"), self)
        self.setWindowTitle(self.tr("更改记录"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dress_table()
        self._arrange()
        self._connect()
        self.reload()

    def reload(self) -> None:
        """Read the log from its end."""
        self._read(None)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._sorted.setFilterFixedString)
        self.only_this.toggled.connect(self.reload)
        self.refresh.clicked.connect(self.reload)
        self.more.clicked.connect(self._read_more)
        self.table.doubleClicked.connect(self._open)

    def _read_more(self) -> None:
        if self.model.changes:
            self._read(self.model.changes[-1].sequence)

    def _read(self, before: int | None) -> None:
        company = self._company
        document_id = self._document_id if self.only_this.isChecked() else None

        def work(_progress: Progress, _cancel: CancelToken) -> list[SignedChange]:
            return company.history(document_id, before=before)

        def show(changes: list[SignedChange]) -> None:
            known = self.model.changes if before is not None else ()
            self.model.show_changes((*known, *changes))
            is_whole = len(changes) < HISTORY_PAGE
            self.more.setEnabled(not is_whole)
            words = self.tr("共 {0} 条") if is_whole else self.tr("已列出最近 {0} 条")
            self.news.setText(words.format(f"{len(self.model.changes):,}"))

        self.news.setText(self.tr("正在读取…"))
        self._runner.run(work, owner=self, done=show, failed=self._show_failure, slot="history")

    def _show_failure(self, error: ViewerError) -> None:
        self.news.setText(said(error.message))

    def _open(self, index: QModelIndex) -> None:
        change = self.model.changes[self._sorted.mapToSource(index).row()]
        if change.document_id is not None:
            self.document_wanted.emit(change.document_id)

    def _dress_table(self) -> None:
        table = self.table
        self._sorted.setSourceModel(self.model)
        self._sorted.setFilterKeyColumn(-1)
        dress_report(table, self._sorted, self.tr("更改记录"))
        table.setWordWrap(False)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # numbers stand at the end of titles
        columns = table.horizontalHeader()
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        columns.setSectionResizeMode(_DOCUMENT, QHeaderView.ResizeMode.Stretch)
        size_columns(table, _WIDTHS)

    def _arrange(self) -> None:
        about = QLabel(self.tr("时间以服务器的时钟为准。双击一行可以打开那份文档。"), self)
        about.setProperty("tone", "secondary")
        self.field.setPlaceholderText(self.tr("筛选"))
        let_clear(self.field)
        self.only_this.setEnabled(self._document_id is not None)
        self.only_this.setChecked(self._document_id is not None)
        self.news.setProperty("tone", "secondary")
        top, row = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.field, 1)
        top.addWidget(self.only_this)
        row.addWidget(self.news, 1)
        for button in (self.more, self.refresh):
            button.setAutoDefault(False)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(about)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        character = QFontMetricsF(ui_font()).horizontalAdvance("文")
        self.resize(*(round(character * side) for side in _SIZE))

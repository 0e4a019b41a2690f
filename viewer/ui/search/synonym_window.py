"""The window 同义词: words of one meaning, which a search offers to look for as well."""

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QFontMetricsF, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from viewer.core.errors import ViewerError
from viewer.core.progress import CancelToken, Progress
from viewer.jobs.job import Lane
from viewer.jobs.runner import JobRunner
from viewer.ui import messages
from viewer.ui.clearing import let_clear
from viewer.ui.quiet_table import dress_report
from viewer.ui.search.faces import OwnSynonyms
from viewer.ui.search.synonym_model import Group, SynonymModel
from viewer.ui.typography import ui_font

Tables = tuple[tuple[Group, ...], tuple[Group, ...]]


class SynonymWindow(QDialog):
    """Shows both tables; every change of the own one is stored at once."""

    def __init__(self, synonyms: OwnSynonyms, runner: JobRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self._synonyms = synonyms
        self._runner = runner
        self.model = SynonymModel(self)
        self._filtered = QSortFilterProxyModel(self)
        self.field = QLineEdit(self)
        self.table = QTableView(self)
        self.add = QPushButton(self.tr("添加一组"), self)
        self.remove = QPushButton(self.tr("删除"), self)
        self.setWindowTitle(self.tr("同义词"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dress_table()
        self._arrange()
        self._connect()
        self._read()

    def add_group(self) -> None:
        """Begin a new group and let the person write it."""
        self.field.clear()
        index = self._filtered.mapFromSource(self.model.index(self.model.add(), 0))
        self.table.scrollTo(index)
        self.table.setCurrentIndex(index)
        self.table.edit(index)

    def remove_selected(self) -> None:
        """Take the selected own groups away."""
        selected = self.table.selectionModel().selectedRows()
        self.model.remove([self._filtered.mapToSource(index).row() for index in selected])

    def done(self, result: int) -> None:
        """Let no answer arrive any more; what is being stored is stored."""
        self._runner.cancel_slot(self, "read")
        super().done(result)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._filtered.setFilterFixedString)
        self.add.clicked.connect(self.add_group)
        self.remove.clicked.connect(self.remove_selected)
        self.table.selectionModel().selectionChanged.connect(self._enable)
        self.model.edited.connect(self._write)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table, self.remove_selected)
        self._enable()

    def _read(self) -> None:
        synonyms = self._synonyms

        def work(_progress: Progress, _cancel: CancelToken) -> Tables:
            return synonyms.own(), synonyms.built_in()

        self._runner.run(work, owner=self, done=self._show, failed=self._tell_trouble, slot="read")

    def _show(self, tables: Tables) -> None:
        self.model.show_groups(*tables)

    def _write(self) -> None:
        synonyms, groups = self._synonyms, self.model.own

        def work(_progress: Progress, _cancel: CancelToken) -> None:
            synonyms.write(groups)

        self._runner.run(work, owner=self, done=_ignore, failed=self._tell_trouble, lane=Lane.WRITE)

    def _tell_trouble(self, error: ViewerError) -> None:
        messages.show_error(self, error)

    def _enable(self) -> None:
        rows = [self._filtered.mapToSource(index).row() for index in self.table.selectionModel().selectedRows()]
        self.remove.setEnabled(any(self.model.is_own(row) for row in rows))

    def _dress_table(self) -> None:
        table = self.table
        self._filtered.setSourceModel(self.model)
        dress_report(table, self._filtered, self.tr("同义词"), is_edited=True)
        columns = table.horizontalHeader()
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        columns.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def _arrange(self) -> None:
        about = QLabel(
            self.tr("每行一组意思相同的词，用顿号隔开。查找其中一个时会提示“也可查找”其余的，不会自动扩大查找。"),
            self,
        )
        about.setProperty("tone", "secondary")
        about.setWordWrap(True)
        self.field.setPlaceholderText(self.tr("筛选"))
        let_clear(self.field)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close.rejected.connect(self.reject)
        row = QHBoxLayout()
        for button in (self.add, self.remove):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(about)
        column.addWidget(self.field)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        character = QFontMetricsF(ui_font()).horizontalAdvance("文")
        self.resize(round(character * 50), round(character * 32))


def _ignore(_nothing: None) -> None:
    return None

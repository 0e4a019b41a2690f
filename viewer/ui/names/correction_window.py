"""The window 更正记录: everything a person corrected, a way to each place, and a way to take it back."""

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeySequence, QShortcut
from PySide6.QtWidgets import (
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

from viewer.core.company import Role
from viewer.core.knowledge import GivenCorrection
from viewer.ui.clearing import let_clear
from viewer.ui.names.correction_model import CorrectionModel
from viewer.ui.names.keeper import NameKeeper
from viewer.ui.quiet_table import dress_report, size_columns
from viewer.ui.typography import ui_font

_SIZE = (80, 34)
_WIDTHS = (20, 24, 7, 0, 9)
_DOCUMENT = 3


class CorrectionWindow(QDialog):
    """Shows the corrections as they are, also while other parts of the window make more."""

    place_wanted = Signal(GivenCorrection)

    def __init__(self, keeper: NameKeeper, parent: QWidget) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self.model = CorrectionModel(self)
        self._sorted = QSortFilterProxyModel(self)
        self.field = QLineEdit(self)
        self.table = QTableView(self)
        self.news = QLabel(self)
        self.go = QPushButton(self.tr("转到原文"), self)
        self.take_back = QPushButton(self.tr("撤回"), self)
        self.setWindowTitle(self.tr("更正记录"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dress_table()
        self._arrange()
        keeper.corrections_changed.connect(self._show)
        self.field.textChanged.connect(self._sorted.setFilterFixedString)
        self.table.selectionModel().selectionChanged.connect(self._enable)
        self.table.doubleClicked.connect(self._go_to)
        self.go.clicked.connect(self._go_to_selected)
        self.take_back.clicked.connect(self._take_back)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table, self._take_back)
        self._enable()
        keeper.read_corrections()

    def selected(self) -> list[GivenCorrection]:
        """Return the selected corrections, top to bottom."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self._at(row) for row in rows]

    def _at(self, row: int) -> GivenCorrection:
        return self.model.correction_at(self._sorted.mapToSource(self._sorted.index(row, 0)).row())

    def _show(self, given: list[GivenCorrection]) -> None:
        self.model.show_corrections(given)
        self.news.setText(
            self.tr("共 {0} 条更正").format(f"{len(given):,}") if given else self.tr("还没有更正过实体或指标。")
        )
        self._enable()

    def _enable(self) -> None:
        selected = self.selected()
        self._keeper.changes.enable(self.take_back, Role.EDITOR, can=bool(selected))
        self.go.setEnabled(len(selected) == 1)

    def _go_to(self, index: QModelIndex) -> None:
        self.place_wanted.emit(self._at(index.row()))

    def _go_to_selected(self) -> None:
        selected = self.selected()
        if len(selected) == 1:
            self.place_wanted.emit(selected[0])

    def _take_back(self) -> None:
        selected = self.selected()
        if selected and self.take_back.isEnabled():
            self._keeper.take_back(selected)
            self.news.setText(self.tr("已撤回 {0} 条更正（可撤销）").format(len(selected)))

    def _dress_table(self) -> None:
        table = self.table
        self._sorted.setSourceModel(self.model)
        self._sorted.setFilterKeyColumn(-1)
        self._sorted.setSortLocaleAware(True)
        dress_report(table, self._sorted, self.tr("更正记录"))
        table.setSortingEnabled(True)
        table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        columns = table.horizontalHeader()
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        columns.setSectionResizeMode(_DOCUMENT, QHeaderView.ResizeMode.Stretch)
        size_columns(table, _WIDTHS)

    def _arrange(self) -> None:
        about = QLabel(self.tr("在标注上右键所做的更正都记在这里；撤回后恢复程序自己的判断。"), self)
        about.setProperty("tone", "secondary")
        self.field.setPlaceholderText(self.tr("筛选"))
        let_clear(self.field)
        self.news.setProperty("tone", "secondary")
        row = QHBoxLayout()
        row.addWidget(self.news, 1)
        for button in (self.go, self.take_back):
            button.setAutoDefault(False)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(about)
        column.addWidget(self.field)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        character = QFontMetricsF(ui_font()).horizontalAdvance("文")
        self.resize(*(round(character * side) for side in _SIZE))

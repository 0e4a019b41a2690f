"""The page 统计: documents counted by one or two of their sides; every cell opens its documents."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from viewer.core.catalog import DocumentSummary
from viewer.core.tally import DIMENSION_NAMES, Dimension, Tally
from viewer.ui.across.asking import Asking
from viewer.ui.across.faces import AcrossExport, Relating
from viewer.ui.across.laying_out import in_column, in_row
from viewer.ui.across.row_model import Column, RowTable
from viewer.ui.appearance import Appearance
from viewer.ui.quiet_table import RuledDelegate
from viewer.ui.short_unit import short_unit
from viewer.ui.statistics.bars import TallyBars

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_MOST_SHOWN = 1_000
_DOCUMENTS = (
    Column[DocumentSummary]("日期", lambda d: d.metadata.date or "", 8),
    Column[DocumentSummary]("标题", lambda d: d.title, 30),
    Column[DocumentSummary]("承办单位", lambda d: d.metadata.issuing_unit or "", 12, cut=short_unit),
    Column[DocumentSummary]("办理结果", lambda d: d.metadata.result or "", 8),
)


class TallyModel(QAbstractTableModel):
    """The counts with a sum at each line's end and a line of sums."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tally: Tally | None = None
        self._columns: list[str | None] = []
        self._counts: list[list[int]] = []

    def show_tally(self, tally: Tally) -> None:
        """Show other counts."""
        self.beginResetModel()
        self._tally = tally
        lines: list[str | None] = [*tally.rows, None]
        self._columns = [*tally.columns, None] if tally.column_dimension else [None]
        self._counts = [[tally.count(row, column) for column in self._columns] for row in lines]
        self.endResetModel()

    def cell(self, index: Index) -> tuple[str | None, str | None]:
        """Return the row and column of a cell; ``None`` is the sum."""
        rows: list[str | None] = [*(self._tally.rows if self._tally else ()), None]
        return rows[index.row()], self._columns[index.column()]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self._counts)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return a count, nothing for nought."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            count = self._counts[index.row()][index.column()]
            return f"{count:,}" if count else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the name of a line or column."""
        if self._tally is None or role != Qt.ItemDataRole.DisplayRole:
            return None
        names: Sequence[str | None] = (
            self._columns if orientation == Qt.Orientation.Horizontal else [*self._tally.rows, None]
        )
        if not 0 <= section < len(names):
            return None
        name = names[section]
        return name if name is not None else self.tr("合计")


class StatisticsPage(QWidget):
    """Counts documents."""

    passage_wanted = Signal(str, int)

    def __init__(self, relating: Relating, export: AcrossExport, asking: Asking, appearance: Appearance) -> None:
        super().__init__()
        self._relating = relating
        self._export = export
        self._asking = asking
        self._tally: Tally | None = None
        self._cell: tuple[str | None, str | None] = (None, None)
        self.rows = QComboBox(self)
        self.columns = QComboBox(self)
        self.model = TallyModel(self)
        self.table = QTableView(self)
        self.bars = TallyBars(appearance, self)
        self.heading = QLabel(self)
        self.documents = RowTable(_DOCUMENTS, appearance, self)
        self.export_table = QPushButton(self.tr("导出表格…"), self)
        self.documents.say_when_empty(self.tr("文库里还没有文档。"))
        self._arrange()
        self._connect()

    def reload(self) -> None:
        """Count again."""
        rows = Dimension(self.rows.currentData())
        columns = Dimension(self.columns.currentData()) if self.columns.currentData() else None
        if rows is columns:
            columns = None
        relating = self._relating
        self._asking.ask("tally", lambda _cancel: relating.tally(rows, columns), self._take)

    def _take(self, tally: Tally) -> None:
        self._tally = tally
        self.model.show_tally(tally)
        self.bars.show_tally(tally)
        self._fit_columns()
        self.export_table.setEnabled(bool(tally.rows))
        row, column = self._cell
        self._show_cell(row if row in tally.rows else None, column if column in tally.columns else None)

    def _fit_columns(self) -> None:
        """Give columns room for their names and sums, the widest of their numbers.

        Qt itself would ask every cell: seconds for units by sessions.
        """
        header, metrics, last = self.table.horizontalHeader(), self.table.fontMetrics(), self.model.rowCount() - 1
        room = metrics.horizontalAdvance("00")
        for column in range(self.model.columnCount()):
            total = self.model.index(last, column).data() or ""
            header.resizeSection(column, max(header.sectionSizeHint(column), metrics.horizontalAdvance(total) + room))

    def _choose(self, index: QModelIndex) -> None:
        self._show_cell(*self.model.cell(index))

    def _choose_row(self, row: str) -> None:
        self._show_cell(row, None)

    def _show_cell(self, row: str | None, column: str | None) -> None:
        if self._tally is None:
            return
        self._cell = (row, column)
        ids = self._tally.documents(row, column)
        words = " · ".join(each for each in (row, column) if each) or self.tr("全部文档")
        more = self.tr("，下面是日期最近的 {0:,} 份").format(_MOST_SHOWN) if len(ids) > _MOST_SHOWN else ""
        self.heading.setText(self.tr("{0}：{1:,} 份").format(words, len(ids)) + more)
        relating = self._relating
        self._asking.ask("cell", lambda _cancel: relating.newest(ids, limit=_MOST_SHOWN), self.documents.show_rows)

    def _open(self) -> None:
        for each in self.documents.chosen()[:1]:
            self.passage_wanted.emit(each.id, 0)

    def _save(self) -> None:
        if self._tally is not None:
            tally, export = self._tally, self._export
            self._asking.save(self, self.tr("统计"), lambda form: export.tally(tally, form))

    def _arrange(self) -> None:
        self.columns.addItem(self.tr("不分列"), "")
        for dimension, name in DIMENSION_NAMES.items():
            self.rows.addItem(name, dimension.value)
            self.columns.addItem(name, dimension.value)
        self.columns.setCurrentIndex(self.columns.findData(Dimension.KIND.value))
        self.table.setObjectName("across")
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("统计"))
        self.table.setCornerButtonEnabled(False)
        self.table.setShowGrid(False)
        self.table.setItemDelegate(RuledDelegate(self.table))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setToolTip(self.tr("单击格子，下面列出它的文档"))
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(self.tr("统计图"))
        scroll.setWidget(self.bars)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        upper = QSplitter(self)
        upper.addWidget(self.table)
        upper.addWidget(scroll)
        upper.setStretchFactor(0, 3)
        upper.setStretchFactor(1, 2)
        lower = in_column(self.heading, self.documents)
        self.heading.setContentsMargins(0, 8, 0, 0)
        both = QSplitter(Qt.Orientation.Vertical, self)
        both.addWidget(upper)
        both.addWidget(lower)
        both.setChildrenCollapsible(False)
        by, across = QLabel(self.tr("行"), self), QLabel(self.tr("列"), self)
        line = QVBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(in_row(by, self.rows, across, self.columns, None, self.export_table))
        line.addWidget(both, 1)

    def _connect(self) -> None:
        self.rows.currentIndexChanged.connect(self.reload)
        self.columns.currentIndexChanged.connect(self.reload)
        self.table.clicked.connect(self._choose)
        self.bars.row_chosen.connect(self._choose_row)
        self.documents.doubleClicked.connect(self._open)
        self.export_table.clicked.connect(self._save)

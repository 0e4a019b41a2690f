"""The page 指标 of the pane at the right: the figures of the document as a sortable table that can be taken along."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from viewer.core.across import LibraryFigure, TableFormat
from viewer.core.catalog import StoredDocument
from viewer.core.document import DocumentId
from viewer.core.metric import Metric
from viewer.ui.appearance import Appearance
from viewer.ui.clearing import let_clear
from viewer.ui.figures.clipboard import as_table
from viewer.ui.figures.mentions import FigureMentionModel
from viewer.ui.figures.model import SENTENCE, TITLES, FigureModel
from viewer.ui.fitted_table import FittedTable, Width
from viewer.ui.quiet_table import RuledDelegate, dress_quietly, select_row
from viewer.ui.typography import ui_font

_WIDTHS = (Width(11), Width(7), Width(8, spare=2), Width(9, spare=3), Width(6, spare=1), Width(24, spare=4))


class FigurePanel(QWidget):
    """Lists figures; choosing one goes to its place, and all of them can be copied or saved."""

    figure_chosen = Signal(Metric)
    edit_wanted = Signal(Metric)
    file_wanted = Signal(TableFormat)
    copied = Signal(int)
    indicator_chosen = Signal(str)
    mention_chosen = Signal(LibraryFigure)
    search_wanted = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = FigureModel(self)
        self.sorted = QSortFilterProxyModel(self)
        self.field = QLineEdit(self)
        self.table = FittedTable(_WIDTHS, self)
        self.copy = QToolButton(self)
        self.save = QToolButton(self)
        self._empty = QLabel(self.tr("没有找到指标。"), self)
        self._stack = QStackedWidget(self)
        self._document_id: DocumentId | None = None
        self.indicator = ""
        self.heading = QLabel(self)
        self.search = QToolButton(self)
        self.mentions = FigureMentionModel(self)
        self.mention_list = QListView(self)
        self._below = QFrame(self)
        self._appearance = appearance
        self._dress_table()
        self._dress_tools()
        self._arrange()
        self._paint()
        appearance.theme_changed.connect(self._paint)
        self.search.clicked.connect(self._search)
        self.mention_list.clicked.connect(self._choose_mention)
        self.mention_list.activated.connect(self._choose_mention)
        self.field.textChanged.connect(self.sorted.setFilterFixedString)
        self.table.clicked.connect(self._choose)
        self.table.activated.connect(self._edit)
        self.copy.clicked.connect(self.copy_rows)
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table, self.copy_rows)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)

    def show_document(self, stored: StoredDocument | None) -> None:
        """Show the figures of a document."""
        metrics = stored.reading.metrics if stored else ()
        self._document_id = stored.id if stored else None
        self._below.hide()
        self.figures.show_figures(metrics, stored.reading.document.text if stored else "")
        self._stack.setCurrentIndex(0 if metrics else 1)
        for button in (self.copy, self.save):
            button.setEnabled(bool(metrics))

    def choose(self, metric: Metric) -> None:
        """Select a figure without going to its place."""
        row = self.figures.row_of(metric)
        if row is not None:
            select_row(self.table, self.sorted.mapFromSource(self.figures.index(row, 0)))
            self._show_indicator(metric)

    def show_mentions(self, indicator: str, figures: Sequence[LibraryFigure]) -> None:
        """List where an indicator is stated, here and in the library."""
        if indicator != self.indicator:
            return
        documents = len({figure.document_id for figure in figures})
        words = self.tr("{0} · {1} 处，{2} 份文档")
        self.heading.setText(words.format(indicator, f"{len(figures):,}", f"{documents:,}"))
        self.mentions.show_figures(figures, self._document_id)
        self._below.setVisible(bool(figures))

    def copy_rows(self) -> None:
        """Put the selected rows (more than one), or all that are shown, on the clipboard as a table."""
        selected = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        rows = selected if len(selected) > 1 else range(self.sorted.rowCount())
        cells = [[str(self.sorted.index(row, column).data()) for column in range(len(TITLES))] for row in rows]
        QGuiApplication.clipboard().setMimeData(as_table([self._title(column) for column in range(len(TITLES))], cells))
        self.copied.emit(len(cells))

    def _title(self, column: int) -> str:
        return str(self.figures.headerData(column, Qt.Orientation.Horizontal))

    def _choose(self, index: QModelIndex) -> None:
        metric = index.data(FigureModel.MetricRole)
        self.figure_chosen.emit(metric)
        self._show_indicator(metric)

    def _show_indicator(self, metric: Metric) -> None:
        self.indicator = metric.indicator or ""
        if self.indicator:
            self.indicator_chosen.emit(self.indicator)
        else:
            self._below.hide()

    def _choose_mention(self, index: QModelIndex) -> None:
        self.mention_chosen.emit(self.mentions.figure_at(index.row()))

    def _search(self) -> None:
        self.search_wanted.emit(self.indicator)

    def _edit(self, index: QModelIndex) -> None:
        self.edit_wanted.emit(index.data(FigureModel.MetricRole))

    def _ask_csv(self) -> None:
        self.file_wanted.emit(TableFormat.CSV)

    def _ask_xlsx(self) -> None:
        self.file_wanted.emit(TableFormat.XLSX)

    def _dress_table(self) -> None:
        table = self.table
        self.sorted.setSourceModel(self.figures)
        self.sorted.setSortRole(FigureModel.SortRole)
        self.sorted.setFilterKeyColumn(-1)
        self.sorted.setSortLocaleAware(True)
        table.setObjectName("figures")
        table.setModel(self.sorted)
        table.setSortingEnabled(True)
        table.sortByColumn(SENTENCE, Qt.SortOrder.AscendingOrder)
        dress_quietly(table)
        table.setItemDelegate(RuledDelegate(table))
        table.setWordWrap(False)
        table.setMouseTracking(True)
        table.setAccessibleName(self.tr("指标"))
        table.setToolTip(self.tr("单击到原文，双击修改"))
        table.dress_columns()

    def _dress_tools(self) -> None:
        self.field.setPlaceholderText(self.tr("筛选指标"))
        self.field.setAccessibleName(self.tr("筛选指标"))
        let_clear(self.field)
        self.copy.setToolTip(self.tr("复制为表格，可粘贴到 Excel、WPS 或 Word"))
        self.copy.setAccessibleName(self.tr("复制为表格"))
        self.save.setToolTip(self.tr("导出为 Excel 或 CSV 文件"))
        self.save.setAccessibleName(self.tr("导出"))
        menu = QMenu(self.save)
        menu.addAction(self.tr("导出 Excel 工作簿（XLSX）…"), self._ask_xlsx)
        menu.addAction(self.tr("导出 CSV…"), self._ask_csv)
        self.save.setMenu(menu)
        self.save.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.heading.setFont(ui_font(bold=True))
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setWordWrap(True)
        self.search.setToolTip(self.tr("在全部文档中查找这个指标"))
        self.search.setAccessibleName(self.tr("在全部文档中查找这个指标"))
        self.mention_list.setObjectName("mentions")
        self.mention_list.setModel(self.mentions)
        self.mention_list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.mention_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.mention_list.setAccessibleName(self.tr("同一指标"))
        self._below.hide()
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("tone", "faint")

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(12, 2, 8, 6)
        top.setSpacing(2)
        top.addWidget(self.field, 1)
        top.addWidget(self.copy)
        top.addWidget(self.save)
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 8, 2)
        head.addWidget(self.heading, 1)
        head.addWidget(self.search)
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addLayout(head)
        below.addWidget(self.mention_list, 1)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(self.table)
        splitter.addWidget(self._below)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([320, 200])
        self._stack.addWidget(splitter)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._stack, 1)

    def _paint(self) -> None:
        self.copy.setIcon(self._appearance.icon("copy"))
        self.save.setIcon(self._appearance.icon("export"))
        self.search.setIcon(self._appearance.icon("search"))

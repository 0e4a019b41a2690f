"""The page 两文对照: paragraphs side by side, what became of each, and the figures that differ."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from viewer.core.catalog import DocumentTitle
from viewer.core.collation import ROW_NAMES, ChangedFigure, CollatedRow, Collation, RowKind
from viewer.core.document import DocumentId
from viewer.core.relation import RELATION_NAMES, RelationKind, Relations
from viewer.core.span import Span
from viewer.ui.across.asking import Asking
from viewer.ui.across.faces import AcrossExport, Relating
from viewer.ui.across.laying_out import in_column, in_row
from viewer.ui.across.row_model import Column, RowTable, in_words
from viewer.ui.appearance import Appearance
from viewer.ui.collation.document_choice import DocumentChoice
from viewer.ui.collation.paragraph_delegate import ParagraphDelegate
from viewer.ui.quiet_table import dress_quietly
from viewer.ui.sentences import listed
from viewer.ui.theme import Role

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_KIND, _LEFT, _RIGHT = range(3)
_TONES = {
    RowKind.ADDED: Role.SUCCESS,
    RowKind.DROPPED: Role.ERROR,
    RowKind.CHANGED: Role.WARNING,
    RowKind.MOVED: Role.ACCENT,
}
_FIGURES = (
    Column[ChangedFigure]("指标", lambda f: f.name, 16),
    Column[ChangedFigure]("左", lambda f: f.left, 8),
    Column[ChangedFigure]("右", lambda f: f.right, 8),
    Column[ChangedFigure]("判断", lambda f: f.verdict, 6),
)


class CollationModel(QAbstractTableModel):
    """What became of each paragraph, the left one, the right one."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._collation: Collation | None = None
        self._rows: tuple[CollatedRow, ...] = ()

    def show_collation(self, collation: Collation | None, *, only_changes: bool) -> None:
        """Show two documents collated, or what differs."""
        self.beginResetModel()
        self._collation = collation
        rows = collation.rows if collation else ()
        self._rows = tuple(row for row in rows if not only_changes or row.kind is not RowKind.SAME)
        self.endResetModel()

    def row_at(self, number: int) -> CollatedRow:
        """Return what a line shows."""
        return self._rows[number]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401, PLR0911 - Qt's signature
        """Return a paragraph, its marks, or what became of it."""
        if not index.isValid() or self._collation is None:
            return None
        row, column = self._rows[index.row()], index.column()
        if column == _KIND:
            if role == Qt.ItemDataRole.ForegroundRole and row.kind in _TONES:
                return self._appearance.theme[_TONES[row.kind]]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            return in_words(ROW_NAMES[row.kind]) if role == Qt.ItemDataRole.DisplayRole else None
        span = row.left if column == _LEFT else row.right
        if span is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            text = self._collation.left_text if column == _LEFT else self._collation.right_text
            return span.of(text)
        if role == ParagraphDelegate.SideRole:
            return column == _RIGHT
        if role == ParagraphDelegate.MarksRole:
            marks = row.left_marks if column == _LEFT else row.right_marks
            return tuple(Span(mark.start - span.start, mark.end - span.start) for mark in marks)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return a column's name."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("改动"), self.tr("左"), self.tr("右"))[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class CollationPage(QWidget):
    """Two documents of the library; which can be compared with what is offered beside the choice."""

    passage_wanted = Signal(str, int)

    def __init__(self, relating: Relating, export: AcrossExport, asking: Asking, appearance: Appearance) -> None:
        super().__init__()
        self._relating = relating
        self._export = export
        self._asking = asking
        self._collation: Collation | None = None
        self.left = DocumentChoice(self)
        self.right = DocumentChoice(self)
        self.swap = QToolButton(self)
        self.only_changes = QCheckBox(self.tr("只看改动"), self)
        self.related = QComboBox(self)
        self.model = CollationModel(appearance, self)
        self.table = QTableView(self)
        self.figures = RowTable(_FIGURES, appearance, self)
        self.summary = QLabel(self)
        self.export_table = QPushButton(self.tr("导出表格…"), self)
        self._fitting = QTimer(self, interval=0, singleShot=True)
        self.table.setItemDelegateForColumn(_LEFT, ParagraphDelegate(appearance, self.table))
        self.table.setItemDelegateForColumn(_RIGHT, ParagraphDelegate(appearance, self.table))
        self._arrange()
        self._connect()

    def reload(self) -> None:
        """Read the list of documents again, and compare again."""
        relating = self._relating
        self._asking.ask("list", lambda _cancel: relating.titles(), self._take_list)

    def compare(self, left: DocumentId, right: DocumentId | None) -> None:
        """Choose documents; the right one is offered where it is not said."""
        self.left.want(left)
        self.right.want(right)
        self.reload()

    def _take_list(self, titles: list[DocumentTitle]) -> None:
        self.left.show_documents(titles)
        self.right.show_documents(titles)
        self._compare()
        self._ask_relations()

    def _note_left(self) -> None:
        self._ask_relations()
        self._compare()

    def _ask_relations(self) -> None:
        left, relating = self.left.chosen, self._relating
        if left is not None:
            self._asking.ask("relations", lambda _cancel: relating.relations(left), self._take_relations)

    def _take_relations(self, relations: Relations) -> None:
        self.related.blockSignals(True)
        self.related.clear()
        units = "、".join(f"{unit.name}（{unit.part}）" for unit in relations.units)
        words = self.tr("相关文档 {0} 份{1}") if relations.documents else self.tr("没有相关文档{1}")
        self.related.setEnabled(bool(relations.documents))
        self.related.addItem(words.format(len(relations.documents), f"　{units}" if units else ""))
        for each in relations.documents:
            kind, date = in_words(RELATION_NAMES[each.kind]), each.date or self.tr("无日期")
            words = f"{kind}：{each.title}（{date}，{each.reason}）"
            self.related.addItem(words, each.id)
        self.related.setCurrentIndex(0)
        self.related.blockSignals(False)
        first = relations.documents[0] if relations.documents else None
        if self.right.chosen is None and first is not None and first.kind is not RelationKind.SAME_WORDS:
            self.related.setCurrentIndex(1)

    def _take_related(self) -> None:
        chosen = self.related.currentData()
        if chosen is not None:
            self.right.choose(DocumentId(chosen))

    def _compare(self) -> None:
        left, right, relating = self.left.chosen, self.right.chosen, self._relating
        if left is None or right is None or left == right:
            self._take(None)
            self.summary.setText(self.tr("请选两份不同的文档。"))
            return
        self._asking.ask("collate", lambda _cancel: relating.collate(left, right), self._take)

    def _take(self, collation: Collation | None) -> None:
        self._collation = collation
        self._show()
        self.figures.say_when_empty(self.tr("两份文档没有同一个数据写得不同。") if collation else "")
        self.figures.show_rows(collation.figures if collation else ())
        self.export_table.setEnabled(collation is not None)
        if collation is not None:
            counts = {kind: sum(row.kind is kind for row in collation.rows) for kind in RowKind}
            told = self.tr("{0} {1} 段")
            said = listed(told.format(in_words(ROW_NAMES[kind]), many) for kind, many in counts.items() if many)
            self.summary.setText(
                self.tr("{0}；文字重合 {1:.0%}；数字不同 {2} 项").format(
                    said, collation.similarity, len(collation.figures)
                )
            )

    def _show(self) -> None:
        self.model.show_collation(self._collation, only_changes=self.only_changes.isChecked())
        self._fitting.start()

    def _swap(self) -> None:
        left, right = self.left.chosen, self.right.chosen
        if left is not None and right is not None:
            self.left.choose(right)
            self.right.choose(left)

    def _open(self, index: QModelIndex) -> None:
        row = self.model.row_at(index.row())
        document_id = self.left.chosen if index.column() == _LEFT else self.right.chosen
        span = row.left if index.column() == _LEFT else row.right
        if document_id is not None and span is not None:
            self.passage_wanted.emit(document_id, span.start)

    def _open_figure(self) -> None:
        right = self.right.chosen
        for each in self.figures.chosen()[:1]:
            if right is not None:
                self.passage_wanted.emit(right, each.right_span.start)

    def _save(self) -> None:
        left, right, export = self.left.chosen, self.right.chosen, self._export
        if left is not None and right is not None:
            titles = (self.left.currentText(), self.right.currentText())
            self._asking.save(self, self.tr("对照"), lambda form: export.collation(left, right, titles, form))

    def _arrange(self) -> None:
        self.swap.setText("⇄")
        self.swap.setToolTip(self.tr("左右互换"))
        self.summary.setProperty("tone", "secondary")
        table = self.table
        table.setObjectName("collation")
        table.setModel(self.model)
        table.setAccessibleName(self.tr("对照"))
        dress_quietly(table)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setToolTip(self.tr("双击到原文"))
        head = table.horizontalHeader()
        head.setSectionResizeMode(_KIND, QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(_LEFT, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(_RIGHT, QHeaderView.ResizeMode.Stretch)
        head.resizeSection(_KIND, table.fontMetrics().horizontalAdvance("文") * 6)
        self.related.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.related.setPlaceholderText(self.tr("左边的文档选定后，这里列出与它相关的文档"))
        self.related.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        both = QSplitter(Qt.Orientation.Vertical, self)
        both.addWidget(table)
        heading = QLabel(self.tr("数字变化"), self)
        heading.setProperty("tone", "secondary")
        heading.setContentsMargins(0, 8, 0, 0)
        both.addWidget(in_column(heading, self.figures))
        both.setStretchFactor(0, 3)
        both.setStretchFactor(1, 1)
        both.setSizes([420, 160])
        line = QVBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(in_row(self.left, self.swap, self.right))
        line.addWidget(in_row(self.related, self.only_changes, self.export_table))
        line.addWidget(self.summary)
        line.addWidget(both, 1)

    def _connect(self) -> None:
        self.left.currentIndexChanged.connect(self._note_left)
        self.right.currentIndexChanged.connect(self._compare)
        self.related.currentIndexChanged.connect(self._take_related)
        self.swap.clicked.connect(self._swap)
        self.only_changes.toggled.connect(self._show)
        self.table.doubleClicked.connect(self._open)
        self.figures.doubleClicked.connect(self._open_figure)
        self.export_table.clicked.connect(self._save)
        self._fitting.timeout.connect(self.table.resizeRowsToContents)
        self.table.horizontalHeader().sectionResized.connect(self._fitting.start)

"""The document list as a table model; it sorts and filters its own rows, so 20,000 documents answer at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from viewer.core.catalog import DocumentSummary
from viewer.core.document import DocumentId
from viewer.core.hit import FacetChoice
from viewer.core.label import DocumentLabels
from viewer.ui.labels.collection_model import DOCUMENTS_MIME, dragging
from viewer.ui.library.columns import COLUMNS, has_value, sort_key
from viewer.ui.library.facets import keep_chosen

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
# Qt's own arrows point the other way round than those of the systems people know.
_ARROWS = {Qt.SortOrder.AscendingOrder: "↑", Qt.SortOrder.DescendingOrder: "↓"}
_FLAGS = (
    Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
    | Qt.ItemFlag.ItemIsDragEnabled  # into collections
)
_DATE = next(number for number, column in enumerate(COLUMNS) if column.name == "date")


class DocumentModel(QAbstractTableModel):
    """One row per document that fits the chosen facets, in the chosen order; newest date first to begin with."""

    SummaryRole = int(Qt.ItemDataRole.UserRole)
    LabelsRole = SummaryRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[DocumentSummary, ...] = ()
        self._rows: list[DocumentSummary] = []
        self._labels: Mapping[DocumentId, DocumentLabels] = {}
        self._choices: tuple[FacetChoice, ...] = ()
        self._column = _DATE
        self._order = Qt.SortOrder.DescendingOrder

    @property
    def sorted_by(self) -> tuple[int, Qt.SortOrder]:
        """Return the column and order the rows stand in."""
        return self._column, self._order

    @property
    def summaries(self) -> tuple[DocumentSummary, ...]:
        """Return every document, filtered or not."""
        return self._all

    def show_documents(self, summaries: Sequence[DocumentSummary], choices: Sequence[FacetChoice] = ()) -> None:
        """Show those of these documents that fit the choices."""
        self._all = tuple(summaries)
        self._choices = tuple(choices)
        self._arrange_anew()

    def show_labels(self, labels: Mapping[DocumentId, DocumentLabels]) -> None:
        """Show these labels of the documents; one without any is unread."""
        self._labels = labels
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(COLUMNS) - 1))

    def labels_of(self, document_id: DocumentId) -> DocumentLabels:
        """Return a document's labels, empty ones where it has none."""
        return self._labels.get(document_id) or DocumentLabels(document_id)

    def title_of(self, document_id: DocumentId) -> str | None:
        """Return a document's title, whether it is shown or not; ``None`` when it is not in the library."""
        return next((summary.title for summary in self._all if summary.id == document_id), None)

    def filter(self, choices: Sequence[FacetChoice]) -> None:
        """Show only the documents that fit."""
        self._choices = tuple(choices)
        self._arrange_anew()

    def row_of(self, document_id: DocumentId) -> int | None:
        """Return the row showing a document, ``None`` when it is not shown."""
        return next((row for row, summary in enumerate(self._rows) if summary.id == document_id), None)

    def summary_at(self, row: int) -> DocumentSummary:
        """Return the document of one row."""
        return self._rows[row]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of shown documents."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return what a cell shows; a value the document does not state shows nothing."""
        if not index.isValid():
            return None
        summary = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[index.column()].value(summary)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(index.column(), summary)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index.column(), summary)
        if role == self.LabelsRole:
            return self.labels_of(summary.id)
        return summary if role == self.SummaryRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let documents be dragged into collections."""
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def mimeTypes(self) -> list[str]:
        """Give documents."""
        return [DOCUMENTS_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Carry the documents of these cells."""
        rows = dict.fromkeys(index.row() for index in indexes)
        return dragging([self._rows[row].id for row in rows])

    def _tip(self, column: int, summary: DocumentSummary) -> str | None:
        value = COLUMNS[column].value(summary)
        tags = self.labels_of(summary.id).tags
        return f"{value}\n{self.tr('标签')}：{'、'.join(tags)}" if tags and not column else value

    def _spoken(self, column: int, summary: DocumentSummary) -> str | None:
        value, labels = COLUMNS[column].value(summary), self.labels_of(summary.id)
        if column:
            return value
        states = (self.tr("已收藏") if labels.starred else "", "" if labels.read_at else self.tr("未读"), *labels.tags)
        return "，".join(part for part in (value, *states) if part)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - Qt's signature
        """Return a column's name."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            title = QCoreApplication.translate("Column", COLUMNS[section].title)
            return f"{title} {_ARROWS[self._order]}" if section == self._column else title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by one column; documents without a value stay last either way."""
        if not 0 <= column < len(COLUMNS):
            return
        self._column, self._order = column, order
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self._rows[index.row()].id) for index in self.persistentIndexList()]
        self._rows = self._arranged(self._rows)
        places = {summary.id: row for row, summary in enumerate(self._rows)}
        for index, document_id in kept:
            self.changePersistentIndex(index, self.index(places[document_id], index.column()))
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def _arrange_anew(self) -> None:
        self.beginResetModel()
        self._rows = self._arranged(keep_chosen(self._all, self._choices))
        self.endResetModel()

    def _arranged(self, rows: Sequence[DocumentSummary]) -> list[DocumentSummary]:
        column = COLUMNS[self._column]
        stated = [summary for summary in rows if has_value(column, summary)]
        missing = [summary for summary in rows if not has_value(column, summary)]
        stated.sort(key=lambda summary: sort_key(column, summary), reverse=self._order == Qt.SortOrder.DescendingOrder)
        return stated + missing

"""The answer of a search as one flat list: a row per document, and under it a row per passage."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from viewer.core.document import DocumentId
from viewer.core.hit import Hit, SearchResult, Snippet
from viewer.core.span import Span

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A document that answers, or (``snippet`` given) one passage of it."""

    hit: Hit
    snippet: Snippet | None = None

    @property
    def span(self) -> Span | None:
        """Return where reading should begin: the first mark shown by this row."""
        if self.snippet is None or not self.snippet.marks:
            return self.hit.spans[0] if self.hit.spans else None
        return self.snippet.marks[0].shifted(self.snippet.start)


class ResultModel(QAbstractListModel):
    """Shows hits page by page; asks for the next page when the view comes to the end."""

    RowRole = int(Qt.ItemDataRole.UserRole)
    page_wanted = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ResultRow] = []
        self._hits: list[Hit] = []
        self._total = 0
        self._awaited: int | None = None

    @property
    def hits(self) -> tuple[Hit, ...]:
        """Return the documents shown so far."""
        return tuple(self._hits)

    def show_result(self, result: SearchResult | None) -> None:
        """Show the first page of an answer, or nothing."""
        self.beginResetModel()
        self._hits = list(result.hits) if result else []
        self._rows = [row for hit in self._hits for row in _rows_of(hit)]
        self._total = result.total if result else 0
        self._awaited = None
        self.endResetModel()

    def append_page(self, result: SearchResult) -> None:
        """Show another page below."""
        known = {hit.id for hit in self._hits}
        hits = [hit for hit in result.hits if hit.id not in known]
        rows = [row for hit in hits for row in _rows_of(hit)]
        self._total = result.total if hits else len(self._hits)
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            self._hits.extend(hits)
            self._rows.extend(rows)
            self.endInsertRows()
        self._awaited = None

    def row_at(self, row: int) -> ResultRow:
        """Return one row."""
        return self._rows[row]

    def row_of(self, document_id: DocumentId) -> int | None:
        """Return the row of a document, ``None`` when it is not among those shown."""
        return next((place for place, row in enumerate(self._rows) if row.hit.id == document_id), None)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return a row's words, or the row itself."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.snippet.text if row.snippet else row.hit.title
        if role == Qt.ItemDataRole.ToolTipRole and row.snippet is None:
            return row.hit.title
        return row if role == self.RowRole else None

    def canFetchMore(self, parent: Index) -> bool:
        """Tell whether there is another page nobody has asked for yet."""
        return not parent.isValid() and len(self._hits) < self._total and self._awaited is None

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next page."""
        if self.canFetchMore(parent):
            self._awaited = len(self._hits)
            self.page_wanted.emit(self._awaited)


def _rows_of(hit: Hit) -> list[ResultRow]:
    return [ResultRow(hit), *(ResultRow(hit, snippet) for snippet in hit.snippets)]

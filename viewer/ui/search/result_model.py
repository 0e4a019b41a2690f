"""The answer of a search as one flat list: per document a row, its passages below, and under headings where grouped."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from viewer.core.document import DocumentId
from viewer.core.hit import Hit, SearchResult, Snippet
from viewer.core.span import Span

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class RowKind(StrEnum):
    """What a row of the answer is."""

    GROUP = "group"
    DOCUMENT = "document"
    PASSAGE = "passage"
    MORE = "more"
    LESS = "less"


class Grouping(StrEnum):
    """By which facet answers may stand together."""

    YEAR = "year"
    UNIT = "issuing_unit"


@dataclass(frozen=True, slots=True, eq=False)
class ResultRow:
    """A document that answers, one passage of it, a way to see all of them (or few again), or a heading.

    ``text`` is a heading's; ``count`` how many documents a heading stands for, or matches a row would show.
    """

    hit: Hit
    snippet: Snippet | None = None
    kind: RowKind = RowKind.DOCUMENT
    text: str = ""
    count: int | None = None

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
        self._grouping: Grouping | None = None
        self._group_counts: Mapping[str, int] = {}

    @property
    def hits(self) -> tuple[Hit, ...]:
        """Return the documents shown so far."""
        return tuple(self._hits)

    def show_result(self, result: SearchResult | None, grouping: Grouping | None = None) -> None:
        """Show the first page of an answer, or nothing."""
        self.beginResetModel()
        self._grouping = grouping
        self._group_counts = dict(result.facets.get(grouping.value, ())) if result and grouping else {}
        self._hits = list(result.hits) if result else []
        self._rows = list(self._rows_of(self._hits, None))
        self._total = result.total if result else 0
        self._awaited = None
        self.endResetModel()

    def append_page(self, result: SearchResult) -> None:
        """Show another page below."""
        known = {hit.id for hit in self._hits}
        hits = [hit for hit in result.hits if hit.id not in known]
        rows = list(self._rows_of(hits, self._hits[-1] if self._hits else None))
        self._total = result.total if hits else len(self._hits)
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            self._hits.extend(hits)
            self._rows.extend(rows)
            self.endInsertRows()
        self._awaited = None

    def give_up_page(self) -> None:
        """Let the next page be asked for again: it did not come."""
        self._awaited = None

    def show_contexts(self, document_id: DocumentId, contexts: Sequence[Snippet]) -> None:
        """Show every match of a document instead of the best passages."""
        place = self.row_of(document_id)
        if place is not None:
            hit = self._rows[place].hit
            rows = [ResultRow(hit, context, RowKind.PASSAGE) for context in contexts]
            self._replace_passages(place, [*rows, ResultRow(hit, None, RowKind.LESS)])

    def show_best(self, document_id: DocumentId) -> None:
        """Show only the best passages of a document again."""
        place = self.row_of(document_id)
        if place is not None:
            self._replace_passages(place, list(_passages_of(self._rows[place].hit)))

    def row_at(self, row: int) -> ResultRow:
        """Return one row."""
        return self._rows[row]

    def row_of(self, document_id: DocumentId) -> int | None:
        """Return the row of a document, ``None`` when it is not among those shown."""
        return next(
            (
                place
                for place, row in enumerate(self._rows)
                if row.kind is RowKind.DOCUMENT and row.hit.id == document_id
            ),
            None,
        )

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let headings be passed over."""
        if index.isValid() and self._rows[index.row()].kind is RowKind.GROUP:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return a row's words, or the row itself."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == self.RowRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words_of(row)
        if role == Qt.ItemDataRole.ToolTipRole and row.kind is RowKind.DOCUMENT:
            return row.hit.title
        return None

    def canFetchMore(self, parent: Index) -> bool:
        """Tell whether there is another page nobody has asked for yet."""
        return not parent.isValid() and len(self._hits) < self._total and self._awaited is None

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next page."""
        if self.canFetchMore(parent):
            self._awaited = len(self._hits)
            self.page_wanted.emit(self._awaited)

    def _words_of(self, row: ResultRow) -> str:
        match row.kind:
            case RowKind.GROUP:
                name = row.text or self.tr("未注明")
                return name if row.count is None else self.tr("{0}，{1} 份").format(name, row.count)
            case RowKind.DOCUMENT:
                return row.hit.title
            case RowKind.MORE:
                return self.tr("其余 {0} 处命中").format(row.count)
            case RowKind.LESS:
                return self.tr("只看主要段落")
            case RowKind.PASSAGE:
                return row.snippet.text if row.snippet else ""

    def _rows_of(self, hits: Iterable[Hit], before: Hit | None) -> Iterator[ResultRow]:
        for hit in hits:
            group = group_of(hit, self._grouping)
            if self._grouping and (before is None or group != group_of(before, self._grouping)):
                yield ResultRow(hit, None, RowKind.GROUP, group, self._group_counts.get(group))
            yield ResultRow(hit)
            yield from _passages_of(hit)
            before = hit

    def _replace_passages(self, place: int, rows: list[ResultRow]) -> None:
        first = place + 1
        last = first
        while last < len(self._rows) and self._rows[last].kind not in (RowKind.DOCUMENT, RowKind.GROUP):
            last += 1
        if last > first:
            self.beginRemoveRows(QModelIndex(), first, last - 1)
            del self._rows[first:last]
            self.endRemoveRows()
        if rows:
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows[first:first] = rows
            self.endInsertRows()


def group_of(hit: Hit, grouping: Grouping | None) -> str:
    """Return the value a hit is grouped by, empty where it has none."""
    if grouping is Grouping.YEAR:
        return str(hit.metadata.year or "")
    return hit.metadata.issuing_unit or ""


def _passages_of(hit: Hit) -> Iterator[ResultRow]:
    shown = 0
    for snippet in hit.snippets:
        shown += len(snippet.marks)
        yield ResultRow(hit, snippet, RowKind.PASSAGE)
    if hit.matches > shown:
        yield ResultRow(hit, None, RowKind.MORE, count=hit.matches - shown)

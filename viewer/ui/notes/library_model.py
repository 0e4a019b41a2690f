"""The notes of the whole library as a tree: under their documents, or one list; it filters and sorts its own rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from viewer.core.annotation import AnnotationId, ListedNote, Standing
from viewer.ui.library.columns import pinyin_key
from viewer.ui.notes.library_filter import NoteFilter, NoteRow, document_of, matching
from viewer.ui.notes.wording import standing_name, task_name
from viewer.ui.translation import QT_TRANSLATE_NOOP

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ARROWS = {Qt.SortOrder.AscendingOrder: "↑", Qt.SortOrder.DescendingOrder: "↓"}


@dataclass(frozen=True, slots=True)
class NoteColumn:
    """One column: its name, what it shows, what it sorts by, and its width in characters."""

    title: str
    value: Callable[[ListedNote], str]
    key: Callable[[ListedNote], tuple[object, ...]]
    width: int


def _standing(listed: ListedNote) -> str:
    """Return what is to be done about a note; that it stands in its place goes without saying."""
    place = standing_name(listed.standing) if listed.standing is not Standing.ANCHORED else ""
    task = task_name(listed.annotation.task) if listed.annotation.task is not None else ""
    return " · ".join(part for part in (task, place) if part)


def _by_standing(listed: ListedNote) -> tuple[object, ...]:
    return (_standing(listed),)


def _place(listed: ListedNote) -> tuple[object, ...]:
    return pinyin_key(listed.title or ""), listed.annotation.selector.position.start


COLUMNS: tuple[NoteColumn, ...] = (
    NoteColumn(
        QT_TRANSLATE_NOOP("NoteColumn", "原文与批注"), lambda note: note.annotation.selector.quote.exact, _place, 30
    ),
    NoteColumn(
        QT_TRANSLATE_NOOP("NoteColumn", "文档"),
        lambda note: note.title or "",
        lambda note: (pinyin_key(note.title or ""),),
        16,
    ),
    NoteColumn(
        QT_TRANSLATE_NOOP("NoteColumn", "承办单位"),
        lambda note: note.unit or "",
        lambda note: (pinyin_key(note.unit or ""),),
        11,
    ),
    NoteColumn(
        QT_TRANSLATE_NOOP("NoteColumn", "标签"),
        lambda note: " ".join(f"#{tag}" for tag in note.annotation.tags),
        lambda note: (pinyin_key(" ".join(note.annotation.tags)),),
        10,
    ),
    NoteColumn(QT_TRANSLATE_NOOP("NoteColumn", "状态"), _standing, _by_standing, 9),
    NoteColumn(
        QT_TRANSLATE_NOOP("NoteColumn", "修改日期"),
        lambda note: note.annotation.modified[:10],
        lambda note: (note.annotation.modified,),
        7,
    ),
)
DOCUMENT_COLUMN, CHANGED_COLUMN = 1, len(COLUMNS) - 1


class LibraryNoteModel(QAbstractItemModel):
    """Notes are leaves; while grouped, the rows at the top are their documents."""

    NoteRole = int(Qt.ItemDataRole.UserRole)
    CountRole = NoteRole + 1
    STANDING = next(number for number, column in enumerate(COLUMNS) if column.value is _standing)
    UNIT = DOCUMENT_COLUMN + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[NoteRow, ...] = ()
        self._groups: list[list[ListedNote]] = []
        self._filter = NoteFilter()
        self._is_grouped = True
        self._column, self._order = CHANGED_COLUMN, Qt.SortOrder.DescendingOrder

    @property
    def rows(self) -> tuple[NoteRow, ...]:
        """Return every note, listed or filtered away."""
        return self._all

    @property
    def filter(self) -> NoteFilter:
        """Return what the listed notes have."""
        return self._filter

    @property
    def is_grouped(self) -> bool:
        """Tell whether notes stand under their documents."""
        return self._is_grouped

    @property
    def sorted_by(self) -> tuple[int, Qt.SortOrder]:
        """Return the column and order the notes stand in."""
        return self._column, self._order

    def show_notes(self, notes: Iterable[ListedNote]) -> None:
        """Take these as the notes of the library."""
        self._all = tuple(NoteRow.of(each) for each in notes)
        self._arrange()

    def keep(self, wanted: NoteFilter) -> None:
        """List only what has this."""
        self._filter = wanted
        self._arrange()

    def group(self, *, grouped: bool) -> None:
        """Put the notes under their documents, or in one list."""
        self._is_grouped = grouped
        self._arrange()

    def listed(self) -> list[ListedNote]:
        """Return the notes that are listed, in their order."""
        return [note for group in self._groups for note in group]

    def note_at(self, index: Index) -> ListedNote | None:
        """Return the note of a row, ``None`` for a document's."""
        if not index.isValid() or self._is_group(index):
            return None
        if not self._is_grouped:
            return self._groups[0][index.row()]
        return self._groups[index.internalId() - 1][index.row()]

    def indexes_of(self, ids: Iterable[AnnotationId]) -> list[QModelIndex]:
        """Return the rows of these notes as far as they are listed."""
        wanted = frozenset(ids)
        return [
            self._note_index(group, row)
            for group, notes in enumerate(self._groups)
            for row, note in enumerate(notes)
            if note.annotation.id in wanted
        ]

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        """Return the place of a cell; the id of a note's row is its document's row + 1."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = _ROOT) -> QModelIndex:  # type: ignore[override]
        """Return the document's row of a note."""
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of documents, of notes of a document, or of all notes."""
        if not parent.isValid():
            return len(self._groups) if self._is_grouped else sum(map(len, self._groups))
        return len(self._groups[parent.row()]) if self._is_group(parent) and parent.column() == 0 else 0

    def columnCount(self, _parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let notes be chosen, and documents only be folded."""
        if index.isValid() and self._is_group(index):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return a note, what a cell shows of it, or a document's title."""
        if not index.isValid():
            return None
        if self._is_group(index):
            return self._group_data(index, role)
        note = self.note_at(index)
        if note is None or role == self.NoteRole:
            return note
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[index.column()].value(note)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return "。".join(part for part in (note.annotation.selector.quote.exact, note.annotation.note) if part)
        return _tip(note, index.column()) if role == Qt.ItemDataRole.ToolTipRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return a column's name."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            title = QCoreApplication.translate("NoteColumn", COLUMNS[section].title)
            return f"{title} {_ARROWS[self._order]}" if section == self._column else title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the notes by a column; documents stand in the order of their first notes."""
        if 0 <= column < len(COLUMNS):
            self._column, self._order = column, order
            self._arrange()
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def _is_group(self, index: Index) -> bool:
        return self._is_grouped and not index.internalId()

    def _note_index(self, group: int, row: int) -> QModelIndex:
        return self.createIndex(row, 0, group + 1 if self._is_grouped else 0)

    def _group_data(self, index: Index, role: int) -> object:
        notes = self._groups[index.row()]
        if role == self.CountRole:
            return len(notes)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) and index.column() == 0:
            return notes[0].title or QCoreApplication.translate("NoteColumn", "（文档不在文库中）")
        return None

    def _arrange(self) -> None:
        key = COLUMNS[self._column].key
        kept = [row.listed for row in matching(self._all, self._filter)]
        kept.sort(key=key, reverse=self._order == Qt.SortOrder.DescendingOrder)
        self.beginResetModel()
        self._groups = list(_by_document(kept).values()) if self._is_grouped else [kept]
        self.endResetModel()


def _by_document(notes: Sequence[ListedNote]) -> Mapping[str, list[ListedNote]]:
    groups: dict[str, list[ListedNote]] = {}
    for note in notes:
        groups.setdefault(document_of(note), []).append(note)
    return groups


def _tip(note: ListedNote, column: int) -> str:
    if column == 0:
        return "\n\n".join(part for part in (note.annotation.selector.quote.exact, note.annotation.note) if part)
    return COLUMNS[column].value(note)

"""The list of all notes: folded by document, several rows chosen at once, Enter goes to the passage."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from viewer.core.annotation import AnnotationId, ListedNote
from viewer.ui.appearance import Appearance
from viewer.ui.notes.library_delegate import LibraryNoteDelegate
from viewer.ui.notes.library_filter import NoteFilter
from viewer.ui.notes.library_model import COLUMNS, DOCUMENT_COLUMN, LibraryNoteModel
from viewer.ui.typography import ui_font

_PADDING = 18
_LEAST_CHARACTERS = 18


class LibraryNoteView(QTreeView):
    """Shows notes and says which one the person wants to see in its place."""

    note_wanted = Signal(ListedNote)
    removal_wanted = Signal()
    chosen_changed = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notes = LibraryNoteModel(self)
        self.setModel(self.notes)
        self.setItemDelegate(LibraryNoteDelegate(appearance, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setIndentation(14)
        self.setAccessibleName(self.tr("全部批注"))
        self._prepare_header()
        self.doubleClicked.connect(self._go)
        self.selectionModel().selectionChanged.connect(self.chosen_changed)
        appearance.theme_changed.connect(self.viewport().update)

    def chosen(self) -> list[ListedNote]:
        """Return the chosen notes in their order."""
        ids = {
            note.annotation.id for index in self.selectionModel().selectedRows() if (note := self.notes.note_at(index))
        }
        return [note for note in self.notes.listed() if note.annotation.id in ids]

    def show_notes(self, notes: Sequence[ListedNote]) -> None:
        """List these notes; what was chosen stays so."""
        chosen = [note.annotation.id for note in self.chosen()]
        self.notes.show_notes(notes)
        self._unfold()
        self.choose(chosen)

    def keep(self, wanted: NoteFilter) -> None:
        """List only what has this."""
        chosen = [note.annotation.id for note in self.chosen()]
        self.notes.keep(wanted)
        self._unfold()
        self.choose(chosen)

    def group(self, *, grouped: bool) -> None:
        """Put the notes under their documents, or in one list."""
        chosen = [note.annotation.id for note in self.chosen()]
        self.notes.group(grouped=grouped)
        self._unfold()
        self.choose(chosen)

    def choose(self, ids: Sequence[AnnotationId]) -> None:
        """Choose these notes."""
        flags = QItemSelectionModel.SelectionFlag
        indexes = self.notes.indexes_of(ids)
        for number, index in enumerate(indexes):
            if not number:
                self.selectionModel().setCurrentIndex(index, flags.NoUpdate)
            self.selectionModel().select(index, flags.Select | flags.Rows)
        self.chosen_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go with Enter, remove with Delete."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(self.currentIndex())
            return
        if event.key() == Qt.Key.Key_Delete:
            self.removal_wanted.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words what the other columns leave."""
        super().resizeEvent(event)
        self._fit_columns()

    def _go(self, index: QModelIndex) -> None:
        note = self.notes.note_at(index)
        if note is not None:
            self.note_wanted.emit(note)
        elif index.isValid():
            self.setExpanded(index, not self.isExpanded(index))

    def _unfold(self) -> None:
        is_grouped = self.notes.is_grouped
        self.setRootIsDecorated(is_grouped)
        self.setColumnHidden(DOCUMENT_COLUMN, is_grouped)
        for row in range(self.notes.rowCount() if is_grouped else 0):
            self.setFirstColumnSpanned(row, QModelIndex(), True)
        if is_grouped:
            self.expandAll()
        self._fit_columns()

    def _prepare_header(self) -> None:
        header = self.header()
        header.setSectionsMovable(False)
        header.setHighlightSections(False)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(*self.notes.sorted_by)
        self.setSortingEnabled(True)
        header.setSortIndicatorShown(False)
        header.sortIndicatorChanged.connect(self._unfold)

    def _fit_columns(self) -> None:
        character = QFontMetricsF(ui_font()).horizontalAdvance("文")
        room = self.viewport().width() - round(_LEAST_CHARACTERS * character)
        for number, column in enumerate(COLUMNS):
            if number and not (number == DOCUMENT_COLUMN and self.notes.is_grouped):
                width = round(column.width * character) + _PADDING
                room -= width
                self.setColumnWidth(number, width)
                self.setColumnHidden(number, room < 0)

"""The document list: a table whose columns give way when the pane is narrow."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from viewer.core.document import DocumentId
from viewer.core.label import DocumentLabels
from viewer.ui.appearance import Appearance
from viewer.ui.library.columns import COLUMNS, Column, words_of
from viewer.ui.library.document_model import DocumentModel
from viewer.ui.library.row_delegate import STAR_ROOM, RowDelegate
from viewer.ui.quiet_table import dress_quietly, select_row
from viewer.ui.theme import Role
from viewer.ui.typography import ui_font

_PADDING = 18
_NARROWEST, _WIDEST = 3.0, 40.0  # of a column, in characters


class DocumentTable(QTableView):
    """Shows documents; says which one the person wants to read, and asks for a context menu by itself."""

    document_chosen = Signal(str)
    reading_wanted = Signal()
    removal_wanted = Signal()
    star_wanted = Signal(tuple, bool)
    widths_changed = Signal()

    def __init__(self, model: DocumentModel, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._documents = model
        self._appearance = appearance
        self._menu = QMenu(self)
        self._widths: dict[str, float] = {}
        self._is_fitting = False
        self.setObjectName("documents")
        self.setModel(model)
        self.setItemDelegate(RowDelegate(appearance, self))
        dress_quietly(self)
        # Qt moves what is drawn where it can, but draws all of it anew on a ground of its own style sheet.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.setAccessibleName(self.tr("文档列表"))
        self._prepare_headers()
        self.clicked.connect(self._choose)
        appearance.theme_changed.connect(self.viewport().update)

    @property
    def widths(self) -> Mapping[str, float]:
        """Return the widths a person gave to columns, by name, in characters."""
        return self._widths

    def give_widths(self, widths: Mapping[str, float]) -> None:
        """Give columns the widths of a person's own; all others have those of the table."""
        known = {column.name for column in COLUMNS if column.rank}
        self._widths = {name: _within(width) for name, width in widths.items() if name in known}
        self._fit_columns()

    @property
    def context_menu(self) -> QMenu:
        """Return the menu to be filled with what can be done with a document."""
        return self._menu

    def selected_ids(self) -> tuple[DocumentId, ...]:
        """Return the selected documents, top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self._documents.summary_at(row).id for row in rows)

    def title_of(self, document_id: DocumentId) -> str | None:
        """Return the title of one of the library's documents."""
        return self._documents.title_of(document_id)

    def select_document(self, document_id: DocumentId) -> None:
        """Select and show a document without asking to read it; nothing happens when it is filtered away."""
        row = self._documents.row_of(document_id)
        if row is not None and self.selected_ids() != (document_id,):
            select_row(self, self._documents.index(row, 0))

    def show_labels(self, labels: Mapping[DocumentId, DocumentLabels]) -> None:
        """Show stars, tags and what was not read yet."""
        self._documents.show_labels(labels)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground as well."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._appearance.theme[Role.SURFACE])
        painter.end()
        super().paintEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Star a document, or take its star away, with a click on the star alone."""
        index = self.indexAt(event.position().toPoint())
        left = self.visualRect(index).left() if index.isValid() else 0
        is_star = index.isValid() and not index.column() and event.position().x() - left < STAR_ROOM
        if is_star and event.button() == Qt.MouseButton.LeftButton and not event.modifiers():
            document_id = self._documents.summary_at(index.row()).id
            self.star_wanted.emit((document_id,), not self._documents.labels_of(document_id).starred)
            event.accept()
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current document with Enter and go into it, ask to remove it with Delete."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
            self.reading_wanted.emit()
            return
        if event.key() == Qt.Key.Key_Delete and self.selected_ids():
            self.removal_wanted.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the columns there is room for."""
        super().resizeEvent(event)
        self._fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the font changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_columns()

    def _prepare_headers(self) -> None:
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(round(QFontMetricsF(ui_font()).height() * 1.9))
        columns = self.horizontalHeader()
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        columns.sectionResized.connect(self._keep_width)
        columns.sectionHandleDoubleClicked.connect(self._forget_width)
        column, order = self._documents.sorted_by
        columns.setSortIndicator(column, order)
        self.setSortingEnabled(True)
        columns.setSortIndicatorShown(False)

    def _fit_columns(self) -> None:
        character = _character()
        widths = [round(self._widths.get(each.name, _usual(each)) * character) + _PADDING for each in COLUMNS]
        room = self.viewport().width()
        self._is_fitting = True
        for rank in range(max(column.rank for column in COLUMNS) + 1):
            position = next(place for place, column in enumerate(COLUMNS) if column.rank == rank)
            room -= widths[position] if rank else round(16 * character)
            fits = rank == 0 or room >= 0
            self.setColumnHidden(position, not fits)
            if rank and fits:
                self.setColumnWidth(position, widths[position])
        self._is_fitting = False

    def _keep_width(self, position: int, _before: int, width: int) -> None:
        """Remember a width a person gave, in characters, so that it holds at every size of text."""
        if COLUMNS[position].rank and width and not self._is_fitting:
            self._widths[COLUMNS[position].name] = _within((width - _PADDING) / _character())
            self.widths_changed.emit()

    def _forget_width(self, position: int) -> None:
        self._widths.pop(COLUMNS[position].name, None)
        self._fit_columns()
        self.widths_changed.emit()

    def _choose(self, index: QModelIndex) -> None:
        if len(self.selected_ids()) <= 1:
            self.document_chosen.emit(self._documents.summary_at(index.row()).id)

    def _show_menu(self, place: QPoint) -> None:
        if self.indexAt(place).isValid():
            self._menu.popup(self.viewport().mapToGlobal(place))


def _character() -> float:
    return QFontMetricsF(ui_font()).horizontalAdvance("文")


def _usual(column: Column) -> float:
    """Return the width of a column nobody gave another, in characters."""
    measure = QFontMetricsF(ui_font()).horizontalAdvance
    return max([column.width, *(measure(words) / measure("文") for words in words_of(column))])


def _within(width: float) -> float:
    return min(max(width, _NARROWEST), _WIDEST)

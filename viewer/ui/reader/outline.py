"""The outline of a document: its headings, indented by level, each a way to its place."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from viewer.core.document import Document, Paragraph, ParagraphRole
from viewer.ui.appearance import Appearance
from viewer.ui.reader.outline_delegate import OutlineDelegate

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class OutlineModel(QAbstractListModel):
    """One row per heading."""

    LevelRole = int(Qt.ItemDataRole.UserRole)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings: tuple[tuple[Paragraph, str], ...] = ()

    def show_document(self, document: Document) -> None:
        """Show the headings of this document."""
        self.beginResetModel()
        self._headings = tuple(
            (paragraph, document.paragraph_text(paragraph).strip())
            for paragraph in document.paragraphs
            if paragraph.role is ParagraphRole.HEADING
        )
        self.endResetModel()

    def offset_at(self, row: int) -> int:
        """Return where a heading begins."""
        return self._headings[row][0].span.start

    def row_for(self, offset: int) -> int | None:
        """Return the heading under which ``offset`` stands."""
        before = [row for row, (paragraph, _) in enumerate(self._headings) if paragraph.span.start <= offset]
        return before[-1] if before else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of headings."""
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return a heading's words or level."""
        if not index.isValid():
            return None
        paragraph, text = self._headings[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return text
        return paragraph.level if role == self.LevelRole else None


class OutlineView(QListView):
    """Shows the outline; says which heading to go to."""

    heading_chosen = Signal(int)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.outline = OutlineModel(self)
        self.setModel(self.outline)
        self.setItemDelegate(OutlineDelegate(appearance, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("目录"))
        self.clicked.connect(self._choose)
        appearance.theme_changed.connect(self.viewport().update)

    def show_place(self, offset: int) -> None:
        """Select the heading under which the reader stands."""
        row = self.outline.row_for(offset)
        if row is None:
            self.clearSelection()
        elif row != self.currentIndex().row() or not self.selectionModel().hasSelection():
            self.setCurrentIndex(self.outline.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the current heading with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        self.heading_chosen.emit(self.outline.offset_at(index.row()))

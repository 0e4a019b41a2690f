"""The list of documents that answer, with their passages."""

from PySide6.QtCore import QItemSelection, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from viewer.ui.appearance import Appearance
from viewer.ui.search.result_delegate import ResultDelegate
from viewer.ui.search.result_model import ResultModel


class ResultView(QListView):
    """Says which row the person wants to read: by a click, by Enter, or by walking with the arrow keys."""

    row_chosen = Signal(int)

    def __init__(self, model: ResultModel, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._delegate = ResultDelegate(appearance, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("查找结果"))
        self.clicked.connect(self._choose)
        appearance.theme_changed.connect(self.viewport().update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
            return
        before = self.currentIndex().row()
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.currentIndex().row() != before:
            self._choose(self.currentIndex())

    def select_row(self, row: int) -> None:
        """Select a row without asking to read it."""
        self.setCurrentIndex(self.model().index(row, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the passages to the new width."""
        super().resizeEvent(event)
        width = self.viewport().width()
        if width != self._delegate.width:
            self._delegate.width = width
            self.scheduleDelayedItemsLayout()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Draw the neighbours anew as well, whose hairlines meet the selection."""
        super().selectionChanged(selected, deselected)
        self.viewport().update()

    def _choose(self, index: QModelIndex) -> None:
        self.row_chosen.emit(index.row())

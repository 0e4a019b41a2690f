"""The list of documents that answer, with their passages."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from viewer.ui.appearance import Appearance
from viewer.ui.search.result_delegate import ResultDelegate
from viewer.ui.search.result_model import ResultModel, ResultRow, RowKind


class ResultView(QListView):
    """Says which row the person wants to read: by a click, by Enter, or by walking with the arrow keys.

    Asks for every match of a document (``contexts_wanted``), and what else can be done with a row.
    """

    row_chosen = Signal(int)
    reading_wanted = Signal()
    contexts_wanted = Signal(str)
    explanation_wanted = Signal(str)
    similar_wanted = Signal(ResultRow)
    copy_wanted = Signal(ResultRow)

    def __init__(self, model: ResultModel, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("answer")
        self._results = model
        self._delegate = ResultDelegate(appearance, model, self)
        self._all = self._deed(self.tr("展开全部命中"), self._show_all)
        self._few = self._deed(self.tr("只看主要段落"), self._show_few)
        self._copy = self._deed(self.tr("复制这段并注明出处"), self.copy_wanted.emit)
        self._deed(self.tr("查找相似内容"), self.similar_wanted.emit)
        self._deed(self.tr("为何排在此处？"), lambda row: self.explanation_wanted.emit(row.hit.id))
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("查找结果"))
        self.clicked.connect(self._choose)
        model.modelReset.connect(self._forget_sizes)
        appearance.theme_changed.connect(self.viewport().update)

    def current_row(self) -> ResultRow | None:
        """Return the row the person is at."""
        index = self.currentIndex()
        return self._results.row_at(index.row()) if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row with Enter and go into it; show all matches or few with the right and left arrow."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._choose(index)
            if self._results.row_at(index.row()).kind in (RowKind.DOCUMENT, RowKind.PASSAGE):
                self.reading_wanted.emit()
            return
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left) and index.isValid():
            (self._show_all if event.key() == Qt.Key.Key_Right else self._show_few)(self._results.row_at(index.row()))
            return
        super().keyPressEvent(event)
        moved = self.currentIndex()
        walked = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and moved.isValid() and moved.row() != index.row()
        if walked and self._results.row_at(moved.row()).kind in (RowKind.DOCUMENT, RowKind.PASSAGE):
            self._choose(moved)

    def select_row(self, row: int) -> None:
        """Select a row without asking to read it."""
        self.setCurrentIndex(self.model().index(row, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the passages to the new width."""
        super().resizeEvent(event)
        if self.viewport().width() != self._delegate.width:
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the font changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_delegate"):
            self._fit()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Draw the neighbours anew as well, whose hairlines meet the selection."""
        super().selectionChanged(selected, deselected)
        row = self.current_row()
        kind = row.kind if row is not None else None
        self._copy.setEnabled(kind is RowKind.PASSAGE)
        self.viewport().update()

    def _forget_sizes(self) -> None:
        self._delegate.fit(self._delegate.width)

    def _fit(self) -> None:
        self._delegate.fit(self.viewport().width())
        self.scheduleDelayedItemsLayout()

    def _deed(self, text: str, deed: Callable[[ResultRow], object]) -> QAction:
        action = QAction(text, self)

        def act() -> None:
            row = self.current_row()
            if row is not None:
                deed(row)

        action.triggered.connect(act)
        self.addAction(action)
        return action

    def _show_all(self, row: ResultRow) -> None:
        if row.kind is not RowKind.GROUP and row.hit.spans:
            self.contexts_wanted.emit(row.hit.id)

    def _show_few(self, row: ResultRow) -> None:
        place = self._results.row_of(row.hit.id)
        if place is not None and row.kind is not RowKind.GROUP:
            self.select_row(place)
            self._results.show_best(row.hit.id)

    def _choose(self, index: QModelIndex) -> None:
        row = self._results.row_at(index.row())
        if row.kind is RowKind.MORE:
            self._show_all(row)
        elif row.kind is RowKind.LESS:
            self._show_few(row)
        elif row.kind is not RowKind.GROUP:
            self.row_chosen.emit(index.row())

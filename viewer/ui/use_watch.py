"""Notices that somebody types or turns a page, so that work nobody waits for stands aside."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from viewer.jobs.courtesy import Courtesy
from viewer.ui.workspace import Panes


class UseWatch(QObject):
    """Watches the caret, wherever it is, and what is scrolled: a filter of events would cost each of them time."""

    def __init__(self, panes: Panes, courtesy: Courtesy, parent: QObject) -> None:
        super().__init__(parent)
        self._courtesy = courtesy
        QApplication.inputMethod().cursorRectangleChanged.connect(self._note_use)
        for view in (panes.reader.page, panes.lists.table, panes.lists.result_view):
            view.verticalScrollBar().valueChanged.connect(self._note_use)

    def _note_use(self) -> None:
        self._courtesy.note_use()

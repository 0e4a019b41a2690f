"""The open documents as tabs above the page; a single one needs no tab."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QTabBar, QWidget

from viewer.core.document import DocumentId
from viewer.ui.short_title import short_title

_LONGEST, _SHORTEST = 15, 7
_BESIDE = 4
"""Chinese characters: of a title, and of room beside it."""


class DocumentTabs(QTabBar):
    """Says which document the person turns to or closes; the reader itself holds one page at a time."""

    document_wanted = Signal(str)
    closing_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setExpanding(False)
        self.setMovable(True)
        self.setTabsClosable(True)
        self.setDocumentMode(True)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)  # the names are cut already
        self.setAccessibleName(self.tr("打开的文档"))
        self.tabBarClicked.connect(self._turn)
        self.currentChanged.connect(self._turn)
        self.tabCloseRequested.connect(self._close)
        self.hide()

    @property
    def documents(self) -> tuple[DocumentId, ...]:
        """Return the open documents from left to right."""
        return tuple(DocumentId(str(self.tabData(place))) for place in range(self.count()))

    @property
    def current(self) -> DocumentId | None:
        """Return the document whose tab is in front."""
        place = self.currentIndex()
        return DocumentId(str(self.tabData(place))) if place >= 0 else None

    def show_document(self, document_id: DocumentId, title: str, *, in_new_tab: bool) -> None:
        """Bring a document's tab to the front; without one, take the front tab for it or add one."""
        self.blockSignals(True)
        if document_id in self.documents:
            place = self.documents.index(document_id)
        elif in_new_tab or not self.count():
            place = self.insertTab(self.currentIndex() + 1, "")
        else:
            place = self.currentIndex()
        self.setTabData(place, document_id)
        self.setTabToolTip(place, title)
        self.setCurrentIndex(place)
        self._write_names()
        self.blockSignals(False)
        self.setVisible(self.count() > 1)

    def restore(self, documents: Sequence[tuple[DocumentId, str]]) -> None:
        """Open tabs for these documents and titles, none of them in front yet."""
        self.blockSignals(True)
        while self.count():
            self.removeTab(0)
        for document_id, title in documents:
            place = self.addTab("")
            self.setTabData(place, document_id)
            self.setTabToolTip(place, title)
        self._write_names()
        self.blockSignals(False)
        self.setVisible(self.count() > 1)

    def close_document(self, document_id: DocumentId) -> DocumentId | None:
        """Take a tab away; return the document to be read now, ``None`` for none or if another was in front."""
        if document_id not in self.documents:
            return None
        was_current = document_id == self.current
        self.blockSignals(True)
        self.removeTab(self.documents.index(document_id))
        self._write_names()
        self.blockSignals(False)
        self.setVisible(self.count() > 1)
        return self.current if was_current else None

    def neighbour(self, by: int) -> DocumentId | None:
        """Return the document of the tab so many to the right, round the end."""
        return self.documents[(self.currentIndex() + by) % self.count()] if self.count() > 1 else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name the tabs as there is room."""
        super().resizeEvent(event)
        self._write_names()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Turn with the left button alone: Qt tells of a click with any."""
        if event.button() == Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
        else:
            event.setAccepted(event.button() == Qt.MouseButton.MiddleButton)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Close a tab with the middle button."""
        place = self.tabAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.MiddleButton and place >= 0:
            self._close(place)
            return
        super().mouseReleaseEvent(event)

    def _turn(self, place: int) -> None:
        if place >= 0:
            self.document_wanted.emit(str(self.tabData(place)))

    def _close(self, place: int) -> None:
        self.closing_wanted.emit(str(self.tabData(place)))

    def _write_names(self) -> None:
        """Cut all titles alike, so that the number of each reply stays as long as there is room for it."""
        metrics = self.fontMetrics()
        room = self.width() / max(self.count(), 1) - metrics.horizontalAdvance("文") * _BESIDE
        room = min(max(room, metrics.horizontalAdvance("文") * _SHORTEST), metrics.horizontalAdvance("文") * _LONGEST)
        for place in range(self.count()):
            shown = short_title(self.tabToolTip(place), metrics.horizontalAdvance, room).replace("&", "&&")
            if shown != self.tabText(place):
                self.setTabText(place, shown)

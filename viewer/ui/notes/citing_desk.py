"""The desk of citing: a passage of the page goes to the clipboard, or is dragged away, with its source."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from viewer.core.document import DocumentId
from viewer.core.errors import ViewerError
from viewer.ui.citation import on_clipboard
from viewer.ui.notes.dragging import CitedDragging
from viewer.ui.notes.template_keeper import TemplateKeeper
from viewer.ui.reader.pane import ReaderPane


class CitingDesk(QObject):
    """Lives as long as its library is open."""

    told = Signal(str)
    trouble = Signal(ViewerError)

    def __init__(self, keeper: TemplateKeeper, reader: ReaderPane, window: QWidget) -> None:
        super().__init__(window)
        keeper.setParent(self)
        self._keeper = keeper
        self._reader = reader
        self._window = window
        keeper.trouble.connect(self.trouble)
        keeper.cited.connect(self._take_cited)
        CitedDragging(reader.page, keeper, self._document_id)

    def copy(self) -> None:
        """Copy the selected words."""
        text = self._reader.page.selected_text()
        if text:
            QGuiApplication.clipboard().setText(text)

    def copy_cited(self) -> None:
        """Copy the selected words with their source."""
        stored, text = self._reader.stored, self._reader.page.selected_text()
        if stored is not None and text:
            self._keeper.cite(text, stored.id)

    def show_templates(self) -> None:
        """Open the templates of citations and notes."""
        from viewer.ui.notes.template_window import TemplateWindow  # noqa: PLC0415 - most starts never show it

        TemplateWindow(self._keeper, self._document_id, self._window).show()

    def close(self) -> None:
        """Let no answer arrive any more."""
        self._keeper.close()

    def _document_id(self) -> DocumentId | None:
        return self._reader.document_id

    def _take_cited(self, words: str) -> None:
        QGuiApplication.clipboard().setMimeData(on_clipboard(words))
        self.told.emit(self.tr("已复制所选文字和出处"))

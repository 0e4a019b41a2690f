"""A passage dragged out of the page takes its source along: the citation is made ready as soon as one is selected."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from viewer.core.document import DocumentId
from viewer.ui.notes.template_keeper import TemplateKeeper
from viewer.ui.reader.page import Page

_SETTLED_MS = 150
_MOST_CHARACTERS = 20_000  # more is a whole document, which nobody quotes


class CitedDragging(QObject):
    """Follows what is selected as long as its keeper lives."""

    def __init__(self, page: Page, keeper: TemplateKeeper, document: Callable[[], DocumentId | None]) -> None:
        super().__init__(keeper)
        self._page = page
        self._keeper = keeper
        self._document = document
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settled.timeout.connect(self._ask)
        page.selectionChanged.connect(self._settled.start)
        keeper.prepared.connect(page.take_citation)

    def _ask(self) -> None:
        span, document = self._page.selected_span(), self._document()
        if span is not None and document is not None and span.length <= _MOST_CHARACTERS:
            self._keeper.prepare(self._page.selected_text(), document)

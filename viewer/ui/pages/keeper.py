"""Brings the pages of the open document's original: every request is a job, every answer a signal."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from viewer.core.document import DocumentId
from viewer.core.errors import ViewerError
from viewer.core.page_picture import PagePicture
from viewer.core.place import PagePlaces, Sheet
from viewer.core.progress import CancelToken, Progress
from viewer.jobs.runner import JobRunner
from viewer.ui.pages.faces import PageServices


class PageKeeper(QObject):
    """The original of one document at a time; answers about another one never arrive."""

    sheets_known = Signal(tuple)
    picture_ready = Signal(int, float, PagePicture)
    places_known = Signal(PagePlaces)
    refused = Signal(ViewerError)
    unlocked = Signal()
    copied = Signal(Path)
    trouble = Signal(ViewerError)

    def __init__(self, services: PageServices, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._runner = runner
        self._document_id: DocumentId | None = None
        self._wanted: list[tuple[int, float]] = []
        self._is_drawing = False

    @property
    def document_id(self) -> DocumentId | None:
        """Return the document at hand."""
        return self._document_id

    def show_document(self, document_id: DocumentId | None) -> None:
        """Turn to another document and ask for the sizes of its pages."""
        self._runner.cancel_owner(self)
        self._document_id = document_id
        self._wanted, self._is_drawing = [], False
        if document_id is None:
            return
        services = self._services

        def work(_progress: Progress, cancel: CancelToken) -> tuple[Sheet, ...]:
            return services.sheets(document_id, cancel=cancel)

        self._runner.run(work, owner=self, done=self.sheets_known.emit, failed=self.refused.emit, slot="sheets")

    def find_places(self) -> None:
        """Ask where the text stands; pages that are asked for meanwhile come after."""
        document_id, services = self._document_id, self._services
        if document_id is None:
            return

        def work(_progress: Progress, cancel: CancelToken) -> PagePlaces:
            return services.places(document_id, cancel=cancel)

        self._runner.run(work, owner=self, done=self.places_known.emit, failed=_pass_over, slot="places")

    def want_pages(self, numbers: Sequence[int], scale: float) -> None:
        """Ask for pages, the first one first; those asked for before and not drawn yet are forgotten."""
        self._wanted = [(number, scale) for number in numbers]
        self._draw_next()

    def unlock(self, password: str) -> None:
        """Try a password."""
        document_id, services = self._document_id, self._services
        if document_id is None:
            return

        def work(_progress: Progress, cancel: CancelToken) -> None:
            services.unlock(document_id, password, cancel=cancel)

        self._runner.run(work, owner=self, done=self._take_unlocked, failed=self.refused.emit, slot="unlock")

    def copy(self) -> None:
        """Ask for a copy that other programs may open; ``copied`` follows."""
        document_id, services = self._document_id, self._services
        if document_id is None:
            return

        def work(_progress: Progress, _cancel: CancelToken) -> Path:
            return services.copy(document_id)

        self._runner.run(work, owner=self, done=self.copied.emit, failed=self.trouble.emit, slot="copy")

    def close(self) -> None:
        """Stop everything."""
        self.show_document(None)

    def _draw_next(self) -> None:
        if self._is_drawing or not self._wanted or self._document_id is None:
            return
        number, scale = self._wanted.pop(0)
        document_id, services = self._document_id, self._services
        self._is_drawing = True

        def work(_progress: Progress, cancel: CancelToken) -> PagePicture:
            return services.picture(document_id, number, scale, cancel=cancel)

        def done(picture: PagePicture) -> None:
            self._is_drawing = False
            self.picture_ready.emit(number, scale, picture)
            self._draw_next()

        self._runner.run(work, owner=self, done=done, failed=self._skip_page, slot="picture")

    def _skip_page(self, _error: ViewerError) -> None:
        self._is_drawing = False
        self._draw_next()

    def _take_unlocked(self, _nothing: None) -> None:
        self.unlocked.emit()
        self.show_document(self._document_id)


def _pass_over(_error: ViewerError) -> None:
    """Leave the pages without places: that they cannot be drawn either is said elsewhere."""

"""Brings the pages of the open document's original: every request is a job, every answer a signal."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from viewer.core.document import DocumentId
from viewer.core.errors import ViewerError
from viewer.core.original import OriginalFile
from viewer.core.page_picture import PagePicture
from viewer.core.place import PagePlaces, Sheet
from viewer.core.progress import CancelToken, Progress
from viewer.jobs.runner import JobRunner
from viewer.ui.pages.faces import PageServices


class PageKeeper(QObject):
    """The original of one document at a time; answers about another one never arrive."""

    originals_known = Signal(tuple)
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
        self._original: DocumentId | None = None
        self._wanted: list[tuple[int, float]] = []
        self._is_drawing = False

    @property
    def original(self) -> DocumentId | None:
        """Return the original whose pages are shown."""
        return self._original

    @property
    def document_id(self) -> DocumentId | None:
        """Return the document at hand."""
        return self._document_id

    def show_document(self, document_id: DocumentId | None) -> None:
        """Turn to another document and ask for its originals; the pages of the first that has any follow."""
        self._forget_pages()
        self._document_id = self._original = document_id
        self._wanted, self._is_drawing = [], False
        if document_id is None:
            return
        services = self._services

        def work(_progress: Progress, _cancel: CancelToken) -> tuple[OriginalFile, ...]:
            return services.originals(document_id)

        self._runner.run(work, owner=self, done=self._take_originals, failed=self.refused.emit, slot="originals")

    def show_original(self, original: DocumentId) -> None:
        """Turn to one of the originals and ask for the sizes of its pages."""
        self._forget_pages()
        self._original = original
        self._wanted, self._is_drawing = [], False
        services = self._services

        def work(_progress: Progress, cancel: CancelToken) -> tuple[Sheet, ...]:
            return services.sheets(original, cancel=cancel)

        self._runner.run(work, owner=self, done=self.sheets_known.emit, failed=self.refused.emit, slot="sheets")

    def find_places(self) -> None:
        """Ask where the text stands; pages that are asked for meanwhile come after."""
        document_id, original, services = self._document_id, self._original, self._services
        if document_id is None or original is None:
            return

        def work(_progress: Progress, cancel: CancelToken) -> PagePlaces:
            return services.places(original, of=document_id, cancel=cancel)

        self._runner.run(work, owner=self, done=self.places_known.emit, failed=_pass_over, slot="places")

    def want_pages(self, numbers: Sequence[int], scale: float) -> None:
        """Ask for pages, the first one first; those asked for before and not drawn yet are forgotten."""
        self._wanted = [(number, scale) for number in numbers]
        self._draw_next()

    def unlock(self, password: str) -> None:
        """Try a password."""
        original, services = self._original, self._services
        if original is None:
            return

        def work(_progress: Progress, cancel: CancelToken) -> None:
            services.unlock(original, password, cancel=cancel)

        self._runner.run(work, owner=self, done=self._take_unlocked, failed=self.refused.emit, slot="unlock")

    def copy(self, original: DocumentId) -> None:
        """Ask for a copy of an original that other programs may open; ``copied`` follows."""
        services = self._services

        def work(_progress: Progress, _cancel: CancelToken) -> Path:
            return services.copy(original)

        self._runner.run(work, owner=self, done=self.copied.emit, failed=self.trouble.emit, slot="copy")

    def close(self) -> None:
        """Stop everything."""
        self.show_document(None)

    def _forget_pages(self) -> None:
        for slot in ("originals", "sheets", "places", "picture", "unlock"):
            self._runner.cancel_slot(self, slot)

    def _draw_next(self) -> None:
        if self._is_drawing or not self._wanted or self._original is None:
            return
        number, scale = self._wanted.pop(0)
        original, services = self._original, self._services
        self._is_drawing = True

        def work(_progress: Progress, cancel: CancelToken) -> PagePicture:
            return services.picture(original, number, scale, cancel=cancel)

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
        if self._original is not None:
            self.show_original(self._original)

    def _take_originals(self, originals: tuple[OriginalFile, ...]) -> None:
        shown = next((each for each in originals if each.has_pages), originals[0])
        self.originals_known.emit(originals)
        self.show_original(shown.document_id)


def _pass_over(_error: ViewerError) -> None:
    """Leave the pages without places: that they cannot be drawn either is said elsewhere."""

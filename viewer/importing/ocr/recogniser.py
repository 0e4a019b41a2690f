"""Recognises pages as the manner of reading wants it: now, later, or only those that were kept."""

from collections.abc import Callable

from viewer.core.errors import FileScannedError
from viewer.core.progress import ProgressStep
from viewer.importing.manner import Manner, Recognition
from viewer.importing.ocr.engine import Pixels, is_available, load_engine
from viewer.importing.ocr.kept import Seen, keep, kept
from viewer.importing.ocr.page import OcrPage, page_of, recognise
from viewer.importing.patience import patience

Picture = Callable[[], tuple[Pixels, float]]


class Recogniser:
    """Recognises pages of one file and remembers which; numbers count from 1."""

    def __init__(self, name: str, manner: Manner) -> None:
        self._name = name
        self._manner = manner
        self.recognised: list[tuple[int, OcrPage]] = []

    def read(self, number: int, picture: Picture, *, pages: int) -> OcrPage | None:
        """Return what stands on a page; ``None`` where it was not recognised and shall or can not be.

        ``picture`` is only called where it is needed. Raises ``FileScannedError`` when the page shall wait.
        """
        folder = self._manner.kept_pages
        seen = kept(folder, number) if folder is not None else None
        if seen is None:
            seen = self._seen(number, picture, pages)
        if seen is None:
            return None
        page = page_of(seen)
        self.recognised.append((number, page))
        return page

    def _seen(self, number: int, picture: Picture, pages: int) -> Seen | None:
        if self._manner.recognition is Recognition.NEVER or not is_available():
            return None
        if self._manner.recognition is Recognition.LATER:
            message = f"“{self._name}”有要识别的扫描页"
            raise FileScannedError(message, pages=pages)
        with patience(self._manner.progress, ProgressStep(number - 1, pages, f"识别第 {number} 页，共 {pages} 页")):
            pixels, dpi = picture()
            seen = recognise(pixels, dpi, load_engine())
        if self._manner.kept_pages is not None:
            keep(self._manner.kept_pages, number, seen)
        return seen

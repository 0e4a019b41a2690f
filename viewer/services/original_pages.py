"""The originals themselves: their pages drawn, where the text stands on them, and copies to open elsewhere."""

# What draws and measures pages is loaded when the first page is wanted: most openings of a library show none.
# ruff: noqa: PLC0415

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from viewer.core.document import DocumentId
from viewer.core.errors import FileReadError, FileVanishedError
from viewer.core.original import OriginalFile
from viewer.core.page_picture import PagePicture
from viewer.core.place import PagePlaces, Sheet
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.reading import Source
from viewer.importing.paged import has_pages
from viewer.importing.worker import Worker
from viewer.services.opened_copies import OpenedCopies
from viewer.services.passwords import Passwords
from viewer.store.store import Store

_REMEMBERED = 4  # documents whose places are kept


class OriginalPages:
    """Pages of the originals of one library, drawn and measured in a process of their own, never in the window's.

    All methods raise ``DocumentNotFoundError`` and children of ``FileReadError``: ``FileEncryptedError`` until
    ``unlock`` knew the password, ``FileUnsupportedError`` for formats without pages, ``FileVanishedError``.
    """

    def __init__(self, library: Store, worker: Worker, cache: Path, passwords: Passwords | None = None) -> None:
        self._library = library
        self._worker = worker
        # A library that cannot be written has no room for copies.
        self._copies = OpenedCopies(cache / "originals" if library.read_only else library.folder)
        self._passwords = passwords or Passwords()
        self._lock = threading.Lock()
        self._places: OrderedDict[str, PagePlaces] = OrderedDict()

    def originals(self, document_id: DocumentId, /) -> tuple[OriginalFile, ...]:
        """Return the files a document was imported from, each under an id of its own; the first is the document's."""
        with self._library.reading():
            ids = (document_id, *self._library.joined().joined_to(document_id))
        sources = [(each, self._source(each)) for each in ids]
        return tuple(OriginalFile(each, it.name, it.media_type, has_pages(it.media_type)) for each, it in sources)

    def sheets(self, document_id: DocumentId, /, *, cancel: CancelToken) -> tuple[Sheet, ...]:
        """Return the sizes of all pages; quick, whatever the document."""
        from viewer.importing.page_pictures import sheets_of

        source = self._source(document_id)
        password = self._passwords.of(source.sha256)
        with _called_by_name(source):
            return self._worker.run(sheets_of, cancel, self._path(source), source.media_type, password)

    def picture(self, document_id: DocumentId, number: int, scale: float, /, *, cancel: CancelToken) -> PagePicture:
        """Return one page, counted from 1, with ``scale`` pixels to the point."""
        from viewer.importing.page_pictures import draw_page

        source = self._source(document_id)
        password = self._passwords.of(source.sha256)
        with _called_by_name(source):
            return self._worker.run(draw_page, cancel, self._path(source), source.media_type, number, scale, password)

    def places(self, document_id: DocumentId, /, *, of: DocumentId | None = None, cancel: CancelToken) -> PagePlaces:
        """Return where the text of a document stands on the pages of an original, its own or a second one.

        The original is read again, so it takes as long as an import. Where that gives nearly the text of the document,
        what is the same in both has places; where it gives another, nothing is said to stand anywhere.
        """
        source = self._source(document_id)
        with self._library.reading() as documents:
            text = documents.text(of if of is not None else document_id)
        key = f"{source.sha256} {hashlib.sha256(text.encode()).hexdigest()}"
        with self._lock:
            if key in self._places:
                return self._places[key]
        from viewer.services.page_places import read_places

        kept = self._library.recognised_pages_of(source.sha256)
        password = self._passwords.of(source.sha256)
        found = self._worker.run(
            read_places, cancel, self._path(source), kept, password, text, progress=ignore_progress
        )
        with self._lock:
            self._places[key] = found
            while len(self._places) > _REMEMBERED:
                self._places.popitem(last=False)
        return found

    def unlock(self, document_id: DocumentId, password: str, /, *, cancel: CancelToken) -> None:
        """Remember a password as long as the program runs; raises ``FileEncryptedError`` when it is the wrong one."""
        from viewer.importing.page_pictures import sheets_of

        source = self._source(document_id)
        with _called_by_name(source):
            self._worker.run(sheets_of, cancel, self._path(source), source.media_type, password)
        self._passwords.note(source.sha256, password)

    def copy(self, document_id: DocumentId, /) -> Path:
        """Return a copy of the original under its own name, to be opened or shown by other programs.

        It cannot be written by them: the library keeps the original. It goes when the library is closed, or when many
        others were opened after it.
        """
        source = self._source(document_id)
        return self._copies.copy(self._path(source), source)

    def close(self) -> None:
        """End the process and take the copies away."""
        self._worker.close()
        self._copies.close()

    def _source(self, document_id: DocumentId) -> Source:
        with self._library.reading() as documents:
            return self._library.joined().source(document_id) or documents.summary(document_id).source

    def _path(self, source: Source) -> Path:
        path = self._library.originals.path_of(source.sha256)
        if not path.exists():
            message = f"文库中找不到“{source.name}”的原件。"
            raise FileVanishedError(message, advice="正文和批注不受影响；重新导入同一文件即可补回原件。")
        return path


@contextmanager
def _called_by_name(source: Source) -> Iterator[None]:
    """Let what is said of an original call it by its name, not by the hash it is kept under."""
    try:
        yield
    except FileReadError as error:
        error.message = error.message.replace(source.sha256, source.name)
        raise

"""What the pages of originals need of a library, as a face."""

from pathlib import Path
from typing import Protocol

from viewer.core.document import DocumentId
from viewer.core.original import OriginalFile
from viewer.core.page_picture import PagePicture
from viewer.core.place import PagePlaces, Sheet
from viewer.core.progress import CancelToken


class PageServices(Protocol):
    """The originals of one library; every method may raise children of ``ViewerError``."""

    def originals(self, document_id: DocumentId, /) -> tuple[OriginalFile, ...]:
        """Return the files a document was imported from."""

    def sheets(self, document_id: DocumentId, /, *, cancel: CancelToken) -> tuple[Sheet, ...]:
        """Return the sizes of all pages."""

    def picture(self, document_id: DocumentId, number: int, scale: float, /, *, cancel: CancelToken) -> PagePicture:
        """Return one page with ``scale`` pixels to the point."""

    def places(self, document_id: DocumentId, /, *, of: DocumentId | None = None, cancel: CancelToken) -> PagePlaces:
        """Return where the text of a document stands on the pages of an original."""

    def unlock(self, document_id: DocumentId, password: str, /, *, cancel: CancelToken) -> None:
        """Take the password of an original."""

    def copy(self, document_id: DocumentId, /) -> Path:
        """Return a copy of the original for other programs."""


class OriginalServices(Protocol):
    """The services of one library that concern originals."""

    @property
    def pages(self) -> PageServices:
        """Return the pages of originals."""

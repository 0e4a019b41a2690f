"""What the window needs of a library, as faces: importing the services themselves loads the whole search engine."""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from viewer.core.catalog import DocumentSummary, RereadReport, StoredDocument
from viewer.core.document import DocumentId
from viewer.core.progress import CancelToken, Progress
from viewer.ui.across.faces import AcrossServices
from viewer.ui.importing.faces import ImportServices
from viewer.ui.index_state import IndexState
from viewer.ui.labels.faces import LabelServices
from viewer.ui.names.faces import NameServices
from viewer.ui.notes.faces import NoteServices
from viewer.ui.office.faces import OfficeServices
from viewer.ui.pages.faces import OriginalServices
from viewer.ui.search.faces import SearchServices


class Catalog(Protocol):
    """The list of documents."""

    def summaries(self) -> list[DocumentSummary]:
        """Return every document."""


class Documents(Protocol):
    """One document at a time."""

    def open(self, document_id: DocumentId, /) -> StoredDocument:
        """Return the document, or raise ``DocumentNotFoundError``."""

    def remove(self, document_ids: Iterable[DocumentId], /) -> object:
        """Move the documents out of the library."""

    def restore(self, document_ids: Iterable[DocumentId], /) -> object:
        """Bring documents back that were moved out."""


class Rereading(Protocol):
    """Documents read again from their originals."""

    def outdated(self) -> list[DocumentId]:
        """Return the documents an older version has read."""

    def reread(
        self, document_ids: Iterable[DocumentId] | None = None, /, *, progress: Progress, cancel: CancelToken
    ) -> RereadReport:
        """Read documents again."""


class Index(Protocol):
    """The index as something that is kept."""

    def state(self) -> IndexState:
        """Return how far it has come."""

    def rebuild(self, *, progress: Progress, cancel: CancelToken) -> object:
        """Build it again."""


class Services(
    AcrossServices,
    NoteServices,
    NameServices,
    SearchServices,
    LabelServices,
    ImportServices,
    OriginalServices,
    OfficeServices,
    Protocol,
):
    """One open library."""

    @property
    def folder(self) -> Path:
        """Return where the library is."""

    @property
    def notices(self) -> tuple[str, ...]:
        """Return sentences for the user about how the library was opened."""

    @property
    def catalog(self) -> Catalog:
        """Return the list of documents."""

    @property
    def documents(self) -> Documents:
        """Return the documents."""

    @property
    def rereading(self) -> Rereading:
        """Return the way to read documents again."""

    @property
    def index(self) -> Index:
        """Return the index."""

    def close(self) -> None:
        """Close the library."""

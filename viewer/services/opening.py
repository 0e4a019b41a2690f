"""Opens one library folder and hands out its services: what the window and the command line build on."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from viewer.core.catalog import DocumentSummary, ImportReport, StoredDocument
from viewer.core.document import DocumentId
from viewer.core.hit import SearchRequest, SearchResult
from viewer.core.progress import CancelToken, Progress
from viewer.core.span import Span


class IndexStatus(StrEnum):
    """How far the index can be trusted at the moment."""

    READY = "ready"
    BUILDING = "building"
    DAMAGED = "damaged"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class IndexState:
    """``indexed`` of ``total`` documents can be found by searching."""

    indexed: int
    total: int
    status: IndexStatus


class Catalog(Protocol):
    """The list of documents."""

    def summaries(self) -> list[DocumentSummary]:
        """Return every document outside the trash, newest import first."""


class Documents(Protocol):
    """One document at a time."""

    def open(self, document_id: DocumentId, /) -> StoredDocument:
        """Return the document, or raise ``DocumentNotFoundError``."""

    def remove(self, document_ids: Iterable[DocumentId], /) -> None:
        """Move the documents into the trash."""


class Importer(Protocol):
    """Files into the library."""

    def import_paths(self, paths: Iterable[Path], *, progress: Progress, cancel: CancelToken) -> ImportReport:
        """Import files and folders; failures are values of the report, what was done before a cancel stays."""


class Searcher(Protocol):
    """Questions to the library."""

    def search(self, request: SearchRequest, *, cancel: CancelToken) -> SearchResult:
        """Answer one question; ``complete`` is false while documents wait to be indexed."""

    def find_in(self, document_id: DocumentId, query: str) -> tuple[Span, ...]:
        """Return where the query stands in one document, in order."""


class Index(Protocol):
    """The index as something that is kept: its state, and building it again."""

    def state(self) -> IndexState:
        """Return how far the index has come; cheap enough to ask twice a second."""

    def rebuild(self, *, progress: Progress, cancel: CancelToken) -> None:
        """Throw the index away and build it again from the library."""


@dataclass(frozen=True, slots=True)
class Services:
    """The services of one library; each may be called from any worker thread, none needs Qt.

    ``notices`` are sentences for the user about how the library was opened (read only, network drive).
    """

    folder: Path
    notices: tuple[str, ...]
    catalog: Catalog
    documents: Documents
    importer: Importer
    searcher: Searcher
    index: Index

    def close(self) -> None:
        """Stop background work and close the database; afterwards the services must not be used."""
        raise NotImplementedError


def open_services(folder: Path) -> Services:
    """Open the library in ``folder``, creating it where there is none; raises ``LibraryError`` children."""
    raise NotImplementedError

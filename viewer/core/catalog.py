"""What the document list shows of a document, and what an import did with each file."""

from dataclasses import dataclass

from viewer.core.document import DocumentId
from viewer.core.metadata import Metadata
from viewer.core.reading import Reading, Source


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """One row of the document list; ``imported_at`` is ISO 8601 in UTC, ``characters`` counts code points."""

    id: DocumentId
    source: Source
    metadata: Metadata
    imported_at: str
    characters: int
    indexed: bool

    @property
    def title(self) -> str:
        """Return the document's title, or its file name where the document states none."""
        return self.metadata.title or self.source.name


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document of the library with its whole reading."""

    id: DocumentId
    imported_at: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class ImportFailure:
    """A file that could not be imported: which, why, and what the user can do.

    ``wants_password`` tells that a password, or another one, would open it.
    """

    path: str
    reason: str
    advice: str = ""
    wants_password: bool = False


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of every file: newly ``imported``, known ``duplicates`` (path, existing id), ``failed``.

    Files in ``waiting`` are scans the library keeps until their characters are recognised.
    """

    imported: tuple[DocumentId, ...] = ()
    duplicates: tuple[tuple[str, DocumentId], ...] = ()
    failed: tuple[ImportFailure, ...] = ()
    cancelled: bool = False
    waiting: tuple[str, ...] = ()

"""What the document list shows of a document, and what an import did with each file."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

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
class DocumentTitle:
    """What a document is chosen by from among many."""

    id: DocumentId
    title: str
    date: str | None


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


@dataclass(frozen=True, slots=True)
class RereadReport:
    """What became of documents that were read again.

    ``changed`` are those of ``read`` whose text is another now; ``to_confirm`` and ``orphaned`` count the notes whose
    place is no longer certain, ``bookmarks_lost`` the bookmarks whose words are gone. A document that ``failed`` stays
    as it was.
    """

    read: int = 0
    changed: int = 0
    failed: tuple[ImportFailure, ...] = ()
    to_confirm: int = 0
    orphaned: int = 0
    bookmarks_lost: int = 0
    cancelled: bool = False


def files_wanting_password(report: ImportReport) -> tuple[str, ...]:
    """Return the files on this machine that a password may open, for what lies in an archive the archive."""
    holders = (_file_holding(failure.path) for failure in report.failed if failure.wants_password)
    return tuple(dict.fromkeys(each for each in holders if each is not None))


def files_to_try_again(report: ImportReport) -> tuple[str, ...]:
    """Return the files that failed, for what lies in an archive the archive; also those that are gone by now."""
    return tuple(dict.fromkeys(_file_holding(failure.path) or failure.path for failure in report.failed))


def _file_holding(shown: str) -> str | None:
    """Return a file by the path that was shown of it or of its member, ``None`` where there is none."""
    path = Path(shown)
    return next((str(each) for each in (path, *path.parents) if each.is_file()), None)


def after_another_try(first: ImportReport, second: ImportReport, tried: Collection[str]) -> ImportReport:
    """Return one report of an import whose files in ``tried`` were imported once more.

    What the first try brought out of an archive in ``tried`` is no duplicate for it.
    """
    known = {*first.imported, *(each for _, each in first.duplicates)}
    again = tuple(each for each in second.duplicates if each[1] not in known)
    failed = [each for each in first.failed if not (each.wants_password and _file_holding(each.path) in tried)]
    return ImportReport(
        first.imported + second.imported,
        first.duplicates + again,
        tuple(dict.fromkeys((*failed, *second.failed))),
        first.cancelled or second.cancelled,
        tuple(dict.fromkeys(first.waiting + second.waiting)),
    )

"""One open library as the services see it, wherever its tables are kept: in a folder, or in an office's database."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from viewer.store import transfer
from viewer.store.across_table import AcrossTable
from viewer.store.annotation_table import AnnotationTable
from viewer.store.bookmark_table import BookmarkTable
from viewer.store.change_log import Change, changes
from viewer.store.commitment_table import CommitmentTable
from viewer.store.document_table import DocumentTable
from viewer.store.fact_table import FactTable
from viewer.store.filesystem import replacing
from viewer.store.joined_table import JoinedTable
from viewer.store.label_table import LabelTable
from viewer.store.lesson_table import LessonTable
from viewer.store.mark_table import MarkTable
from viewer.store.name_index_table import NameIndexTable
from viewer.store.originals import Originals
from viewer.store.plain_tables import PlainTable, plain_tables
from viewer.store.saved_search_table import SavedSearchTable
from viewer.store.scan_table import ScanTable
from viewer.store.series_table import SeriesTable
from viewer.store.sql import Connection
from viewer.store.template_table import TemplateTable
from viewer.store.transfer import Transferred, TransferTable

OWN_SYNONYMS = "synonyms.toml"


class Store(ABC):
    """Every method may be called from any thread; writes must stand inside ``with store.transaction():``.

    ``id`` stays the same for the library's whole life, ``place`` says where it is opened: the path of a folder, or an
    address. ``folder`` is where this machine keeps what belongs to the library, ``notices`` are sentences for the user
    about how it was opened.
    """

    id: str
    place: str
    folder: Path
    notices: tuple[str, ...]
    read_only: bool
    originals: Originals
    recognised_folder: Path

    @property
    def may_derive(self) -> bool:
        """Tell whether what is found out across documents may be stored here by who opened the library."""
        return not self.read_only

    @abstractmethod
    def transaction(self) -> AbstractContextManager[DocumentTable]:
        """Make all writes of the block one change that is on the disk afterwards, or none of it.

        A block inside another of the same thread is part of that one. Raises ``LibraryNewerError``, with nothing
        written, when a newer program has taken the library over since it was opened.
        """

    @abstractmethod
    def hold(self, table: str) -> None:
        """Let nobody else write into a table before this transaction ends."""

    @abstractmethod
    def reading(self) -> AbstractContextManager[DocumentTable]:
        """Read several things that belong together as they were at one moment."""

    @abstractmethod
    def refuse_newer(self) -> None:
        """Raise ``LibraryNewerError`` when a newer program has taken the library over since it was opened."""

    @abstractmethod
    def data_version(self) -> int:
        """Return a number that differs from the last one this thread got when another connection has written."""

    @abstractmethod
    def close(self) -> None:
        """Close all connections; a library may be closed twice."""

    @abstractmethod
    def _connection(self) -> Connection:
        """Return this thread's connection."""

    def plain_tables(self) -> list[PlainTable]:
        """Return all a person filled in, as it is stored."""
        with self.reading():
            return list(plain_tables(self._connection()))

    def annotations(self) -> AnnotationTable:
        """Return the annotations as this thread's transaction sees them."""
        return AnnotationTable(self._connection())

    def bookmarks(self) -> BookmarkTable:
        """Return the bookmarks as this thread's transaction sees them."""
        return BookmarkTable(self._connection())

    def labels(self) -> LabelTable:
        """Return the labels of documents as this thread's transaction sees them."""
        return LabelTable(self._connection())

    def lessons(self) -> LessonTable:
        """Return what a person taught, as this thread's transaction sees it."""
        return LessonTable(self._connection())

    def joined(self) -> JoinedTable:
        """Return which documents are second originals, as this thread's transaction sees them."""
        return JoinedTable(self._connection())

    def waiting_scans(self) -> ScanTable:
        """Return the scans that wait to be recognised, as this thread's transaction sees them."""
        return ScanTable(self._connection())

    def recognised_pages_of(self, sha256: str) -> Path:
        """Return the folder where the recognised pages of an original are kept; losing it costs time only."""
        return self.recognised_folder / sha256[:2] / sha256

    def templates(self) -> TemplateTable:
        """Return a person's own templates as this thread's transaction sees them."""
        return TemplateTable(self._connection())

    def marks(self) -> MarkTable:
        """Return the names and figures of all documents, as this thread's transaction sees them."""
        return MarkTable(self._connection())

    def saved_searches(self) -> SavedSearchTable:
        """Return the saved searches as this thread's transaction sees them."""
        return SavedSearchTable(self._connection())

    def series(self) -> SeriesTable:
        """Return figures filed and joined into series, as this thread's transaction sees them."""
        return SeriesTable(self._connection())

    def across(self) -> AcrossTable:
        """Return what is noted of documents to be looked at together, as this thread's transaction sees it."""
        return AcrossTable(self._connection())

    def commitments(self) -> CommitmentTable:
        """Return promises, as this thread's transaction sees them."""
        return CommitmentTable(self._connection())

    def name_index(self) -> NameIndexTable:
        """Return the index of names, as this thread's transaction sees it."""
        return NameIndexTable(self._connection())

    def facts(self) -> FactTable:
        """Return what the library knows about itself, as this thread's transaction sees it."""
        return FactTable(self._connection())

    @property
    def synonyms_place(self) -> str:
        """Return where the library's own table of synonyms is kept, as a person would look for it."""
        return str(self.folder / OWN_SYNONYMS)

    def own_synonyms(self) -> str | None:
        """Return the text of the library's own synonyms, ``None`` while there are none.

        Raises ``OSError`` and ``ValueError`` for a file that cannot be read or is no text.
        """
        try:
            return (self.folder / OWN_SYNONYMS).read_text("utf-8-sig")
        except FileNotFoundError:
            return None

    def keep_synonyms(self, text: str) -> None:
        """Keep a table of synonyms in place of the former one. Raises ``OSError``."""
        with replacing(self.folder / OWN_SYNONYMS) as file:
            file.write(text.encode())

    def transferred(self, table: TransferTable) -> Iterator[Transferred]:
        """Yield the rows of a table as another library takes them in; call it inside a ``reading``."""
        return transfer.read_rows(self._connection(), table)

    def take_in(self, table: TransferTable, rows: Iterable[Transferred]) -> None:
        """Add those rows of another library that are not here yet; call it in a transaction."""
        transfer.take_in(self._connection(), table, rows)

    def fingerprints(self, table: TransferTable) -> set[bytes]:
        """Return a sum of every row of a table, the same in every library that has the row."""
        with self.reading():
            return transfer.fingerprints(table, self.transferred(table))

    def changes(self) -> list[Change]:
        """Return the log of changes, oldest first."""
        with self.reading():
            return changes(self._connection())

    def change_count(self) -> int:
        """Return how many changes were ever logged: the order of things does not depend on clocks."""
        with self.reading():
            row = self._connection().execute("SELECT coalesce(max(sequence), 0) AS last FROM change_log").fetchone()
        return int(row["last"])

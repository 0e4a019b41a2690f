"""Stores what was read, several documents at a time, and adds up what became of every file."""

from dataclasses import dataclass

from viewer.core.catalog import ImportFailure, ImportReport
from viewer.core.document import DocumentId
from viewer.core.reading import Reading
from viewer.services.index_face import Index
from viewer.services.read_file import PIPELINE_VERSION
from viewer.services.waiting_notes import place_waiting_notes
from viewer.store.store import Store

_STORED_TOGETHER = 16  # documents per transaction: each costs a wait for the disk
_INDEXED_TOGETHER = 64


@dataclass(frozen=True, slots=True)
class Known:
    """A file whose content the library has."""

    shown: str
    id: DocumentId


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read and whose original is kept."""

    shown: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Scanned:
    """A file that was kept and waits until its characters are recognised."""

    shown: str
    sha256: str
    name: str
    pages: int


Outcome = Known | Read | Scanned | ImportFailure


class Tally:
    """What became of the files of one import."""

    def __init__(self, library: Store, keeper: Index) -> None:
        self.cancelled = False
        self._library = library
        self._keeper = keeper
        self._unstored: list[Read] = []
        self._unindexed = 0
        self._imported: list[DocumentId] = []
        self._duplicates: list[tuple[str, DocumentId]] = []
        self._failed: list[ImportFailure] = []
        self._waiting: list[Scanned] = []

    def take(self, outcome: Outcome) -> None:
        """Note one outcome, storing the documents that have gathered when they are enough."""
        if isinstance(outcome, ImportFailure):
            self._failed.append(outcome)
        elif isinstance(outcome, Known):
            self._duplicates.append((outcome.shown, outcome.id))
        elif isinstance(outcome, Scanned):
            with self._library.transaction():
                self._library.waiting_scans().add(outcome.sha256, outcome.name, outcome.pages)
            self._waiting.append(outcome)
        else:
            self._unstored.append(outcome)
            if len(self._unstored) >= _STORED_TOGETHER:
                self.store()

    def store(self) -> None:
        """Bring the gathered documents into the database, all in one transaction."""
        gathered, self._unstored = self._unstored, []
        if not gathered:
            return
        imported: list[DocumentId] = []
        duplicates: list[tuple[str, DocumentId]] = []
        with self._library.transaction() as documents:
            documents.claim(each.reading.source.sha256 for each in gathered)
            for each in gathered:
                known = documents.id_of(each.reading.source.sha256)
                if known is None:
                    imported.append(documents.add(each.reading, pipeline_version=PIPELINE_VERSION))
                elif (principal := self._library.joined().principal_of(known)) is not None:
                    duplicates.append((each.shown, principal))
                elif documents.is_removed(known):
                    documents.restore(known)
                    imported.append(known)
                else:
                    duplicates.append((each.shown, known))
                self._library.waiting_scans().remove(each.reading.source.sha256)
            place_waiting_notes(documents, self._library.annotations(), imported)
        self._imported += imported
        self._duplicates += duplicates
        self._unindexed += len(imported)
        if self._unindexed >= _INDEXED_TOGETHER:
            self._unindexed = 0
            self._keeper.wake()

    @property
    def waiting(self) -> tuple[Scanned, ...]:
        """Return the files that wait."""
        return tuple(self._waiting)

    def report(self) -> ImportReport:
        """Return the report of what was taken so far."""
        return ImportReport(
            tuple(self._imported),
            tuple(self._duplicates),
            tuple(self._failed),
            self.cancelled,
            tuple(each.shown for each in self._waiting),
        )

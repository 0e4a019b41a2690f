"""Opens one library folder and hands out its services: what the window and the command line build on."""

import functools
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from viewer.core.company import Company
from viewer.core.document import DocumentId
from viewer.core.entrance import Entrance
from viewer.core.errors import LibraryError
from viewer.core.progress import CancelToken, Progress
from viewer.core.reading import Reading
from viewer.importing.worker import Limits, Worker
from viewer.services.across_export import AcrossExport
from viewer.services.across_library import AcrossLibrary
from viewer.services.across_tables import AcrossTables
from viewer.services.annotating import Annotating
from viewer.services.backing_up import Backups
from viewer.services.bookmarking import Bookmarking
from viewer.services.catalog import Catalog
from viewer.services.doctor import Finding, examine
from viewer.services.documents import Documents
from viewer.services.exchanging_notes import NoteExchange
from viewer.services.exporting_results import ResultExport
from viewer.services.import_files import Importer
from viewer.services.index_face import Index, Safeguard, Searching
from viewer.services.index_keeper import IndexKeeper, IndexState, IndexStatus
from viewer.services.index_writing import IndexPlace
from viewer.services.indicators import Indicators
from viewer.services.labelling import Labelling
from viewer.services.ledger import Ledger
from viewer.services.library_folder import home_folder
from viewer.services.library_place import AskPassword, open_store
from viewer.services.marking import load_tagger
from viewer.services.model_notice import model_notices
from viewer.services.moving_library import unfinished_move
from viewer.services.name_pages import NamePages
from viewer.services.offline_copies import OfflineCopies
from viewer.services.open_export import OpenExportReport, write_open_folder
from viewer.services.original_pages import OriginalPages
from viewer.services.own_synonyms import OwnSynonyms
from viewer.services.pairing import Pairing
from viewer.services.passwords import Passwords
from viewer.services.recognising import Recognising
from viewer.services.relating import Relating
from viewer.services.rereading import Rereading
from viewer.services.saved_searches import SavedSearches
from viewer.services.searching import Searcher
from viewer.services.searching_notes import NoteSearch
from viewer.services.spreading import Spreading
from viewer.services.teaching import Teaching
from viewer.services.templates import Templates
from viewer.services.user_cache import user_cache_folder
from viewer.store.library import Library
from viewer.store.scratch import sweep
from viewer.store.store import Store
from viewer.store.transfer import Transferred, TransferTable
from viewer.text.segment import Segmenter

__all__ = ["IndexState", "IndexStatus", "Services", "open_services"]

_INDEX_SECONDS = 900.0  # of silence: merging a large index takes minutes; what hangs for longer is killed
_INDEX_PULSE = 120.0  # without a sign of life: the process was stopped, or waits for itself


@dataclass(frozen=True, slots=True)
class Workers:
    """The processes of one library; none runs before it is needed."""

    readers: tuple[Worker, ...]
    indexer: Worker
    pages: Worker

    @classmethod
    def new(cls, temporary: Path | None = None, *, readers: int | None = None) -> Self:
        """Return as many as this machine has use for: a third reader would cost more memory than it saves time.

        A bulk import may be told how many ``readers`` to use. What they unpack or decrypt for a while lies in
        ``temporary``.
        """
        limits = Limits(temporary=temporary)
        count = readers or min(2, os.cpu_count() or 1)
        reading = tuple(Worker(f"reader {number}", limits) for number in range(1, count + 1))
        index = Limits(seconds=_INDEX_SECONDS, memory=None, pulse=_INDEX_PULSE, temporary=temporary)
        return cls(reading, Worker("index", index), Worker("pages", limits))

    def close(self) -> None:
        """End them."""
        for worker in (*self.readers, self.indexer, self.pages):
            worker.close()


@dataclass(frozen=True, slots=True)
class Services:
    """The services of one library; each may be called from any worker thread, none needs Qt.

    ``notices`` are sentences for the user about how the library was opened (read only, network drive). ``company``
    is there where others have the same library open, in an office.
    """

    folder: Path
    notices: tuple[str, ...]
    catalog: Catalog
    documents: Documents
    importer: Importer
    recognising: Recognising
    pages: OriginalPages
    pairing: Pairing
    rereading: Rereading
    searcher: Searching
    index: Index
    annotating: Annotating
    bookmarking: Bookmarking
    notes: NoteExchange
    across: AcrossLibrary
    tables: AcrossTables
    indicators: Indicators
    ledger: Ledger
    name_pages: NamePages
    relating: Relating
    across_export: AcrossExport
    teaching: Teaching
    labelling: Labelling
    saved_searches: SavedSearches
    spreading: Spreading
    templates: Templates
    note_search: NoteSearch
    results: ResultExport
    synonyms: OwnSynonyms
    backups: Safeguard
    offline: OfflineCopies
    company: Company | None
    _library: Store = field(repr=False)
    _workers: Workers = field(repr=False)

    def adopt(self, original: Path, reading: Reading, pipeline_version: str) -> DocumentId:
        """Take a document as another library has it: its file and what was read in it; the index is then behind."""
        self._library.originals.keep(original, reading.source.sha256)
        with self._library.transaction() as documents:
            return documents.add(reading, pipeline_version=pipeline_version)

    def rows_of(self, table: TransferTable) -> list[Transferred]:
        """Return the rows of a table as another library takes them in."""
        with self._library.reading():
            return list(self._library.transferred(table))

    def examine(self, *, repair: bool, progress: Progress, cancel: CancelToken) -> list[Finding]:
        """Check the library's parts against each other; with ``repair``, mend what can be mended.

        Raises ``LibraryError`` for an office's library, which its server looks after.
        """
        if not isinstance(self._library, Library) or not isinstance(self.index, IndexKeeper):
            message = "办公室文库由服务器看护，不能在这里检查。"
            raise LibraryError(message, advice="请管理员用 pg_amcheck 检查服务器上的数据库。")
        return examine(self._library, self.index, repair=repair, progress=progress, cancel=cancel)

    def export_everything(self, target: Path, *, progress: Progress, cancel: CancelToken) -> OpenExportReport:
        """Write the whole library as a folder of open formats that needs no program of ours."""
        return write_open_folder(self._library, target, progress=progress, cancel=cancel)

    def close(self) -> None:
        """Stop background work and close the database; afterwards the services must not be used."""
        if self.company is not None:
            self.company.close()
        self.index.close()
        self.searcher.close()
        self.pages.close()
        self._workers.close()
        self._library.close()


def open_services(
    place: Path | str,
    *,
    keep_index: bool = True,
    ask_password: AskPassword | None = None,
    readers: int | None = None,
) -> Services:
    """Open the library in a folder, making one where there is none, or an office's at its address.

    The index is looked at and brought in step in the background, unless ``keep_index`` is false: then only when an
    import or ``index.wait`` wants it. ``readers`` says how many processes a bulk import reads with. Raises
    ``LibraryError`` or a child of it.
    """
    cache = user_cache_folder(os.environ, home=home_folder())
    store = open_store(str(place), cache=cache, ask_password=ask_password)
    sweep(cache / "originals" if store.read_only else store.folder)  # what a killed program left
    workers = Workers.new(None if store.read_only else store.folder, readers=readers)
    services = _furnished(store, workers, cache)
    if keep_index:
        services.index.start()
    return services


def open_at(entrance: Entrance) -> Services:
    """Open an office's library. Raises ``LibraryPasswordError`` where a password is yet to be typed, and as above."""
    # Here, since the system's keychain takes long to load, which a library in a folder has no use for.
    from viewer.services.entering import entered  # noqa: PLC0415

    return entered(entrance, lambda ask: open_services(entrance.address, ask_password=ask))


def _furnished(store: Store, workers: Workers, cache: Path) -> Services:
    if isinstance(store, Library):
        return assemble(store, workers, cache, Segmenter(cache))
    # Here and not above: psycopg is an extra that who keeps libraries in folders need not have.
    from viewer.services.office_opening import furnish_office  # noqa: PLC0415
    from viewer.store.postgres.office_library import OfficeLibrary  # noqa: PLC0415

    assert isinstance(store, OfficeLibrary)  # noqa: S101 - there are two kinds
    return furnish_office(store, workers, cache, Segmenter(cache))


def _move_notices(library: Store) -> tuple[str, ...]:
    source = unfinished_move(library)
    if source is None:
        return ()
    return (f"这个文库的搬移没有做完，内容不全；请从“{source}”再搬移一次（andu move-library）。",)


def assemble(library: Library, workers: Workers, cache: Path, segmenter: Segmenter) -> Services:
    """Return the services of an open library, run by these processes."""
    keeper = IndexKeeper(library, IndexPlace(library.folder, library.id, cache), workers.indexer)
    return furnished(
        library,
        keeper,
        searcher=Searcher(library, keeper, segmenter),
        backups=Backups(library),
        workers=workers,
        cache=cache,
        segmenter=segmenter,
    )


def furnished(  # noqa: PLR0913 - what a library is made of
    library: Store,
    keeper: Index,
    *,
    searcher: Searching,
    backups: Safeguard,
    workers: Workers,
    cache: Path,
    segmenter: Segmenter,
    company: Company | None = None,
) -> Services:
    """Return the services of an open library of either kind."""
    tables = AcrossTables(library)
    passwords = Passwords()
    indicators = Indicators(library, tables)
    ledger, relating = Ledger(library, searcher), Relating(library, indicators)
    tagger = functools.cache(load_tagger)
    teaching = Teaching(library, tagger, changed=keeper.wake)
    name_pages = NamePages(library, teaching)
    return Services(
        folder=library.folder,
        notices=(*library.notices, *_move_notices(library), *model_notices()),
        catalog=Catalog(library),
        documents=Documents(library, keeper),
        importer=Importer(library, workers.readers, keeper, passwords),
        recognising=Recognising(library, workers.readers[0], keeper),
        pages=OriginalPages(library, workers.pages, cache, passwords),
        pairing=Pairing(library, keeper),
        rereading=Rereading(library, workers.readers[0], keeper, passwords),
        searcher=searcher,
        results=ResultExport(library, searcher),
        synonyms=OwnSynonyms(library),
        index=keeper,
        annotating=Annotating(library),
        bookmarking=Bookmarking(library),
        notes=NoteExchange(library),
        across=AcrossLibrary(library),
        tables=tables,
        indicators=indicators,
        ledger=ledger,
        name_pages=name_pages,
        relating=relating,
        across_export=AcrossExport(indicators, ledger, name_pages, relating),
        labelling=Labelling(library),
        teaching=teaching,
        saved_searches=SavedSearches(library),
        spreading=Spreading(library, tagger, keeper.wake),
        templates=Templates(library),
        note_search=NoteSearch(segmenter),
        backups=backups,
        offline=OfflineCopies(library, cache, keeper.wake),
        company=company,
        _library=library,
        _workers=workers,
    )

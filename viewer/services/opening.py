"""Opens one library folder and hands out its services: what the window and the command line build on."""

from dataclasses import dataclass, field
from pathlib import Path

from viewer.importing.worker import Worker
from viewer.services.catalog import Catalog
from viewer.services.documents import Documents
from viewer.services.import_files import Importer
from viewer.services.index_keeper import IndexKeeper, IndexState, IndexStatus
from viewer.services.searching import Searcher
from viewer.store.library import Library

__all__ = ["IndexState", "IndexStatus", "Services", "open_services"]


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
    index: IndexKeeper
    _library: Library = field(repr=False)
    _worker: Worker = field(repr=False)

    def close(self) -> None:
        """Stop background work and close the database; afterwards the services must not be used."""
        self.index.close()
        self._worker.close()
        self._library.close()


def open_services(folder: Path) -> Services:
    """Open the library in ``folder``, making one where there is none; raises ``LibraryError`` or a child of it."""
    library = Library.open(folder)
    worker = Worker("reader")
    keeper = IndexKeeper(library)
    return Services(
        folder=folder,
        notices=library.notices,
        catalog=Catalog(library),
        documents=Documents(library, keeper),
        importer=Importer(library, worker, keeper),
        searcher=Searcher(),
        index=keeper,
        _library=library,
        _worker=worker,
    )

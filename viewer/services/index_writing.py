"""What is done to the index; top-level functions that run in a worker process, away from the window's interpreter.

Those that write return the index's stamp as they left it: any other stamp later was somebody else's work.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from viewer.core.catalog import StoredDocument
from viewer.core.document import DocumentId
from viewer.core.errors import DocumentNotFoundError
from viewer.core.progress import Progress, ignore_progress
from viewer.search.index import IndexFolder, IndexFolderState
from viewer.search.manifest import manifest_stamp
from viewer.store.library import Library
from viewer.text.segment import Segmenter

Stamp = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class IndexPlace:
    """Everything another process must know to write the index of a library."""

    library_folder: Path
    library_id: str
    cache_folder: Path

    def open(self) -> IndexFolder:
        """Return the index; opens no file."""
        return IndexFolder(self.index_folder, self.library_id, _segmenter(self.cache_folder))

    def stamp(self) -> Stamp:
        """Return what changes with every commit to the index, ``None`` where there is none."""
        return manifest_stamp(self.index_folder)

    @property
    def index_folder(self) -> Path:
        """Return where the index is."""
        return self.library_folder / "index"


def index_state(place: IndexPlace) -> IndexFolderState:
    """Look at every file of the index."""
    return place.open().state(thorough=True)


def add_documents(place: IndexPlace, ids: Sequence[DocumentId], *, progress: Progress = ignore_progress) -> Stamp:
    """Make documents findable; those that are gone by now are passed over."""
    with closing(Library.open(place.library_folder)) as library:
        place.open().add(_opened(library, ids), progress=progress)
    return place.stamp()


def remove_documents(place: IndexPlace, ids: Sequence[DocumentId]) -> Stamp:
    """Make documents unfindable."""
    place.open().remove(ids)
    return place.stamp()


def empty_index(place: IndexPlace) -> Stamp:
    """Put an empty index in the place of whatever is there."""
    place.open().rebuild(())
    return place.stamp()


def rebuild_index(place: IndexPlace, ids: Sequence[DocumentId], *, progress: Progress) -> Stamp:
    """Build the index anew from these documents; the old one answers until that is done."""
    with closing(Library.open(place.library_folder)) as library:
        place.open().rebuild(_opened(library, ids), total=len(ids), progress=progress)
    return place.stamp()


def compact_index(place: IndexPlace, *, only_crowded: bool = False) -> Stamp:
    """Merge what is worth merging, or only what must be."""
    place.open().compact(only_crowded=only_crowded)
    return place.stamp()


def found_documents(place: IndexPlace) -> frozenset[DocumentId]:
    """Return the documents the index finds."""
    return place.open().document_ids()


def _opened(library: Library, ids: Sequence[DocumentId]) -> Iterator[StoredDocument]:
    for document_id in ids:
        try:
            with library.reading() as documents:
                document = documents.open(document_id)
        except DocumentNotFoundError:
            continue
        yield document


@cache
def _segmenter(cache_folder: Path) -> Segmenter:
    """Keep the dictionary from one call to the next: loading it takes half a second."""
    return Segmenter(cache_folder)

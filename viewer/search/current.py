"""The generation searches read: opened once, replaced when another is committed, closed after its last search."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from viewer.search.manifest import FileMarks, Stamp, file_stamp, manifest_stamp
from viewer.search.reader import FolderReader


class _Lease:
    """A reader, how many searches use it, and the files it was opened from."""

    def __init__(self, reader: FolderReader, stamp: Stamp | None, folder: Path) -> None:
        self.reader = reader
        self.stamp = stamp
        self.users = 0
        self._folder = folder / reader.manifest.folder
        self._files = self._look()

    @property
    def is_untouched(self) -> bool:
        """Tell whether the files are still the ones that were opened."""
        return self._files == self._look()

    def untouched_files(self) -> FileMarks:
        """Return the files that are still the ones that were opened."""
        now = self._look()
        marks = self.reader.manifest.files
        return {name: mark for name, mark in marks.items() if now[name] and now[name] == self._files[name]}

    def _look(self) -> dict[str, Stamp | None]:
        return {name: file_stamp(self._folder / name) for name in self.reader.manifest.files}


class CurrentReader:
    """Hands out the reader of the newest committed generation; may be shared by threads."""

    def __init__(
        self, index_folder: Path, open_reader: Callable[[FileMarks, FolderReader | None], FolderReader]
    ) -> None:
        self._folder = index_folder
        self._open = open_reader
        self._lock = threading.Lock()
        self._lease: _Lease | None = None

    @contextmanager
    def reading(self) -> Iterator[FolderReader]:
        """Lend the newest reader for one search.

        Raises ``IndexUnavailableError`` when there is no index or its files were tampered with.
        """
        lease = self._borrow()
        try:
            yield lease.reader
        finally:
            self._give_back(lease)

    def close(self) -> None:
        """Close the reader as soon as no search uses it."""
        with self._lock:
            self._retire()

    def _borrow(self) -> _Lease:
        with self._lock:
            stamp = manifest_stamp(self._folder)
            if self._lease is None or self._lease.stamp != stamp or not self._lease.is_untouched:
                known = self._lease.untouched_files() if self._lease else {}
                before = self._lease.reader if self._lease else None
                self._retire()
                self._lease = _Lease(self._open(known, before), stamp, self._folder)
            self._lease.users += 1
            return self._lease

    def _give_back(self, lease: _Lease) -> None:
        with self._lock:
            lease.users -= 1
            if lease is not self._lease and not lease.users:
                lease.reader.close()

    def _retire(self) -> None:
        lease, self._lease = self._lease, None
        if lease is not None and not lease.users:
            lease.reader.close()

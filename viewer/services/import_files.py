"""Brings files into the library: each is read in the worker process, kept, stored, and then indexed."""

import logging
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import LifoQueue
from tempfile import TemporaryDirectory

from viewer.core.catalog import ImportFailure, ImportReport
from viewer.core.document import DocumentId
from viewer.core.errors import Cancelled, FileReadError, IndexUnavailableError
from viewer.core.progress import CancelToken, Progress, ProgressStep, ignore_progress
from viewer.core.reading import Reading
from viewer.importing.worker import RemoteBugError, Worker
from viewer.services.archives import NamedFile, named_files
from viewer.services.file_walk import files_under, printable
from viewer.services.index_keeper import IndexKeeper
from viewer.services.read_file import NOTHING_TAUGHT, PIPELINE_VERSION, fingerprint, read_file
from viewer.services.waiting_notes import place_waiting_notes
from viewer.store.library import Library

log = logging.getLogger(__name__)

_READ_AHEAD = 8
_WORTH_ALL_WORKERS = 20  # files; a process takes as long to start as it needs for some twenty of them
_STORED_TOGETHER = 16  # documents per transaction: each costs a wait for the disk
_INDEXED_TOGETHER = 64


@dataclass(frozen=True, slots=True)
class _Known:
    """A file whose content the library has."""

    shown: str
    id: DocumentId


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that was read and whose original is kept."""

    shown: str
    reading: Reading


_Outcome = _Known | _Read | ImportFailure


class Importer:
    """Imports files into one library."""

    def __init__(self, library: Library, workers: Sequence[Worker], keeper: IndexKeeper) -> None:
        self._library = library
        self._workers = tuple(workers)
        self._keeper = keeper
        self._lessons = NOTHING_TAUGHT
        self._free: LifoQueue[Worker] = LifoQueue()  # so that one file after the other goes to the same, warm process
        for worker in reversed(self._workers):
            self._free.put(worker)

    def import_paths(self, paths: Iterable[Path], *, progress: Progress, cancel: CancelToken) -> ImportReport:
        """Import files and folders; failures are values of the report, what was done before a cancel stays.

        Returns when the new documents are indexed too, or cannot be at the moment: they are in the library all the
        same, and the index state says how many wait. Raises ``LibraryError`` when the library cannot be written.
        """
        with self._library.transaction():
            pass  # a library that cannot be written says so before any file is read
        self._lessons = self._library.lessons().general_lessons()
        tally = _Tally(self._library, self._keeper)
        try:
            progress(ProgressStep(0, None, "正在查找文件"))
            with TemporaryDirectory(prefix="andu-", ignore_cleanup_errors=True) as folder:
                walked = files_under(paths, skip=self._library.folder, cancel=cancel)
                found = list(named_files(walked, self._workers[0], Path(folder), progress, cancel))
                self._import(found, tally, progress, cancel)
                tally.store()
            self._wait_for_index(progress, cancel)
        except Cancelled:
            tally.cancelled = True
        finally:
            tally.store()
            self._keeper.wake()
            for worker in self._workers[1:]:
                worker.rest()
        return tally.report()

    def _wait_for_index(self, progress: Progress, cancel: CancelToken) -> None:
        try:
            self._keeper.wait(progress=progress, cancel=cancel)
        except IndexUnavailableError as error:
            log.info("imported, but not indexed: %s", type(error).__name__)

    def _import(
        self, found: list[NamedFile | ImportFailure], tally: "_Tally", progress: Progress, cancel: CancelToken
    ) -> None:
        for done, (name, outcome) in enumerate(self._outcomes(found, cancel), start=1):
            tally.take(outcome)
            progress(ProgressStep(done, len(found), name))
            cancel.checkpoint()

    def _outcomes(self, found: list[NamedFile | ImportFailure], cancel: CancelToken) -> Iterator[tuple[str, _Outcome]]:
        """Give what became of each file in order, reading a few ahead."""
        workers = self._workers if len(found) >= _WORTH_ALL_WORKERS else self._workers[:1]
        free: LifoQueue[Worker] = LifoQueue()
        for worker in workers:
            free.put(worker)
        ahead: deque[tuple[str, Future[_Outcome]]] = deque()
        with ThreadPoolExecutor(len(workers) + 1, thread_name_prefix="import") as readers:
            try:
                for item in found:
                    name = item.path if isinstance(item, ImportFailure) else printable(item.path.name)
                    ahead.append((name, readers.submit(self._outcome, item, free, cancel)))
                    if len(ahead) >= _READ_AHEAD:
                        name, future = ahead.popleft()
                        yield name, future.result()
                while ahead:
                    name, future = ahead.popleft()
                    yield name, future.result()
            finally:
                readers.shutdown(wait=True, cancel_futures=True)

    def _outcome(self, item: NamedFile | ImportFailure, free: LifoQueue[Worker], cancel: CancelToken) -> _Outcome:
        if isinstance(item, ImportFailure):
            return item
        cancel.checkpoint()
        try:
            return self._read(item, free, cancel)
        except FileReadError as error:
            return ImportFailure(item.shown, printable(error.message), error.advice)
        except RemoteBugError as error:
            log.error("reading a file failed in the worker process:\n%s", error)  # noqa: TRY400 - the remote one counts
            return ImportFailure(
                item.shown, "读取这个文件时程序内部出错。", "其他文件不受影响；请把出错的文件和日志交给维护人员。"
            )

    def _read(self, item: NamedFile, free: LifoQueue[Worker], cancel: CancelToken) -> _Outcome:
        sha256, _size = fingerprint(item.path)
        with self._library.reading() as documents:
            known = documents.id_of(sha256)
            if known is not None and not documents.is_removed(known):
                return _Known(item.shown, known)
        reading = _reading(item.path, free, cancel)
        self._library.originals.keep(item.path, reading.source.sha256)
        return _Read(item.shown, reading)


def _reading(path: Path, free: LifoQueue[Worker], cancel: CancelToken) -> Reading:
    """Have the next free process read the file."""
    worker = free.get()
    try:
        return worker.run(read_file, cancel, path, progress=ignore_progress)  # so that pages are signs of life
    finally:
        free.put(worker)


class _Tally:
    """Stores what was read, several documents at a time, and adds up the report."""

    def __init__(self, library: Library, keeper: IndexKeeper) -> None:
        self.cancelled = False
        self._library = library
        self._keeper = keeper
        self._unstored: list[_Read] = []
        self._unindexed = 0
        self._imported: list[DocumentId] = []
        self._duplicates: list[tuple[str, DocumentId]] = []
        self._failed: list[ImportFailure] = []

    def take(self, outcome: _Outcome) -> None:
        """Note one outcome, storing the documents that have gathered when they are enough."""
        if isinstance(outcome, ImportFailure):
            self._failed.append(outcome)
        elif isinstance(outcome, _Known):
            self._duplicates.append((outcome.shown, outcome.id))
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
            for each in gathered:
                known = documents.id_of(each.reading.source.sha256)
                if known is None:
                    imported.append(documents.add(each.reading, pipeline_version=PIPELINE_VERSION))
                elif documents.is_removed(known):
                    documents.restore(known)
                    imported.append(known)
                else:
                    duplicates.append((each.shown, known))
            place_waiting_notes(documents, self._library.annotations(), imported)
        self._imported += imported
        self._duplicates += duplicates
        self._unindexed += len(imported)
        if self._unindexed >= _INDEXED_TOGETHER:
            self._unindexed = 0
            self._keeper.wake()

    def report(self) -> ImportReport:
        """Return the report of what was taken so far."""
        return ImportReport(tuple(self._imported), tuple(self._duplicates), tuple(self._failed), self.cancelled)

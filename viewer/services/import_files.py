"""Brings files into the library: each is read in the worker process, kept, stored, and then indexed."""

import logging
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from queue import LifoQueue

from viewer.core.catalog import ImportFailure, ImportReport
from viewer.core.document import DocumentId
from viewer.core.errors import (
    Cancelled,
    FileEncryptedError,
    FileReadError,
    FileScannedError,
    IndexUnavailableError,
)
from viewer.core.progress import CancelToken, Progress, ProgressStep
from viewer.core.reading import Reading
from viewer.importing.locked import locked
from viewer.importing.manner import Manner, Recognition
from viewer.importing.worker import RemoteBugError, Worker
from viewer.services.archives import NamedFile, named_files
from viewer.services.file_walk import files_under, printable
from viewer.services.import_tally import Known, Outcome, Read, Scanned, Tally
from viewer.services.index_face import Index
from viewer.services.passwords import Passwords
from viewer.services.read_file import NOTHING_TAUGHT, fingerprint, read_file
from viewer.services.recognising import Recognising, failure
from viewer.store.scratch import scratch_folder, sweep
from viewer.store.store import Store

log = logging.getLogger(__name__)

_READ_AHEAD = 32  # files; storing sixteen must not let the workers run dry
_READERS_OF_A_WORKER = 2  # while it reads for one, the other hands the last file to the server
_WORTH_ALL_WORKERS = 20  # files; a process takes as long to start as it needs for some twenty of them


class Importer:
    """Imports files into one library."""

    def __init__(
        self, library: Store, workers: Sequence[Worker], keeper: Index, passwords: Passwords | None = None
    ) -> None:
        self._library = library
        self._workers = tuple(workers)
        self._keeper = keeper
        self._passwords = passwords or Passwords()
        self._recognising = Recognising(library, self._workers[0], keeper)
        self._lessons = NOTHING_TAUGHT

    def import_paths(
        self,
        paths: Iterable[Path],
        *,
        progress: Progress,
        cancel: CancelToken,
        passwords: Iterable[str] = (),
        recognise: bool = True,
    ) -> ImportReport:
        """Import files and folders; failures are values of the report, what was done before a cancel stays.

        ``passwords`` are tried on files that want one. Scans are recognised at the end, or wait for somebody to do
        that where ``recognise`` is false. Returns when the new documents are indexed too, or cannot be at the moment:
        they are in the library all the same, and the index state says how many wait. Raises ``LibraryError`` when the
        library cannot be written.
        """
        with self._library.transaction():
            pass  # a library that cannot be written says so before any file is read
        self._passwords.add(passwords)
        self._lessons = self._library.lessons().general_lessons()
        tally = Tally(self._library, self._keeper)
        recognised = ImportReport()
        try:
            progress(ProgressStep(0, None, "正在查找文件"))
            sweep(self._library.folder)
            with scratch_folder(self._library.folder) as folder:
                walked = files_under(paths, skip=self._library.folder, cancel=cancel)
                found = list(named_files(walked, self._workers[0], folder, self._passwords, progress, cancel))
                self._import(found, tally, progress, cancel)
                tally.store()
            if recognise and tally.waiting:
                wanted = [each.sha256 for each in tally.waiting]
                recognised = self._recognising.run(wanted, progress=progress, cancel=cancel)
            self._wait_for_index(progress, cancel)
        except Cancelled:
            tally.cancelled = True
        finally:
            tally.store()
            self._keeper.wake()
            for worker in self._workers[1:]:
                worker.rest()
        return _joined(tally.report(), recognised) if recognise else tally.report()

    def _wait_for_index(self, progress: Progress, cancel: CancelToken) -> None:
        try:
            self._keeper.wait(progress=progress, cancel=cancel)
        except IndexUnavailableError as error:
            log.info("imported, but not indexed: %s", type(error).__name__)

    def _import(
        self, found: list[NamedFile | ImportFailure], tally: Tally, progress: Progress, cancel: CancelToken
    ) -> None:
        course = _Course(len(found), progress)
        for name, outcome in self._outcomes(found, course, cancel):
            tally.take(outcome)
            course.finish(name)
            cancel.checkpoint()

    def _outcomes(
        self, found: list[NamedFile | ImportFailure], course: "_Course", cancel: CancelToken
    ) -> Iterator[tuple[str, Outcome]]:
        """Give what became of each file in order, reading a few ahead."""
        workers = self._workers if len(found) >= _WORTH_ALL_WORKERS else self._workers[:1]
        free: LifoQueue[Worker] = LifoQueue()
        for worker in workers:
            free.put(worker)
        ahead: deque[tuple[str, Future[Outcome]]] = deque()
        with ThreadPoolExecutor(_READERS_OF_A_WORKER * len(workers), thread_name_prefix="import") as readers:
            try:
                for item in found:
                    name = item.path if isinstance(item, ImportFailure) else printable(item.path.name)
                    ahead.append((name, readers.submit(self._outcome, item, free, course, cancel)))
                    if len(ahead) >= max(_READ_AHEAD, 4 * len(workers)):
                        name, future = ahead.popleft()
                        yield name, future.result()
                while ahead:
                    name, future = ahead.popleft()
                    yield name, future.result()
            finally:
                readers.shutdown(wait=True, cancel_futures=True)

    def _outcome(
        self, item: NamedFile | ImportFailure, free: LifoQueue[Worker], course: "_Course", cancel: CancelToken
    ) -> Outcome:
        if isinstance(item, ImportFailure):
            return item
        cancel.checkpoint()
        try:
            return self._read(item, free, course, cancel)
        except FileReadError as error:
            return failure(item.shown, error)
        except RemoteBugError as error:
            log.error("reading a file failed in the worker process:\n%s", error)  # noqa: TRY400 - the remote one counts
            return ImportFailure(
                item.shown, "读取这个文件时程序内部出错。", "其他文件不受影响；请把出错的文件和日志交给维护人员。"
            )

    def _read(self, item: NamedFile, free: LifoQueue[Worker], course: "_Course", cancel: CancelToken) -> Outcome:
        sha256, _size = fingerprint(item.path)
        known = self._known(sha256)
        if known is not None:
            self._library.originals.keep(item.path, sha256)  # one that went missing comes back
            return Known(item.shown, known)
        try:
            reading = self._opened(item.path, sha256, free, course.pages(printable(item.path.name)), cancel)
        except FileScannedError as error:
            self._library.originals.keep(item.path, sha256)
            return Scanned(item.shown, sha256, printable(item.path.name), error.pages)
        self._library.originals.keep(item.path, reading.source.sha256)
        return Read(item.shown, reading)

    def _known(self, sha256: str) -> DocumentId | None:
        """Return the document that has this content, or that another file with this content was joined to."""
        with self._library.reading() as documents:
            known = documents.id_of(sha256)
            if known is None or not documents.is_removed(known):
                return known
            return self._library.joined().principal_of(known)

    def _opened(
        self, path: Path, sha256: str, free: LifoQueue[Worker], progress: Progress, cancel: CancelToken
    ) -> Reading:
        """Have the next free process read the file, with the passwords that are known where it wants one."""
        pages = self._library.recognised_pages_of(sha256)
        worker = free.get()
        try:
            refused: FileEncryptedError | None = None
            for password in (None, *self._passwords.to_try(sha256)):
                manner = Manner(password=password, recognition=Recognition.LATER, kept_pages=pages)
                try:
                    reading = worker.run(read_file, cancel, path, self._lessons, manner, progress=progress)
                except FileEncryptedError as error:
                    refused = error
                    continue
                if password is not None:
                    self._passwords.note(sha256, password)
                return reading
            raise refused or locked(path, None)
        finally:
            free.put(worker)


class _Course:
    """Where an import is: files done of all, and the page a long file is at."""

    def __init__(self, total: int, progress: Progress) -> None:
        self._total = total
        self._progress = progress
        self._done = 0

    def finish(self, name: str) -> None:
        """Say that one more file is done."""
        self._done += 1
        self._progress(ProgressStep(self._done, self._total, name))

    def pages(self, name: str) -> Progress:
        """Return what takes the pages of one file; they are signs of life, too."""

        def tell(step: ProgressStep, /) -> None:
            self._progress(ProgressStep(self._done, self._total, f"{name}：{step.message}"))

        return tell


def _joined(files: ImportReport, scans: ImportReport) -> ImportReport:
    """Return one report of an import whose scans were recognised at once."""
    return replace(
        files,
        imported=files.imported + scans.imported,
        failed=files.failed + scans.failed,
        cancelled=files.cancelled or scans.cancelled,
        waiting=scans.waiting,
    )

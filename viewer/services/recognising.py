"""Recognises the scans that wait: page after page, stopped at any moment, going on where it was stopped."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from viewer.core.catalog import ImportFailure, ImportReport
from viewer.core.errors import Cancelled, FileReadError
from viewer.core.progress import CancelToken, Progress, ProgressStep
from viewer.core.reading import Reading
from viewer.core.scan import WaitingScan
from viewer.importing.manner import Manner
from viewer.importing.worker import RemoteBugError, Worker
from viewer.services.file_walk import printable
from viewer.services.import_tally import Outcome, Read, Tally
from viewer.services.index_face import Index
from viewer.services.read_file import read_file
from viewer.store.store import Store


class Recognising:
    """The scans of one library. Recognised pages are on the disk one by one, so a kill costs one page."""

    def __init__(self, library: Store, worker: Worker, keeper: Index) -> None:
        self._library = library
        self._worker = worker
        self._keeper = keeper

    def waiting(self) -> list[WaitingScan]:
        """Return the scans that wait, the oldest first, with the pages recognised already."""
        with self._library.reading():
            found = self._library.waiting_scans().all()
        return [replace(each, done=self._done(each.sha256)) for each in found]

    def run(self, wanted: Sequence[str] | None = None, *, progress: Progress, cancel: CancelToken) -> ImportReport:
        """Recognise the scans that wait (those with these hashes) and bring them into the library.

        Stopped early, it keeps the pages that are done; the scans go on waiting. One that cannot be read waits no
        more and is a failure of the report.
        """
        scans = [each for each in self.waiting() if wanted is None or each.sha256 in wanted]
        course = _Course(scans, progress)
        tally = Tally(self._library, self._keeper)
        try:
            for scan in scans:
                cancel.checkpoint()
                tally.take(self._outcome(scan, course, cancel))
                tally.store()
                course.finish(scan)
        except Cancelled:
            tally.cancelled = True
        self._keeper.wake()
        left = {each.sha256 for each in self.waiting()}
        return replace(tally.report(), waiting=tuple(each.name for each in scans if each.sha256 in left))

    def pause(self, *, paused: bool) -> None:
        """Note that the person wants the scans to wait, or to go on, also after the program was closed."""
        with self._library.transaction():
            self._library.waiting_scans().pause(paused=paused)

    def forget(self, sha256: str) -> None:
        """Give a waiting scan up: what was kept of it is deleted, unless a document has the same original."""
        with self._library.transaction() as documents:
            self._library.waiting_scans().remove(sha256)
            is_document = documents.id_of(sha256) is not None
        if not is_document:
            self._library.originals.discard(sha256)
            shutil.rmtree(self._library.recognised_pages_of(sha256), ignore_errors=True)

    def _outcome(self, scan: WaitingScan, course: "_Course", cancel: CancelToken) -> Outcome:
        pages = self._library.recognised_pages_of(scan.sha256)
        path = self._library.originals.path_of(scan.sha256)
        try:
            reading = self._held_read(scan, path, Manner(kept_pages=pages), course.pages(scan), cancel)
        except FileReadError as error:
            self.forget(scan.sha256)
            found = failure(scan.name, error)
            return replace(found, reason=found.reason.replace(path.name, scan.name))
        except RemoteBugError:
            self.forget(scan.sha256)
            return ImportFailure(scan.name, "识别这个文件时程序内部出错。", "其他文件不受影响。")
        return Read(scan.name, reading)

    def _held_read(
        self, scan: WaitingScan, path: Path, manner: Manner, progress: Progress, cancel: CancelToken
    ) -> Reading:
        """Read a scan; held meanwhile, it stops within its page, and later goes on after the last whole one."""
        lessons = self._library.lessons().general_lessons()
        while True:
            cancel.checkpoint()
            try:
                return self._worker.run(
                    read_file, _StoppedOrHeld(cancel), path, lessons, manner, scan.name, progress=progress
                )
            except Cancelled:
                if cancel.is_cancelled:
                    raise

    def _done(self, sha256: str) -> int:
        from viewer.importing.ocr import count_kept  # noqa: PLC0415 - loads the engine, which most libraries never need

        return count_kept(self._library.recognised_pages_of(sha256))


class _StoppedOrHeld(CancelToken):
    """Looks stopped to the process as long as the work is stopped or held."""

    def __init__(self, token: CancelToken) -> None:
        super().__init__()
        self._token = token

    @property
    def is_cancelled(self) -> bool:
        """Tell whether the process shall stop."""
        return self._token.is_cancelled or self._token.is_held


class _Course:
    """Where the work is among the pages of all scans."""

    def __init__(self, scans: Sequence[WaitingScan], progress: Progress) -> None:
        self._progress = progress
        self._total = sum(scan.pages for scan in scans)
        self._finished = 0

    def pages(self, scan: WaitingScan) -> Progress:
        """Return what takes the pages of one scan."""

        def tell(step: ProgressStep, /) -> None:
            done = self._finished + step.done
            self._progress(ProgressStep(done, self._total, f"{scan.name}：{step.message}"))

        return tell

    def finish(self, scan: WaitingScan) -> None:
        """Say that one scan is done."""
        self._finished += scan.pages
        self._progress(ProgressStep(self._finished, self._total, scan.name))


def failure(shown: str, error: FileReadError) -> ImportFailure:
    """Return a refusal as a value of the report."""
    return ImportFailure(shown, printable(error.message), error.advice, error.wants_password)

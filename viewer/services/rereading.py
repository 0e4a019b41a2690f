"""Reads documents of an older version of the program again from their originals; what people wrote keeps its place."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field

from viewer.core.catalog import DocumentSummary, ImportFailure, RereadReport
from viewer.core.document import DocumentId
from viewer.core.errors import Cancelled, DocumentNotFoundError, FileEncryptedError, FileReadError, FileVanishedError
from viewer.core.progress import CancelToken, Progress, ProgressStep
from viewer.core.reading import Reading
from viewer.core.selector import AnchorState
from viewer.importing.manner import Manner
from viewer.importing.worker import RemoteBugError, Worker
from viewer.services.annotating import reanchor
from viewer.services.index_face import Index
from viewer.services.passwords import Passwords
from viewer.services.read_file import PIPELINE_VERSION, read_file
from viewer.store.store import Store
from viewer.text.anchor import resolve

log = logging.getLogger(__name__)


class Rereading:
    """Rereads documents of one library.

    Each document is one transaction: its new text, names and figures, and every note, bookmark and correction looked
    up in it. A note whose place is not certain is to be confirmed or orphaned, never moved silently and never lost. A
    file that cannot be read any more leaves its document as it was.
    """

    def __init__(self, library: Store, worker: Worker, keeper: Index, passwords: Passwords) -> None:
        self._library = library
        self._worker = worker
        self._keeper = keeper
        self._passwords = passwords

    def outdated(self) -> list[DocumentId]:
        """Return the documents an older version of the program has read."""
        with self._library.reading() as documents:
            return documents.read_by_others(PIPELINE_VERSION)

    def reread(
        self, document_ids: Iterable[DocumentId] | None = None, /, *, progress: Progress, cancel: CancelToken
    ) -> RereadReport:
        """Read these documents again, or all that are outdated; what was done before a cancel stays."""
        wanted = self.outdated() if document_ids is None else list(document_ids)
        tally = _Tally()
        try:
            for number, document_id in enumerate(wanted):
                cancel.checkpoint()
                self._reread(document_id, tally, ProgressPart(progress, number, len(wanted)), cancel)
        except Cancelled:
            return tally.report(is_cancelled=True)
        finally:
            self._keeper.wake()
        progress(ProgressStep(len(wanted), len(wanted), ""))
        return tally.report(is_cancelled=False)

    def _reread(self, document_id: DocumentId, tally: "_Tally", part: "ProgressPart", cancel: CancelToken) -> None:
        try:
            with self._library.reading() as documents:
                summary = documents.summary(document_id)
            part.begin(summary.title)
            reading = self._read(summary, part, cancel)
        except DocumentNotFoundError:
            return  # removed meanwhile
        except FileReadError as error:
            tally.failed.append(ImportFailure(summary.source.name, error.message, error.advice))
            return
        except RemoteBugError as error:
            log.error("reading a document again failed in the worker process:\n%s", error)  # noqa: TRY400 - theirs
            tally.failed.append(
                ImportFailure(summary.source.name, "读取这个文件时程序内部出错。", "这份文档保持原样。")
            )
            return
        self._store(document_id, reading, tally)

    def _read(self, summary: DocumentSummary, part: "ProgressPart", cancel: CancelToken) -> Reading:
        """Return the new reading, with the passwords that are known where the file wants one."""
        sha256 = summary.source.sha256
        path = self._library.originals.path_of(sha256)
        with self._library.reading():
            lessons = self._library.lessons().lessons(summary.id)
        refused: FileEncryptedError | None = None
        for password in (None, *self._passwords.to_try(sha256)):
            manner = Manner(password=password, kept_pages=self._library.recognised_pages_of(sha256))
            try:
                return self._worker.run(
                    read_file, cancel, path, lessons, manner, summary.source.name, progress=part.tell
                )
            except FileEncryptedError as error:
                refused = error
        raise refused or FileVanishedError(summary.source.name)

    def _store(self, document_id: DocumentId, reading: Reading, tally: "_Tally") -> None:
        with self._library.transaction() as documents:
            if documents.is_removed(document_id):
                return
            was_text = documents.text(document_id)
            documents.replace_reading(document_id, reading, pipeline_version=PIPELINE_VERSION)
            bookmarks = self._library.bookmarks().of_document(document_id)
            moved = []
            if reading.document.text != was_text:
                moved = reanchor(self._library.annotations(), document_id, reading.document)
                tally.changed += 1
                tally.bookmarks_lost += sum(
                    each.selector is not None and resolve(reading.document, each.selector).span is None
                    for each in bookmarks
                )
        tally.read += 1
        tally.to_confirm += sum(each.state is AnchorState.TO_CONFIRM for each in moved)
        tally.orphaned += sum(each.state is AnchorState.ORPHANED for each in moved)


class ProgressPart:
    """Where a reading of many documents is: this one's number, and the page it is at."""

    def __init__(self, progress: Progress, number: int, total: int) -> None:
        self._progress = progress
        self._number = number
        self._total = total
        self._title = ""

    def begin(self, title: str) -> None:
        """Say which document is read."""
        self._title = title
        self._progress(ProgressStep(self._number, self._total, title))

    def tell(self, step: ProgressStep, /) -> None:
        """Say at which page it is."""
        self._progress(ProgressStep(self._number, self._total, f"{self._title}：{step.message}"))


@dataclass(slots=True)
class _Tally:
    failed: list[ImportFailure] = field(default_factory=list)
    read: int = 0
    changed: int = 0
    to_confirm: int = 0
    orphaned: int = 0
    bookmarks_lost: int = 0

    def report(self, *, is_cancelled: bool) -> RereadReport:
        """Return what became of the documents."""
        return RereadReport(
            self.read,
            self.changed,
            tuple(self.failed),
            self.to_confirm,
            self.orphaned,
            self.bookmarks_lost,
            is_cancelled,
        )

"""Keeps the index in step with the library: what is new goes in, what was removed goes out, what is broken is renewed.

The marks in the database say what the index holds. They are set after the index has committed, and taken back before
the index is emptied: whatever is interrupted, the next round finds what is left to do.
"""

import logging
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import ParamSpec, TypeVar

from viewer.core.document import DocumentId
from viewer.core.errors import (
    Cancelled,
    FileReadError,
    FileTimeoutError,
    IndexUnavailableError,
    LibraryError,
    LibraryNewerError,
    LibraryReplacedError,
    ViewerError,
)
from viewer.core.progress import CancelToken, Progress, ProgressStep, ignore_progress
from viewer.importing.worker import RemoteBugError, Worker
from viewer.search.index import IndexFolderState
from viewer.search.index import IndexStatus as FolderStatus
from viewer.services.index_writing import (
    IndexPlace,
    Stamp,
    add_documents,
    compact_index,
    empty_index,
    found_documents,
    index_state,
    rebuild_index,
    remove_documents,
)
from viewer.services.set_aside import SetAside
from viewer.store.library import Library

log = logging.getLogger(__name__)

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")

_TOGETHER = 500  # documents per call of the worker process; each call is one or more commits of the index
_RETRY_SECONDS = 5.0
_IDLE_SECONDS = 20.0  # before small parts of the index are merged
_LOOK_SECONDS = 0.1


class IndexStatus(StrEnum):
    """How far the index can be trusted at the moment."""

    READY = "ready"
    BUILDING = "building"
    DAMAGED = "damaged"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class IndexState:
    """``indexed`` of ``total`` documents can be found by searching; ``notice`` is a sentence for the user, or empty."""

    indexed: int
    total: int
    status: IndexStatus
    notice: str = ""


class IndexKeeper:
    """Works in one background thread from ``start`` to ``close``; a library that is read only is left alone."""

    def __init__(self, library: Library, place: IndexPlace, worker: Worker) -> None:
        self._library = library
        self._place = place
        self._worker = worker
        self._news = threading.Condition()
        self._working = threading.Lock()  # the background thread and ``rebuild`` do not touch the index together
        self._closing = CancelToken()
        self._leisure = CancelToken()  # ends when there is something to do
        self._is_merging = False  # at leisure: all that was added can be found
        self._thread: threading.Thread | None = None
        self._is_awake = True
        self._is_busy = False  # from waking up to the end of the round: what the round meets is not known before
        self._is_suspect = True
        self._error: ViewerError | None = None
        self._bug: RemoteBugError | None = None
        self._folder_status = FolderStatus.READY
        self._stamp: Stamp = None
        self._aside = SetAside(place.index_folder)
        self._hung_at: datetime | None = None

    def start(self) -> None:
        """Look at the index and bring it in step in the background; harmless when it runs already."""
        if self._library.read_only:
            self._folder_status = self._place.open().state(thorough=False).status
        elif self._thread is None:
            self._thread = threading.Thread(target=self._keep, name="index")
            self._thread.start()

    def state(self) -> IndexState:
        """Return how far the index has come; cheap enough to ask twice a second.

        Notices when somebody else has changed or deleted the index, and has that looked into. Raises
        ``LibraryNewerError`` when a newer program has taken the library over, ``LibraryReplacedError`` when another
        was put in its place: nothing is built here any more.
        """
        with self._library.reading() as documents:
            counts = documents.index_counts()
        if self._thread is not None and self._was_touched():
            self.suspect()
        if isinstance(self._error, (LibraryNewerError, LibraryReplacedError)):
            raise self._error
        is_complete = counts.indexed == counts.total or not self._waiting()
        return IndexState(counts.indexed, counts.total, self._status(is_complete=is_complete), self._notice())

    def set_aside(self) -> Mapping[DocumentId, str]:
        """Return the documents that cannot be indexed, each with the reason as a sentence."""
        return self._aside.reasons()

    def is_sound(self) -> bool:
        """Check every file of the index now: is it whole, and does it hold just the documents it should?"""
        state = self._place.open().state(thorough=True)
        with self._library.reading() as documents:
            counts = documents.index_counts()
            marked = len(documents.indexed_ids())
        is_whole = state.status is FolderStatus.READY or (state.status is FolderStatus.MISSING and counts.total == 0)
        return is_whole and not self._waiting() and state.documents == marked

    def wake(self) -> None:
        """Have new and removed documents looked for soon."""
        with self._news:
            self._is_awake = True
            self._leisure.cancel()
            self._news.notify_all()

    def suspect(self) -> None:
        """Have every file of the index checked soon: a search has met something odd."""
        with self._news:
            self._is_suspect = True
        self.start()
        self.wake()

    def wait(self, *, progress: Progress, cancel: CancelToken) -> None:
        """Return when the index is in step with the library. Raises ``Cancelled`` and what keeps it from that.

        Costs next to nothing where a look at the index shows that there is nothing to do.
        """
        if self._library.read_only or (self._thread is None and self._looks_in_step()):
            return
        self.start()
        self.wake()
        at_first: int | None = None
        while not self._is_settled():
            cancel.checkpoint()
            with self._library.reading() as documents:
                counts = documents.index_counts()
            waiting = counts.total - counts.indexed
            at_first = max(at_first or 0, waiting)
            if waiting:
                progress(ProgressStep(at_first - waiting, at_first, "正在编入索引"))

    def rebuild(self, *, progress: Progress, cancel: CancelToken) -> None:
        """Throw the index away and build it again from the library; the old one answers until the new one is there.

        Raises ``Cancelled``, ``LibraryReadOnlyError`` and ``IndexUnavailableError``.
        """
        with self._library.transaction():
            pass  # a library that cannot be written says so
        self._leisure.cancel()
        with self._at_work(cancel):
            ids = self._shown_ids()
            self._aside.clear()
            try:
                self._stamp = self._run(rebuild_index, cancel, self._place, ids, progress=progress)
            except (FileReadError, RemoteBugError):
                self._rebuild_piecemeal(ids, cancel)
            else:
                with self._library.transaction() as documents:
                    documents.forget_index()
                    documents.mark_indexed(ids)
            self._folder_status = FolderStatus.READY
        self.wake()

    def _rebuild_piecemeal(self, ids: Sequence[DocumentId], cancel: CancelToken) -> None:
        """Begin anew and find out which documents make the process fail."""
        with self._library.transaction() as documents:
            documents.forget_index()
        self._stamp = self._run(empty_index, cancel, self._place)
        for first in range(0, len(ids), _TOGETHER):
            self._add(ids[first : first + _TOGETHER], cancel)
            self._stamp = self._run(compact_index, cancel, self._place, only_crowded=True)

    def close(self) -> None:
        """Stop working in the background; what was begun goes on the next time the library is opened."""
        self._closing.cancel()
        self.wake()
        if self._thread is not None:
            self._thread.join()

    def _notice(self) -> str:
        """Return what to say of a process that hung: since when another one does its work."""
        if self._hung_at is None:
            return ""
        return f"编入索引的进程没有响应，{self._hung_at.astimezone():%H:%M} 已重新启动；文档和批注不受影响"

    def _run(
        self,
        function: Callable[Parameters, Answer],
        cancel: CancelToken,
        /,
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Answer:
        """Have the process do it, and remember when it hung: then it was killed, and the next call starts another."""
        try:
            return self._worker.run(function, cancel, *args, **kwargs)
        except FileTimeoutError:
            self._hung_at = datetime.now(UTC)
            raise

    def _was_touched(self) -> bool:
        return not self._working.locked() and self._place.stamp() != self._stamp

    def _status(self, *, is_complete: bool) -> IndexStatus:
        is_kept = self._thread is not None and self._error is None
        if self._folder_status is FolderStatus.READY:
            is_resting = (self._is_merging or not self._working.locked()) and not (self._is_suspect and is_kept)
            return IndexStatus.READY if is_complete and is_resting else IndexStatus.BUILDING
        if is_kept:
            return IndexStatus.BUILDING
        return IndexStatus.MISSING if self._folder_status is FolderStatus.MISSING else IndexStatus.DAMAGED

    def _keep(self) -> None:
        """Be the background thread."""
        pause: float | None = None
        while not self._closing.is_cancelled:
            with self._news:
                self._news.wait_for(lambda: self._is_awake or self._closing.is_cancelled, timeout=pause)
                was_woken, self._is_awake = self._is_awake, False
                self._leisure = CancelToken()
                self._is_busy = not self._closing.is_cancelled
            if self._is_busy:
                try:
                    pause = self._round(may_compact=not was_woken)
                finally:
                    self._is_busy = False

    def _round(self, *, may_compact: bool) -> float | None:
        """Do what there is to do and return how long to sleep; ``None`` is until somebody wakes us."""
        error: ViewerError | None = None
        bug: RemoteBugError | None = None
        pause = None if may_compact else _IDLE_SECONDS
        try:
            with self._at_work(self._closing):
                self._bring_in_step()
                if may_compact:
                    self._compact(self._leisure)
        except Cancelled:
            pass
        except (IndexUnavailableError, LibraryError, FileReadError) as known:
            log.info("the index is not in step: %s", type(known).__name__)
            error = _hung() if isinstance(known, FileTimeoutError) else known
            pause = _RETRY_SECONDS
            self._is_suspect = True
        except RemoteBugError as unknown:
            log.error("writing the index failed in the worker process:\n%s", unknown)  # noqa: TRY400
            bug = unknown
        with self._news:
            self._error, self._bug = error, bug
            self._news.notify_all()
        return pause

    def _bring_in_step(self) -> None:
        """Check, remove, add, until nothing is left; the index of a newer program is not touched."""
        self._library.refuse_newer()
        if self._is_suspect:
            self._is_suspect = False
            self._check()
        while ids := self._leaving():
            self._stamp = self._run(remove_documents, self._closing, self._place, ids)
            self._mark(ids, indexed=False)
        while ids := self._waiting():
            self._add(ids, self._closing)
            self._stamp = self._run(compact_index, self._closing, self._place, only_crowded=True)

    def _compact(self, leisure: CancelToken) -> None:
        """Merge what is worth merging, until nothing is or somebody wants something: then the process is stopped."""
        self._is_merging = True
        try:
            while (stamp := self._run(compact_index, leisure, self._place)) != self._stamp:
                self._stamp = stamp
        finally:
            self._is_merging = False

    def _add(self, ids: Sequence[DocumentId], cancel: CancelToken) -> None:
        """Add documents; when the process fails, halve them until the one it fails on is found and set aside."""
        try:
            self._stamp = self._run(add_documents, cancel, self._place, ids, progress=ignore_progress)
        except (FileReadError, RemoteBugError) as error:
            if len(ids) == 1:
                self._aside.add(ids[0], _reason(error))
                return
            middle = len(ids) // 2
            self._add(ids[:middle], cancel)
            self._add(ids[middle:], cancel)
        else:
            self._mark(ids, indexed=True)

    def _check(self) -> None:
        """Renew an index that cannot be used, and correct the marks where they differ from a sound one."""
        self._stamp = self._place.stamp()
        state: IndexFolderState = self._run(index_state, self._closing, self._place)
        self._folder_status = state.status
        with self._library.reading() as documents:
            marked = documents.indexed_ids()
        if state.status is not FolderStatus.READY:
            if state.status is not FolderStatus.MISSING:
                log.info("the index is %s: it is built again", state.status)
            self._mark(marked, indexed=False)
            if state.status is not FolderStatus.MISSING or marked:
                self._stamp = self._run(empty_index, self._closing, self._place)
            self._folder_status = FolderStatus.READY
        else:
            self._compare(self._run(found_documents, self._closing, self._place), marked)

    def _compare(self, found: frozenset[DocumentId], marked: set[DocumentId]) -> None:
        """Correct marks that the index does not bear out: it was copied back, or another window is just adding."""
        shown = set(self._shown_ids())
        self._mark(marked - found, indexed=False)
        self._mark((found - marked) & shown, indexed=True)
        if strange := tuple(found - marked - shown):
            self._stamp = self._run(remove_documents, self._closing, self._place, strange)

    def _leaving(self) -> tuple[DocumentId, ...]:
        with self._library.reading() as documents:
            return tuple(documents.leaving(_TOGETHER))

    def _waiting(self) -> tuple[DocumentId, ...]:
        with self._library.reading() as documents:
            waiting = documents.waiting(_TOGETHER + len(self._aside))
        return tuple(each for each in waiting if each not in self._aside)

    def _shown_ids(self) -> tuple[DocumentId, ...]:
        with self._library.reading() as documents:
            return tuple(documents.shown_ids())

    def _mark(self, ids: Collection[DocumentId], *, indexed: bool) -> None:
        if ids:
            with self._library.transaction() as documents:
                documents.mark_indexed(ids, indexed=indexed)

    @contextmanager
    def _at_work(self, cancel: CancelToken) -> Iterator[None]:
        while not self._working.acquire(timeout=_LOOK_SECONDS):
            cancel.checkpoint()
        try:
            yield
        finally:
            self._working.release()

    def _looks_in_step(self) -> bool:
        state = self._place.open().state(thorough=False)
        with self._library.reading() as documents:
            marked = len(documents.indexed_ids())
            is_done = not self._waiting() and not documents.leaving(1)
        is_ready = state.status is FolderStatus.READY or (state.status is FolderStatus.MISSING and not marked)
        return is_done and is_ready and state.documents == marked

    def _is_settled(self) -> bool:
        """Tell whether the last round left nothing to do, waiting a moment for news. Raises what that round met."""
        with self._news:
            self._news.wait(_LOOK_SECONDS)
            is_resting = not self._is_awake and not self._is_busy and not self._working.locked()
            if is_resting and self._error is not None:
                raise self._error
            if is_resting and self._bug is not None:
                raise self._bug
        return is_resting and not self._waiting() and not self._leaving()


def _hung() -> IndexUnavailableError:
    """Return the sentence for a process that was waited for in vain: nobody asked for a file."""
    message = "编入索引的进程没有响应，已经停止，马上会重新启动。"
    return IndexUnavailableError(message, advice="文档和批注不受影响；如果总是这样，请运行 andu doctor --repair。")


def _reason(error: FileReadError | RemoteBugError) -> str:
    if isinstance(error, FileReadError):
        return "编入索引时进程意外退出、超时或内存不够。"
    return "编入索引时程序内部出错。"

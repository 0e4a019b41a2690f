"""Keeps the postings of an office's library in step with its documents; many machines may do so side by side."""

import logging
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import chain
from pathlib import Path

from viewer.core.catalog import StoredDocument
from viewer.core.document import DocumentId
from viewer.core.errors import Cancelled, FileReadError, LibraryError, ViewerError
from viewer.core.progress import CancelToken, Progress, ProgressStep
from viewer.importing.worker import RemoteBugError, Worker
from viewer.search.chunk import (
    CHUNK_VERSION,
    LARGEST_CHUNK,
    LEAST_WITH_RUNS,
    AnalyzedPosting,
    OldChunk,
    analyzed_posting,
    chunk_of,
    lists_of_runs,
    mergeable,
    merged,
)
from viewer.search.server_reader import living
from viewer.services.index_keeper import IndexState, IndexStatus
from viewer.store.postgres.office_library import OfficeLibrary
from viewer.text.segment import Segmenter

log = logging.getLogger(__name__)

_TOGETHER = 64  # documents of one transaction: others may take the next ones meanwhile
_RETRY_SECONDS = 5.0
_LOOK_SECONDS = 0.2
_REASON = "编入索引时程序内部出错。"
_AFTER_ALL = b"\xff"


class OfficeIndex:
    """Fulfils ``viewer.services.index_face.Index``. Who may not import leaves the work to those who may."""

    def __init__(self, library: OfficeLibrary, workers: Sequence[Worker], cache_folder: Path) -> None:
        self._library = library
        self._workers = tuple(workers)
        self._cache_folder = cache_folder
        self._may_write = library.role in ("editor", "admin")
        self._news = threading.Condition()
        self._is_awake = True
        self._closing = CancelToken()
        self._thread: threading.Thread | None = None
        self._error: ViewerError | None = None
        self._aside: dict[DocumentId, str] = {}

    def start(self) -> None:
        """Bring the postings in step in the background; harmless when it runs already."""
        with self._news:
            if self._may_write and self._thread is None and not self._closing.is_cancelled:
                self._thread = threading.Thread(target=self._keep, name="office index")
                self._thread.start()

    def state(self) -> IndexState:
        """Return how far the postings have come."""
        with self._library.reading() as documents:
            counts = documents.index_counts()
        is_ready = counts.indexed + len(self._aside) >= counts.total
        return IndexState(counts.indexed, counts.total, IndexStatus.READY if is_ready else IndexStatus.BUILDING)

    def set_aside(self) -> Mapping[DocumentId, str]:
        """Return the documents that cannot be indexed, each with the reason as a sentence."""
        return dict(self._aside)

    def is_sound(self) -> bool:
        """Tell whether the postings are just those of the shown documents."""
        with self._library.reading() as documents:
            counts = documents.index_counts()
            return self._library.postings().size() == counts.indexed == counts.total - len(self._aside)

    def wake(self) -> None:
        """Have new documents looked for soon, in the background: while others are still being read, say."""
        self.start()
        with self._news:
            self._is_awake = True
            self._news.notify_all()

    def suspect(self) -> None:
        """Have new documents looked for soon: postings leave with their documents, by the server's own doing."""
        self.wake()

    def wait(self, *, progress: Progress, cancel: CancelToken) -> None:
        """Return when everything is indexed, by this machine or by others. Raises ``Cancelled``, ``LibraryError``."""
        if not self._may_write:
            return
        at_first = 0
        while True:
            cancel.checkpoint()
            with self._library.reading() as documents:
                counts = documents.index_counts()
            waiting = counts.total - counts.indexed - len(self._aside)
            at_first = max(at_first, waiting)
            if waiting <= 0:
                return
            progress(ProgressStep(at_first - waiting, at_first, "正在编入索引"))
            if not self._step(cancel):
                self._closing.checkpoint()
                with self._news:
                    self._news.wait(_LOOK_SECONDS)  # others are at the rest

    def rebuild(self, *, progress: Progress, cancel: CancelToken) -> None:
        """Make all postings anew; documents not reached yet are not found meanwhile. Raises ``Cancelled``."""
        self._aside.clear()
        with self._library.transaction() as documents:
            documents.forget_index()
            self._library.postings().forget_all(CHUNK_VERSION)
        self.wait(progress=progress, cancel=cancel)

    def close(self) -> None:
        """End the work in the background."""
        self._closing.cancel()
        self.wake()
        if self._thread is not None:
            self._thread.join()

    def _keep(self) -> None:
        """Be the background thread."""
        pause: float | None = None
        while not self._closing.is_cancelled:
            with self._news:
                self._news.wait_for(lambda: self._is_awake or self._closing.is_cancelled, timeout=pause)
                self._is_awake = False
            pause = self._round()

    def _round(self) -> float | None:
        try:
            while not self._closing.is_cancelled and self._step(self._closing):
                pass
        except Cancelled:
            return None
        except LibraryError as error:
            log.info("postings are not in step: %s", type(error).__name__)
            return _RETRY_SECONDS
        return None

    def _step(self, cancel: CancelToken) -> bool:
        """Index the next documents nobody else has taken; tell whether there were any."""
        with self._library.transaction() as documents:
            ids = self._library.postings().claim(_TOGETHER, but=tuple(self._aside))
            postings = self._shared_out([documents.open(each) for each in ids], cancel)
            if postings:
                self._library.postings().put(chunk_of(postings))
            documents.mark_indexed([posting.document.id for posting in postings])
        if ids:
            self.merge()
        return bool(ids)

    def merge(self) -> bool:
        """Make one chunk of small ones if that is worth it, and tell whether it was; others may do so meanwhile."""
        with self._library.transaction():
            table = self._library.postings()
            chosen = mergeable(table.small_chunks(LARGEST_CHUNK))
            if not chosen:
                return False
            taken_out = table.taken_out()
            olds = [
                OldChunk(chunk, living([chunk], taken_out), table.lists_between(chunk.number, b"", _AFTER_ALL))
                for chunk in table.chunks(chosen)
            ]
            documents, lists = merged(olds)
            texts: Sequence[str] = ()
            if len(documents.ids) >= LEAST_WITH_RUNS:
                by_row = table.folded_texts(documents.rows, documents.years)
                texts = [by_row.get(row, "") for row in documents.rows]  # "" was removed just now
            table.merge(chosen, documents, chain(lists, lists_of_runs(texts)))
        return True

    def _shared_out(self, stored: Sequence[StoredDocument], cancel: CancelToken) -> list[AnalyzedPosting]:
        """Let every process make the postings of some documents."""
        shares = [stored[first :: len(self._workers)] for first in range(min(len(self._workers), len(stored)))]
        if len(shares) <= 1:
            return self._postings(self._workers[0], stored, cancel)
        with ThreadPoolExecutor(len(shares), thread_name_prefix="postings") as pool:
            made = pool.map(lambda worker, share: self._postings(worker, share, cancel), self._workers, shares)
            return [posting for some in made for posting in some]

    def _postings(self, worker: Worker, stored: Sequence[StoredDocument], cancel: CancelToken) -> list[AnalyzedPosting]:
        """Let another process make postings; halve what it fails on until the document is found and set aside."""
        if not stored:
            return []
        try:
            return worker.run(postings_of, cancel, list(stored), self._cache_folder)
        except (FileReadError, RemoteBugError) as error:
            if len(stored) == 1:
                log.info("a document cannot be indexed: %s", type(error).__name__)
                self._aside[stored[0].id] = _REASON
                return []
            middle = len(stored) // 2
            return self._postings(worker, stored[:middle], cancel) + self._postings(worker, stored[middle:], cancel)


def postings_of(stored: Sequence[StoredDocument], cache_folder: Path) -> list[AnalyzedPosting]:
    """Return what a server keeps of documents; runs in a worker process."""
    segmenter = _segmenter(cache_folder)
    return [analyzed_posting(each, segmenter) for each in stored]


@cache
def _segmenter(cache_folder: Path) -> Segmenter:
    """Keep the dictionary from one call to the next: loading it takes half a second."""
    return Segmenter(cache_folder)

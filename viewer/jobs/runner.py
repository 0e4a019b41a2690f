"""Runs Qt-free work on threads and brings the answer back to the Qt thread."""

import sys
import weakref
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from viewer.core.errors import Cancelled, ViewerError
from viewer.core.progress import CancelToken, Progress, ProgressStep
from viewer.jobs.bridge import Bridge, Closure
from viewer.jobs.courtesy import CourteousToken, Courtesy
from viewer.jobs.garbage import Garbage
from viewer.jobs.job import JobHandle, Lane, LatestStep

T = TypeVar("T")
Work = Callable[[Progress, CancelToken], T]
READERS = 2
_SWITCH_SECONDS = 0.0005
_GIVE_BACK_MS = 1_000


class JobRunner:
    """Four lanes of threads and one bridge; lives as long as the window.

    ``report`` is called in the Qt thread with any exception that is our fault and not the world's.
    """

    def __init__(self, *, report: Callable[[BaseException], None], parent: QObject | None = None) -> None:
        # Each call into Qt lends the interpreter to these threads; by default they may keep it for ten times as long.
        sys.setswitchinterval(_SWITCH_SECONDS)
        self._report = report
        self._bridge = Bridge(parent)
        self._lanes = {
            Lane.READ: ThreadPoolExecutor(READERS, thread_name_prefix="andu-read"),
            Lane.WRITE: ThreadPoolExecutor(1, thread_name_prefix="andu-write"),
            Lane.LONG: ThreadPoolExecutor(1, thread_name_prefix="andu-long"),
            Lane.BESIDE: ThreadPoolExecutor(2, thread_name_prefix="andu-beside"),
        }
        self.courtesy = Courtesy()
        self.garbage = Garbage()
        self._running: dict[JobHandle, weakref.ref[QObject]] = {}
        self._closed = False
        # What work needed for a moment the C library keeps: with 20,000 documents nearly as much as the window itself.
        self._giving_back = QTimer(self._bridge)
        self._giving_back.setSingleShot(True)
        self._giving_back.setInterval(_GIVE_BACK_MS)
        self._giving_back.timeout.connect(self._give_memory_back)

    def run(  # noqa: PLR0913 - each callback is a different thing a caller may want to hear
        self,
        work: Work[T],
        *,
        owner: QObject,
        done: Callable[[T], None],
        failed: Callable[[ViewerError], None] | None = None,
        progress: Callable[[ProgressStep], None] | None = None,
        ended: Callable[[], None] | None = None,
        unwanted: Callable[[T], None] | None = None,
        lane: Lane = Lane.READ,
        slot: str | None = None,
        is_kept: bool = False,
        gives_way: bool = False,
    ) -> JobHandle:
        """Start ``work(progress, cancel)`` and answer in the Qt thread while ``owner`` lives.

        ``done`` or ``failed`` is called once, never after ``handle.cancel()``; ``ended`` follows in every case.
        A new job of the same owner and ``slot`` cancels the one before it, so a stale answer cannot arrive.
        An answer nobody waits for any more goes to ``unwanted``, on a worker thread: what was opened is closed there.
        Work that ``is_kept`` is done even if the window is closed before its turn: what a person wrote is not lost.
        Work that ``gives_way``, as all of the lane beside does, waits at its checkpoints while the window is used.
        """
        self._cancel_slot(owner, slot)
        is_courteous = gives_way or lane is Lane.BESIDE
        token = CourteousToken(self.courtesy) if is_courteous else None
        handle = JobHandle(lane, slot, token=token, is_kept=is_kept)
        if self._closed:
            handle.cancel()
            handle.end()
            return handle
        keeper = weakref.ref(owner)
        self._running[handle] = keeper
        latest = LatestStep()
        put_away = partial(_give_back, done=done, unwanted=unwanted)

        def tell(step: ProgressStep, /) -> None:
            if progress is not None and latest.put(step):
                self._bridge.post(lambda: show_step(progress))

        def show_step(listener: Callable[[ProgressStep], None]) -> None:
            step = latest.take()
            if step is not None and self._is_wanted(handle, keeper):
                listener(step)

        def finish(answer: Closure) -> None:
            self._note_end(handle)
            try:
                if self._is_wanted(handle, keeper):
                    answer()
                else:
                    self._lanes[lane].submit(put_away, answer)
            finally:
                if ended is not None and _is_alive(keeper):
                    ended()

        def call() -> None:
            answer = self._answer(work, tell, handle.token, done, failed)
            self._deliver(answer, finish, put_away)

        future = self._lanes[lane].submit(call)
        future.add_done_callback(lambda settled: self._settle(settled, finish))
        return handle

    def cancel_slot(self, owner: QObject, slot: str) -> None:
        """Cancel what runs in one slot of an owner."""
        self._cancel_slot(owner, slot)

    def cancel_owner(self, owner: QObject) -> None:
        """Cancel every job of one owner."""
        for handle, keeper in list(self._running.items()):
            if keeper() is owner:
                handle.cancel()

    def wait_for_writes(self) -> None:
        """Wait, on a worker thread of another lane, until everything asked to be written before is written."""
        self._lanes[Lane.WRITE].submit(_nothing).result()

    @property
    def is_idle(self) -> bool:
        """Tell whether no job is waiting or running."""
        return not self._running

    def close(self) -> None:
        """Cancel everything, wait for the threads to come home, and deliver nothing any more."""
        self._closed = True
        self.garbage.close()
        self._giving_back.stop()
        self._bridge.close()
        for handle in list(self._running):
            handle.cancel()
        for executor in self._lanes.values():
            executor.shutdown(wait=True)  # what was cancelled stops before it begins; what is kept is done
        self._running.clear()

    def _note_end(self, handle: JobHandle) -> None:
        self._running.pop(handle, None)
        handle.end()
        if not self._giving_back.isActive():
            self._giving_back.start()

    def _give_memory_back(self) -> None:
        """Let go of it beside everything else, a second after a job: it takes a hundredth of a second."""
        if self._closed:
            return
        if not self.garbage.collect(is_used=self.courtesy.is_asked_for):
            self._giving_back.start()  # what is garbage is looked for when the window rests
        self._lanes[Lane.BESIDE].submit(_give_back_memory)

    def _cancel_slot(self, owner: QObject, slot: str | None) -> None:
        if slot is None:
            return
        for handle, keeper in list(self._running.items()):
            if handle.slot == slot and keeper() is owner:
                handle.cancel()

    def _answer(
        self,
        work: Work[T],
        tell: Progress,
        token: CancelToken,
        done: Callable[[T], None],
        failed: Callable[[ViewerError], None] | None,
    ) -> Closure:
        """Do the work in the calling thread; return what the Qt thread has to call."""
        try:
            token.checkpoint()
            value = work(tell, token)
        except Cancelled:
            return _say_nothing
        except ViewerError as error:
            return _Call(failed, error) if failed is not None else _Call(self._report, error)
        except Exception as error:  # noqa: BLE001 - the job runner is where every fault of ours surfaces
            return _Call(self._report, error)
        return _Call(done, value)

    def _deliver(self, answer: Closure, finish: Callable[[Closure], None], put_away: Callable[[Closure], None]) -> None:
        if self._closed:  # then nothing arrives any more
            put_away(answer)
        self._bridge.post(lambda: finish(answer))

    def _settle(self, future: Future[None], finish: Callable[[Closure], None]) -> None:
        if future.cancelled():
            self._bridge.post(lambda: finish(_say_nothing))

    def _is_wanted(self, handle: JobHandle, keeper: "weakref.ref[QObject]") -> bool:
        return not handle.is_silent and _is_alive(keeper)


class _Call:
    """One function with its argument, to be called later in another thread."""

    def __init__(self, function: Callable[[Any], None], argument: object) -> None:
        self.function = function
        self.argument = argument

    def __call__(self) -> None:
        self.function(self.argument)


def _give_back(answer: Closure, done: Callable[[Any], None], unwanted: Callable[[Any], None] | None) -> None:
    """Hand what was worked out for nobody to who puts it away."""
    if unwanted is not None and isinstance(answer, _Call) and answer.function == done:
        unwanted(answer.argument)


def _give_back_memory() -> None:
    from viewer.jobs.spare_memory import give_back  # noqa: PLC0415 - ctypes is not for the start of the window

    give_back()


def _say_nothing() -> None:
    return None


def _nothing() -> None:
    return None


def _is_alive(keeper: "weakref.ref[QObject]") -> bool:
    owner = keeper()
    return owner is not None and isValid(owner)

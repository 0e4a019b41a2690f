"""Work under way as a person sees it: what, how far, how long still, and the right to hold or stop it."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from viewer.core.progress import ProgressStep
from viewer.jobs.job import JobHandle
from viewer.ui.dates import written_duration

_FIRST_GUESS_SECONDS = 3.0
_FIRST_GUESS_SHARE = 100  # a hundredth of the whole: the first files wait for processes to start
_ENOUGH_TO_GUESS = 20


class Work:
    """One piece of work; the clock stands while it is held."""

    def __init__(self, name: str, handle: JobHandle, clock: Callable[[], float] = time.monotonic) -> None:
        self.name = name
        self.step: ProgressStep | None = None
        self.is_stopping = False
        self._handle = handle
        self._clock = clock
        self._began: tuple[float, int] | None = None
        self._held_at: float | None = None

    @property
    def is_held(self) -> bool:
        """Tell whether it waits."""
        return self._handle.is_held

    def take(self, step: ProgressStep) -> None:
        """Note how far it has come; a smaller number than before begins another part."""
        if self._began is None or step.done < self._began[1]:
            self._began = (self._clock(), step.done)
        self.step = step

    def seconds_left(self) -> float | None:
        """Guess how long it still takes, ``None`` while nobody can know."""
        step = self.step
        if step is None or self._began is None or not step.total or self.is_held or self.is_stopping:
            return None
        began, done_then = self._began
        done, spent = step.done - done_then, self._clock() - began
        enough = max(1, min(_ENOUGH_TO_GUESS, step.total // _FIRST_GUESS_SHARE))
        if done < enough or spent < _FIRST_GUESS_SECONDS:
            return None
        return max(0.0, spent / done * (step.total - step.done))

    def toggle_hold(self) -> None:
        """Hold it, or let it go on."""
        if self._handle.is_held:
            self._handle.go_on()
            if self._began is not None and self._held_at is not None:
                self._began = (self._began[0] + self._clock() - self._held_at, self._began[1])
            self._held_at = None
        else:
            self._held_at = self._clock()
            self._handle.hold()

    def stop(self) -> None:
        """Stop it; what is done stays."""
        self.is_stopping = True
        self._handle.finish_early()

    def words(self, tr: Callable[[str], str]) -> str:
        """Return what is shown in one line."""
        if self.is_stopping:
            return tr("{0}：正在停止").format(self.name)
        if self.step is None:
            return tr("{0}：准备中").format(self.name)
        share = f" {self.step.done:,} / {self.step.total:,}" if self.step.total else ""
        if self.is_held:
            return tr("{0}{1}　已暂停").format(self.name, share)
        left = self.seconds_left()
        rest = tr("　约剩 {0}").format(written_duration(left)) if left is not None else ""
        return f"{self.name}{share}{rest}　{self.step.message}".rstrip("　 ")


class WorkSource(QObject):
    """What does work and tells of it: what began and its handle, how far it is, that it ended."""

    work_started = Signal(str, JobHandle)
    work_progressed = Signal(ProgressStep)
    work_ended = Signal()


class Follower(QObject):
    """Turns the signals of one source of work into calls; goes with the source."""

    def __init__(
        self,
        source: WorkSource,
        begun: Callable[[Work], None],
        changed: Callable[[Work], None],
        ended: Callable[[Work], None],
    ) -> None:
        super().__init__(source)
        self._begun, self._changed, self._ended = begun, changed, ended
        self._works: list[Work] = []
        source.work_started.connect(self._begin)
        source.work_progressed.connect(self._take)
        source.work_ended.connect(self._end)

    def _begin(self, name: str, handle: JobHandle) -> None:
        work = Work(name, handle)
        self._works.append(work)
        self._begun(work)

    def _take(self, step: ProgressStep) -> None:
        if self._works:
            self._works[0].take(step)
            self._changed(self._works[0])

    def _end(self) -> None:
        if self._works:
            self._ended(self._works.pop(0))

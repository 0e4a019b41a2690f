"""One piece of work under way, as the one who asked for it sees it."""

import threading
from enum import StrEnum

from viewer.core.progress import CancelToken, ProgressStep


class Lane(StrEnum):
    """Where work is done: reading may overtake, writing happens one after the other.

    ``LONG`` is for writing that takes its time (an import): what a person writes meanwhile does not wait for it.
    ``BESIDE`` is for what goes on by itself (a backup, tables kept current): what a person reads does not wait for it,
    and while somebody uses the window it waits at its checkpoints.
    """

    READ = "read"
    WRITE = "write"
    LONG = "long"
    BESIDE = "beside"


class JobHandle:
    """What the caller keeps of a job: the right to stop it.

    After ``cancel`` the job never calls back with an answer, an error or progress.
    After ``finish_early`` it stops at its next checkpoint, and what it has done by then is still answered.
    """

    def __init__(
        self, lane: Lane, slot: str | None, *, token: CancelToken | None = None, is_kept: bool = False
    ) -> None:
        self.lane = lane
        self.slot = slot
        self.is_kept = is_kept
        self.token = token or CancelToken()
        self._silent = False
        self._ended = False

    def cancel(self) -> None:
        """Stop the work and forget it; work that is kept is done all the same, and only forgotten."""
        self._silent = True
        if not self.is_kept:
            self.token.cancel()

    def finish_early(self) -> None:
        """Stop the work at its next checkpoint, but hear what has been done."""
        self.token.cancel()

    def hold(self) -> None:
        """Let the work wait at its next checkpoint."""
        self.token.hold()

    def go_on(self) -> None:
        """Let held work go on."""
        self.token.go_on()

    @property
    def is_held(self) -> bool:
        """Tell whether the work is held."""
        return self.token.is_held

    @property
    def is_silent(self) -> bool:
        """Tell whether nobody wants the answer any more."""
        return self._silent

    @property
    def is_running(self) -> bool:
        """Tell whether the last word of the job is still to come."""
        return not self._ended

    def end(self) -> None:
        """Note that the job has said its last word; called by the runner."""
        self._ended = True


class LatestStep:
    """Keeps the newest progress report until the Qt thread takes it, so that quick work cannot flood the queue."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._step: ProgressStep | None = None

    def put(self, step: ProgressStep) -> bool:
        """Keep the report; tell whether the Qt thread has to be woken for it."""
        with self._lock:
            must_wake = self._step is None
            self._step = step
            return must_wake

    def take(self) -> ProgressStep | None:
        """Return the newest report and forget it."""
        with self._lock:
            step, self._step = self._step, None
            return step

"""Says how long work will still take, from how fast it went so far."""

import time
from collections.abc import Callable

_ENOUGH_SECONDS = 3.0  # before that the guess would jump
_MINUTE = 60.0
_HOUR = 3600.0


class TimeLeft:
    """The pace of one piece of work, measured from when it is made."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._start = clock()

    def words(self, done: int, total: int) -> str:
        """Return “，约剩 3 分钟”, empty as long as nobody can know; ``done`` counts from the start of the pace."""
        elapsed = self._clock() - self._start
        if done <= 0 or done >= total or elapsed < _ENOUGH_SECONDS:
            return ""
        return f"，约剩 {in_words(elapsed / done * (total - done))}"


def in_words(seconds: float) -> str:
    """Return a span of time as a person would say it."""
    if seconds < _MINUTE:
        return f"{max(5, round(seconds / 5) * 5)} 秒"
    if seconds < _HOUR:
        return f"{round(seconds / _MINUTE)} 分钟"
    return f"{round(seconds / _HOUR, 1):g} 小时"

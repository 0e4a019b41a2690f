"""Says how long work will still take, from how fast it went so far."""

import time
from collections.abc import Callable

_ENOUGH_SECONDS = 3.0  # before that the guess would jump
_MINUTE = 60.0
_HOUR = 3600.0


class TimeLeft:
    """The pace of one piece of work, measured from when it is made; ``begun`` units were done before."""

    def __init__(self, begun: int = 0, clock: Callable[[], float] = time.monotonic) -> None:
        self._begun = begun
        self._clock = clock
        self._start = clock()

    def words(self, done: int, total: int) -> str:
        """Return “约剩 3 分钟 ”, empty as long as nobody can know."""
        elapsed = self._clock() - self._start
        since = done - self._begun
        if since <= 0 or done >= total or elapsed < _ENOUGH_SECONDS:
            return ""
        return f"约剩 {in_words(elapsed / since * (total - done))} "


def in_words(seconds: float) -> str:
    """Return a span of time as a person would say it."""
    if seconds < _MINUTE:
        return f"{max(5, round(seconds / 5) * 5)} 秒"
    if seconds < _HOUR:
        return f"{round(seconds / _MINUTE)} 分钟"
    return f"{round(seconds / _HOUR, 1):g} 小时"

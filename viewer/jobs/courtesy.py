"""Work nobody waits for stands aside while somebody uses the window: the interpreter does one thing at a time."""

import time

from viewer.core.progress import CancelToken

_QUIET_SECONDS = 0.4
_MOST_SECONDS = 2.0  # however long somebody types, the work comes to an end
_LOOK_SECONDS = 0.05


class Courtesy:
    """Knows when the window was used last; noted in the Qt thread, asked on worker threads."""

    def __init__(self) -> None:
        self._used_at = -_QUIET_SECONDS

    def note_use(self) -> None:
        """Note that somebody is using the window now."""
        self._used_at = time.monotonic()

    @property
    def is_asked_for(self) -> bool:
        """Tell whether somebody is using the window."""
        return time.monotonic() - self._used_at < _QUIET_SECONDS


class CourteousToken(CancelToken):
    """A token whose checkpoints wait while the window is used."""

    def __init__(self, courtesy: Courtesy) -> None:
        super().__init__()
        self._courtesy = courtesy

    def checkpoint(self) -> None:
        """Wait while the window is used, for some seconds at most; then as any token."""
        end = time.monotonic() + _MOST_SECONDS
        while self._courtesy.is_asked_for and not self.is_cancelled and time.monotonic() < end:
            time.sleep(_LOOK_SECONDS)
        super().checkpoint()

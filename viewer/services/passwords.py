"""The passwords of files, known as long as the program runs and never written down."""

import threading
from collections.abc import Iterable


class Passwords:
    """Remembers which password opened which original, and those typed lately; any thread may ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._opened: dict[str, str] = {}
        self._typed: dict[str, None] = {}

    def add(self, typed: Iterable[str]) -> None:
        """Remember passwords to try."""
        with self._lock:
            self._typed |= dict.fromkeys(each for each in typed if each)

    def note(self, sha256: str, password: str) -> None:
        """Remember what opened an original."""
        with self._lock:
            self._opened[sha256] = password

    def of(self, sha256: str) -> str | None:
        """Return what opened an original before."""
        with self._lock:
            return self._opened.get(sha256)

    def to_try(self, sha256: str) -> tuple[str, ...]:
        """Return what may open an original, the surest first."""
        with self._lock:
            known = self._opened.get(sha256)
            first = (known,) if known is not None else ()
            return (*first, *(each for each in reversed(self._typed) if each != known))

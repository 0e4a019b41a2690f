"""One connection per thread, whatever the database: opened on the first call, closed together."""

import threading
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from viewer.core.errors import LibraryError


class Closable(Protocol):
    """What is open until it is closed."""

    def close(self) -> None:
        """Let go of it."""


C = TypeVar("C", bound=Closable)


class PerThread(Generic[C]):
    """Hands every thread its own connection; one that is of no use any more is replaced."""

    def __init__(self, connect: Callable[[], C], *, is_usable: Callable[[C], bool] = lambda _: True) -> None:
        self._connect = connect
        self._is_usable = is_usable
        self._lock = threading.Lock()
        self._open: dict[threading.Thread, C] = {}
        self._closed = False

    def current(self) -> C:
        """Return this thread's connection; raises ``LibraryError`` after ``close``, and what ``connect`` raises."""
        thread = threading.current_thread()
        with self._lock:
            self._check_open()
            known = self._open.get(thread)
        if known is not None and self._is_usable(known):
            return known
        if known is not None:
            known.close()
        opened = self._connect()  # outside the lock: a server may let a thread wait
        with self._lock:
            if self._closed:
                opened.close()
            self._check_open()
            self._close_those_of_ended_threads()
            self._open[thread] = opened
        return opened

    def each(self, deed: Callable[[C], object]) -> None:
        """Do something to every thread's connection, from the calling thread."""
        with self._lock:
            known = list(self._open.values())
        for connection in known:
            deed(connection)

    def close(self) -> None:
        """Close every thread's connection; no thread may be in the middle of a statement."""
        with self._lock:
            self._closed = True
            for connection in self._open.values():
                connection.close()
            self._open.clear()

    def _check_open(self) -> None:
        if self._closed:
            message = "文库已经关闭。"
            raise LibraryError(message)

    def _close_those_of_ended_threads(self) -> None:
        for thread in [thread for thread in self._open if not thread.is_alive()]:
            self._open.pop(thread).close()

"""One SQLite connection per thread, all opened the same way and closed together."""

import os
import sqlite3
import threading
from pathlib import Path
from urllib.parse import quote

from viewer.core.errors import LibraryError
from viewer.store.sqlite_errors import translated

BUSY_SECONDS = 5.0


class Connections:
    """Hands every thread its own connection to one database file."""

    def __init__(self, path: Path, *, access: str) -> None:
        """Take the file and SQLite's URI parameters for it, such as ``mode=rw`` or ``immutable=1``."""
        self._uri = f"file:{quote(os.fsencode(path.resolve().as_posix()))}?{access}"
        self._lock = threading.Lock()
        self._open: dict[threading.Thread, sqlite3.Connection] = {}
        self._closed = False

    def current(self) -> sqlite3.Connection:
        """Return this thread's connection, opening it on the first call."""
        thread = threading.current_thread()
        with self._lock:
            if self._closed:
                message = "文库已经关闭。"
                raise LibraryError(message)
            connection = self._open.get(thread)
            if connection is None:
                self._close_those_of_ended_threads()
                with translated():
                    connection = self._connect()
                self._open[thread] = connection
        return connection

    def close(self) -> None:
        """Close every thread's connection; no thread may be in the middle of a statement."""
        with self._lock:
            self._closed = True
            for connection in self._open.values():
                connection.close()
            self._open.clear()

    def _connect(self) -> sqlite3.Connection:
        # Closing happens in whichever thread closes the library, hence check_same_thread.
        connection = sqlite3.connect(
            self._uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA trusted_schema = OFF")
        return connection

    def _close_those_of_ended_threads(self) -> None:
        for thread in [thread for thread in self._open if not thread.is_alive()]:
            self._open.pop(thread).close()

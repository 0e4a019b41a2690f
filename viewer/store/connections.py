"""One SQLite connection per thread, all opened the same way and closed together."""

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from viewer.store.per_thread import PerThread
from viewer.store.sqlite_errors import translated

BUSY_SECONDS = 5.0


class Connections(PerThread[sqlite3.Connection]):
    """Hands every thread its own connection to one database file."""

    def __init__(self, path: Path, *, access: str) -> None:
        """Take the file and SQLite's URI parameters for it, such as ``mode=rw`` or ``immutable=1``."""
        self._uri = f"file:{quote(os.fsencode(path.resolve().as_posix()))}?{access}"
        super().__init__(translated()(self._opened))

    def _opened(self) -> sqlite3.Connection:
        # Closing happens in whichever thread closes the library, hence check_same_thread.
        connection = sqlite3.connect(
            self._uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA trusted_schema = OFF")
        return connection

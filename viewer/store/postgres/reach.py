"""Whether an office's server answers: while it does not, nobody waits for it, and what waited is let go."""

import threading
from collections.abc import Callable
from typing import Any

import psycopg

from viewer.store.per_thread import PerThread
from viewer.store.postgres.connection import PostgresConnection, per_thread
from viewer.store.postgres.postgres_errors import offline_error

Connect = Callable[[int], psycopg.Connection[Any]]
"""Connects, and gives up after so many seconds."""

_PATIENCE_SECONDS = 8


class Reach:
    """The connections of every thread; ``lose`` lets go of all of them at once, from whatever thread it is called.

    Until ``find`` is called, asking for a connection raises ``LibraryOfflineError`` without a moment's wait.
    """

    def __init__(self, connect: Connect) -> None:
        self.connect = connect
        self._is_lost = threading.Event()
        self.connections: PerThread[PostgresConnection] = per_thread(self._connect_if_there)

    def lose(self) -> None:
        """Let everybody who waits for the server hear that it is away."""
        self._is_lost.set()
        self.connections.each(PostgresConnection.cut)

    def find(self) -> None:
        """Let connections be made again."""
        self._is_lost.clear()

    def _connect_if_there(self) -> psycopg.Connection[Any]:
        if self._is_lost.is_set():
            raise offline_error()
        return self.connect(_PATIENCE_SECONDS)

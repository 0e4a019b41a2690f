"""Hears what others do to an office's library, through a connection of its own that comes back when it was lost."""

import json
import logging
import threading
from collections.abc import Callable
from typing import Self

import psycopg

from viewer.core.document import DocumentId
from viewer.core.errors import LibraryError
from viewer.core.news import News
from viewer.store.postgres.connection import PostgresConnection
from viewer.store.postgres.postgres_errors import translated

log = logging.getLogger(__name__)

_HERE, _GONE = True, False
_HEARTBEAT_SECONDS = 0.5
_FIRST_RETRY_SECONDS, _LAST_RETRY_SECONDS = 0.5, 30.0


class Listening:
    """One background thread from ``start`` to ``close``; ``heard`` and ``is_there`` are called from it.

    ``is_there`` is told whenever the server was lost or is back; after it was lost there is news of everything.
    """

    def __init__(
        self,
        connect: Callable[[], psycopg.Connection[tuple[object, ...]]],
        heard: Callable[[News], None],
        is_there: Callable[[bool], None] = lambda _: None,
    ) -> None:
        self._connect = connect
        self._heard = heard
        self._is_there = is_there
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="office news")

    def start(self) -> Self:
        """Begin to listen."""
        self._thread.start()
        return self

    def close(self) -> None:
        """End within a moment."""
        self._closing.set()
        if self._thread.is_alive():
            self._thread.join()

    def _listen(self) -> None:
        pause = _FIRST_RETRY_SECONDS
        was_lost = False
        while not self._closing.is_set():
            try:
                with translated():
                    connection = PostgresConnection(self._connect())
                    try:
                        _subscribe(connection)
                        self._is_there(_HERE)
                        if was_lost:
                            self._heard(News("everything", everything=True))
                        pause = _FIRST_RETRY_SECONDS
                        self._hear(connection)
                    finally:
                        connection.close()
            except LibraryError as error:
                log.info("the office's server is lost: %s", type(error).__name__)
                was_lost = True
                self._is_there(_GONE)
                self._closing.wait(pause)
                pause = min(_LAST_RETRY_SECONDS, pause * 2)

    def _hear(self, connection: PostgresConnection) -> None:
        while not self._closing.is_set():
            for words in connection.notifications(_HEARTBEAT_SECONDS):
                self._heard(news_of(words))


def news_of(words: str) -> News:
    """Return what a notification says.

    >>> news_of('{"table": "annotations", "id": "1", "document": null, "version": 2, "by": "zhang"}').by
    'zhang'
    """
    told = json.loads(words)
    document = told.get("document")
    return News(
        subject=str(told["table"]),
        id=told.get("id"),
        document_id=None if document is None else DocumentId(document),
        version=int(told.get("version") or 0),
        by=str(told.get("by") or ""),
    )


def _subscribe(connection: PostgresConnection) -> None:
    own = connection.execute("SELECT channel_of(session_user) AS channel").fetchone()["channel"]
    connection.execute("LISTEN andu")
    connection.execute(f'LISTEN "{own}"')

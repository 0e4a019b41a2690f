"""Hears what others do to an office's library, and whether its server answers, through a connection of its own."""

import json
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from viewer.core.company import Link
from viewer.core.document import DocumentId
from viewer.core.errors import LibraryError
from viewer.core.news import News
from viewer.store.postgres.connection import PostgresConnection
from viewer.store.postgres.postgres_errors import offline_error, translated
from viewer.store.postgres.reach import Reach

log = logging.getLogger(__name__)

_TOO_MUCH_TO_TELL = 200
"""News at once after which it is quicker to look at everything anew."""

_FIRST_RETRY_SECONDS, _LAST_RETRY_SECONDS = 0.5, 10.0


@dataclass(frozen=True, slots=True)
class Patience:
    """In seconds: how often a server is asked whether it is there, and how long it may take to answer and to let in."""

    asked_every: float = 2.0
    answer: float = 4.0
    entry: int = 4
    heartbeat: float = 0.5


USUAL_PATIENCE = Patience()


class Listening:
    """One background thread from ``start`` to ``close``; ``heard`` and ``link_changed`` are called from it.

    A server that does not answer for some seconds is ``RECONNECTING``; if it cannot be reached anew it is ``AWAY``:
    then ``reach`` lets go of all who wait for it. When it is back there is news of everything. Where nobody wants to
    hear (``heard`` is ``None``) only that is watched for, and nothing is asked of a server one has soon done with.
    """

    def __init__(
        self,
        reach: Reach,
        heard: Callable[[News], None] | None,
        link_changed: Callable[[Link], None] = lambda _: None,
        patience: Patience = USUAL_PATIENCE,
    ) -> None:
        self._reach = reach
        self._patience = patience
        self._heard = heard
        self._link_changed = link_changed
        self._link: Link | None = None
        self._connection: PostgresConnection | None = None
        self._is_closing = False
        self._hurry = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="office news", daemon=True)

    def start(self) -> Self:
        """Begin to listen."""
        self._thread.start()
        return self

    def hurry(self) -> None:
        """Try at once to reach a server that is away."""
        self._hurry.set()

    def close(self) -> None:
        """End within a moment."""
        self._is_closing = True
        self._hurry.set()
        connection = self._connection
        if connection is not None:
            connection.cut()
        if self._thread.is_alive():
            self._thread.join()

    def _listen(self) -> None:
        if self._heard is None:
            self._hurry.wait(self._patience.asked_every)
            self._hurry.clear()
        pause = 0.0
        while not self._is_closing:
            try:
                with translated():
                    self._hear_until_lost()
            except LibraryError as error:
                if self._is_closing:
                    return
                log.info("the office's server is lost: %s", type(error).__name__)
                if self._link is Link.CONNECTED:
                    self._show(Link.RECONNECTING)  # and try again at once: it may have been this connection alone
                    pause = 0.0
                    continue
                self._reach.lose()
                self._show(Link.AWAY)
                self._hurry.wait(pause)
                self._hurry.clear()
                pause = min(_LAST_RETRY_SECONDS, max(_FIRST_RETRY_SECONDS, pause * 2))

    def _hear_until_lost(self) -> None:
        was_lost = self._link is not None
        self._connection = connection = PostgresConnection(self._reach.connect(self._patience.entry))
        try:
            if self._heard is not None:
                _subscribe(connection)
            self._reach.find()
            self._show(Link.CONNECTED)
            if was_lost:
                self._tell(News("everything", everything=True))
            self._hear(connection)
        finally:
            self._connection = None
            connection.close()

    def _hear(self, connection: PostgresConnection) -> None:
        asked = time.monotonic()
        while not self._is_closing:
            told = connection.notifications(self._patience.heartbeat)
            if len(told) > _TOO_MUCH_TO_TELL:
                self._tell(News("everything", everything=True))
            else:
                self._tell_each(told)
            if time.monotonic() - asked > self._patience.asked_every:
                if not connection.is_answered(self._patience.answer):
                    raise offline_error()
                asked = time.monotonic()

    def _tell_each(self, told: list[str]) -> None:
        for words in told:
            if (news := news_of(words)) is not None:
                self._tell(news)

    def _tell(self, news: News) -> None:
        if self._heard is not None:
            self._heard(news)

    def _show(self, link: Link) -> None:
        if link is not self._link:
            self._link = link
            self._link_changed(link)


def news_of(words: str) -> News | None:
    """Return what a notification says, ``None`` for what no library of ours says: anybody who hears may also speak.

    >>> news_of('{"table": "annotations", "id": "1", "document": null, "version": 2, "by": "zhang"}').by
    'zhang'
    >>> news_of("[]")
    """
    try:
        told = json.loads(words)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    subject, by, version = told.get("table"), told.get("by"), told.get("version")
    known, document = told.get("id"), told.get("document")
    if not (isinstance(subject, str) and isinstance(by, str) and isinstance(version, int | None)):
        return None
    if not (isinstance(known, str | None) and isinstance(document, str | None)):
        return None
    return News(subject, known, None if document is None else DocumentId(document), version or 0, by)


def _subscribe(connection: PostgresConnection) -> None:
    for channel in connection.execute("SELECT everybodys, own FROM own_channels()").fetchone():
        connection.execute(f'LISTEN "{channel}"')

"""One connection to the office's database that takes the SQL the tables are written in, and one per thread of it."""

import logging
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from select import select
from typing import Any, ClassVar

import psycopg
from psycopg import ClientCursor
from psycopg.pq import TransactionStatus

from viewer.store.per_thread import PerThread
from viewer.store.postgres.dialect import translated
from viewer.store.sql import Parameters, Row

log = logging.getLogger(__name__)

_TOGETHER = 500
"""Rows or statements that make the way to the server at once."""


class PostgresRows:
    """The answer to one statement; every row is a tuple that also knows its columns by name."""

    row_factory: Any = None

    def __init__(self, cursor: ClientCursor[Any]) -> None:
        self._cursor = cursor

    @property
    def rowcount(self) -> int:
        """Return how many rows the statement changed."""
        return self._cursor.rowcount

    def fetchone(self) -> Row:
        """Return the next row, ``None`` after the last."""
        return self._cursor.fetchone()

    def fetchall(self) -> list[Row]:
        """Return the rows that are left."""
        return self._cursor.fetchall()

    def __iter__(self) -> Iterator[Row]:
        return iter(self._cursor)

    def close(self) -> None:
        """Ask for no more rows."""
        self._cursor.close()


class PostgresConnection:
    """Fulfils ``viewer.store.sql.Connection``; begins and ends its transactions when it is told to."""

    IntegrityError: ClassVar[type[Exception]] = psycopg.IntegrityError

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        self._is_cut = False
        self._overheard: list[str] = []

    @property
    def in_transaction(self) -> bool:
        """Tell whether a transaction has begun, also one in which a statement has failed."""
        return self._connection.info.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.INERROR)

    @property
    def has_failed(self) -> bool:
        """Tell whether a statement of the transaction has failed: it can only be rolled back."""
        return self._connection.info.transaction_status is TransactionStatus.INERROR

    @property
    def is_usable(self) -> bool:
        """Tell whether the server was still there when it was last spoken to."""
        return not (self._is_cut or self._connection.closed or self._connection.broken)

    def execute(self, sql: str, parameters: Parameters = (), /) -> PostgresRows:
        """Run one statement."""
        statement = translated(sql)
        cursor = ClientCursor(self._connection, row_factory=_named_rows)
        cursor.execute(statement.sql.encode(), statement.values(parameters))
        return PostgresRows(cursor)

    def executemany(self, sql: str, parameters: Iterable[Parameters], /) -> PostgresRows:
        """Run one statement for each of these parameters, many of them in one way to the server."""
        statement = translated(sql)
        head, each, between = *(statement.many_rows() or ("", statement.sql)), "; "
        if head:
            between = ", "
        cursor = ClientCursor(self._connection, row_factory=_named_rows)
        values = iter(parameters)
        while some := list(islice(values, _TOGETHER)):
            parts = [cursor.mogrify(each.encode(), statement.values(one)) for one in some]
            cursor.execute((head + between.join(parts)).encode())
        return PostgresRows(cursor)

    def binary_rows(self, sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Return the rows of a statement with ``%s``, bound, prepared and answered in the server's own form."""
        with psycopg.Cursor(self._connection) as cursor:
            return cursor.execute(sql.encode(), parameters, prepare=True, binary=True).fetchall()

    def copy_bytes(self, sql: str, pieces: Iterable[bytes]) -> None:
        """Send rows that are already in the server's own form through ``COPY … FROM STDIN (FORMAT binary)``."""
        with psycopg.Cursor(self._connection) as cursor, cursor.copy(sql.encode()) as copy:
            for piece in pieces:
                copy.write(piece)

    def copy_in(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Send many rows through ``COPY … FROM STDIN``."""
        with self._connection.cursor() as cursor, cursor.copy(sql.encode()) as copy:
            for row in rows:
                copy.write_row(row)

    def notifications(self, seconds: float) -> list[str]:
        """Return what was notified on the channels this connection listens to, waiting so long for the first."""
        overheard, self._overheard = self._overheard, []
        return overheard or [each.payload for each in self._connection.notifies(timeout=seconds, stop_after=1)]

    def is_answered(self, seconds: float) -> bool:
        """Tell whether the server answers within this time; if not, the connection is of no use any more."""
        pgconn = self._connection.pgconn
        pgconn.send_query(b"SELECT 1")
        end = time.monotonic() + seconds
        while pgconn.flush() or pgconn.is_busy():
            left = max(0.0, end - time.monotonic())  # who looks late himself finds the answer all the same
            if not select([pgconn.socket], [], [], left)[0]:
                self.cut()
                return False
            pgconn.consume_input()
        while pgconn.get_result() is not None:
            pass
        while (notified := pgconn.notifies()) is not None:  # came with the answer: libpq would not wake for them again
            self._overheard.append(notified.extra.decode())
        return True

    def cut(self) -> None:
        """Let go of the server at once, whatever thread is waiting for it: that thread hears that it is gone."""
        self._is_cut = True
        try:
            with socket.fromfd(self._connection.fileno(), socket.AF_INET, socket.SOCK_STREAM) as line:
                line.shutdown(socket.SHUT_RDWR)
        except (OSError, psycopg.Error):
            log.debug("a connection was gone before it was cut")

    def close(self) -> None:
        """Leave the server."""
        self._connection.close()


def per_thread(connect: Callable[[], psycopg.Connection[Any]]) -> PerThread[PostgresConnection]:
    """Return connections for every thread; one whose server went away is replaced outside a transaction."""
    return PerThread(lambda: PostgresConnection(connect()), is_usable=lambda known: known.is_usable)


def _named_rows(cursor: psycopg.Cursor[Any]) -> Callable[[Sequence[Any]], Any]:
    return _row_class(tuple(column.name for column in cursor.description or ()))


@lru_cache(256)
def _row_class(names: tuple[str, ...]) -> type[tuple[Any, ...]]:
    """Return the class of rows with these columns: tuples whose values are also found by name."""
    places = {name: place for place, name in reversed(list(enumerate(names)))}

    class NamedRow(tuple[Any, ...]):
        __slots__ = ()

        def __getitem__(self, key: Any) -> Any:  # noqa: ANN401 - a place, a slice or a name
            return tuple.__getitem__(self, places[key] if isinstance(key, str) else key)

    return NamedRow

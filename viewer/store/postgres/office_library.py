"""An office's library: opened at its address, with the same tables as a library in a folder."""

import hashlib
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import psycopg

from viewer import __version__
from viewer.core.company import Link, Role
from viewer.core.errors import LibraryError, LibraryNewerError
from viewer.core.news import News
from viewer.store.filesystem import make_private_folder
from viewer.store.postgres.address import SCHEMA, Address, connect
from viewer.store.postgres.connection import PostgresConnection
from viewer.store.postgres.listening import USUAL_PATIENCE, Listening, Patience
from viewer.store.postgres.migrations import MIGRATIONS, NEWEST
from viewer.store.postgres.office_originals import OfficeOriginals
from viewer.store.postgres.office_tables import OfficeAnnotationTable, OfficeDocumentTable
from viewer.store.postgres.postgres_errors import (
    busy_error,
    forbidden_error,
    not_brought_up_error,
    offline_error,
    translated,
)
from viewer.store.postgres.posting_table import SYNONYMS, PostingTable
from viewer.store.postgres.reach import Reach
from viewer.store.postgres.signed_changes import SignedChanges
from viewer.store.store import Store
from viewer.store.transfer import Transferred, TransferTable, named, selection

MIGRATING = 0x416E6475  # the advisory lock of whoever makes or migrates the schema
_FETCHED = 500
_OLDEST_SERVER = 140_000


class OfficeLibrary(Store):
    """One open library of an office; other people write into it at the same time.

    ``role`` is the most this person, who logs in as ``user``, may do.
    """

    def __init__(self, address: Address, folder: Path, reach: Reach, watch: Listening) -> None:
        self.address = address
        self.place = str(address)
        self.notices = ()
        self._reach = reach
        self._watch = watch
        self._connections = reach.connections
        self._inside = threading.local()
        self.id = self._fact("id")
        self.folder = folder / hashlib.sha256(f"{self.id} {address}".encode()).hexdigest()[:16]
        make_private_folder(self.folder)
        self.recognised_folder = self.folder / "recognised"
        self.originals = OfficeOriginals(self.folder / "originals", self._connection)
        self.role, self.user = self._own_role(), self._own_name()
        self.read_only = self.role is Role.READER

    @classmethod
    def open(cls, address: Address, password: str | None, folder: Path, patience: Patience = USUAL_PATIENCE) -> Self:
        """Open the library at an address, migrating its schema where this person may; ``folder`` is for caches.

        From now on whoever waits for a server that answers nobody any more is let go of after some seconds. Raises
        ``LibraryOfflineError``, ``LibraryPasswordError``, ``LibraryAddressError``, ``LibraryForbiddenError``,
        ``LibraryNewerError``.
        """
        reach = Reach(lambda seconds: connect(address, password, seconds=seconds))
        watch = Listening(reach, None, patience=patience)
        try:
            with translated():
                connection = reach.connections.current()
                watch.start()
                _check_server(connection)
                _prepare(connection)
                return cls(address, folder, reach, watch)
        except BaseException:
            watch.close()
            reach.connections.close()
            raise

    @contextmanager
    def transaction(self) -> Iterator[OfficeDocumentTable]:
        """Make all writes of the block one change that the server has on its disk afterwards, or none of it.

        A block inside another of the same thread is part of that one. Raises ``LibraryNewerError``, with nothing
        written, when a newer program has taken the library over since it was opened; ``LibraryOfflineError`` when the
        server went away: unless that happened at the very end, nothing of the block was written.
        """
        with self._block("BEGIN", check=True) as connection:
            yield OfficeDocumentTable(connection)

    @contextmanager
    def reading(self) -> Iterator[OfficeDocumentTable]:
        """Read several things that belong together as they were at one moment."""
        with self._block("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", check=False) as connection:
            yield OfficeDocumentTable(connection)

    def annotations(self) -> OfficeAnnotationTable:
        """Return the annotations as this thread's transaction sees them."""
        return OfficeAnnotationTable(self._connection())

    @property
    def synonyms_place(self) -> str:
        """Return the address: everybody searches with the same table of synonyms."""
        return self.place

    def own_synonyms(self) -> str | None:
        """Return the library's own table of synonyms, ``None`` while there is none."""
        return self.postings().synonyms()

    def keep_synonyms(self, text: str) -> None:
        """Keep a table of synonyms in place of the former one; who may import may do that."""
        with self.transaction():
            self.facts().put(SYNONYMS, text)

    @property
    def may_derive(self) -> bool:
        """Tell whether this person may import: the tables across documents belong to what is imported."""
        return self.role.may(Role.EDITOR)

    def postings(self) -> PostingTable:
        """Return what searching asks, as this thread's transaction sees it."""
        return PostingTable(self._connection())

    def hold(self, table: str) -> None:
        """Let nobody else write into a table before this transaction ends; who may not write there may not hold it."""
        self._connection().execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")

    def transferred(self, table: TransferTable) -> Iterator[Transferred]:
        """Yield the rows of a table, fetched from the server some hundred at a time; call it inside a ``reading``."""
        connection = self._connection()
        cursor = f"moved_{table.name}"
        connection.execute(f"DECLARE {cursor} NO SCROLL CURSOR FOR {selection(table)}")
        while some := connection.execute(f"FETCH {_FETCHED} FROM {cursor}").fetchall():
            yield from named(table, some)
        connection.execute(f"CLOSE {cursor}")

    def take_in(self, table: TransferTable, rows: Iterable[Transferred]) -> None:
        """Add those rows of another library that are not here yet; an administrator brings their history along."""
        self._connection().execute("SELECT set_config('andu.moving', 'on', true)")
        super().take_in(table, rows)

    def signed_changes(self) -> SignedChanges:
        """Return the log of changes with who made them, as this thread's transaction sees it."""
        return SignedChanges(self._connection())

    def listen(
        self, heard: Callable[[News], None], link_changed: Callable[[Link], None], patience: Patience = USUAL_PATIENCE
    ) -> Listening:
        """Hear from a thread of its own what others do and whether the server answers, until that is closed."""
        self._watch.close()  # one who watches is enough
        return Listening(self._reach, heard, link_changed, patience).start()

    def refuse_newer(self) -> None:
        """Raise ``LibraryNewerError`` when a newer program has taken the library over since it was opened."""
        with translated():
            _refuse_newer(_schema_version(self._connection()))

    def data_version(self) -> int:
        """Return a number that differs from the last one this thread got when another connection has written."""
        with translated():
            return int(self._connection().execute("SELECT txid_snapshot_xmax(txid_current_snapshot())").fetchone()[0])

    def close(self) -> None:
        """Close all connections; a library may be closed twice."""
        self._watch.close()
        self._connections.close()

    @contextmanager
    def _block(self, begin: str, *, check: bool) -> Iterator[PostgresConnection]:
        inside: PostgresConnection | None = getattr(self._inside, "connection", None)
        if inside is not None:
            with translated():
                yield inside
            return
        with translated():
            connection = self._begun(begin)
            self._inside.connection = connection
            try:
                if check:
                    _refuse_newer(_schema_version(connection))
                yield connection
                if connection.has_failed:
                    raise busy_error()
                connection.execute("COMMIT")
            finally:
                self._inside.connection = None
                if connection.is_usable and connection.in_transaction:
                    connection.execute("ROLLBACK")

    def _begun(self, begin: str) -> PostgresConnection:
        """Return a connection in a new transaction; one that was lost while it rested is made again."""
        connection = self._connections.current()
        try:
            connection.execute(begin)
        except psycopg.OperationalError:
            if connection.is_usable:
                raise
            connection = self._connections.current()
            connection.execute(begin)
        return connection

    def _connection(self) -> PostgresConnection:
        """Return this thread's connection: inside a block always the one that began it."""
        inside: PostgresConnection | None = getattr(self._inside, "connection", None)
        if inside is None:
            return self._connections.current()
        if not inside.is_usable:
            raise offline_error()
        return inside

    def _fact(self, key: str) -> str:
        row = self._connections.current().execute("SELECT value FROM library WHERE key = :key", {"key": key}).fetchone()
        return str(row["value"])

    def _own_name(self) -> str:
        return str(self._connections.current().execute("SELECT session_user AS name").fetchone()["name"])

    def _own_role(self) -> Role:
        for role in reversed(Role):
            row = self._connections.current().execute(
                "SELECT pg_has_role(session_user, :role, 'MEMBER') AS is_member", {"role": f"andu_{role.value}"}
            )
            if row.fetchone()["is_member"]:
                return role
        raise forbidden_error()


def _check_server(connection: PostgresConnection) -> None:
    row = connection.execute(
        "SELECT current_setting('server_version_num')::integer AS version, current_setting('server_encoding') AS code"
    ).fetchone()
    if row["version"] < _OLDEST_SERVER:
        message = "服务器的 PostgreSQL 太旧，案牍需要 14 或更新的版本。"
        raise LibraryError(message, advice="请管理员升级服务器。")
    if row["code"] != "UTF8":
        message = "这个数据库的编码不是 UTF-8，不能保存所有汉字。"
        raise LibraryError(message, advice="请管理员用 ENCODING 'UTF8' 建立数据库。")


def _prepare(connection: PostgresConnection) -> None:
    """Bring the schema to the newest version; who may not do that needs it to be there already."""
    version = _schema_version(connection)
    _refuse_newer(version)
    if version == NEWEST:
        return
    connection.execute("BEGIN")
    try:
        connection.execute("SET LOCAL lock_timeout = '10min'")  # whoever is faster may have much to bring up
        connection.execute("SELECT pg_advisory_xact_lock(:lock)", {"lock": MIGRATING})
        _migrate(connection)
        connection.execute("COMMIT")
    except psycopg.errors.InsufficientPrivilege as error:
        raise not_brought_up_error(is_new=version == 0) from error
    finally:
        if connection.is_usable and connection.in_transaction:
            connection.execute("ROLLBACK")


def _migrate(connection: PostgresConnection) -> None:
    version = _schema_version(connection)  # another process may have been faster
    if version == 0:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    for number, step in enumerate(MIGRATIONS, start=1):
        if number > version:
            step(connection)
    for key, value in (("id", str(uuid.uuid4())), ("made_by", __version__)):
        connection.execute(
            "INSERT INTO library (key, value) VALUES (:key, :value) ON CONFLICT DO NOTHING",
            {"key": key, "value": value},
        )
    connection.execute(
        "INSERT INTO library (key, value) VALUES ('schema', :value) ON CONFLICT (key) DO UPDATE SET value = :value",
        {"value": str(NEWEST)},
    )


def _schema_version(connection: PostgresConnection) -> int:
    there = connection.execute("SELECT to_regclass(:name) IS NOT NULL AS is_there", {"name": f"{SCHEMA}.library"})
    if not there.fetchone()["is_there"]:
        return 0
    row = connection.execute("SELECT value FROM library WHERE key = 'schema'").fetchone()
    return 0 if row is None else int(row["value"])


def _refuse_newer(version: int) -> None:
    if version > NEWEST:
        message = f"文库由更新版本的案牍写成（文库版本 {version}，本程序只认识到 {NEWEST}）。"
        raise LibraryNewerError(message, advice="请升级案牍后再打开；文库没有被改动。")

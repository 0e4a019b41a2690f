"""The library folder: opens it, keeps writers one at a time, and hands out its documents, originals and log."""

import logging
import sqlite3
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from viewer import __version__
from viewer.core.errors import LibraryDamagedError, LibraryError, LibraryNewerError, LibraryReadOnlyError
from viewer.core.progress import CancelToken, Progress, ProgressStep, ignore_progress
from viewer.store import seals
from viewer.store.change_log import now
from viewer.store.connections import BUSY_SECONDS, Connections
from viewer.store.document_table import DocumentTable
from viewer.store.filesystem import is_on_network, is_writable, make_private_file, make_private_folder, sync_file
from viewer.store.migrations import MIGRATIONS, NEWEST
from viewer.store.originals import Originals
from viewer.store.snapshot import take_snapshot
from viewer.store.sqlite_errors import damaged_error, locked_error, read_only_error, replaced_error, translated
from viewer.store.store import Store
from viewer.store.swap import finish_swap

log = logging.getLogger(__name__)

DATABASE = "library.db"
_SEALED_TOGETHER = 200
_APPLICATION_ID = 0x416E6475  # "Andu": tells our database from any other SQLite file

NETWORK_NOTICE = "文库在网络驱动器上：已改用较慢但安全的写入方式；请不要在两台电脑上同时打开同一个文库。"
READ_ONLY_NOTICE = "文库是只读的：可以阅读和搜索，但不能导入、批注或更改。"


class Library(Store):
    """One open library; every method may be called from any thread.

    Reading and writing both go through ``documents()``; writes must stand inside ``with library.transaction():``.
    """

    def __init__(self, folder: Path, connections: Connections, notices: tuple[str, ...], *, read_only: bool) -> None:
        self.folder = folder
        self.place = str(folder)
        self.notices = notices
        self.read_only = read_only
        self.originals = Originals(folder / "originals")
        self.index_folder = folder / "index"
        self.recognised_folder = folder / "recognised"
        self.backup_folder = folder / "backups"
        self._connections = connections
        self._writer = threading.Lock()
        self._file = None if NETWORK_NOTICE in notices else _identity(folder / DATABASE)
        self.id = self._read_id()

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the library in ``folder``, or make one where none is.

        A folder that cannot be written is opened for reading. Raises ``LibraryError`` or one of its children.
        """
        database = folder / DATABASE
        if not database.exists():
            finish_swap(folder)
        if not database.exists():
            _make_folders(folder)
        if not is_writable(folder):
            return cls._open_read_only(folder)
        make_private_file(database)
        on_network = is_on_network(folder)
        connections = Connections(database, access="mode=rw")
        try:
            with translated():
                uses_wal = _prepare(connections.current(), folder, wal=not on_network)
            return cls(folder, connections, () if uses_wal else (NETWORK_NOTICE,), read_only=False)
        except BaseException:
            connections.close()
            raise

    @classmethod
    def _open_read_only(cls, folder: Path) -> Self:
        database = folder / DATABASE
        # A database left in WAL mode by a clean close cannot be opened with mode=ro where no -shm can be made.
        has_log = database.with_name(DATABASE + "-wal").exists()
        connections = Connections(database, access="mode=ro" if has_log else "mode=ro&immutable=1")
        try:
            with translated():
                version = _schema_version(connections.current())
            _refuse_older(version)
            return cls(folder, connections, (READ_ONLY_NOTICE,), read_only=True)
        except BaseException:
            connections.close()
            raise

    def refuse_newer(self) -> None:
        """Raise ``LibraryNewerError``, or ``LibraryReplacedError`` when another was put in its place since."""
        self._refuse_replaced()
        with translated():
            _schema_version(self._connections.current())

    def _refuse_replaced(self) -> None:
        """Raise where another file has the database's name: what is written into the old one nobody sees again.

        On a network drive SQLite itself looks, at every write; numbers of files there are not always theirs for good.
        """
        if self._file is not None and self._file != _identity(self.folder / DATABASE):
            raise replaced_error()

    @contextmanager
    def transaction(self) -> Iterator[DocumentTable]:
        """Make all writes of the block one change that is on the disk afterwards, or none of it.

        A block inside another of the same thread is part of that one. Raises ``LibraryNewerError``, with nothing
        written, when a newer program has taken the library over since it was opened, and ``LibraryReplacedError``
        when another one was put in its place.
        """
        connection = self._connections.current()
        if connection.in_transaction:
            yield DocumentTable(connection)
            return
        if self.read_only:
            raise read_only_error()
        if not self._writer.acquire(timeout=BUSY_SECONDS):
            raise locked_error()
        try:
            with self._translated():
                self._refuse_replaced()
                yield from _in_transaction(connection)
                self._refuse_replaced()  # it may have been meanwhile
        finally:
            self._writer.release()

    def hold(self, table: str) -> None:
        """Let nobody else write into a table before this transaction ends: in a folder no two write at once."""

    @contextmanager
    def reading(self) -> Iterator[DocumentTable]:
        """Read several things that belong together as they were at one moment."""
        connection = self._connections.current()
        with self._translated():
            if connection.in_transaction:
                yield DocumentTable(connection)
                return
            connection.execute("BEGIN")
            try:
                yield DocumentTable(connection)
            finally:
                if connection.in_transaction:
                    connection.execute("COMMIT")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Tell what went wrong in the block; what looks like damage may be the schema of a newer program."""
        try:
            with translated():
                yield
        except LibraryDamagedError:
            self.refuse_newer()
            raise

    def data_version(self) -> int:
        """Return a number that differs from the last one this thread got when another connection has written."""
        with translated():
            return int(self._connections.current().execute("PRAGMA data_version").fetchone()[0])

    def snapshot(self, target: Path, *, progress: Progress, cancel: CancelToken) -> None:
        """Write a checked copy of the database to a file; others may go on writing meanwhile."""
        self._refuse_replaced()
        take_snapshot(self._connections.current(), target, progress=progress, cancel=cancel)

    def check(self) -> None:
        """Read the whole database and raise ``LibraryDamagedError`` unless every page and row is sound."""
        with translated():
            answers = self._connections.current().execute("PRAGMA integrity_check").fetchall()
            orphans = self._connections.current().execute("PRAGMA foreign_key_check").fetchall()
        if [row[0] for row in answers] != ["ok"] or orphans:
            raise damaged_error()

    def seal(self, *, progress: Progress = ignore_progress, cancel: CancelToken | None = None) -> None:
        """Give a sum to everything that has none since it was changed, a few hundred documents at a time."""
        done = 0
        while rows := self._unsealed():
            if cancel is not None:
                cancel.checkpoint()
            with self.transaction():
                seals.seal_documents(self._connections.current(), rows)
            done += len(rows)
            progress(ProgressStep(done, None, "登记校验和"))
        with self.transaction():
            seals.seal_tables(self._connections.current())

    def broken_seals(
        self, *, progress: Progress = ignore_progress, cancel: CancelToken | None = None
    ) -> tuple[list[int], list[str]]:
        """Return the documents (by row) and tables whose content changed without anybody changing it."""
        with self.reading():
            connection = self._connections.current()
            rows = seals.sealed_documents(connection)
            broken = []
            for number, row in enumerate(rows, start=1):
                if cancel is not None:
                    cancel.checkpoint()
                if seals.is_document_broken(connection, row):
                    broken.append(row)
                progress(ProgressStep(number, len(rows), "核对校验和"))
            return broken, seals.broken_tables(connection)

    def _unsealed(self) -> list[int]:
        with self.reading():
            return seals.unsealed_documents(self._connections.current(), _SEALED_TOGETHER)

    def close(self) -> None:
        """Close all connections; a library may be closed twice."""
        self._connections.close()

    def _connection(self) -> sqlite3.Connection:
        return self._connections.current()

    def _read_id(self) -> str:
        with translated():
            row = self._connections.current().execute("SELECT value FROM library WHERE key = 'id'").fetchone()
        if row is None:
            raise damaged_error()
        return str(row["value"])


def _in_transaction(connection: sqlite3.Connection) -> Iterator[DocumentTable]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        _refuse_newer(_user_version(connection))  # with the lock in hand: nobody can migrate between this and the write
        yield DocumentTable(connection)
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:  # SQLite itself rolls back when the disk is full
            connection.execute("ROLLBACK")


def _identity(database: Path) -> tuple[int, int] | None:
    """Return what tells a file from any other that gets its name; ``None`` when there is none."""
    try:
        found = database.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _make_folders(folder: Path) -> None:
    try:
        for each in (folder, folder / "originals", folder / "index", folder / "backups"):
            make_private_folder(each)
    except OSError as error:
        message = f"不能在“{folder}”建立文库。"
        advice = "请换一个可以写入的文件夹（--library 文件夹，或环境变量 ANDU_LIBRARY），或请管理员开放写入权限。"
        raise LibraryError(message, advice=advice) from error


def _prepare(connection: sqlite3.Connection, folder: Path, *, wal: bool) -> bool:
    """Bring the database to the newest schema and return whether it uses a write-ahead log."""
    if _schema_version(connection) < NEWEST:
        _migrate(connection, folder)
    mode = connection.execute(f"PRAGMA journal_mode = {'WAL' if wal else 'DELETE'}").fetchone()[0]
    return str(mode).lower() == "wal"


def _schema_version(connection: sqlite3.Connection) -> int:
    """Return the schema's number; refuse what is not ours or newer than this program."""
    version = _user_version(connection)
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if application != _APPLICATION_ID and tables:
        message = f"这个文件夹里的 {DATABASE} 不是案牍的文库。"
        raise LibraryError(message, advice="请另选一个文件夹作文库。")
    _refuse_newer(version)
    return version


def _refuse_newer(version: int) -> None:
    if version > NEWEST:
        message = f"文库由更新版本的案牍写成（文库版本 {version}，本程序只认识到 {NEWEST}）。"
        raise LibraryNewerError(message, advice="请升级案牍后再打开；文库没有被改动。")


def _user_version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _refuse_older(version: int) -> None:
    if version < NEWEST:
        message = "文库是旧版本的，需要先升级，但文件夹是只读的。"
        raise LibraryReadOnlyError(message, advice="请把文库文件夹复制到可以写入的位置再打开。")


def _migrate(connection: sqlite3.Connection, folder: Path) -> None:
    """Take the missing steps in one transaction; a database with content is copied first."""
    version = _schema_version(connection)
    if version:
        _copy_before_migration(connection, folder, version)
    connection.execute("BEGIN IMMEDIATE")
    try:
        for number, step in enumerate(MIGRATIONS, start=1):
            if number > _user_version(connection):  # another process may have been faster
                log.info("migrating the library to schema %d", number)
                step(connection)
                connection.execute(f"PRAGMA user_version = {number}")
        seals.install(connection)
        connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        _found(connection)
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _found(connection: sqlite3.Connection) -> None:
    for key, value in (("id", str(uuid.uuid4())), ("created_at", now()), ("created_by", f"andu {__version__}")):
        connection.execute(
            "INSERT OR IGNORE INTO library (key, value) VALUES (:key, :value)", {"key": key, "value": value}
        )


def _copy_before_migration(connection: sqlite3.Connection, folder: Path, version: int) -> None:
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    target = folder / "backups" / f"library-schema{version}-{moment}.db"
    make_private_folder(target.parent)
    make_private_file(target)
    copy = sqlite3.connect(target)
    try:
        connection.backup(copy)
        sound = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    finally:
        copy.close()
    if not sound:
        raise damaged_error()
    sync_file(target)

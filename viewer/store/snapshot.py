"""Copies of the database that are known to open: made page by page while others write, checked before they count."""

import sqlite3
from contextlib import closing
from pathlib import Path

from viewer.core.errors import LibraryError
from viewer.core.progress import CancelToken, Progress, ProgressStep
from viewer.store.filesystem import make_private_file, sync_file, sync_folder
from viewer.store.sqlite_errors import translated

_PAGES_AT_A_TIME = 2048


def take_snapshot(source: sqlite3.Connection, target: Path, *, progress: Progress, cancel: CancelToken) -> None:
    """Write a sound copy of the database to ``target``, which appears only when it is whole and checked.

    Raises ``LibraryError`` when the copy cannot be written or fails its check, ``Cancelled`` when asked to stop.
    """
    unfinished = target.with_name(target.name + ".part")
    unfinished.unlink(missing_ok=True)
    try:
        make_private_file(unfinished)
        with translated(), closing(sqlite3.connect(unfinished)) as copy:

            def step(_status: int, remaining: int, total: int) -> None:
                cancel.checkpoint()
                progress(ProgressStep(total - remaining, total, "复制数据库"))

            source.backup(copy, pages=_PAGES_AT_A_TIME, progress=step)
            copy.execute("PRAGMA journal_mode = DELETE")
        if not is_sound(unfinished):
            message = "备份没有通过检查，已放弃。"
            raise LibraryError(message, advice="请检查磁盘，然后重试；文库本身没有改动。")
        sync_file(unfinished)
        unfinished.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        message = f"不能写入备份“{target.name}”。"
        raise LibraryError(message, advice=f"请检查磁盘空间和写入权限（{error.strerror}）。") from error
    finally:
        unfinished.unlink(missing_ok=True)


def change_count(database: Path) -> int:
    """Return how many changes were ever logged in a database that nobody else uses; 0 for one that cannot be read."""
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return logged_changes(connection)
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return 0


def logged_changes(connection: sqlite3.Connection) -> int:
    """Return the number of the last entry in the log of changes."""
    row = connection.execute("SELECT coalesce(max(sequence), 0) FROM change_log").fetchone()
    return int(row[0])


def is_sound(database: Path) -> bool:
    """Open a database that nobody else uses and read all of it."""
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            answers = connection.execute("PRAGMA integrity_check").fetchall()
            orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
            connection.execute("SELECT count(*) FROM documents").fetchone()
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return False
    return [row[0] for row in answers] == ["ok"] and not orphans

"""Turns what SQLite complains about into sentences for the user; mistakes of ours pass through."""

import functools
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

from viewer.core.errors import (
    LibraryDamagedError,
    LibraryError,
    LibraryLockedError,
    LibraryReadOnlyError,
    LibraryReplacedError,
)

Parameters = ParamSpec("Parameters")
Value = TypeVar("Value")

_SIGNS_OF_DAMAGE = ("Could not decode to UTF-8", "no such table", "no such column", "foreign key mismatch")
"""Said without a code that would tell; our own statements are all tried, so the schema itself must have changed."""
_PRIMARY_CODE = 0xFF  # the low byte of an extended result code


@contextmanager
def translated() -> Iterator[None]:
    """Raise a ``LibraryError`` child for every fault of the world that SQLite reports inside the block."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        known = library_error(error)
        if known is None:
            raise
        raise known from error
    except UnicodeDecodeError as error:  # the name of a column in a damaged schema
        raise damaged_error() from error


def stored(read: Callable[Parameters, Value]) -> Callable[Parameters, Value]:
    """Let a function that builds a value from columns raise ``LibraryDamagedError`` where they make no sense."""

    @functools.wraps(read)
    def reading(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Value:
        try:
            return read(*args, **kwargs)
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, zlib.error) as error:
            raise damaged_error() from error

    return reading


def library_error(error: sqlite3.DatabaseError) -> LibraryError | None:
    """Return the user's sentence for an SQLite error, ``None`` where the mistake is in our own SQL."""
    if str(error).startswith(_SIGNS_OF_DAMAGE):
        return damaged_error()
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY_CODE
    if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_DBMOVED:
        return replaced_error()
    for codes, sentence in _SENTENCES:
        if code in codes:
            return sentence()
    return None


def locked_error() -> LibraryLockedError:
    """Return the sentence for a library that another process keeps busy."""
    return LibraryLockedError(
        "文库正被另一个程序占用，暂时不能写入。",
        advice="请等另一个案牍窗口或命令完成后重试。",
    )


def read_only_error() -> LibraryReadOnlyError:
    """Return the sentence for a write into a library that can only be read."""
    return LibraryReadOnlyError(
        "文库是只读的，不能写入。", advice="请把文库文件夹复制到可以写入的位置，或请管理员开放写入权限。"
    )


def replaced_error() -> LibraryReplacedError:
    """Return the sentence for a library that is no longer the one that was opened."""
    return LibraryReplacedError(
        "文库在打开期间被恢复、替换或移走了，这次的更改没有写入。",
        advice="请复制好刚写的内容，然后重新打开文库；恢复之前的文库改名保留在旁边。",
    )


def damaged_error() -> LibraryDamagedError:
    """Return the sentence for a database that cannot be read."""
    return LibraryDamagedError(
        "文库数据库已损坏，无法读取。",
        advice="请不要删除任何文件。可以用备份恢复：在窗口里点“用备份恢复数据库”，或运行 andu doctor --repair；"
        "损坏的数据库改名保留，originals 文件夹中的原件可以重新导入。",
    )


def _full_error() -> LibraryError:
    return LibraryError("磁盘已满，这次的更改没有写入文库。", advice="请清理磁盘空间后重试；已保存的内容不受影响。")


def _disk_error() -> LibraryError:
    return LibraryError("读写文库时磁盘出错。", advice="请检查磁盘、U 盘或网络连接后重试；已保存的内容不受影响。")


def _unreachable_error() -> LibraryError:
    return LibraryError("文库数据库打不开。", advice="请检查文库文件夹是否存在，以及是否有权限读取。")


_SENTENCES: tuple[tuple[set[int], Callable[[], LibraryError]], ...] = (
    ({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}, locked_error),
    ({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}, damaged_error),
    ({sqlite3.SQLITE_READONLY}, read_only_error),
    ({sqlite3.SQLITE_FULL}, _full_error),
    ({sqlite3.SQLITE_IOERR}, _disk_error),
    ({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}, _unreachable_error),
)

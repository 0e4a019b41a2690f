"""One writer at a time, across threads and processes; the system frees the lock when its process dies."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh.util.filelock import FileLock

from viewer.core.errors import IndexUnavailableError
from viewer.core.progress import CancelToken

_NAME = "write.lock"
_PAUSE = 0.05


@contextmanager
def write_lock(index_folder: Path, *, timeout: float, cancel: CancelToken) -> Iterator[None]:
    """Hold the index's write lock; create the folder if needed.

    Raises ``IndexUnavailableError`` when it is not free within ``timeout`` seconds or the folder cannot be written.
    """
    lock = _acquired(index_folder, timeout, cancel)
    try:
        yield
    finally:
        lock.release()


def _acquired(index_folder: Path, timeout: float, cancel: CancelToken) -> FileLock:
    end = time.monotonic() + timeout
    while True:
        try:
            index_folder.mkdir(exist_ok=True)  # not its parents: a library that went away may come back
            lock = FileLock(str(index_folder / _NAME))
            if lock.acquire(blocking=False):
                return lock
        except OSError as error:
            message = "索引文件夹无法写入"
            raise IndexUnavailableError(message, advice="请检查文库文件夹的权限和磁盘空间。") from error
        if time.monotonic() >= end:
            message = "另一个程序正在写索引"
            raise IndexUnavailableError(message, advice="请等它完成后再试。")
        cancel.checkpoint()
        time.sleep(_PAUSE)

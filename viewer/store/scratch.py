"""Temporary folders beside what they are for: private, gone afterwards, swept away later when the program was killed.

What is unpacked or copied on the way into the library holds other people's words; it never lies in the system's own
temporary folder, which other accounts, cleaners and backups see.
"""

import contextlib
import logging
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from viewer.core.errors import LibraryError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

log = logging.getLogger(__name__)

PREFIX = ".andu-"
_IN_USE = "in-use"
_YOUNG_SECONDS = 600.0  # of a folder nobody locks: a reader at work keeps one for a minute or two
_OLD_SECONDS = 3600.0  # of single files, which nobody locks


@contextlib.contextmanager
def scratch_folder(parent: Path, *, prefix: str = PREFIX) -> Iterator[Path]:
    """Give a new private folder for the time of the block; held by a lock that ends with the process.

    Raises ``LibraryError`` where none can be made.
    """
    folder, lock = _held_folder(parent, prefix)
    try:
        yield folder
    finally:
        lock.close()
        shutil.rmtree(folder, ignore_errors=True)


def sweep(parent: Path, *, prefix: str = PREFIX) -> None:
    """Remove the folders and files of that kind that killed programs left; what is in use, or may be, stays."""
    with contextlib.suppress(OSError):
        for path in list(parent.iterdir()):
            if path.name.startswith(prefix) and _is_left_behind(path):
                log.info("removing what an interrupted run left")
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)


def _held_folder(parent: Path, prefix: str) -> tuple[Path, BinaryIO]:
    folder: Path | None = None
    try:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        lock = (folder / _IN_USE).open("wb")
    except OSError as error:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        message = f"不能在“{parent}”暂存文件。"
        raise LibraryError(message, advice=f"请检查磁盘空间和写入权限（{error.strerror}）。") from error
    _try_lock(lock)
    return folder, lock


def _is_left_behind(path: Path) -> bool:
    try:
        age = time.time() - path.stat().st_mtime
        if not path.is_dir():
            return age > _OLD_SECONDS
        lock = path / _IN_USE
        if not lock.exists():
            return age > _YOUNG_SECONDS
        with lock.open("r+b") as file:
            return _try_lock(file)
    except OSError:
        return False


def _try_lock(file: BinaryIO) -> bool:
    """Tell whether the lock could be had; a file system without locks says no."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True

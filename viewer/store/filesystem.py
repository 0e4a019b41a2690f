"""What the store needs of the file system: private files, durable writes, network drives told apart."""

import contextlib
import ctypes
import errno
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600

_DRIVE_REMOTE = 4
_NETWORK_FILESYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "glusterfs", "lustre", "davfs", "coda"}
)
_NETWORK_FUSE = ("sshfs", "davfs", "smb", "gvfs", "rclone", "glusterfs", "s3fs", "curlftpfs")


def make_private_folder(folder: Path) -> None:
    """Create the folder and its parents for this user only; one that exists stays as it is."""
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)


def make_private_file(path: Path) -> None:
    """Create an empty file for this user only; one that exists is not even opened.

    Closing any handle on a database drops, on POSIX, every lock SQLite holds on it in the same process: another
    process then takes itself for the only one and deletes the write-ahead log that is in use.
    """
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE_FILE))


def is_writable(folder: Path) -> bool:
    """Tell by trying whether files can be made in the folder; permission bits lie on Windows and on shares.

    A disk that is full or fails is not read-only: that is told when something is written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".andu-", dir=folder)
    except OSError as error:
        return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO)
    os.close(handle)
    Path(name).unlink()
    return True


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a file that takes the place of ``path`` when the block ends well, whole, private and on the disk."""
    handle, name = tempfile.mkstemp(prefix=".andu-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring the folder's entries to the disk where the system can do that."""
    if os.name == "nt":
        return  # NTFS journals its directories and has no call for this
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network file systems refuse
            os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Bring a file's content to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def is_on_network(folder: Path) -> bool:
    """Tell whether the folder lies on a network drive, as far as the system says so."""
    resolved = folder.resolve()
    if sys.platform == "win32":
        return _is_windows_share(resolved)
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return False
    return is_network_mount(resolved, mounts.read_text(encoding="utf-8", errors="surrogateescape"))


def is_network_mount(folder: Path, mounts: str) -> bool:
    """Tell from the lines of a mount table whether the folder's innermost mount is a network file system."""
    best_depth, best_type = -1, ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:  # noqa: PLR2004 - device, mount point, type
            continue
        point = Path(fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\"))
        if folder.is_relative_to(point) and len(point.parts) >= best_depth:
            best_depth, best_type = len(point.parts), fields[2]
    kind = best_type.removeprefix("fuse.")
    return best_type in _NETWORK_FILESYSTEMS or (best_type.startswith("fuse.") and kind.startswith(_NETWORK_FUSE))


def _is_windows_share(folder: Path) -> bool:
    if folder.drive.startswith("\\\\"):
        return True
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - exists on Windows only
    return bool(kernel.GetDriveTypeW(folder.drive + "\\") == _DRIVE_REMOTE)

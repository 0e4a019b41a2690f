"""The imported files themselves, unchanged, kept under the SHA-256 of their content."""

import hashlib
from pathlib import Path
from typing import BinaryIO

from viewer.core.errors import FileVanishedError, LibraryError
from viewer.store.filesystem import make_private_folder, replacing
from viewer.store.sqlite_errors import read_only_error

_CHUNK = 1 << 20


class Originals:
    """A folder of content-addressed files: ``ab/abcdef…``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path_of(self, sha256: str) -> Path:
        """Return where the original with this hash is, or would be."""
        return self._folder / sha256[:2] / sha256

    def keep(self, source: Path, sha256: str) -> None:
        """Copy a file in and have it on the disk for good; known content is not written twice.

        Raises ``FileVanishedError`` when the file is gone or no longer has this content.
        """
        path = self.path_of(sha256)
        if path.exists() and path.stat().st_size == source.stat().st_size:
            return
        try:
            make_private_folder(path.parent)
            with replacing(path) as copy:
                found = _copied(source, copy)
                if found != sha256:
                    raise _changed(source)
        except PermissionError as error:
            raise read_only_error() from error
        except OSError as error:
            message = "原件不能写入文库文件夹。"
            raise LibraryError(message, advice=f"请检查磁盘空间和写入权限（{error.strerror}），再重新导入。") from error

    def read(self, sha256: str) -> bytes:
        """Return the bytes of an original; raises ``LibraryError`` when the file is gone."""
        try:
            return self.path_of(sha256).read_bytes()
        except OSError as error:
            message = "文库中找不到这份文档的原件。"
            raise LibraryError(message, advice="正文和批注不受影响；重新导入同一文件即可补回原件。") from error

    def discard(self, sha256: str) -> None:
        """Delete an original; one that is already gone is no fault."""
        self.path_of(sha256).unlink(missing_ok=True)


def _copied(source: Path, target: BinaryIO) -> str:
    """Copy the file's bytes and return the SHA-256 of what was copied."""
    digest = hashlib.sha256()
    with _opened(source) as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            target.write(chunk)
    return digest.hexdigest()


def _opened(source: Path) -> BinaryIO:
    try:
        return source.open("rb")
    except OSError as error:
        raise _changed(source) from error


def _changed(source: Path) -> FileVanishedError:
    return FileVanishedError(
        f"“{source.name}”在导入过程中被移走或改动了。", advice="请等别的程序用完这个文件，再重新导入。"
    )

"""The imported files themselves, unchanged, kept under the SHA-256 of their content."""

import hashlib
import shutil
from pathlib import Path

from viewer.core.errors import LibraryError, LibraryReadOnlyError
from viewer.store.filesystem import make_private_folder, write_durably
from viewer.store.sqlite_errors import read_only_error


class Originals:
    """A folder of content-addressed files: ``ab/abcdef…``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path_of(self, sha256: str) -> Path:
        """Return where the original with this hash is, or would be."""
        return self._folder / sha256[:2] / sha256

    def keep(self, data: bytes) -> str:
        """Have the bytes on the disk for good and return their SHA-256; known content is not written twice."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path_of(sha256)
        if path.exists() and path.stat().st_size == len(data):
            return sha256
        try:
            make_private_folder(path.parent)
            write_durably(path, data)
        except PermissionError as error:
            raise _read_only() from error
        except OSError as error:
            message = "原件不能写入文库文件夹。"
            raise LibraryError(
                message, advice=f"请检查磁盘空间和写入权限（{error.strerror}），然后重新导入。"
            ) from error
        return sha256

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

    def free_bytes(self) -> int:
        """Return the free space of the disk the originals are on."""
        return shutil.disk_usage(self._folder).free


def _read_only() -> LibraryReadOnlyError:
    return read_only_error()

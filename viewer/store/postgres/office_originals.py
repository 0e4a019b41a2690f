"""The imported files of an office's library: kept in its database, in parts, and fetched into a folder when wanted."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from viewer.core.errors import FileVanishedError, LibraryError
from viewer.store.filesystem import make_private_folder, replacing
from viewer.store.originals import Originals
from viewer.store.postgres.connection import PostgresConnection
from viewer.store.postgres.postgres_errors import translated

_PART = 1 << 20


class OfficeOriginals(Originals):
    """Content-addressed files of which this machine has those it asked for.

    ``connection`` gives the calling thread's connection.
    """

    def __init__(self, folder: Path, connection: Callable[[], PostgresConnection]) -> None:
        super().__init__(folder)
        self._connection = connection

    def path_of(self, sha256: str) -> Path:
        """Return where the original with this hash is on this machine, fetching it; or would be, where it is gone."""
        path = super().path_of(sha256)
        if not path.exists() and (parts := self._parts(sha256)):
            make_private_folder(path.parent)
            with replacing(path) as copy:
                for part in parts:
                    copy.write(self._part(sha256, part))
        return path

    def keep(self, source: Path, sha256: str) -> None:
        """Send a file to the server for good; known content is not sent twice.

        Raises ``FileVanishedError`` when the file is gone or no longer has this content.
        """
        with translated():
            known = self._parts(sha256)
            if known:
                return
            connection = self._connection()
            begins = not connection.in_transaction
            if begins:
                connection.execute("BEGIN")
            try:
                self._send(connection, source, sha256)
                if begins:
                    connection.execute("COMMIT")
            finally:
                if begins and connection.in_transaction:
                    connection.execute("ROLLBACK")

    def read(self, sha256: str) -> bytes:
        """Return the bytes of an original; raises ``LibraryError`` when the file is gone."""
        parts = self._parts(sha256)
        if not parts:
            message = "文库中找不到这份文档的原件。"
            raise LibraryError(message, advice="正文和批注不受影响；重新导入同一文件即可补回原件。")
        return b"".join(self._part(sha256, part) for part in parts)

    def discard(self, sha256: str) -> None:
        """Delete an original; one that is already gone is no fault."""
        with translated():
            self._connection().execute("DELETE FROM originals WHERE sha256 = :sha256", {"sha256": sha256})
        super().path_of(sha256).unlink(missing_ok=True)

    def _send(self, connection: PostgresConnection, source: Path, sha256: str) -> None:
        digest = hashlib.sha256()
        part = 0
        try:
            with source.open("rb") as file:
                while (piece := file.read(_PART)) or part == 0:
                    digest.update(piece)
                    connection.execute(
                        "INSERT INTO originals (sha256, part, bytes) VALUES (:sha256, :part, :bytes)"
                        " ON CONFLICT DO NOTHING",
                        {"sha256": sha256, "part": part, "bytes": piece},
                    )
                    part += 1
        except OSError as error:
            raise _changed(source) from error
        if digest.hexdigest() != sha256:
            raise _changed(source)

    def _parts(self, sha256: str) -> list[int]:
        with translated():
            found = self._connection().execute(
                "SELECT part FROM originals WHERE sha256 = :sha256 ORDER BY part", {"sha256": sha256}
            )
            return [row["part"] for row in found]

    def _part(self, sha256: str, part: int) -> bytes:
        with translated():
            row = self._connection().execute(
                "SELECT bytes FROM originals WHERE sha256 = :sha256 AND part = :part", {"sha256": sha256, "part": part}
            )
            return bytes(row.fetchone()["bytes"])


def _changed(source: Path) -> FileVanishedError:
    return FileVanishedError(
        f"“{source.name}”在导入过程中被移走或改动了。", advice="请等别的程序用完这个文件，再重新导入。"
    )

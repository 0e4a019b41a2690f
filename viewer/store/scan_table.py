"""The scans that wait to be recognised as rows: their originals are kept, documents they are not yet."""

from viewer.core.scan import WaitingScan
from viewer.store.change_log import now
from viewer.store.sql import Connection


class ScanTable:
    """SQL over one connection; writing methods must run inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, sha256: str, name: str, pages: int) -> None:
        """Let a scan wait; one that waits already, or was paused, waits on and is paused no more."""
        self._connection.execute(
            "INSERT INTO waiting_scans (sha256, name, pages, added_at) VALUES (:sha256, :name, :pages, :at)"
            " ON CONFLICT (sha256) DO UPDATE SET name = :name, pages = :pages, paused = 0",
            {"sha256": sha256, "name": name, "pages": pages, "at": now()},
        )

    def all(self) -> list[WaitingScan]:
        """Return the scans that wait, the oldest first; how far each has come is not known here."""
        found = self._connection.execute("SELECT * FROM waiting_scans ORDER BY added_at, sha256")
        return [WaitingScan(row["sha256"], row["name"], row["pages"], paused=bool(row["paused"])) for row in found]

    def pause(self, *, paused: bool) -> None:
        """Stop all that wait, or let them go on."""
        self._connection.execute("UPDATE waiting_scans SET paused = :paused", {"paused": int(paused)})

    def remove(self, sha256: str) -> None:
        """Let a scan wait no more; one that does not wait is no fault."""
        self._connection.execute("DELETE FROM waiting_scans WHERE sha256 = :sha256", {"sha256": sha256})

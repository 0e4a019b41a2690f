"""What a library knows about itself beside its documents: short texts under keys."""

from viewer.store.sql import Connection


class FactTable:
    """SQL over one connection; writing methods must run inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, key: str) -> str | None:
        """Return what is kept under a key, ``None`` where there is nothing."""
        row = self._connection.execute("SELECT value FROM library WHERE key = :key", {"key": key}).fetchone()
        return None if row is None else str(row["value"])

    def beginning_with(self, prefix: str) -> dict[str, str]:
        """Return what is kept under all keys with this beginning, by the rest of the key."""
        found = self._connection.execute(
            "SELECT key, value FROM library WHERE substr(key, 1, :length) = :prefix",
            {"length": len(prefix), "prefix": prefix},
        )
        return {str(row["key"])[len(prefix) :]: str(row["value"]) for row in found}

    def put(self, key: str, value: str) -> None:
        """Keep a text under a key, in place of what was there."""
        self._connection.execute(
            "INSERT INTO library (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = :value",
            {"key": key, "value": value},
        )

    def forget(self, key: str) -> None:
        """Keep nothing under a key any more."""
        self._connection.execute("DELETE FROM library WHERE key = :key", {"key": key})

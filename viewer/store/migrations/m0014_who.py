"""Schema 14: the log of changes says who made a change, where that is known: one that came from an office says it."""

import sqlite3


def migrate(connection: sqlite3.Connection) -> None:
    """Add the column; what was logged here before was this person's, whose name nobody asked for."""
    connection.execute("ALTER TABLE change_log ADD COLUMN \"by\" TEXT NOT NULL DEFAULT ''")

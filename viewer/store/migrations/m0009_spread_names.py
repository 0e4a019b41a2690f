"""Schema 9: the sure names of the library, by which its other documents are read."""

import sqlite3


def migrate(connection: sqlite3.Connection) -> None:
    """Add the table; it is filled from the names of the documents and can be filled again."""
    connection.execute("CREATE TABLE spread_names (name TEXT PRIMARY KEY, type TEXT NOT NULL) WITHOUT ROWID")

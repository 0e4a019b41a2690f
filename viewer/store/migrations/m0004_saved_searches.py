"""Schema 4: the questions a person keeps."""

import sqlite3

_STATEMENTS = (
    """
    CREATE TABLE saved_searches (
        row        INTEGER PRIMARY KEY AUTOINCREMENT,
        id         TEXT NOT NULL UNIQUE,
        name       TEXT NOT NULL,
        query      TEXT NOT NULL,
        choices    TEXT NOT NULL,  -- JSON array of [field, value]
        sort       TEXT NOT NULL,
        position   INTEGER NOT NULL,
        created    TEXT NOT NULL,
        removed_at TEXT
    )
    """,
)


def migrate(connection: sqlite3.Connection) -> None:
    """Add the table of saved searches."""
    for statement in _STATEMENTS:
        connection.execute(statement)

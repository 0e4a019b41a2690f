"""Schema 5: what is known about originals – read in part, doubtful characters, scans that wait, pairs of files."""

import sqlite3

_STATEMENTS = (
    "ALTER TABLE documents ADD COLUMN partial INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE readings ADD COLUMN doubts TEXT NOT NULL DEFAULT '[]'",  # JSON array: [start, end]
    """
    CREATE TABLE waiting_scans (
        sha256   TEXT PRIMARY KEY,
        name     TEXT NOT NULL,
        pages    INTEGER NOT NULL,
        added_at TEXT NOT NULL,
        paused   INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE joined_originals (
        document  INTEGER PRIMARY KEY REFERENCES documents (row) ON DELETE CASCADE,
        principal INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
        joined_at TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE declined_pairs (
        one         TEXT NOT NULL,  -- hashes of two originals, the smaller first
        other       TEXT NOT NULL,
        declined_at TEXT NOT NULL,
        PRIMARY KEY (one, other)
    ) WITHOUT ROWID
    """,
)


def migrate(connection: sqlite3.Connection) -> None:
    """Add what originals need."""
    for statement in _STATEMENTS:
        connection.execute(statement)

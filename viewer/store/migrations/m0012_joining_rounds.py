"""Schema 12: a key that waits to be joined is noted anew with every change, so that it can be joined outside a lock."""

import sqlite3

_STATEMENTS = (
    "DROP TRIGGER across_link_added",
    "DROP TRIGGER across_link_removed",
    "ALTER TABLE across_stale_keys RENAME TO across_stale_keys_before",
    """
    CREATE TABLE across_stale_keys (
        round      INTEGER PRIMARY KEY AUTOINCREMENT,  -- another one with every change of the key
        figure_key INTEGER NOT NULL UNIQUE
    )
    """,
    "INSERT INTO across_stale_keys (figure_key) SELECT figure_key FROM across_stale_keys_before",
    "DROP TABLE across_stale_keys_before",
    """
    CREATE TRIGGER across_link_added AFTER INSERT ON figure_links
    BEGIN INSERT OR REPLACE INTO across_stale_keys (figure_key) VALUES (new.figure_key); END
    """,
    """
    CREATE TRIGGER across_link_removed AFTER DELETE ON figure_links
    BEGIN INSERT OR REPLACE INTO across_stale_keys (figure_key) VALUES (old.figure_key); END
    """,
)


def migrate(connection: sqlite3.Connection) -> None:
    """Make the table and the triggers that fill it anew."""
    for statement in _STATEMENTS:
        connection.execute(statement)

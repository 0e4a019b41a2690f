"""Schema 8: sums over what is stored, so that damage to it is noticed (``viewer/store/seals.py``)."""

import sqlite3


def migrate(connection: sqlite3.Connection) -> None:
    """Add the table; the triggers that keep it true are made after every migration."""
    connection.execute(
        """
        CREATE TABLE seals (
            what TEXT NOT NULL,     -- 'document', the name of a table, or 'change_log'
            row  INTEGER NOT NULL,  -- of the document, 0 for a table, the last entry of the log
            sum  INTEGER NOT NULL,
            PRIMARY KEY (what, row)
        ) WITHOUT ROWID
        """
    )

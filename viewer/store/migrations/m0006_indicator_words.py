"""Schema 6: the words at a figure's side that name it, besides the name it has where it stands alone."""

import sqlite3


def migrate(connection: sqlite3.Connection) -> None:
    """Add the column; figures found before keep no words of their own until they are found again."""
    connection.execute("ALTER TABLE metrics ADD COLUMN indicator_words TEXT")

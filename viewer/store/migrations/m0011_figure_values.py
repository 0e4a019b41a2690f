"""Schema 11: figures are found by value and by key from indexes alone."""

import sqlite3

_STATEMENTS = (
    "DROP INDEX figure_links_by_value",
    "CREATE INDEX figure_links_by_value ON figure_links (value, figure_key) WHERE value <> ''",
    "DROP INDEX figure_links_by_key",
    "CREATE INDEX figure_links_by_key ON figure_links (figure_key, value)",
)


def migrate(connection: sqlite3.Connection) -> None:
    """Make the indexes anew."""
    for statement in _STATEMENTS:
        connection.execute(statement)

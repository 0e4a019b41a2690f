"""Schema 10: a page across 20,000 documents opens from an index; a name knows how else it is written."""

import sqlite3

_STATEMENTS = (
    "ALTER TABLE names ADD COLUMN aliases TEXT NOT NULL DEFAULT '[]'",  # JSON array of strings
    "CREATE INDEX names_by_type ON names (type, mentions)",
    "CREATE INDEX names_by_documents ON names (documents DESC, mentions DESC, name)",
    "CREATE INDEX names_by_year ON names (last DESC, mentions DESC, name)",
    "CREATE INDEX commitments_by_document ON commitments (document)",
    "CREATE INDEX documents_counted ON documents (removed_at, date, session, issuing_unit, kind, result, id)",
    "DELETE FROM library WHERE key = 'across_rules'",  # so that every document is looked at once more
)


def migrate(connection: sqlite3.Connection) -> None:
    """Add the indexes and the column."""
    for statement in _STATEMENTS:
        connection.execute(statement)

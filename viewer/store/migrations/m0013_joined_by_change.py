"""Schema 13: what changes across documents is found out by itself, so that only what hangs together with it is redone.

A link knows what is stated there (``mark``), so a document looked at again changes only what it now says otherwise; a
key knows how often it is stated and which key leads its group; a document knows what ties it to others.
"""

import sqlite3

_MOST_OF_ONE_VALUE = 40
"""A value stated more often ties nothing together; where a value comes to be so, or no longer, all its keys wait."""

_CROSSING = """
    CREATE TRIGGER across_value_{0} AFTER {1} ON figure_links WHEN {2}.value <> ''
    BEGIN INSERT OR REPLACE INTO across_stale_keys (figure_key) SELECT DISTINCT figure_key FROM figure_links
        WHERE value = {2}.value AND value <> '' AND {3} = (SELECT count(*) FROM (SELECT 1 FROM figure_links AS other
        WHERE other.value = {2}.value AND other.value <> '' LIMIT {4})); END
"""

_STATEMENTS = (
    "ALTER TABLE figure_links ADD COLUMN named TEXT NOT NULL DEFAULT ''",  # as the document names it; '' for the core
    "ALTER TABLE figure_links ADD COLUMN mark INTEGER NOT NULL DEFAULT 0",  # the sum of what is stated there
    "DROP INDEX figure_links_by_key",
    "CREATE INDEX figure_links_by_key ON figure_links (figure_key, value, named)",
    "ALTER TABLE figure_keys ADD COLUMN mentions INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE figure_keys ADD COLUMN leader INTEGER",  # the row of the key that leads its group in its block
    "DROP INDEX figure_keys_by_series",
    "CREATE INDEX figure_keys_by_series ON figure_keys (series, label, core)",
    "ALTER TABLE across_documents ADD COLUMN date TEXT",
    "ALTER TABLE across_documents ADD COLUMN subject TEXT NOT NULL DEFAULT ''",  # without what all subjects share
    "ALTER TABLE across_documents ADD COLUMN number TEXT",  # the digits of the case's number
    "ALTER TABLE across_documents ADD COLUMN heading TEXT NOT NULL DEFAULT ''",  # the plain title of what is no reply
    "ALTER TABLE across_documents ADD COLUMN mark INTEGER NOT NULL DEFAULT 0",  # the sum of its shingles
    "CREATE INDEX across_documents_tied ON across_documents (document, topic, subject, number, heading)",
    "CREATE INDEX documents_titled ON documents (removed_at, date, row, id, title, name)",
    *(
        _CROSSING.format(name, event, row, count, _MOST_OF_ONE_VALUE + 2)
        for name, event, row, count in (
            ("added", "INSERT", "new", _MOST_OF_ONE_VALUE + 1),
            ("removed", "DELETE", "old", _MOST_OF_ONE_VALUE),
        )
    ),
    """
    UPDATE across_documents SET date = (SELECT date FROM documents WHERE row = document)
        WHERE document NOT IN (SELECT document FROM across_stale)
    """,
    "DELETE FROM library WHERE key = 'across_rules'",  # so that every document is looked at once more
)


def migrate(connection: sqlite3.Connection) -> None:
    """Add the columns, indexes and triggers."""
    for statement in _STATEMENTS:
        connection.execute(statement)

"""Schema 3: what a person teaches – the 词库, corrections of names, corrections of figures – and ways to find names."""

import sqlite3

_STATEMENTS = (
    """
    CREATE TABLE terms (
        row        INTEGER PRIMARY KEY AUTOINCREMENT,
        id         TEXT NOT NULL UNIQUE,
        term       TEXT NOT NULL,
        type       TEXT NOT NULL,
        canonical  TEXT,
        document   INTEGER REFERENCES documents (row) ON DELETE CASCADE,
        added_by   TEXT NOT NULL,
        added_at   TEXT NOT NULL,
        removed_at TEXT
    )
    """,
    "CREATE UNIQUE INDEX terms_once ON terms (term, coalesce(document, 0)) WHERE removed_at IS NULL",
    """
    CREATE TABLE corrections (
        row        INTEGER PRIMARY KEY AUTOINCREMENT,
        id         TEXT NOT NULL UNIQUE,
        document   INTEGER REFERENCES documents (row) ON DELETE CASCADE,
        action     TEXT NOT NULL,
        surface    TEXT NOT NULL,
        type       TEXT,
        canonical  TEXT,
        before     TEXT NOT NULL,
        after      TEXT NOT NULL,
        added_by   TEXT NOT NULL,
        added_at   TEXT NOT NULL,
        removed_at TEXT
    )
    """,
    """
    CREATE TABLE metric_corrections (
        row          INTEGER PRIMARY KEY AUTOINCREMENT,
        id           TEXT NOT NULL UNIQUE,
        document     INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
        surface      TEXT NOT NULL,
        before       TEXT NOT NULL,
        after        TEXT NOT NULL,
        dismissed    INTEGER NOT NULL,
        indicator    TEXT,
        value        REAL,
        value_max    REAL,
        unit         TEXT,
        comparator   TEXT,
        role         TEXT,
        period_text  TEXT,
        period_start TEXT,
        period_end   TEXT,
        scope        TEXT,
        added_by     TEXT NOT NULL,
        added_at     TEXT NOT NULL,
        removed_at   TEXT
    )
    """,
    "CREATE INDEX entities_by_name ON entities (coalesce(canonical, surface), type, document)",
    "CREATE INDEX metrics_by_indicator ON metrics (indicator, document)",
)


def migrate(connection: sqlite3.Connection) -> None:
    """Add the tables for lessons and the indexes over names and figures."""
    for statement in _STATEMENTS:
        connection.execute(statement)

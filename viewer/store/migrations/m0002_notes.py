"""Schema 2: what a person writes – annotations, bookmarks, and what is said about whole documents."""

import sqlite3

_STATEMENTS = (
    """
    CREATE TABLE annotations (
        row            INTEGER PRIMARY KEY AUTOINCREMENT,
        id             TEXT NOT NULL UNIQUE,
        document       INTEGER REFERENCES documents (row) ON DELETE SET NULL,
        document_key   TEXT NOT NULL,  -- JSON object: what recognises the reply when it comes back
        position_start INTEGER NOT NULL,
        position_end   INTEGER NOT NULL,
        exact          TEXT NOT NULL,
        prefix         TEXT NOT NULL,
        suffix         TEXT NOT NULL,
        occurrences    INTEGER,
        text_sha256    TEXT NOT NULL,
        normalizer     TEXT NOT NULL,
        fragment       TEXT,           -- JSON array: [paragraph, start, end]
        style          TEXT NOT NULL,
        colour         TEXT NOT NULL,
        note           TEXT NOT NULL,
        tags           TEXT NOT NULL,  -- JSON array of strings
        creator        TEXT NOT NULL,
        task           TEXT,
        created        TEXT NOT NULL,
        modified       TEXT NOT NULL,
        state          TEXT NOT NULL,
        span_start     INTEGER,
        span_end       INTEGER,
        removed_at     TEXT,
        CHECK ((state = 'anchored') = (span_start IS NOT NULL AND span_end IS NOT NULL))
    )
    """,
    "CREATE INDEX annotations_by_document ON annotations (document, removed_at, span_start)",
    """
    CREATE TABLE bookmarks (
        row        INTEGER PRIMARY KEY AUTOINCREMENT,
        id         TEXT NOT NULL UNIQUE,
        document   INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
        name       TEXT NOT NULL,
        folder     TEXT NOT NULL,
        position   INTEGER NOT NULL,
        created    TEXT NOT NULL,
        selector   TEXT,               -- JSON object, NULL for a whole document
        removed_at TEXT
    )
    """,
    """
    CREATE TABLE document_tags (
        document INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
        tag      TEXT NOT NULL,
        PRIMARY KEY (document, tag)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE document_states (
        document INTEGER PRIMARY KEY REFERENCES documents (row) ON DELETE CASCADE,
        starred  INTEGER NOT NULL DEFAULT 0,
        read_at  TEXT
    )
    """,
    """
    CREATE TABLE collections (
        row        INTEGER PRIMARY KEY AUTOINCREMENT,
        id         TEXT NOT NULL UNIQUE,
        name       TEXT NOT NULL,
        position   INTEGER NOT NULL,
        removed_at TEXT
    )
    """,
    """
    CREATE TABLE collection_documents (
        collection INTEGER NOT NULL REFERENCES collections (row) ON DELETE CASCADE,
        document   INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
        PRIMARY KEY (collection, document)
    ) WITHOUT ROWID
    """,
)


def migrate(connection: sqlite3.Connection) -> None:
    """Add the tables for notes."""
    for statement in _STATEMENTS:
        connection.execute(statement)

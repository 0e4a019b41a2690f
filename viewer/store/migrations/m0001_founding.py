"""Schema 1: the library's identity, documents with their readings, and the log of changes."""

import sqlite3

_STATEMENTS = (
    """
    CREATE TABLE library (
        key   TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE documents (
        row              INTEGER PRIMARY KEY AUTOINCREMENT,
        id               TEXT NOT NULL UNIQUE,
        sha256           TEXT NOT NULL UNIQUE,
        name             TEXT NOT NULL,
        media_type       TEXT NOT NULL,
        size             INTEGER NOT NULL,
        pages            INTEGER,
        ocr              INTEGER NOT NULL DEFAULT 0,
        imported_at      TEXT NOT NULL,
        removed_at       TEXT,
        pipeline_version TEXT NOT NULL,
        text_sha256      TEXT NOT NULL,
        characters       INTEGER NOT NULL,
        indexed          INTEGER NOT NULL DEFAULT 0,
        title            TEXT,
        kind             TEXT NOT NULL,
        session          TEXT,
        number           TEXT,
        result           TEXT,
        result_raw       TEXT,
        signer           TEXT,
        doc_no           TEXT,
        addressees       TEXT NOT NULL,  -- JSON array of strings
        subject          TEXT,
        issuing_unit     TEXT,
        date             TEXT,
        disclosure       TEXT,
        contact_person   TEXT,
        contact_phone    TEXT,
        address          TEXT,
        postcode         TEXT,
        spans            TEXT NOT NULL   -- JSON object: field -> [start, end]
    )
    """,
    "CREATE INDEX documents_by_state ON documents (removed_at, indexed)",
    """
    CREATE TABLE readings (
        document   INTEGER PRIMARY KEY REFERENCES documents (row) ON DELETE CASCADE,
        text       TEXT NOT NULL,
        paragraphs BLOB NOT NULL,  -- zlib of JSON: [start, end, role, level, page]
        source_map BLOB NOT NULL,  -- zlib of JSON: [text_start, source_start, length]
        warnings   TEXT NOT NULL   -- JSON array of sentences
    )
    """,
    """
    CREATE TABLE entities (
        document  INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
        ordinal   INTEGER NOT NULL,
        start     INTEGER NOT NULL,
        "end"     INTEGER NOT NULL,
        surface   TEXT NOT NULL,
        type      TEXT NOT NULL,
        source    TEXT NOT NULL,
        canonical TEXT,
        PRIMARY KEY (document, ordinal)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE metrics (
        document       INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
        ordinal        INTEGER NOT NULL,
        start          INTEGER NOT NULL,
        "end"          INTEGER NOT NULL,
        surface        TEXT NOT NULL,
        type           TEXT NOT NULL,
        value          REAL NOT NULL,
        value_max      REAL,
        unit           TEXT NOT NULL,
        sentence_start INTEGER NOT NULL,
        sentence_end   INTEGER NOT NULL,
        comparator     TEXT NOT NULL,
        role           TEXT NOT NULL,
        indicator      TEXT,
        qualifier      TEXT,
        period_text    TEXT,
        period_start   TEXT,
        period_end     TEXT,
        scope          TEXT,
        PRIMARY KEY (document, ordinal)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE change_log (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        at       TEXT NOT NULL,
        action   TEXT NOT NULL,
        subject  TEXT NOT NULL,
        detail   TEXT NOT NULL  -- JSON object
    )
    """,
    """
    CREATE TRIGGER change_log_keeps_its_rows BEFORE DELETE ON change_log
    BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END
    """,
    """
    CREATE TRIGGER change_log_keeps_its_words BEFORE UPDATE ON change_log
    BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END
    """,
)


def migrate(connection: sqlite3.Connection) -> None:
    """Create the first tables in an empty database."""
    for statement in _STATEMENTS:
        connection.execute(statement)

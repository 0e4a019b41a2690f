"""Schema 7: what documents say together – figures in series, names, promises, shared paragraphs – and decisions on it.

The tables a machine fills can be emptied and filled again from the readings; triggers note which documents and which
keys have changed since, whoever changed them. The decisions, records and pieces of evidence are a person's.
"""

import sqlite3

_STATEMENTS = (
    "CREATE TABLE across_stale (document INTEGER PRIMARY KEY)",
    "CREATE TABLE across_stale_keys (figure_key INTEGER PRIMARY KEY)",
    """
    CREATE TABLE figure_keys (
        row       INTEGER PRIMARY KEY AUTOINCREMENT,
        signature TEXT NOT NULL UNIQUE,
        label     TEXT NOT NULL,
        core      TEXT NOT NULL,
        subject   TEXT NOT NULL,
        unit      TEXT NOT NULL,
        role      TEXT NOT NULL,
        status    TEXT NOT NULL,
        scope     TEXT NOT NULL,
        branch    TEXT NOT NULL,
        home      TEXT NOT NULL,
        block     TEXT NOT NULL,
        series    INTEGER
    )
    """,
    "CREATE INDEX figure_keys_by_block ON figure_keys (block)",
    "CREATE INDEX figure_keys_by_series ON figure_keys (series)",
    """
    CREATE TABLE figure_links (
        document   INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
        ordinal    INTEGER NOT NULL,
        figure_key INTEGER NOT NULL REFERENCES figure_keys (row),
        value      TEXT NOT NULL,  -- the exact value as a text, empty where the figure is rounded or small
        PRIMARY KEY (document, ordinal)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX figure_links_by_key ON figure_links (figure_key)",
    "CREATE INDEX figure_links_by_value ON figure_links (value) WHERE value <> ''",
    """
    CREATE TABLE figure_series (
        row        INTEGER PRIMARY KEY AUTOINCREMENT,
        signature  TEXT NOT NULL UNIQUE,  -- of the key that leads it
        name       TEXT NOT NULL,
        unit       TEXT NOT NULL,
        role       TEXT NOT NULL,
        status     TEXT NOT NULL,
        scope      TEXT NOT NULL,
        mentions   INTEGER NOT NULL,
        documents  INTEGER NOT NULL,
        first      TEXT,
        last       TEXT,
        latest     TEXT NOT NULL,
        verdict    TEXT NOT NULL,
        state      TEXT NOT NULL,
        pinned     INTEGER NOT NULL
    )
    """,
    "CREATE INDEX figure_series_by_weight ON figure_series (pinned DESC, documents DESC, mentions DESC, name)",
    """
    CREATE TABLE series_decisions (
        row        INTEGER PRIMARY KEY AUTOINCREMENT,
        id         TEXT NOT NULL UNIQUE,
        action     TEXT NOT NULL,
        detail     TEXT NOT NULL,  -- JSON object
        added_at   TEXT NOT NULL,
        removed_at TEXT
    )
    """,
    """
    CREATE TABLE names (
        row       INTEGER PRIMARY KEY AUTOINCREMENT,
        name      TEXT NOT NULL,
        type      TEXT NOT NULL,
        mentions  INTEGER NOT NULL,
        documents INTEGER NOT NULL,
        first     TEXT,
        last      TEXT,
        UNIQUE (name, type)
    )
    """,
    "CREATE INDEX names_by_weight ON names (mentions DESC, name)",
    """
    CREATE TABLE name_documents (
        name     INTEGER NOT NULL REFERENCES names (row),
        document INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
        mentions INTEGER NOT NULL,
        surfaces TEXT NOT NULL,  -- JSON array of strings
        PRIMARY KEY (name, document)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX name_documents_by_document ON name_documents (document)",
    """
    CREATE TABLE commitments (
        document       INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
        ordinal        INTEGER NOT NULL,
        start          INTEGER NOT NULL,
        "end"          INTEGER NOT NULL,
        words          TEXT NOT NULL,
        what           TEXT NOT NULL,
        who            TEXT,
        deadline_words TEXT,
        deadline       TEXT,
        figure         TEXT,
        strength       TEXT NOT NULL,
        cue            TEXT NOT NULL,
        PRIMARY KEY (document, ordinal)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE commitment_records (
        row        INTEGER PRIMARY KEY AUTOINCREMENT,
        document   INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
        words      TEXT NOT NULL,
        state      TEXT NOT NULL,
        note       TEXT NOT NULL,
        dismissed  INTEGER NOT NULL,
        changed_at TEXT NOT NULL,
        UNIQUE (document, words)
    )
    """,
    """
    CREATE TABLE commitment_evidence (
        row      INTEGER PRIMARY KEY AUTOINCREMENT,
        document INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
        words    TEXT NOT NULL,  -- of the promise
        later    INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
        passage  TEXT NOT NULL,
        verdict  TEXT NOT NULL,  -- confirmed or dismissed
        added_at TEXT NOT NULL,
        UNIQUE (document, words, later, passage)
    )
    """,
    """
    CREATE TABLE shingles (
        hash      INTEGER NOT NULL,
        document  INTEGER NOT NULL,
        paragraph INTEGER NOT NULL,
        PRIMARY KEY (hash, document, paragraph)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE across_documents (
        document INTEGER PRIMARY KEY REFERENCES documents (row) ON DELETE CASCADE,
        topic    TEXT,
        hashes   BLOB NOT NULL  -- 64-bit numbers, little-endian, so that its shingles can be taken out again
    )
    """,
    """
    CREATE TRIGGER across_document_added AFTER INSERT ON documents
    BEGIN INSERT OR IGNORE INTO across_stale VALUES (new.row); END
    """,
    """
    CREATE TRIGGER across_document_changed AFTER UPDATE OF removed_at, text_sha256, title, kind, session, number,
        result, subject, issuing_unit, date ON documents
    BEGIN INSERT OR IGNORE INTO across_stale VALUES (new.row); END
    """,
    """
    CREATE TRIGGER across_metric_added AFTER INSERT ON metrics
    BEGIN INSERT OR IGNORE INTO across_stale VALUES (new.document); END
    """,
    """
    CREATE TRIGGER across_metric_removed AFTER DELETE ON metrics
    BEGIN INSERT OR IGNORE INTO across_stale VALUES (old.document); END
    """,
    """
    CREATE TRIGGER across_entity_added AFTER INSERT ON entities
    BEGIN INSERT OR IGNORE INTO across_stale VALUES (new.document); END
    """,
    """
    CREATE TRIGGER across_entity_removed AFTER DELETE ON entities
    BEGIN INSERT OR IGNORE INTO across_stale VALUES (old.document); END
    """,
    """
    CREATE TRIGGER across_link_added AFTER INSERT ON figure_links
    BEGIN INSERT OR IGNORE INTO across_stale_keys VALUES (new.figure_key); END
    """,
    """
    CREATE TRIGGER across_link_removed AFTER DELETE ON figure_links
    BEGIN INSERT OR IGNORE INTO across_stale_keys VALUES (old.figure_key); END
    """,
    """
    CREATE TRIGGER across_name_removed AFTER DELETE ON name_documents
    BEGIN UPDATE names SET mentions = mentions - old.mentions, documents = documents - 1 WHERE row = old.name; END
    """,
    """
    CREATE TRIGGER across_name_added AFTER INSERT ON name_documents
    BEGIN UPDATE names SET mentions = mentions + new.mentions, documents = documents + 1 WHERE row = new.name; END
    """,
    "INSERT INTO across_stale SELECT row FROM documents",
)


def migrate(connection: sqlite3.Connection) -> None:
    """Add the tables, and note that every document there is has yet to be looked at."""
    for statement in _STATEMENTS:
        connection.execute(statement)

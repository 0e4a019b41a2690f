"""Sums over what is stored, so that bytes which change by themselves are noticed.

SQLite notices damage to the shape of its file, not to the words and numbers in it. A seal is the sum of a document
with all that was read in it, of one table a person fills, of the schema, or of the log of changes up to an entry.
Triggers take a seal away with every change, whoever makes it; sealing gives new ones to whatever has none. What has a
seal and another sum was not changed by anybody.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

SEALED_TABLES = (
    "annotations",
    "bookmarks",
    "collection_documents",
    "collections",
    "commitment_evidence",
    "commitment_records",
    "corrections",
    "declined_pairs",
    "document_states",
    "document_tags",
    "joined_originals",
    "library",
    "metric_corrections",
    "saved_searches",
    "series_decisions",
    "terms",
    "waiting_scans",
)
"""What a person fills, each sealed as a whole."""

DOCUMENT_TABLES = ("readings", "entities", "metrics")
"""What belongs to one document by its column ``document``; sealed together with its row in ``documents``."""

DERIVED_TABLES = (
    "across_documents",
    "across_stale",
    "across_stale_keys",
    "commitments",
    "figure_keys",
    "figure_links",
    "figure_series",
    "name_documents",
    "names",
    "seals",
    "shingles",
    "spread_names",
)
"""What is made from the rest and can be made again: not sealed."""

_LOG = "change_log"
_DOCUMENT = "document"
_SCHEMA = "schema"
_PACKED = frozenset({"paragraphs", "source_map"})  # of all that is sealed, the columns that hold bytes and not texts
_ORDER = {"readings": "document", "entities": "ordinal", "metrics": "ordinal"}


def install(connection: sqlite3.Connection) -> None:
    """Make the triggers anew and forget all sums: call it after every migration, in the same transaction."""
    connection.execute("DELETE FROM seals")
    for name in [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]:
        if name.startswith("seal_"):
            connection.execute(f"DROP TRIGGER {name}")
    for table in SEALED_TABLES:
        for event in ("INSERT", "UPDATE", "DELETE"):
            _trigger(connection, table, event, f"what = '{table}'")
    for table in DOCUMENT_TABLES:
        for event, row in (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old")):
            _trigger(connection, table, event, f"what = '{_DOCUMENT}' AND row = {row}.document")
    _trigger(
        connection, "documents", f"UPDATE OF {_sealed_columns(connection)}", f"what = '{_DOCUMENT}' AND row = new.row"
    )
    _trigger(connection, "documents", "DELETE", f"what = '{_DOCUMENT}' AND row = old.row")


def unsealed_documents(connection: sqlite3.Connection, limit: int) -> list[int]:
    """Return the rows of documents without a seal."""
    found = connection.execute(
        "SELECT row FROM documents WHERE NOT EXISTS"
        " (SELECT 1 FROM seals WHERE what = :what AND seals.row = documents.row) LIMIT :limit",
        {"what": _DOCUMENT, "limit": limit},
    )
    return [int(row["row"]) for row in found]


def seal_documents(connection: sqlite3.Connection, rows: Iterable[int]) -> None:
    """Give documents their seals; call it in a transaction."""
    columns = _sealed_columns(connection)
    with _as_digits(connection):
        for row in rows:
            _put(connection, _DOCUMENT, row, _document_sum(connection, row, columns))


def seal_tables(connection: sqlite3.Connection) -> None:
    """Give the tables and the log of changes their seals; call it in a transaction."""
    sealed = {row["what"] for row in connection.execute("SELECT what FROM seals WHERE what <> 'document'")}
    with _as_digits(connection):
        for table in SEALED_TABLES:
            if table not in sealed:
                _put(connection, table, 0, _table_sum(connection, table))
        if _SCHEMA not in sealed:
            _put(connection, _SCHEMA, 0, _schema_sum(connection))
        newest = connection.execute("SELECT coalesce(max(sequence), 0) FROM change_log").fetchone()[0]
        known = connection.execute("SELECT row, sum FROM seals WHERE what = ?", (_LOG,)).fetchone()
        after, sum_so_far = (0, 0) if known is None else (known[0], known[1])
        if newest > after:
            connection.execute("DELETE FROM seals WHERE what = ?", (_LOG,))
            _put(connection, _LOG, newest, _log_sum(connection, after, newest, sum_so_far))


def sealed_documents(connection: sqlite3.Connection) -> list[int]:
    """Return the rows of documents that have a seal."""
    found = connection.execute("SELECT row FROM seals WHERE what = ? ORDER BY row", (_DOCUMENT,))
    return [int(row["row"]) for row in found]


def is_document_broken(connection: sqlite3.Connection, row: int) -> bool:
    """Tell whether a document is not what was sealed; one without a seal is not known to be."""
    known, columns = _known(connection, _DOCUMENT, row), _sealed_columns(connection)
    with _as_digits(connection):
        return known is not None and known != _document_sum(connection, row, columns)


def broken_tables(connection: sqlite3.Connection) -> list[str]:
    """Return the tables, and perhaps the log of changes, that are not what was sealed."""
    sums = {table: _known(connection, table, 0) for table in SEALED_TABLES}
    schema = _known(connection, _SCHEMA, 0)
    log = connection.execute("SELECT row, sum FROM seals WHERE what = ?", (_LOG,)).fetchone()
    with _as_digits(connection):
        broken = [
            table for table, known in sums.items() if known is not None and known != _table_sum(connection, table)
        ]
        if log is not None and log[1] != _log_sum(connection, 0, log[0], 0):
            broken.append(_LOG)
        if schema is not None and schema != _schema_sum(connection):
            broken.append(_SCHEMA)
    return broken


def _trigger(connection: sqlite3.Connection, table: str, event: str, condition: str) -> None:
    name = f"seal_{table}_{event.split(maxsplit=1)[0].lower()}"
    connection.execute(
        f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN DELETE FROM seals WHERE {condition}; END"  # noqa: S608
    )


def _sealed_columns(connection: sqlite3.Connection) -> str:
    """Return a document's columns: all but the mark of the index, which changes for no reason of a person's."""
    names = [str(row[1]) for row in connection.execute("PRAGMA table_info(documents)")]
    return ", ".join(f'"{name}"' for name in names if name != "indexed")


def _document_sum(connection: sqlite3.Connection, row: int, columns: str) -> int:
    total = _sum_of(connection.execute(f"SELECT {columns} FROM documents WHERE row = ?", (row,)), 0)  # noqa: S608
    for table in DOCUMENT_TABLES:
        select = f"SELECT * FROM {table} WHERE document = ? ORDER BY {_ORDER[table]}"  # noqa: S608
        total = _sum_of(connection.execute(select, (row,)), total)
    return total


def _table_sum(connection: sqlite3.Connection, table: str) -> int:
    return _sum_of(connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2"), 0)  # noqa: S608


def _schema_sum(connection: sqlite3.Connection) -> int:
    return _sum_of(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"), 0)


def _log_sum(connection: sqlite3.Connection, after: int, until: int, so_far: int) -> int:
    select = f"SELECT * FROM {_LOG} WHERE sequence > ? AND sequence <= ? ORDER BY sequence"  # noqa: S608
    return _sum_of(connection.execute(select, (after, until)), so_far)


def _sum_of(cursor: sqlite3.Cursor, so_far: int) -> int:
    """Add rows whose texts come as the digits of their bytes; what is no text where one belongs counts otherwise."""
    cursor.row_factory = None
    packed = [column[0] in _PACKED for column in cursor.description]
    for row in cursor:
        values = [_plain(value, is_packed=each) for value, each in zip(row, packed, strict=True)]
        so_far = zlib.crc32(json.dumps(values, separators=(",", ":")).encode(), so_far)
    return so_far


def _plain(value: object, *, is_packed: bool) -> object:
    if isinstance(value, bytes):
        return value.hex() if is_packed else f"bytes {value.hex()}"
    return f"text {value}" if is_packed else value


def _known(connection: sqlite3.Connection, what: str, row: int) -> int | None:
    found = connection.execute("SELECT sum FROM seals WHERE what = ? AND row = ?", (what, row)).fetchone()
    return None if found is None else int(found["sum"])


def _put(connection: sqlite3.Connection, what: str, row: int, total: int) -> None:
    connection.execute("INSERT OR REPLACE INTO seals (what, row, sum) VALUES (?, ?, ?)", (what, row, total))


@contextmanager
def _as_digits(connection: sqlite3.Connection) -> Iterator[None]:
    """Read texts as the digits of their bytes: damaged ones are no longer UTF-8."""
    before = connection.text_factory
    connection.text_factory = bytes.hex
    try:
        yield
    finally:
        connection.text_factory = before

"""Schema 8: what searches read much of is packed so that it is quickly unpacked, where the server can do that.

Reading a folded text costs half of what it did; what is stored already stays as it is, and is read as before.
"""

from viewer.store.postgres.connection import PostgresConnection

_METHOD = "lz4"
_KNOWN = "SELECT count(*) FROM pg_settings WHERE name = 'default_toast_compression' AND :method = ANY (enumvals)"
_PARTITIONS = "SELECT CAST(inhrelid AS regclass)::text AS name FROM pg_inherits WHERE inhparent = 'postings'::regclass"
_COLUMNS = (("postings", "folded"), ("readings", "text"))


def migrate(connection: PostgresConnection) -> None:
    """Choose the method; servers before 14, and those built without it, go on as they did."""
    if not connection.execute(_KNOWN, {"method": _METHOD}).fetchone()[0]:
        return
    partitions = [(row["name"], "folded") for row in connection.execute(_PARTITIONS).fetchall()]
    for table, column in (*_COLUMNS, *partitions):
        connection.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET COMPRESSION {_METHOD}")

"""The schema may be cut up by document over many servers: no key, no reference and no search stands in the way.

What grows with the documents (``SPREAD``) is cut up by ``document``; all else is small and copied to every server.
Citus asks of such a table that every unique key holds the column it is cut up by, and that what it refers to is cut up
alike or copied everywhere.
"""

import re
from pathlib import Path

from tests.postgres_server import PostgresServer
from viewer.store.postgres import posting_table

SPREAD = {
    "readings",
    "entities",
    "metrics",
    "postings",
    "figure_links",
    "commitments",
    "across_documents",
    "name_documents",
}
BY_CHUNK = ("term_chunks", "term_lists", "taken_out")
"""Cut up by chunk: what was indexed together lies together."""

COPIED_BY_HASH = {"originals": "sha256", "shingles": "hash"}
"""Cut up by another column: never joined with the others on the way of a search."""

_UNIQUE = """
    SELECT t.relname, array_agg(a.attname::text) FROM pg_index AS i
    JOIN pg_class AS t ON t.oid = i.indrelid JOIN pg_namespace AS n ON n.oid = t.relnamespace
    JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = ANY(i.indkey)
    WHERE n.nspname = 'andu' AND i.indisunique AND NOT t.relispartition GROUP BY t.relname, i.indexrelid
"""
_REFERENCES = """
    SELECT one.relname, other.relname FROM pg_constraint AS c
    JOIN pg_class AS one ON one.oid = c.conrelid JOIN pg_class AS other ON other.oid = c.confrelid
    WHERE c.contype = 'f' AND c.connamespace = 'andu'::regnamespace AND NOT one.relispartition
"""


def asked(server: PostgresServer, database: str, sql: str) -> list[tuple[object, ...]]:
    with server.connect(database) as connection:
        return connection.execute(sql.encode()).fetchall()


def test_every_unique_key_of_a_spread_table_holds_the_document(postgres: PostgresServer, office_database: str) -> None:
    keys = asked(postgres, office_database, _UNIQUE)
    without = [(table, key) for table, key in keys if table in SPREAD and "document" not in list(key)]  # type: ignore[call-overload]
    assert {table for table, _ in keys} >= SPREAD
    assert without == []


def test_every_unique_key_of_a_table_spread_by_content_holds_its_hash(
    postgres: PostgresServer, office_database: str
) -> None:
    keys = {str(table): list(key) for table, key in asked(postgres, office_database, _UNIQUE)}  # type: ignore[call-overload]
    assert all(column in keys[table] for table, column in COPIED_BY_HASH.items())


def test_every_unique_key_of_a_table_spread_by_chunk_holds_the_chunk(
    postgres: PostgresServer, office_database: str
) -> None:
    keys = {str(table): list(key) for table, key in asked(postgres, office_database, _UNIQUE)}  # type: ignore[call-overload]
    assert all("chunk" in keys[table] for table in BY_CHUNK)


def test_what_is_copied_everywhere_refers_to_nothing_that_is_spread(
    postgres: PostgresServer, office_database: str
) -> None:
    references = asked(postgres, office_database, _REFERENCES)
    assert [(one, other) for one, other in references if other in SPREAD | set(BY_CHUNK)] == []


def test_postings_are_partitioned_by_year(postgres: PostgresServer, office_database: str) -> None:
    parts = asked(
        postgres,
        office_database,
        "SELECT relid::text FROM pg_partition_tree('andu.postings') WHERE isleaf AND relid::text LIKE '%20%'",
    )
    assert len(parts) == 20


def test_what_a_search_asks_joins_no_two_spread_tables() -> None:
    """Lists come by chunk, texts by document; documents are fetched by id afterwards, twenty of them."""
    named = tables_asked("def listing(", "def may_read_through(")
    assert {table for tables in named for table in tables} == set(BY_CHUNK)
    assert [tables for tables in named if len(tables) > 1] == [{"term_chunks", "taken_out"}]  # counted side by side
    assert re.findall(r"\bFROM (\w+)", posting_table.__dict__["_WANTED"]) == ["postings"]


def test_what_is_read_ahead_is_asked_of_one_table_at_a_time() -> None:
    named = tables_asked("def may_read_through(", "def small_chunks(")
    assert named == [{"readings"}, {"documents"}, {"postings"}, {"term_lists"}]


def tables_asked(first: str, end: str) -> list[set[str]]:
    """Return the tables each statement names between two lines of the module."""
    source = Path(posting_table.__file__).read_text(encoding="utf-8")
    statements = re.findall(r'"(SELECT .*?)"', source[source.index(first) : source.index(end)])
    return [set(re.findall(r"\b(?:FROM|JOIN) (\w+)", each)) for each in statements]

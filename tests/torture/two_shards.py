"""Cuts an office's lists and texts up among two more servers (postgres_fdw), and sees what goes on unchanged.

Run: ``python -m tests.torture.two_shards``. ``term_lists`` lies there by chunk, ``postings`` by document. Prints how
many answers are the same as from one server, and what PostgreSQL refuses or does not promise; returns 1 where one
differs.
"""

import sys
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import psycopg

from tests.postgres_server import OWNER, PostgresServer
from tests.unit.search.test_engine import DOCUMENTS
from tests.unit.services.test_office_searching import ASKED, QUERIES, added, texts
from viewer.core.errors import QueryError
from viewer.core.hit import SearchRequest, SearchResult, SortOrder
from viewer.core.progress import CancelToken
from viewer.search.chunk import AnalyzedPosting, analyzed_posting, chunk_of
from viewer.services.office_searching import OfficeSearcher
from viewer.store.postgres.address import read_address
from viewer.store.postgres.office_library import OfficeLibrary
from viewer.text.segment import Segmenter

_DATABASE = "office"
_CHUNKS = 4
_LISTS = "chunk bigint NOT NULL, term bytea NOT NULL, whole bytea, documents bytea NOT NULL"
_TEXTS = 'document bigint NOT NULL, year smallint NOT NULL, chunk bigint NOT NULL, folded text COLLATE "C" NOT NULL'
_ON_A_SHARD = f"""
    CREATE SCHEMA andu;
    CREATE TABLE andu.term_lists ({_LISTS}, PRIMARY KEY (chunk, term));
    CREATE TABLE andu.postings ({_TEXTS}, PRIMARY KEY (document, year));
"""
_CUT_UP = f"""
    SET search_path = andu, public;
    ALTER TABLE term_lists RENAME TO whole_lists;
    ALTER TABLE postings RENAME TO whole_postings;
    CREATE TABLE term_lists ({_LISTS}) PARTITION BY HASH (chunk);
    CREATE TABLE postings ({_TEXTS}) PARTITION BY HASH (document);
"""
_FILL = """
    SET search_path = andu, public;
    INSERT INTO term_lists SELECT * FROM whole_lists;
    INSERT INTO postings SELECT * FROM whole_postings;
    DROP TABLE whole_lists, whole_postings CASCADE;
    CREATE TRIGGER postings_taken_out AFTER DELETE ON postings FOR EACH ROW EXECUTE FUNCTION note_taken_out();
"""
_REFUSED = {
    "a unique key over shards": "ALTER TABLE andu.term_lists ADD PRIMARY KEY (chunk, term)",
    "a reference from shards": "ALTER TABLE andu.postings ADD FOREIGN KEY (document) REFERENCES andu.documents (row)",
}
Answers = dict[tuple[str, SortOrder], SearchResult | str]


def main() -> int:
    """Compare, and say what does not hold."""
    with ExitStack() as ending:
        servers = [PostgresServer.start() for _ in range(3)]
        for server in servers:
            ending.callback(server.stop)
        folder = Path(ending.enter_context(tempfile.TemporaryDirectory()))
        central, *shards = servers
        central.new_database(_DATABASE)
        segmenter = Segmenter()
        library = OfficeLibrary.open(read_address(central.address(_DATABASE)), None, folder)
        postings = _filled(library, segmenter)
        before = _answers(library, segmenter)
        library.close()
        _cut_up(central, shards)
        library = OfficeLibrary.open(read_address(central.address(_DATABASE)), None, folder)
        ending.callback(library.close)
        after = _answers(library, segmenter)
        with library.transaction():
            library.postings().put(chunk_of(postings[:1]))
        print("a document indexed anew: noted as taken out", _asked(central, "SELECT count(*) FROM andu.taken_out"))
        for name, sql in _REFUSED.items():
            print(f"{name}: {_refusal(central, sql)}")
        print(f"one snapshot: {_snapshot(library, folder)}")
    differing = [key for key, answer in before.items() if answer != after[key]]
    print(f"{len(before)} answers, {len(differing)} differ {differing[:5] or ''}")
    return 1 if differing else 0


def _filled(library: OfficeLibrary, segmenter: Segmenter) -> list[AnalyzedPosting]:
    stored = [added(library, each) for each in (*DOCUMENTS, *texts())]
    postings = [analyzed_posting(each, segmenter) for each in stored]
    with library.transaction() as documents:
        for number in range(_CHUNKS):
            library.postings().put(chunk_of(postings[number::_CHUNKS]))
        documents.mark_indexed([each.id for each in stored])
    return postings


def _answers(library: OfficeLibrary, segmenter: Segmenter) -> Answers:
    searcher = OfficeSearcher(library, segmenter)
    found: Answers = {}
    for query in (*QUERIES, *ASKED):
        for sort in SortOrder:
            try:
                answer = searcher.search(SearchRequest(query, limit=100, sort=sort), cancel=CancelToken())
            except QueryError as error:
                found[query, sort] = error.message
            else:
                found[query, sort] = replace(answer, elapsed_ms=0.0)
    return found


def _cut_up(central: PostgresServer, shards: list[PostgresServer]) -> None:
    parts = [_CUT_UP, "CREATE EXTENSION postgres_fdw;"]
    for number, shard in enumerate(shards):
        shard.new_database("shard")
        with shard.connect("shard") as connection:
            connection.execute(_ON_A_SHARD.encode())
        parts.append(
            f"CREATE SERVER shard{number} FOREIGN DATA WRAPPER postgres_fdw"
            f" OPTIONS (host '{shard.folder}', port '{shard.port}', dbname 'shard');"
            f"CREATE USER MAPPING FOR {OWNER} SERVER shard{number} OPTIONS (user '{OWNER}');"
        )
        parts += [
            f"CREATE FOREIGN TABLE {table}_{number} PARTITION OF {table}"
            f" FOR VALUES WITH (MODULUS {len(shards)}, REMAINDER {number})"
            f" SERVER shard{number} OPTIONS (schema_name 'andu', table_name '{table}');"
            for table in ("term_lists", "postings")
        ]
    with central.connect(_DATABASE) as connection:
        connection.execute("".join(parts).encode())
        connection.execute(_FILL)


def _asked(server: PostgresServer, sql: str) -> object:
    with server.connect(_DATABASE) as connection:
        row = connection.execute(sql.encode()).fetchone()
    return row[0] if row else None


def _refusal(server: PostgresServer, sql: str) -> str:
    try:
        with server.connect(_DATABASE) as connection:
            connection.execute(sql.encode())
    except psycopg.Error as error:
        return f"refused: {error.diag.message_primary}"
    return "made"


def _snapshot(library: OfficeLibrary, folder: Path) -> str:
    """Let a reader name the chunks, another merge their lists away, and the reader ask for them."""
    other = OfficeLibrary.open(library.address, None, folder)
    with library.reading():
        chunks = library.postings().listing().chunks
        with other.transaction():
            other.postings().forget_all(0)
        seen = [chunk for chunk in chunks if library.postings().terms_between(chunk, b"", b"\xff")]
    other.close()
    return f"{len(chunks)} chunks named, the lists of {len(seen)} seen"


if __name__ == "__main__":
    sys.exit(main())

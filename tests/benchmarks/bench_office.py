"""What an office's library costs on this machine: searches, opening, many clients, and how large its tables grow.

    python tests/benchmarks/bench_office.py [--documents 20000] [--different 2000] [--clients 10] [--seconds 10]

A PostgreSQL of its own is started for the run. ``--different`` replies are generated, read and indexed as the program
does it; the rest are copies of them under other numbers and hashes, made by the server, so that lists, counts and pages
are as long as they would be. Times are wall clock, on whatever else this machine does.
"""

import argparse
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from tests.benchmarks.search_queries import mixed_queries
from tests.benchmarks.text_library import generated_documents
from tests.postgres_server import PostgresServer
from viewer.core.errors import QueryError
from viewer.core.hit import SearchRequest
from viewer.core.progress import CancelToken
from viewer.search.posting_of import posting_of
from viewer.services.office_searching import OfficeSearcher
from viewer.store.postgres.address import read_address
from viewer.store.postgres.office_library import OfficeLibrary
from viewer.text.fold import fold
from viewer.text.segment import Segmenter

_SERVER = {"shared_buffers": "2GB", "work_mem": "64MB", "maintenance_work_mem": "1GB", "max_wal_size": "8GB"}
_TOGETHER = 200
_COPIED = ("documents", "readings", "postings")
_SIZES = """
    SELECT sum(pg_relation_size(c.oid)) FILTER (WHERE c.relkind = 'r'),
           sum(pg_relation_size(c.reltoastrelid)) FILTER (WHERE c.relkind = 'r' AND c.reltoastrelid <> 0)
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace
    WHERE nspname = 'andu' AND (relname = '{0}' OR relname LIKE '{0}\\_%')
"""
_INDEX_SIZES = """
    SELECT am.amname || ' ' || string_agg(DISTINCT a.attname, ', '), sum(DISTINCT pg_relation_size(i.indexrelid))
    FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid JOIN pg_am AS am ON am.oid = c.relam
    JOIN pg_class AS t ON t.oid = i.indrelid JOIN pg_attribute AS a ON a.attrelid = i.indexrelid
    WHERE t.relname LIKE 'postings\\_%' AND t.relkind = 'r' GROUP BY am.amname, a.attname ORDER BY 2 DESC
"""


def main() -> None:
    """Fill a library and print what it costs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--different", type=int, default=2_000)
    parser.add_argument("--clients", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--queries", type=int, default=200)
    options = parser.parse_args()
    server = PostgresServer.start(options=_SERVER)
    try:
        with tempfile.TemporaryDirectory() as cache:
            _run(server, Path(cache), options)
    finally:
        server.stop()


def _run(server: PostgresServer, cache: Path, options: argparse.Namespace) -> None:
    server.new_database("office")
    address = server.address("office")
    library = OfficeLibrary.open(read_address(address), None, cache)
    segmenter = Segmenter(cache)
    texts = _fill(library, segmenter, options.different)
    _copy(server, options.different, options.documents)
    _sizes(server, options.documents)
    searcher = OfficeSearcher(library, segmenter)
    queries = [each.typed for each in mixed_queries(texts, options.queries)]
    _searches(searcher, queries)
    _opening(library)
    _many(address, cache, queries, options.clients, options.seconds)
    library.close()


def _fill(library: OfficeLibrary, segmenter: Segmenter, different: int) -> list[str]:
    began, texts = time.perf_counter(), []
    some = []
    for number, made in enumerate(generated_documents(different)):
        source = replace(made.reading.source, sha256=sha256(str(number).encode()).hexdigest())
        some.append(replace(made.reading, source=source))
        texts.append(fold(made.reading.document.text))
        if len(some) == _TOGETHER:
            with library.transaction() as documents:
                ids = [documents.add(reading, pipeline_version="1") for reading in some]
                library.postings().put([posting_of(documents.open(each), segmenter) for each in ids])
                documents.mark_indexed(ids)
            some = []
    seconds = time.perf_counter() - began
    print(f"stored and indexed by one process: {different / seconds:.0f} documents/s")
    return texts


def _copy(server: PostgresServer, different: int, wanted: int) -> None:
    """Let the server make copies of every document, and its postings, under new numbers."""
    began = time.perf_counter()
    with server.connect("office") as connection:
        connection.execute("SET search_path = andu")
        connection.execute("SET session_replication_role = replica")
        for table in _COPIED:
            found = connection.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = 'andu' AND table_name = %s"
                " ORDER BY ordinal_position",
                (table,),
            )
            columns = [str(row[0]) for row in found.fetchall()]
            chosen = ", ".join(_copied_column(each) for each in columns)
            connection.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {chosen} FROM {table} AS one,"  # noqa: S608
                f" generate_series(1, {wanted // different - 1}) AS n".encode()
            )
        connection.execute("VACUUM ANALYZE")
    print(f"copied by the server to {wanted}: {time.perf_counter() - began:.0f} s")


def _copied_column(name: str) -> str:
    changed = {
        "row": "row + n * 10000000",
        "document": "document + n * 10000000",
        "id": "left(md5(id || n), 16)",
        "sha256": "md5(sha256 || n) || md5(n || sha256)",
    }
    return changed.get(name, f'one."{name}"')


def _sizes(server: PostgresServer, documents: int) -> None:
    with server.connect("office") as connection:
        for table in _COPIED:
            row = connection.execute(_SIZES.format(table).encode()).fetchone()
            heap, toast = (int(str(each or 0)) for each in row or (0, 0))
            print(f"{table}: rows {heap / documents:.0f} bytes, long values {toast / documents:.0f} bytes per document")
        for name, size in connection.execute(_INDEX_SIZES.encode()).fetchall():
            print(f"index of postings, {name}: {int(str(size)) / documents:.0f} bytes per document")


def _searches(searcher: OfficeSearcher, queries: Sequence[str]) -> None:
    searcher.warm_up(cancel=CancelToken())
    times, totals = [], []
    for query in queries:
        try:
            began = time.perf_counter()
            totals.append(searcher.search(SearchRequest(query), cancel=CancelToken()).total)
            times.append(time.perf_counter() - began)
        except QueryError:
            continue
    print(f"first page with total and facets: {_spread(times)}; answers p50 {statistics.median(totals):.0f}, "
          f"most {max(totals)}")  # fmt: skip


def _opening(library: OfficeLibrary) -> None:
    with library.reading() as documents:
        ids = documents.shown_ids()[::97][:200]
    print(f"opening a reply: {_spread([_timed(lambda each=each: _open(library, each)) for each in ids])}")  # type: ignore[misc]


def _open(library: OfficeLibrary, document_id: str) -> None:
    with library.reading() as documents:
        documents.open(document_id)  # type: ignore[arg-type]


def _many(address: str, cache: Path, queries: Sequence[str], clients: int, seconds: float) -> None:
    context = multiprocessing.get_context("spawn")
    with context.Pool(clients) as pool:
        began = time.perf_counter()
        counts = pool.starmap(_client, [(address, cache, queries[n::clients], seconds) for n in range(clients)])
    total = sum(count for count, _ in counts)
    took = max(lasted for _, lasted in counts)
    print(
        f"{clients} clients at once: {total / took:.0f} searches/s ({time.perf_counter() - began:.0f} s with starting)"
    )


def _client(address: str, cache: Path, queries: Sequence[str], seconds: float) -> tuple[int, float]:
    library = OfficeLibrary.open(read_address(address), None, cache)
    searcher = OfficeSearcher(library, Segmenter(cache))
    searcher.warm_up(cancel=CancelToken())
    began, done = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        with suppress(QueryError):
            searcher.search(SearchRequest(queries[done % len(queries)]), cancel=CancelToken())
        done += 1
    lasted = time.perf_counter() - began
    library.close()
    return done, lasted


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _spread(times: Sequence[float]) -> str:
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"p50 {statistics.median(ordered) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms, most {ordered[-1] * 1000:.0f} ms"


if __name__ == "__main__":
    main()

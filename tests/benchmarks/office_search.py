"""What an office's library costs as it grows: searches, opening, many clients, room; beside it the local engine.

    python tests/benchmarks/office_search.py [--counts 20000,60000,200000] [--local 20000] [--analyzed FOLDER]
        [--address ADDRESS] [--only fill|measure|local] [--queries 500] [--clients 10] [--seconds 10]

Replies are generated with companies and offices as names, analyzed as the program does it (kept in ``--analyzed``), and
copied into the tables. Without ``--address`` a PostgreSQL of its own is started; with one, filling and measuring may
be separate runs. An answer is a page of 20 with marks and snippets, its exact total and the counts of all facets. Times
are wall clock, and behind the bar the client's CPU.
"""

import argparse
import multiprocessing
import pickle
import random
import re
import resource
import statistics
import tempfile
import time
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path

from tests.benchmarks.corpus_generator import GeneratedReply, replies, reply_at
from tests.benchmarks.search_queries import SHAPES, MixedQuery, mixed_queries
from tests.benchmarks.text_library import TextFile, as_document
from tests.postgres_server import PostgresServer
from viewer.core.catalog import StoredDocument
from viewer.core.document import DocumentId
from viewer.core.entity import Entity, EntityType, MarkSource
from viewer.core.errors import QueryError
from viewer.core.hit import SearchRequest, SearchResult
from viewer.core.posting import PostedDocument
from viewer.core.progress import CancelToken
from viewer.core.span import Span
from viewer.search.analyzer import AnalyzedDocument, analyze
from viewer.search.chunk import AnalyzedPosting, chunk_of
from viewer.search.engine import SearchEngine
from viewer.search.index import IndexFolder
from viewer.services.office_searching import OfficeSearcher
from viewer.store import rows
from viewer.store.postgres.address import read_address
from viewer.store.postgres.office_library import OfficeLibrary
from viewer.text.fold import fold
from viewer.text.segment import Segmenter

_SERVER = {"shared_buffers": "2GB", "maintenance_work_mem": "1GB", "max_wal_size": "16GB", "max_connections": "60"}
_PART = 2_000
_PARTS_TOGETHER = 7
"""So many parts make a chunk of the size that merging ends at."""
_SAMPLE = 2_000
_OPENED = 300
_NAME_PART = (
    "[华鑫恒瑞嘉盛宏远博雅睿智云图数联科讯天启明达信诚安泰和润丰源海通汇众创新维视聚力光合星辰蓝湾青禾木林川岳]{2,3}"
)
_COMPANY = re.compile(_NAME_PART + r"\w{2,6}?有限公司")
_OFFICE = re.compile(r"区(?:\w{2,12}?委员会|\w{2,8}?局|公安局交通警察支队)")
_SIZES = """
    SELECT CASE WHEN relname LIKE 'postings%' THEN 'postings' ELSE regexp_replace(relname, '_pkey$', ' (key)') END,
           sum(pg_total_relation_size(c.oid) - pg_indexes_size(c.oid)), sum(pg_indexes_size(c.oid))
    FROM pg_class AS c WHERE relnamespace = 'andu'::regnamespace AND relkind = 'r'
    GROUP BY 1 HAVING sum(pg_total_relation_size(c.oid)) > 8000000 ORDER BY 2 DESC
"""

Part = list[tuple[int, str, str, AnalyzedDocument]]
Asked = list[tuple[MixedQuery, SearchResult, float, float]]


def main() -> None:
    """Fill a library step by step and print what it costs at each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--counts", type=lambda typed: [int(each) for each in typed.split(",")], default=[20_000, 60_000, 200_000]
    )
    parser.add_argument("--local", type=int, default=20_000, help="documents of the local library; 0 leaves it out")
    parser.add_argument("--analyzed", type=Path)
    parser.add_argument("--address")
    parser.add_argument("--only", choices=("fill", "measure", "local"))
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--clients", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=10.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        options.folder = options.analyzed or Path(folder)
        if options.only == "local" or (options.only is None and options.local):
            _measure_local(options)
        if options.only == "local":
            return
        server = None if options.address else PostgresServer.start(options=_SERVER)
        try:
            address = options.address or server.address(server.new_database("office"))  # type: ignore[union-attr]
            _grow(address, options)
        finally:
            if server is not None:
                server.stop()


def _grow(address: str, options: argparse.Namespace) -> None:
    library = OfficeLibrary.open(read_address(address), None, options.folder / "cache")
    try:
        for count in options.counts:
            if options.only != "measure":
                _fill(library, options.folder, count)
            if options.only != "fill":
                _measure(library, address, options)
    finally:
        library.close()


def _fill(library: OfficeLibrary, folder: Path, count: int) -> None:
    """Copy replies into the tables until there are so many."""
    began, cpu = time.perf_counter(), time.process_time()
    there = library.postings().size()
    firsts = [first for first in range(0, count, _PART) if first >= there]
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        parts = pool.map(partial(_analyzed_part, folder), firsts)
        for first in range(0, len(firsts), _PARTS_TOGETHER):
            some = [each for part in islice(parts, len(firsts[first : first + _PARTS_TOGETHER])) for each in part]
            _put(library, some)
    library.postings()._connection.execute("VACUUM ANALYZE")
    print(f"{count} documents: filled in {time.perf_counter() - began:.0f} s (CPU of this process "
          f"{time.process_time() - cpu:.0f} s, without reading and analyzing)", flush=True)  # fmt: skip


def _put(library: OfficeLibrary, part: Part) -> None:
    stored = [replace(_document(index, name, text)) for index, name, text, _ in part]
    with library.transaction():
        connection = library.postings()._connection
        values = [
            {
                **rows.document_values(each.reading),
                "id": each.id,
                "imported_at": each.imported_at,
                "pipeline_version": "1",
                "indexed": 1,
            }
            for each in stored
        ]
        connection.copy_in(
            f"COPY documents ({', '.join(values[0])}) FROM STDIN", (tuple(row.values()) for row in values)
        )
        known = connection.execute(
            "SELECT id, row FROM documents WHERE row > (SELECT max(row) FROM documents) - 100000"
        )
        numbers = {row["id"]: row["row"] for row in known}
        readings = [{"document": numbers[each.id], **rows.reading_values(each.reading)} for each in stored]
        connection.copy_in(
            f"COPY readings ({', '.join(readings[0])}) FROM STDIN", (tuple(row.values()) for row in readings)
        )
        postings = [
            AnalyzedPosting(
                PostedDocument(each.id, each.reading.metadata.year or 0, fold(each.reading.document.text)), analyzed
            )
            for each, (_, _, _, analyzed) in zip(stored, part, strict=True)
        ]
        library.postings().put(chunk_of(postings))


def _analyzed_part(folder: Path, first: int) -> Part:
    """Return generated replies with what the index keeps of them; runs in a process of its own."""
    path = folder / "dump" / f"{first:07}"
    if path.exists():
        kept: Part = pickle.loads(zlib.decompress(path.read_bytes()))  # noqa: S301 - written by this program
        return kept
    segmenter = Segmenter(folder / "cache")
    made = [
        (index, reply.name, reply.text, analyze(_document(index, reply.name, reply.text), segmenter))
        for index, reply in ((index, reply_at(index)) for index in range(first, first + _PART))
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(zlib.compress(pickle.dumps(made, 5), 1))
    return made


def _document(index: int, name: str, text: str) -> StoredDocument:
    """Return a generated reply with the companies and offices it names."""
    document = as_document(GeneratedReply(name, text), index)
    reading = document.reading
    kinds = ((_COMPANY, EntityType.COMPANY), (_OFFICE, EntityType.ORGANISATION))
    names = tuple(
        Entity(Span(*found.span()), found[0], kind, MarkSource.RULE)
        for pattern, kind in kinds
        for found in pattern.finditer(reading.document.text)
    )
    sums = sha256(str(index).encode()).hexdigest()
    source = replace(reading.source, sha256=sums)
    return replace(document, id=DocumentId(sums[:16]), reading=replace(reading, source=source, entities=names))


class _NamedTexts(TextFile):
    """Replies in a file, with the names they mention."""

    def documents(self, limit: int = -1) -> Iterator[StoredDocument]:
        """Yield the documents."""
        for place, each in enumerate(super().documents(limit)):
            named = _document(place, each.reading.source.name.removesuffix(".txt"), each.reading.document.text)
            yield replace(named, id=each.id)


def _measure_local(options: argparse.Namespace) -> None:
    """Print what the local engine costs; its index is kept with the analyzed replies."""
    folder = options.folder / f"local{options.local}"
    segmenter = Segmenter(options.folder / "cache")
    is_new = not folder.exists()
    folder.mkdir(exist_ok=True)
    path = folder / "texts.db"
    library = _NamedTexts.write(path, replies(options.local)) if is_new else _NamedTexts(path)
    if is_new:
        IndexFolder(folder / "index", library.library_id(), segmenter).rebuild(library.documents())
    engine = SearchEngine(folder / "index", library, segmenter)
    engine.warm_up()
    print(f"\nlocal engine, {options.local} documents")
    _print_searches(_searched(engine.search, _queries(options.queries)))


def _measure(library: OfficeLibrary, address: str, options: argparse.Namespace) -> None:
    _print_sizes(library)
    searcher = OfficeSearcher(library, Segmenter(options.folder / "cache"))
    began = time.perf_counter()
    searcher.warm_up(cancel=CancelToken())
    print(f"a client is warm after {time.perf_counter() - began:.1f} s")
    queries = _queries(options.queries)
    _print_searches(_searched(partial(searcher.search, cancel=CancelToken()), queries))
    print(f"memory of the client: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    _opening(library)
    _many(address, [each.typed for each in queries], options)


def _queries(count: int) -> list[MixedQuery]:
    return list(mixed_queries([fold(reply.text) for reply in replies(_SAMPLE)], count))


def _searched(search: "partial[SearchResult] | object", queries: Sequence[MixedQuery]) -> Asked:
    asked: Asked = []
    for query in queries:
        with suppress(QueryError):
            wall, cpu = time.perf_counter(), time.process_time()
            result = search(SearchRequest(query.typed))  # type: ignore[operator]
            asked.append((query, result, time.perf_counter() - wall, time.process_time() - cpu))
    return asked


def _print_searches(asked: Asked) -> None:
    totals = [result.total for _, result, _, _ in asked]
    print(f"| {'answers':<9} | p50 | p95 | most | CPU p50 / p95 |")
    for shape in ("all", *SHAPES):
        some = [(wall, cpu) for query, _, wall, cpu in asked if shape in ("all", query.shape)]
        walls, cpus = sorted(wall for wall, _ in some), sorted(cpu for _, cpu in some)
        print(f"| {shape:<9} | {_ms(walls, 0.5)} | {_ms(walls, 0.95)} | {walls[-1] * 1000:.0f} ms | "
              f"{_ms(cpus, 0.5)} / {_ms(cpus, 0.95)} |")  # fmt: skip
    print(f"found per question: p50 {statistics.median(totals):.0f}, most {max(totals)}", flush=True)


def _print_sizes(library: OfficeLibrary) -> None:
    count = library.postings().size()
    print(f"\non the server, {count} documents")
    for name, table, keys in library.postings()._connection.execute(_SIZES).fetchall():
        print(f"  {name}: {table / count:.0f} bytes a document, its keys {keys / count:.0f}")


def _opening(library: OfficeLibrary) -> None:
    with library.reading() as documents:
        ids = random.Random(7).sample(documents.shown_ids(), _OPENED)
    times = []
    for each in ids:
        began = time.perf_counter()
        with library.reading() as documents:
            documents.open(each)
        times.append(time.perf_counter() - began)
    times.sort()
    print(f"opening a reply: p50 {_ms(times, 0.5)}, p95 {_ms(times, 0.95)}")


def _many(address: str, queries: Sequence[str], options: argparse.Namespace) -> None:
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager, context.Pool(options.clients) as pool:
        gate = manager.Barrier(options.clients)
        shares = [
            (address, options.folder / "cache", queries[number :: options.clients], options.seconds, gate)
            for number in range(options.clients)
        ]
        counts = pool.starmap(_client, shares)
    done, lasted = sum(count for count, _ in counts), max(lasted for _, lasted in counts)
    print(f"{options.clients} clients at once: {done / lasted:.0f} searches/s", flush=True)


def _client(address: str, cache: Path, queries: Sequence[str], seconds: float, gate: object) -> tuple[int, float]:
    library = OfficeLibrary.open(read_address(address), None, cache)
    searcher = OfficeSearcher(library, Segmenter(cache))
    searcher.warm_up(cancel=CancelToken())
    gate.wait()  # type: ignore[attr-defined]
    began, done = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        with suppress(QueryError):
            searcher.search(SearchRequest(queries[done % len(queries)]), cancel=CancelToken())
        done += 1
    lasted = time.perf_counter() - began
    library.close()
    return done, lasted


def _ms(ordered: Sequence[float], share: float) -> str:
    return f"{ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000:.1f} ms"


if __name__ == "__main__":
    main()

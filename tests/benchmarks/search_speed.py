"""One table of what the search costs and finds, beside its goals and beside the programs people would use instead.

    python tests/benchmarks/search_speed.py [--count 20000] [--queries 500] [--peers 2000] [--write FILE]

Building and first answers are measured in processes of their own. Times are wall clock and, behind the bar, CPU: on a
busy machine the CPU is the truth. ``--peers`` says how many of the texts the side-by-side part is about (0 leaves it
out); ``--write`` keeps the table as Markdown. With ``--keep`` what was built before is used again, with the CPU it
cost then, and ``--prepare`` only builds.
"""

import argparse
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tests.benchmarks.corpus_generator import replies
from tests.benchmarks.search_peers import Peer, installed_peers
from tests.benchmarks.search_queries import MixedQuery, mixed_queries
from tests.benchmarks.stock_whoosh import build_stock
from tests.benchmarks.text_library import TextFile
from viewer.core.hit import SearchRequest
from viewer.search.engine import SearchEngine
from viewer.search.index import IndexFolder
from viewer.text.fold import fold
from viewer.text.segment import Segmenter

_SAMPLE = 1_000
_STARTS = 5
_ADDED = 61
_PEER_QUERIES = 100
_SLOW_QUERIES = 25
_PAGE = 20
_LATEST = 16
"""Questions whose answers a search still knows."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock and of CPU."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall * 1000:.0f} ms | CPU {self.cpu * 1000:.0f} ms"


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds of many costs: p50 and p95 on the clock, and of CPU."""

    wall: tuple[float, float]
    cpu: tuple[float, float]

    @classmethod
    def of(cls, costs: Sequence[Cost]) -> "Spread":
        """Return the spread of costs."""
        return cls(_quantiles([cost.wall for cost in costs]), _quantiles([cost.cpu for cost in costs]))

    def __str__(self) -> str:
        return f"{self.wall[0]:.1f} / {self.wall[1]:.1f} ms | CPU {self.cpu[0]:.1f} / {self.cpu[1]:.1f}"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table."""

    cells: tuple[str, ...]


class Bench:
    """The folder of one run: the library, the index and the dictionary's cache."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library = TextFile(folder / "texts.db")
        self.segmenter = Segmenter(folder / "cache")

    def index(self, name: str = "index") -> IndexFolder:
        """Return an index of the library."""
        return IndexFolder(self.folder / name, "benchmark", self.segmenter)

    def engine(self, name: str = "index") -> SearchEngine:
        """Return a search over an index."""
        return SearchEngine(self.folder / name, self.library, self.segmenter)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=500, help="0 leaves out all but the side-by-side part")
    parser.add_argument("--peers", type=int, default=2_000)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--keep", type=Path, help="a folder for texts and index; what is there is used again")
    parser.add_argument("--prepare", action="store_true", help="only build what --keep keeps")
    parser.add_argument("--child", nargs="+", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        _be_child(arguments.child)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = arguments.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "texts.db").exists():
            TextFile.write(folder / "texts.db", replies(arguments.count))
        bench = Bench(folder)
        bench.segmenter.words("词")
        if arguments.prepare:
            _built(bench, "index", -1)
            if arguments.peers:
                _built(bench, "peers", arguments.peers)
                list(_installed(bench, arguments.peers))
            return
        lines = [_shown(line) for line in _report(bench, arguments.queries, arguments.peers)]
    if arguments.write:
        _write(arguments.write, lines, arguments.count)


def _report(bench: Bench, query_count: int, peer_count: int) -> Iterator[str]:
    if query_count:
        yield from _table(("figure", "measured", "goal"), _figures(bench, query_count))
        yield ""
    if peer_count:
        yield from _side_by_side(bench, peer_count)


def _figures(bench: Bench, query_count: int) -> Iterator[Row]:
    count = bench.library.document_count()
    built = _built(bench, "index", -1)
    text_bytes = sum(len(each.reading.document.text.encode()) for each in bench.library.documents())
    yield Row((f"index {count:,} documents", f"{built['wall']:.0f} s, CPU {built['cpu']:.0f} s", ""))
    yield Row(("peak memory of that", f"{built['memory']:.0f} MB", "≤ 600 MB"))
    yield Row(("index / text", f"{built['bytes'] / text_bytes:.2f}", "≤ 0.6"))
    yield _against_stock(bench)
    firsts = [_child(bench, "first", "index", "数字经济") for _ in range(_STARTS)]
    answer, whole = (statistics.median(float(each[name]) for each in firsts) for name in ("answer", "whole"))
    cpu = statistics.median(float(each["cpu"]) for each in firsts)
    yield Row(("first query after start", f"{answer:.0f} ms | CPU {cpu:.0f} ms", "≤ 150 ms"))
    yield Row(("the same from the start of Python", f"{whole:.0f} ms", ""))
    engine = bench.engine()
    warm = _cost(engine.warm_up)
    yield Row(("warm up, in the background", str(warm), ""))
    queries = list(mixed_queries(_some_texts(bench), query_count))
    yield from _asked(bench, engine, queries)
    yield _recall(bench, engine, queries)
    yield from _adding(bench, engine)
    engine.close()


def _asked(bench: Bench, engine: SearchEngine, queries: Sequence[MixedQuery]) -> Iterator[Row]:
    """Ask the same in several ways, each time of a search that has not been asked before."""
    pages = [_asking(engine, SearchRequest(asked.typed)) for asked in queries]
    head = f"page of 20 with snippets, exact total and all facets, {len(queries)} queries, p50 / p95"
    yield Row((head, str(Spread.of(pages)), "page 10 / 20, all 40 / 80"))
    for shape in dict.fromkeys(asked.shape for asked in queries):
        some = [cost for cost, asked in zip(pages, queries, strict=True) if asked.shape == shape]
        yield Row((f"– {shape}", str(Spread.of(some)), ""))
    for name, requests in (
        ("exact total and all facets alone", [SearchRequest(asked.typed, limit=0) for asked in queries]),
        ("page, total and facets, all runs quoted", [SearchRequest(asked.literal) for asked in queries]),
    ):
        other = bench.engine()
        other.warm_up()
        costs = [_asking(other, request) for request in requests]
        yield Row((name, str(Spread.of(costs)), "40 / 80"))
        if requests[0].limit:
            more = [_asking(other, replace(request, offset=_PAGE)) for request in requests[-_LATEST:]]
            yield Row(("the second page of that", str(Spread.of(more)), ""))
        other.close()


def _asking(engine: SearchEngine, request: SearchRequest) -> Cost:
    return _cost(lambda: engine.search(request))


def _recall(bench: Bench, engine: SearchEngine, queries: Sequence[MixedQuery]) -> Row:
    folded = [(str(each.id), fold(each.reading.document.text)) for each in bench.library.documents()]
    right = false_marks = 0
    for asked in queries:
        runs = [fold(run) for run in asked.runs]
        expected = {name for name, text in folded if all(run in text for run in runs)}
        answer = engine.select(SearchRequest(asked.literal))
        right += answer.ids == expected
        for hit in engine.search(SearchRequest(asked.literal)).hits:
            text = bench.library.texts([hit.id])[hit.id]
            false_marks += sum(fold(span.of(text)) not in runs for span in hit.spans)
    measured = f"{right / len(queries):.1%} ({right} of {len(queries)}), {false_marks} false marks"
    return Row(("answers the same set as brute force", measured, "100 %, none"))


def _adding(bench: Bench, engine: SearchEngine) -> Iterator[Row]:
    costs, merges = [], []
    for extra in replies(_ADDED, seed=1):
        document = bench.library.add(extra)

        def add(document: object = document) -> None:
            bench.index().add([document])  # type: ignore[list-item]
            engine.search(SearchRequest("数字经济"))

        costs.append(_cost(add))
        merges.append(_cost(lambda: bench.index().compact(only_crowded=True)))
    first, *others = costs
    head = f"add one document until it is found, {len(others)} times, p50 / p95"
    yield Row((head, str(Spread.of(others)), "≤ 200 ms"))
    yield Row(("the first of a process, which loads the dictionary", str(first), ""))
    yield Row(("the longest of the merges behind them", str(max(merges, key=lambda cost: cost.wall)), ""))


def _against_stock(bench: Bench) -> Row:
    stock = _child(bench, "stock", str(_SAMPLE))
    ours = _child(bench, "build", "sample", str(_SAMPLE))
    ratio = float(stock["cpu"]) / float(ours["cpu"])
    measured = f"{ratio:.2f} × ({stock['cpu']:.1f} against {ours['cpu']:.1f} s of CPU for {_SAMPLE} documents)"
    return Row(("building against stock Whoosh + jieba ChineseAnalyzer", measured, "≥ 3 ×"))


def _side_by_side(bench: Bench, count: int) -> Iterator[str]:
    texts = list(_folded(bench, count))
    queries = list(mixed_queries([text for _, text in texts[:_SAMPLE]], _PEER_QUERIES, seed=8))
    wanted = [{name for name, text in texts if all(run in text for run in map(fold, asked.runs))} for asked in queries]
    text_bytes = sum(len(text.encode()) for _, text in texts)
    texts.clear()
    rows = [_our_row(bench, count, queries, wanted)]
    rows += [_peer_row(peer, built, queries, wanted) for peer, built in _installed(bench, count)]
    ours = rows[0]
    yield f"Side by side: {count:,} of the same texts, {_PEER_QUERIES} of the same literal queries, first page of 20"
    head = ("program", "build CPU", "index / text", "same answers", "page p50 / p95", "our page is", "fresh process")
    yield from _table(head, (row.cells(ours, text_bytes) for row in rows))
    yield ""
    yield from (f"- {row.name}: {row.note}." for row in rows)
    yield from (f"- {name}: not installed here." for name in installed_peers(bench.folder / "programs")[1])


def _folded(bench: Bench, count: int) -> Iterator[tuple[str, str]]:
    return ((str(each.id), fold(each.reading.document.text)) for each in bench.library.documents(count))


def _built(bench: Bench, name: str, count: int) -> dict[str, float]:
    """Return what building an index cost, now or when it was built."""
    known = bench.folder / f"{name}-{count}.json"
    if not known.exists():
        known.write_text(json.dumps(_child(bench, "build", name, str(count))), "utf-8")
    result: dict[str, float] = json.loads(known.read_text("utf-8"))
    return result


def _installed(bench: Bench, count: int) -> Iterator[tuple[Peer, float]]:
    """Yield the programs that are here with the CPU it took to build their indexes, now or before."""
    folder = bench.folder / "programs"
    known = folder / "built.json"
    costs: dict[str, float] = json.loads(known.read_text("utf-8")) if known.exists() else {"texts": count}
    if costs.pop("texts") != count:
        shutil.rmtree(folder)
        costs = {}
    folder.mkdir(exist_ok=True)
    for peer in installed_peers(folder)[0]:
        if peer.name in costs:
            peer.take_up()
        else:
            costs[peer.name] = _cost(lambda peer=peer: peer.build(_folded(bench, count))).cpu  # type: ignore[misc]
            known.write_text(json.dumps({**costs, "texts": count}), "utf-8")
        yield peer, costs[peer.name]


@dataclass(frozen=True, slots=True)
class PeerRow:
    """What a program costs; ``fresh`` is a query in a process of its own, from start to end."""

    name: str
    note: str
    build: float
    size: int
    same: float
    page: Spread
    fresh: float | None

    def cells(self, ours: "PeerRow", text_bytes: int) -> Row:
        """Return a line, with our ratio."""
        times = [theirs / own for theirs, own in zip(self.page.wall, ours.page.wall, strict=True)]
        ratio = "" if self is ours else f"{times[0]:.1f} × as fast at p50, {times[1]:.1f} × at p95"
        size = f"{self.size / text_bytes:.2f}" if self.size else "–"
        fresh = f"{self.fresh * 1000:.0f} ms" if self.fresh else "–"
        return Row(
            (
                self.name,
                f"{self.build:.0f} s" if self.build > 1 else "–",
                size,
                f"{self.same:.0%}",
                str(self.page),
                ratio,
                fresh,
            )
        )


def _our_row(bench: Bench, count: int, queries: Sequence[MixedQuery], wanted: Sequence[set[str]]) -> PeerRow:
    built = _built(bench, "peers", count)
    engine = bench.engine("peers")
    engine.warm_up()
    costs = [_cost(lambda asked=asked: engine.search(SearchRequest(asked.literal))) for asked in queries]  # type: ignore[misc]
    answers = (set(map(str, engine.select(SearchRequest(asked.literal)).ids)) for asked in queries)
    same = sum(answer == right for answer, right in zip(answers, wanted, strict=True)) / len(queries)
    engine.close()
    fresh = (
        statistics.median(float(_child(bench, "first", "peers", "数字经济")["whole"]) for _ in range(_STARTS)) / 1000
    )
    note = (
        "page with three snippets a hit, exact total and all facets in every answer; fresh process with Python's start"
    )
    return PeerRow("Andu", note, float(built["cpu"]), int(built["bytes"]), same, Spread.of(costs), fresh)


def _peer_row(peer: Peer, built: float, queries: Sequence[MixedQuery], wanted: Sequence[set[str]]) -> PeerRow:
    runs = [tuple(map(fold, asked.runs)) for asked in queries]
    is_process = peer.name in ("Recoll", "ripgrep")
    some = runs[: _SLOW_QUERIES if is_process else None]
    costs = [_cost(lambda each=each: peer.page(each)) for each in some]  # type: ignore[misc]
    same = sum(peer.every(each) == right for each, right in zip(some, wanted, strict=False)) / len(some)
    page = Spread.of(costs)
    fresh = page.wall[0] / 1000 if is_process else None
    note = peer.note if len(some) == len(runs) else f"{peer.note}; the first {len(some)} queries"
    return PeerRow(peer.name, note, built, peer.size(), same, page, fresh)


def _be_child(arguments: Sequence[str]) -> None:
    """Be a process that does one thing and prints what it cost."""
    started = time.perf_counter()
    folder, what, *rest = arguments
    bench = Bench(Path(folder))
    match what:
        case "build":
            bench.segmenter.words("词")
            cost = _cost(lambda: bench.index(rest[0]).rebuild(bench.library.documents(int(rest[1]))))
            size = sum(path.stat().st_size for path in (bench.folder / rest[0]).rglob("*") if path.is_file())
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
                1 << 20 if sys.platform == "darwin" else 1024
            )
            result = {"wall": cost.wall, "cpu": cost.cpu, "bytes": size, "memory": memory}
        case "stock":
            texts = [each.reading.document.text for each in bench.library.documents(int(rest[0]))]
            cost = _cost(build_stock(bench.folder / "stock", texts))
            shutil.rmtree(bench.folder / "stock")
            result = {"wall": cost.wall, "cpu": cost.cpu}
        case _:
            engine = bench.engine(rest[0])
            cost = _cost(lambda: engine.search(SearchRequest(rest[1])))
            result = {"answer": cost.wall * 1000, "cpu": cost.cpu * 1000, "began": started}
    print(json.dumps(result))


def _child(bench: Bench, *arguments: str) -> dict[str, float]:
    command = [sys.executable, __file__, "--child", str(bench.folder), *arguments]
    started = time.perf_counter()
    answer = subprocess.run(command, check=True, capture_output=True, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"})
    result: dict[str, float] = json.loads(answer.stdout)
    return {**result, "whole": (time.perf_counter() - started) * 1000}


def _shown(line: str) -> str:
    print(line, flush=True)
    return line


def _some_texts(bench: Bench) -> list[str]:
    return [each.reading.document.text for each in bench.library.documents(_SAMPLE)]


def _cost(work: Callable[[], object]) -> Cost:
    """Return what something costs; CPU of processes it starts and waits for counts."""
    wall, cpu, children = time.perf_counter(), time.process_time(), _children_cpu()
    work()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu + _children_cpu() - children)


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _quantiles(seconds: Sequence[float]) -> tuple[float, float]:
    return statistics.median(seconds) * 1000, statistics.quantiles(seconds, n=20)[-1] * 1000


def _table(head: tuple[str, ...], rows: Iterator[Row]) -> Iterator[str]:
    """Yield a Markdown table, each line as soon as it is measured."""
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "·") for cell in row.cells) + " |"


def _write(path: Path, lines: Sequence[str], count: int) -> None:
    load = os.getloadavg()[0]
    head = (
        "# What the search costs",
        "",
        f"Written by `tests/benchmarks/search_speed.py --count {count}`; all figures are of one run.",
        f"Python {platform.python_version()} on {platform.system()}, {os.cpu_count()} cores, load {load:.1f}.",
        "Milliseconds are wall clock · CPU.",
        "",
    )
    path.write_text("\n".join([*head, *lines, ""]), "utf-8")


if __name__ == "__main__":
    main()

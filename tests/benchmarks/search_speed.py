"""Builds an index of generated replies and prints how fast it is built and answers, how much it takes, and its recall.

Run ``python tests/benchmarks/search_speed.py [--count 2000] [--queries 200]``; ``--count 20000`` takes some minutes.
"""

import argparse
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from tests.benchmarks.corpus_generator import GeneratedReply, replies
from viewer.core.catalog import DocumentSummary, StoredDocument
from viewer.core.document import Document, DocumentId, Paragraph, ParagraphRole
from viewer.core.hit import SearchRequest, SearchResult
from viewer.core.metadata import DocumentKind, Metadata
from viewer.core.metric import Metric
from viewer.core.query import QueryField
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.search.engine import SearchEngine
from viewer.search.index import IndexFolder
from viewer.text.fold import fold
from viewer.text.segment import Segmenter

_SHAPES = ("word", "run", "short", "number", "two words")


class TextLibrary:
    """A library whose texts are at hand."""

    def __init__(self, documents: Sequence[StoredDocument]) -> None:
        self._documents = {document.id: document for document in documents}

    def library_id(self) -> str:
        """Return a name."""
        return "benchmark"

    def document_count(self) -> int:
        """Count the documents."""
        return len(self._documents)

    def texts(self, ids: Sequence[DocumentId]) -> Mapping[DocumentId, str]:
        """Return texts."""
        return {known: self._documents[known].reading.document.text for known in ids if known in self._documents}

    def summaries(self, ids: Sequence[DocumentId]) -> Mapping[DocumentId, DocumentSummary]:
        """Return rows."""
        return {known: _summary(self._documents[known]) for known in ids if known in self._documents}

    def labels(self) -> Mapping[str, Mapping[DocumentId, tuple[str, ...]]]:
        """Return nothing: nobody labelled these."""
        return {}

    def figures(self, _accepts: Callable[[str], bool]) -> Mapping[DocumentId, tuple[Metric, ...]]:
        """Return nothing: nobody read figures in these."""
        return {}

    def field_values(self, _field: QueryField) -> Mapping[DocumentId, tuple[str, ...]]:
        """Return nothing: nobody tagged these."""
        return {}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--queries", type=int, default=200)
    arguments = parser.parse_args()
    documents = [_stored(reply, index) for index, reply in enumerate(replies(arguments.count))]
    text_bytes = sum(len(document.reading.document.text.encode()) for document in documents)
    print(f"{len(documents)} documents, {text_bytes / 1e6:.1f} MB of text as UTF-8, {_memory():.0f} MB held already")
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder), documents, text_bytes, arguments.queries)


def _measure(folder: Path, documents: Sequence[StoredDocument], text_bytes: int, query_count: int) -> None:
    segmenter = Segmenter(folder / "cache")
    segmenter.words("词")
    index = IndexFolder(folder / "index", "benchmark", segmenter)
    before = _memory()
    seconds = _timed(lambda: index.rebuild(documents))
    size = sum(path.stat().st_size for path in (folder / "index").rglob("*") if path.is_file())
    print(f"build        {len(documents) / seconds:8.0f} documents/s, {seconds:.1f} s")
    print(f"peak memory  {_memory():8.0f} MB, {_memory() - before:.0f} MB more than before building")
    print(f"index/text   {size / text_bytes:8.2f} ({size / 1e6:.1f} MB)")
    engine = SearchEngine(folder / "index", TextLibrary(documents), segmenter)
    print(f"first query  {_timed(lambda: engine.search(SearchRequest('数字经济'))) * 1000:8.1f} ms without warming up")
    engine.close()
    engine = SearchEngine(folder / "index", TextLibrary(documents), segmenter)
    print(f"warm up      {_timed(engine.warm_up) * 1000:8.0f} ms")
    print(f"first query  {_timed(lambda: engine.search(SearchRequest('数字经济'))) * 1000:8.1f} ms after that")
    print(
        f"no answer    {_timed(lambda: engine.search(SearchRequest('数子经济'))) * 1000:8.1f} ms with what helps, first"
    )
    print(
        f"no answer    {_timed(lambda: engine.search(SearchRequest('人工只能'))) * 1000:8.1f} ms with what helps, then"
    )
    _measure_queries(engine, documents, query_count)
    extra = _stored(next(replies(1, seed=1)), len(documents))
    print(f"add one      {_timed(lambda: index.add([extra])) * 1000:8.1f} ms", end=", ")
    print(f"searchable after {_timed(lambda: engine.search(SearchRequest('数字经济'))) * 1000:.1f} ms more")
    engine.close()


def _measure_queries(engine: SearchEngine, documents: Sequence[StoredDocument], count: int) -> None:
    queries = list(_queries(documents, count))
    for name in ("everything", *_SHAPES):
        chosen = [query for shape, query in queries if name in ("everything", shape)]
        times = [_timed(lambda query=query: engine.search(SearchRequest(query))) * 1000 for query in chosen]  # type: ignore[misc]
        print(f"{name:12} {_figures(times)} ({len(chosen)} queries, each with page, total and facets)")
    quoted = [f'"{query}"' for shape, query in queries if shape != "two words"]
    results: list[SearchResult] = []
    times = [_timed(lambda query=query: results.append(engine.search(SearchRequest(query)))) * 1000 for query in quoted]  # type: ignore[misc]
    print(f"{'quoted':12} {_figures(times)}")
    folded = [fold(document.reading.document.text) for document in documents]
    right = sum(
        result.total == sum(fold(query[1:-1]) in text for text in folded)
        for query, result in zip(quoted, results, strict=True)
    )
    print(f"recall       {right} of {len(quoted)} totals are those of brute force")


def _queries(documents: Sequence[StoredDocument], count: int) -> Iterator[tuple[str, str]]:
    generator = random.Random(7)
    words = [
        "数字经济",
        "充电桩",
        "老旧小区",
        "人工智能",
        "养老",
        "停车位",
        "一网通办",
        "轨道交通",
        "建设",
        "医院",
        "居民",
        "知识产权",
    ]
    for index in range(count):
        shape = _SHAPES[index % len(_SHAPES)]
        text = generator.choice(documents).reading.document.text
        line = generator.choice([line for line in text.split("\n") if len(line) > 20])
        start = generator.randrange(len(line) - 14)
        match shape:
            case "word":
                yield shape, generator.choice(words)
            case "run":
                yield shape, _plain(line[start : start + generator.randint(3, 12)])
            case "short":
                yield shape, _plain(line[start : start + generator.randint(1, 2)])
            case "number":
                yield shape, str(generator.randint(10, 9_999))
            case "two words":
                yield shape, f"{generator.choice(words)} {generator.choice(words)}"


def _plain(run: str) -> str:
    kept = "".join(character for character in run if character not in ' 　()（）|-"“”*?:：？')
    return kept or "的"


def _stored(reply: GeneratedReply, index: int) -> StoredDocument:
    text = reply.text.strip()
    paragraphs: list[Paragraph] = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        role = ParagraphRole.TITLE if number == 0 else ParagraphRole.BODY
        paragraphs.append(Paragraph(Span(start, start + len(line)), role))
        start += len(line) + 1
    metadata = Metadata(
        title=text.split("\n", 1)[0],
        kind=list(DocumentKind)[index % 4],
        number=f"{index % 500:03}",
        result=("解决采纳", "留作参考", None)[index % 3],
        issuing_unit=text.split("\n")[-3],
        date=f"{2015 + index % 10}-{index % 12 + 1:02}-{index % 28 + 1:02}",
    )
    source = Source(f"{reply.name}.txt", "text/plain", "0" * 64, len(text))
    reading = Reading(source, Document(text, tuple(paragraphs)), metadata)
    return StoredDocument(DocumentId(f"{index:032x}"), "2024-01-01T00:00:00Z", reading)


def _summary(stored: StoredDocument) -> DocumentSummary:
    reading = stored.reading
    return DocumentSummary(
        stored.id, reading.source, reading.metadata, stored.imported_at, len(reading.document.text), indexed=True
    )


def _figures(times: Sequence[float]) -> str:
    return f"p50 {statistics.median(times):6.1f} ms  p95 {statistics.quantiles(times, n=20)[-1]:6.1f} ms"


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _memory() -> float:
    """Return the most memory this process ever held, in MB."""
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


if __name__ == "__main__":
    main()

"""Measures the tables across documents: filling them, opening each pane, one document more.

Run ``python tests/benchmarks/bench_across.py FOLDER --documents 20000``; a library that stands in FOLDER is used again.
Its documents are read without the neural tagger, which would take an hour.
"""

import argparse
import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tests.benchmarks.corpus_generator import GeneratedReply, replies
from viewer.core.commitment import EVERY_PROMISE, LedgerFilter
from viewer.core.entity import EntityType
from viewer.core.name_index import NameOrder
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.reading import Reading, Source
from viewer.core.tally import Dimension
from viewer.extract.entities import find_entities
from viewer.extract.metadata import read_metadata
from viewer.extract.metrics import find_metrics
from viewer.importing.plain_text import raw_text
from viewer.services.across_tables import AcrossTables
from viewer.services.indicators import Indicators
from viewer.services.name_pages import NamePages
from viewer.services.relating import Relating
from viewer.services.teaching import Teaching
from viewer.store.library import Library
from viewer.text.reflow import reflow

_SHOWN = 500
_TOGETHER = 50


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--distinct", type=int, default=20_000, help="read so many, store them again in other years")
    arguments = parser.parse_args()
    library = Library.open(arguments.folder)
    with library.reading() as documents:
        there = documents.index_counts().total
    with timed(f"reading and storing {arguments.documents - there} documents"):
        _fill(library, there, arguments.documents, arguments.distinct)
    tables = AcrossTables(library)
    with timed(f"bringing the tables up to date ({tables.freshness().waiting} documents)"):
        tables.bring_up_to_date(progress=ignore_progress, cancel=CancelToken())
    _open_panes(library, tables)
    _change_one(library, tables)
    library.close()


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long the block takes."""
    start = time.perf_counter()
    yield
    print(f"{what}: {(time.perf_counter() - start) * 1000:,.0f} ms", flush=True)


def _fill(library: Library, there: int, wanted: int, distinct: int) -> None:
    gathered: list[Reading] = []
    done = there
    for reply in replies(distinct):
        if done >= wanted:
            break
        reading = _read(reply)
        gathered += [_of_another_year(reading, step) for step in range(max(1, wanted // distinct))]
        done += max(1, wanted // distinct)
        if len(gathered) >= _TOGETHER:
            _store(library, gathered)
            gathered = []
    _store(library, gathered)


def _store(library: Library, gathered: list[Reading]) -> None:
    with library.transaction() as documents:
        for each in gathered:
            if documents.id_of(each.source.sha256) is None:
                documents.add(each, pipeline_version="bench")


def _of_another_year(reading: Reading, step: int) -> Reading:
    """Return the reading as a reply of an earlier year; the first one is the reading itself."""
    date = reading.metadata.date
    if not step:
        return reading
    source = replace(reading.source, sha256=hashlib.sha256(f"{reading.source.sha256}/{step}".encode()).hexdigest())
    earlier = f"{int(date[:4]) - step}{date[4:]}" if date else None
    return replace(reading, source=source, metadata=replace(reading.metadata, date=earlier))


def _read(reply: GeneratedReply) -> Reading:
    document = reflow(raw_text(reply.text))
    metadata = read_metadata(document)
    source = Source(
        f"{reply.name}.txt", "text/plain", hashlib.sha256(reply.text.encode()).hexdigest(), len(reply.text.encode())
    )
    entities = find_entities(document, metadata, tagger=None)
    return Reading(source, document, metadata, entities, find_metrics(document, metadata))


def _open_panes(library: Library, tables: AcrossTables) -> None:
    indicators = Indicators(library, tables)
    names = NamePages(library, Teaching(library, lambda: None))
    relating = Relating(library, indicators)
    with library.reading() as documents:
        some = documents.shown_ids()[-1]
        table = library.commitments()
    print(f"{indicators.counts()} series, {names.count()} names, {table.count()} promises")
    common = names.names(type_=EntityType.ORGANISATION, limit=1)[0]
    listed = indicators.list_series(least_mentions=2, limit=_SHOWN)
    panes: dict[str, Callable[[], object]] = {
        "indicators, first rows": lambda: (indicators.list_series(least_mentions=2, limit=_SHOWN), indicators.counts()),
        "indicators, filtered": lambda: indicators.list_series(part="停车", least_mentions=2, limit=_SHOWN),
        "one series": lambda: indicators.series(listed[0].id),
        "promises, first rows": lambda: library.commitments().ledger(EVERY_PROMISE, limit=_SHOWN),
        "promises, filtered": lambda: library.commitments().ledger(LedgerFilter(part="停车"), limit=_SHOWN),
        "names, first rows": lambda: (names.names(limit=_SHOWN), names.count()),
        "names by documents": lambda: names.names(order=NameOrder.DOCUMENTS, limit=_SHOWN),
        "names, filtered": lambda: names.names(part="教育", limit=_SHOWN),
        f"page of a name in {common.documents} documents": lambda: names.page(common.name, common.type),
        "statistics by year and topic": lambda: relating.tally(Dimension.YEAR, Dimension.TOPIC),
        "relations of a document": lambda: relating.relations(some),
        "what is new in a document": lambda: relating.shared_with_others(some),
    }
    for name, deed in panes.items():
        times = []
        for _ in range(3):
            start = time.perf_counter()
            with library.reading():
                deed()
            times.append((time.perf_counter() - start) * 1000)
        print(f"{name}: {times[0]:,.0f} ms first, {min(times):,.0f} ms then", flush=True)


def _change_one(library: Library, tables: AcrossTables) -> None:
    with library.transaction() as documents:
        some = documents.shown_ids()[0]
        stored = documents.open(some)
        metrics = tuple(replace(each, indicator="停车泊位总数") for each in stored.reading.metrics[:1])
        documents.replace_marks(some, stored.reading.entities, (*metrics, *stored.reading.metrics[1:]))
    with timed("after one correction"):
        tables.bring_up_to_date(progress=ignore_progress, cancel=CancelToken())
    with library.transaction() as documents:
        documents.replace_marks(some, stored.reading.entities, stored.reading.metrics)
    tables.bring_up_to_date(progress=ignore_progress, cancel=CancelToken())


if __name__ == "__main__":
    main()

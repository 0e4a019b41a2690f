"""Makes a library of generated replies for the benchmarks across documents; read without the neural tagger."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from tests.benchmarks.corpus_generator import GeneratedReply, replies
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.reading import Reading, Source
from viewer.extract.entities import find_entities
from viewer.extract.metadata import read_metadata
from viewer.extract.metrics import find_metrics
from viewer.importing.plain_text import raw_text
from viewer.services.across_tables import AcrossTables
from viewer.store.library import Library
from viewer.text.reflow import reflow

_TOGETHER = 50
_YEARS = 10


def make_library(folder: Path, documents: int) -> None:
    """Fill a library with so many documents: replies, and the same replies of earlier years; then compare them."""
    library = Library.open(folder)
    readings = _readings(documents)
    while gathered := list(islice(readings, _TOGETHER)):
        with library.transaction() as table:
            for each in gathered:
                if table.id_of(each.source.sha256) is None:
                    table.add(each, pipeline_version="bench")
    AcrossTables(library).bring_up_to_date(progress=ignore_progress, cancel=CancelToken())
    library.close()


def read_reply(reply: GeneratedReply) -> Reading:
    """Return the reading of a generated reply."""
    document = reflow(raw_text(reply.text))
    metadata = read_metadata(document)
    data = reply.text.encode()
    source = Source(f"{reply.name}.txt", "text/plain", hashlib.sha256(data).hexdigest(), len(data))
    entities = find_entities(document, metadata, tagger=None)
    return Reading(source, document, metadata, entities, find_metrics(document, metadata))


def _readings(documents: int) -> Iterator[Reading]:
    years = min(_YEARS, max(1, documents // 100))
    for number, reply in enumerate(replies(-(-documents // years))):
        reading = read_reply(reply)
        for year in range(min(years, documents - number * years)):
            yield _of_another_year(reading, year)


def _of_another_year(reading: Reading, year: int) -> Reading:
    """Return the reading as a reply of an earlier year; the first one is the reading itself."""
    date = reading.metadata.date
    if not year:
        return reading
    source = replace(reading.source, sha256=hashlib.sha256(f"{reading.source.sha256}/{year}".encode()).hexdigest())
    earlier = f"{int(date[:4]) - year}{date[4:]}" if date else None
    return replace(reading, source=source, metadata=replace(reading.metadata, date=earlier))

"""From the bytes of one file to its figures, step by step; loaded where files are read."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from viewer.core.document import SourceMap
from viewer.core.knowledge import Lessons
from viewer.core.progress import Progress, ProgressStep
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.extract.entities import load_tagger
from viewer.extract.metadata import read_metadata
from viewer.extract.tagger.tagger import Tagger
from viewer.importing import registry
from viewer.importing.manner import Manner
from viewer.importing.patience import patience
from viewer.services.file_walk import printable
from viewer.services.marking import read_marks
from viewer.services.read_file import fingerprint
from viewer.text.reflow import reflow

_LONG = 300_000  # code points, five hundred pages; the tagger takes half a minute for so many on a slow machine
_BY_RULES = "文字很长，人名、机构等只按规则标出，可能不全。"


def read_whole(path: Path, lessons: Lessons, manner: Manner, name: str | None, *, progress: Progress) -> Reading:
    """Read a file as ``read_file`` promises."""
    sha256, size = fingerprint(path)
    raw = registry.read(path, replace(manner, progress=progress))
    with patience(progress, ProgressStep(raw.pages or 0, raw.pages, "整理文字")):
        document = reflow(raw)
        metadata = read_metadata(document)
        is_long = len(document.text) > _LONG
        entities, metrics = read_marks(document, metadata, lessons, None if is_long else _tagger())
    return Reading(
        Source(
            name=printable(name or path.name),
            media_type=raw.media_type,
            sha256=sha256,
            size=size,
            pages=raw.pages,
            ocr=raw.ocr,
            partial=raw.partial,
        ),
        document,
        metadata,
        entities,
        metrics,
        raw.warnings + ((_BY_RULES,) if is_long else ()),
        tuple(_doubts(document.source_map, raw.doubts)),
    )


def _doubts(source_map: SourceMap, doubts: Sequence[Span]) -> Iterator[Span]:
    """Yield where doubtful characters of the source stand in the text, neighbours as one span."""
    runs = sorted(source_map.runs, key=lambda run: run.source_start)
    starts = [run.source_start for run in runs]
    places = []
    for doubt in doubts:
        run = runs[bisect_right(starts, doubt.start) - 1] if starts and starts[0] <= doubt.start else None
        if run is not None and doubt.start < run.source_start + run.length:
            places.append(run.text_start + doubt.start - run.source_start)
    places.sort()
    first = 0
    for index in range(1, len(places) + 1):
        if index == len(places) or places[index] != places[index - 1] + 1:
            yield Span(places[first], places[index - 1] + 1)
            first = index


@cache
def _tagger() -> Tagger | None:
    """Load the weights once in each worker process."""
    return load_tagger()

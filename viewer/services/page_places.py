"""Finds where a document's text stands on the pages of its original; runs in a worker process."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from viewer.core.document import Document, SourceRun
from viewer.core.errors import FileEmptyError, FileUnsupportedError
from viewer.core.place import PagePlaces, PlacedRun, Sheet
from viewer.core.progress import Progress, ignore_progress
from viewer.core.raw import Block, BlockKind
from viewer.importing import registry
from viewer.importing.manner import Manner, Recognition
from viewer.text.reflow import reflow


def read_places(
    path: Path, kept_pages: Path | None = None, password: str | None = None, *, progress: Progress = ignore_progress
) -> tuple[PagePlaces, str]:
    """Return the places of the original's text, and that text; pages that were not recognised before have none.

    Raises children of ``FileReadError``.
    """
    manner = Manner(progress, password, Recognition.NEVER, kept_pages)
    try:
        raw = registry.read(path, manner)
    except (FileEmptyError, FileUnsupportedError):
        return PagePlaces(), ""
    document = reflow(raw)
    sheets = tuple(Sheet(width, height) for width, height in raw.sheets)
    return PagePlaces(sheets, tuple(placed_runs(document, raw.blocks))), document.text


def placed_runs(document: Document, blocks: Sequence[Block]) -> Iterator[PlacedRun]:
    """Yield the runs of a text whose blocks know their edges, in the order of the text."""
    placed = [block for block in blocks if block.edges and block.kind is not BlockKind.FURNITURE]
    starts = [block.span.start for block in placed]
    for run in document.source_map.runs:
        first = max(0, bisect_right(starts, run.source_start) - 1)
        for block in placed[first:]:
            if block.span.start >= run.source_start + run.length:
                break
            part = _part(run, block)
            if part is not None:
                yield part


def _part(run: SourceRun, block: Block) -> PlacedRun | None:
    start = max(run.source_start, block.span.start)
    end = min(run.source_start + run.length, block.span.end)
    if start >= end or block.box is None or block.page is None:
        return None
    edges = block.edges[start - block.span.start : end - block.span.start + 1]
    return PlacedRun(run.text_start + start - run.source_start, block.page, block.box.top, block.box.bottom, edges)


def without_places(places: PagePlaces) -> PagePlaces:
    """Return the pages alone."""
    return replace(places, runs=())

"""Finds where a document's text stands on the pages of its original; runs in a worker process."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rapidfuzz.distance import Indel

from viewer.core.document import Document, SourceRun
from viewer.core.errors import FileEmptyError, FileUnsupportedError
from viewer.core.place import PagePlaces, PlacedRun, Sheet
from viewer.core.progress import Progress, ignore_progress
from viewer.core.raw import Block, BlockKind
from viewer.importing import registry
from viewer.importing.manner import Manner, Recognition
from viewer.text.reflow import reflow

_COMPARED = 60_000  # characters; comparing takes their square
_ALIKE = 0.8


def read_places(
    path: Path,
    kept_pages: Path | None,
    password: str | None,
    text: str,
    *,
    progress: Progress = ignore_progress,
) -> PagePlaces:
    """Return where ``text`` stands on the pages of an original; pages that were not recognised before have no places.

    Raises children of ``FileReadError``.
    """
    manner = Manner(progress, password, Recognition.NEVER, kept_pages)
    try:
        raw = registry.read(path, manner)
    except (FileEmptyError, FileUnsupportedError):
        return PagePlaces()
    document = reflow(raw)
    sheets = tuple(Sheet(width, height) for width, height in raw.sheets)
    runs = tuple(placed_runs(document, raw.blocks))
    return PagePlaces(sheets, runs if document.text == text else tuple(moved(runs, document.text, text)))


def moved(runs: Sequence[PlacedRun], before: str, after: str) -> Iterator[PlacedRun]:
    """Yield the runs of one text at the offsets of another where both say the same, none where they differ much."""
    if max(len(before), len(after)) > _COMPARED or Indel.normalized_similarity(before, after) < _ALIKE:
        return
    for step in Indel.opcodes(before, after):
        if step.tag != "equal":
            continue
        for run in runs:
            start, end = max(run.start, step.src_start), min(run.end, step.src_end)
            if start < end:
                edges = run.edges[start - run.start : end - run.start + 1]
                yield replace(run, start=start + step.dest_start - step.src_start, edges=edges)


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

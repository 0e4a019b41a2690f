"""Turns the blocks of a source into the canonical text: true paragraphs with roles, and the way back."""

import re
from collections.abc import Sequence
from itertools import pairwise

from viewer.core.document import Document, Paragraph, SourceMap, SourceRun
from viewer.core.raw import RawDocument
from viewer.core.span import Span
from viewer.text.blanks import HANZI, is_idle, separates
from viewer.text.breaks import Decision, decide, grouped
from viewer.text.cues import cue_of
from viewer.text.furniture import without_furniture
from viewer.text.geometry import placed
from viewer.text.head import find_head
from viewer.text.layout import measure
from viewer.text.lines import Line, Piece, read_lines
from viewer.text.reflow_version import REFLOW_VERSION
from viewer.text.roles import Part, assign_roles

__all__ = ["REFLOW_VERSION", "reflow"]

_BROKEN_NUMBER = re.compile(r"\d[.,]?\n\d|\d\n[.,%％‰]")


def reflow(raw: RawDocument) -> Document:
    """Return the canonical document of a source.

    Every visible character that is not markup or page furniture appears, in order and unchanged; the source map knows
    the place of each. Running it on its own paragraphs changes nothing.
    """
    lines = without_furniture(placed(read_lines(raw)))
    head = find_head(lines)
    decisions = decide(lines, measure(lines), head.units(len(lines)))
    ranges = grouped(decisions)
    paragraphs = [_joined(lines[start:end]) for start, end in ranges]
    parts = [
        _part("".join(piece.text for piece in pieces), lines[start], (start, end))
        for pieces, (start, end) in zip(paragraphs, ranges, strict=True)
    ]
    roles = assign_roles(parts, head)
    return _document(
        paragraphs,
        [
            Paragraph(Span(0, len(part.text)), role.role, role.level, lines[part.lines[0]].page)
            for part, role in zip(parts, roles, strict=True)
        ],
    )


def explain(raw: RawDocument) -> list[tuple[str, Decision]]:
    """Return every line of a source with the decision whether a paragraph begins there and the reasons for it."""
    lines = without_furniture(placed(read_lines(raw)))
    decisions = decide(lines, measure(lines), find_head(lines).units(len(lines)))
    return [(line.text, decision) for line, decision in zip(lines, decisions, strict=True)]


def _part(text: str, first: Line, lines: tuple[int, int]) -> Part:
    return Part(text=text, kind=first.kind, level=first.level, cue=cue_of(text), lines=lines, is_item=first.starts)


def _joined(lines: Sequence[Line]) -> list[Piece]:
    """Join the lines of a paragraph; a blank is put between two Latin words only."""
    pieces = list(lines[0].pieces)
    for before, after in pairwise(lines):
        hyphenated = before.text[-1] == "-" and after.text[0].islower()
        if not hyphenated and not _breaks_number(before.text, after.text) and separates(before.text, after.text):
            pieces.append(Piece(" ", None))
        pieces += after.pieces
    return _without_idle_blanks(pieces)


def _breaks_number(before: str, after: str) -> bool:
    """Tell whether a number of Chinese prose goes on in the next line: 6100 wrapped as 610 and 0."""
    number = _BROKEN_NUMBER.match(f"{before[-2:]}\n{after[:1]}") or _BROKEN_NUMBER.match(f"{before[-1:]}\n{after[:1]}")
    return number is not None and HANZI.search(before) is not None


def _without_idle_blanks(pieces: list[Piece]) -> list[Piece]:
    """Drop the blanks beside quotation marks and dashes that only the whole paragraph shows to be idle."""
    text = "".join(piece.text for piece in pieces)
    kept: list[Piece] = []
    place = 0
    for piece in pieces:
        if piece.text not in (" ", "\u3000") or not is_idle(text, place):
            kept.append(piece)
        place += len(piece.text)
    return kept


def _document(paragraphs: Sequence[Sequence[Piece]], shapes: Sequence[Paragraph]) -> Document:
    """Lay the paragraphs end to end, one newline between them, and record where every character came from."""
    texts: list[str] = []
    runs: list[SourceRun] = []
    placed: list[Paragraph] = []
    position = 0
    for pieces, shape in zip(paragraphs, shapes, strict=True):
        if placed:
            texts.append("\n")
            position += 1
        start = position
        for piece in pieces:
            texts.append(piece.text)
            if piece.source is not None:
                _append_run(runs, SourceRun(position, piece.source, len(piece.text)))
            position += len(piece.text)
        placed.append(Paragraph(Span(start, position), shape.role, shape.level, shape.page))
    return Document("".join(texts), tuple(placed), SourceMap(tuple(runs)))


def _append_run(runs: list[SourceRun], run: SourceRun) -> None:
    """Add a run, lengthening the last one where both stand side by side in text and source."""
    if runs:
        last = runs[-1]
        if last.text_start + last.length == run.text_start and last.source_start + last.length == run.source_start:
            runs[-1] = SourceRun(last.text_start, last.source_start, last.length + run.length)
            return
    runs.append(run)

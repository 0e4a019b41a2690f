"""A paragraph, row or note before it has its place: what readers of formats without geometry produce."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from viewer.core.raw import Block, BlockKind, RawDocument
from viewer.core.span import Span
from viewer.importing.hard_wraps import breaks_off, is_hard_wrapped

_PRINTED = "印发"
_LABELLED = re.compile(r"(?:^|\t)\s*[\u4e00-\u9fff\s]{2,12}[：:][^\t]*\S")  # a cell that holds a label with its value


@dataclass(frozen=True, slots=True)
class Piece:
    """One printed line or row; ``font_size`` is in points, ``indent`` in characters, ``None`` where unknown."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    font_size: float | None = None
    indent: float | None = None


def raw_document(
    pieces: Iterable[Piece], media_type: str, *, encoding: str | None = None, warnings: tuple[str, ...] = ()
) -> RawDocument:
    """Return the pieces, one a line, as a raw document; line ends inside become blanks.

    Rows that only place things side by side become paragraphs. Paragraphs that are the visual lines of a wrapped text,
    or were cut by a page border, become lines: reflow joins them. Blank pieces stay only between lines.
    """
    settled = _settled(_without_placing_rows(pieces))
    parts: list[str] = []
    blocks: list[Block] = []
    offset = 0
    for piece in settled:
        text = piece.text.replace("\n", " ") if piece.text.strip() else ""
        if text:
            span = Span(offset, offset + len(text))
            blocks.append(Block(span, piece.kind, piece.level, font_size=piece.font_size, indent=piece.indent))
        elif piece.kind is not BlockKind.LINE or not blocks:
            continue
        parts.append(text)
        offset += len(text) + 1
    return RawDocument("\n".join(parts), tuple(blocks), media_type, encoding=encoding, warnings=warnings)


def _settled(pieces: Iterable[Piece]) -> list[Piece]:
    """Call the paragraphs lines where they are what a fixed width, or a page border, cut a text into."""
    listed = list(pieces)
    if is_hard_wrapped([piece.text for piece in listed if piece.kind is BlockKind.PARAGRAPH]):
        return [_as_line(piece) for piece in listed]
    cut: set[int] = set()
    printed = [index for index, piece in enumerate(listed) if piece.text.strip()]
    for here, after in pairwise(printed):
        if listed[here].kind is listed[after].kind is BlockKind.PARAGRAPH and breaks_off(listed[here].text):
            cut |= {here, after}
    return [_as_line(piece) if index in cut else piece for index, piece in enumerate(listed)]


def _as_line(piece: Piece) -> Piece:
    return replace(piece, kind=BlockKind.LINE) if piece.kind is BlockKind.PARAGRAPH else piece


def _without_placing_rows(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Cut up rows that are no table: one alone (文号 beside 签发人), and those of a 版记 (office beside 印发)."""
    for kind, run in groupby(pieces, key=lambda piece: piece.kind):
        rows = list(run)
        if kind is not BlockKind.TABLE_ROW:
            yield from rows
            continue
        for row in rows:
            if _ends_printed(row.text) or (len(rows) == 1 and _LABELLED.search(row.text)):
                yield from (Piece(cell.strip()) for cell in row.text.split("\t") if cell.strip())
            else:
                yield row


def _ends_printed(text: str) -> bool:
    return "".join(text.split()).endswith(_PRINTED)

"""A paragraph, row or note before it has its place: what readers of formats without geometry produce."""

from collections.abc import Iterable
from dataclasses import dataclass

from viewer.core.raw import Block, BlockKind, RawDocument
from viewer.core.span import Span


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
    """Return the pieces, one a line, as a raw document; blank pieces are left out, line ends inside become blanks."""
    parts: list[str] = []
    blocks: list[Block] = []
    offset = 0
    for piece in pieces:
        text = piece.text.replace("\n", " ")
        if not text.strip():
            continue
        span = Span(offset, offset + len(text))
        blocks.append(Block(span, piece.kind, piece.level, font_size=piece.font_size, indent=piece.indent))
        parts.append(text)
        offset = span.end + 1
    return RawDocument("\n".join(parts), tuple(blocks), media_type, encoding=encoding, warnings=warnings)

"""What a format reader hands to reflow: the source's text cut into blocks with the geometry it has."""

from dataclasses import dataclass
from enum import StrEnum

from viewer.core.span import Span


class BlockKind(StrEnum):
    """How far the source already knows its paragraphs."""

    LINE = "line"  # one visual line: reflow decides where paragraphs begin
    PARAGRAPH = "paragraph"  # a true paragraph (DOCX, HTML): never joined with its neighbours
    HEADING = "heading"  # a true paragraph the source calls a heading
    TABLE_ROW = "table_row"  # cells separated by a tab
    NOTE = "note"  # footnote or endnote
    FURNITURE = "furniture"  # page number, running header: kept in the source, left out of the text


@dataclass(frozen=True, slots=True)
class Box:
    """Where a block stands on its page, in points from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of ``RawDocument.text``; ``span`` excludes the line end. Unknown geometry is ``None``.

    ``page`` counts from 1; ``indent`` is the first line's indent in characters; ``font_size`` is in points.
    ``edges`` are the left edges of its characters in points and the right edge of the last, empty where unknown.
    """

    span: Span
    kind: BlockKind = BlockKind.LINE
    level: int = 0
    page: int | None = None
    box: Box | None = None
    font_size: float | None = None
    indent: float | None = None
    edges: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class RawDocument:
    """The decoded source text, its blocks in reading order, and what the format said about itself.

    ``media_type`` is the IANA type; ``pages`` is ``None`` for formats without pages; ``warnings`` are
    sentences for the user (for example about characters that could not be decoded). ``sheets`` are the sizes of the
    pages in points, width before height. ``partial`` tells that the file is damaged and this is what could be read;
    ``doubts`` are characters the recogniser was not sure of.
    """

    text: str
    blocks: tuple[Block, ...]
    media_type: str
    pages: int | None = None
    ocr: bool = False
    encoding: str | None = None
    warnings: tuple[str, ...] = ()
    sheets: tuple[tuple[float, float], ...] = ()
    partial: bool = False
    doubts: tuple[Span, ...] = ()

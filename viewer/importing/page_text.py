"""Makes one raw document of the lines of many pages: shared by every format with geometry."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from viewer.core.raw import Block, BlockKind, RawDocument
from viewer.core.span import Span
from viewer.importing.page_furniture import furniture
from viewer.importing.page_lines import PageLine

_LISTED = 10


@dataclass(frozen=True, slots=True)
class PageText:
    """One page in points: its lines in reading order, and how many of its glyphs stand for no known character.

    ``pictured`` tells that what there is to read stands in pictures.
    """

    lines: tuple[PageLine, ...]
    width: float
    height: float
    unreadable: int
    glyphs: int
    pictured: bool = False


def paged_document(pages: Sequence[PageText], media_type: str) -> RawDocument:
    """Return the pages' lines as blocks: page numbers and running headers as furniture, indents in characters."""
    dropped = furniture([page.lines for page in pages], [page.height for page in pages])
    if all(len(furnished) == len(page.lines) for page, furnished in zip(pages, dropped, strict=True)):
        dropped = [set() for _ in pages]  # a text that is all page numbers is a text
    left = _body_left(pages)
    parts: list[str] = []
    blocks: list[Block] = []
    doubts: list[Span] = []
    offset = 0
    for number, (page, furnished) in enumerate(zip(pages, dropped, strict=True), start=1):
        for index, line in enumerate(page.lines):
            text, kept = _row_text(line) if line.is_table_row else (line.text, range(len(line.text)))
            blocks.append(
                Block(
                    span=Span(offset, offset + len(text)),
                    kind=_kind(line, is_furniture=index in furnished),
                    page=number,
                    box=line.box,
                    font_size=line.size,
                    indent=(line.box.left - left) / (line.size or 1.0),
                    edges=line.edges if len(kept) == len(line.text) else _edges(line, kept),
                )
            )
            doubts += [Span(offset + kept.index(place), offset + kept.index(place) + 1) for place in line.doubts]
            parts.append(text)
            offset += len(text) + 1
    warnings = _warnings(pages)
    return RawDocument(
        "\n".join(parts),
        tuple(blocks),
        media_type,
        pages=len(pages),
        warnings=warnings,
        sheets=tuple((page.width, page.height) for page in pages),
        doubts=tuple(doubts),
    )


def _row_text(line: PageLine) -> tuple[str, Sequence[int]]:
    """Return the cells parted by tabs, and which characters of the line's text they are."""
    kept: list[int] = []
    place = 0
    for cell in line.cells:
        if kept:
            kept.append(place - 1)  # one of the two blanks before the cell becomes the tab
        kept += range(place, place + len(cell))
        place += len(cell) + 2
    return "\t".join(line.cells), kept


def _edges(line: PageLine, kept: Sequence[int]) -> tuple[float, ...]:
    return tuple(line.edges[place] for place in kept) + line.edges[-1:] if line.edges else ()


def _kind(line: PageLine, *, is_furniture: bool) -> BlockKind:
    if is_furniture:
        return BlockKind.FURNITURE
    return BlockKind.TABLE_ROW if line.is_table_row else BlockKind.LINE


def _body_left(pages: Sequence[PageText]) -> float:
    """Return the left edge most lines start at."""
    lefts = Counter(round(line.box.left) for page in pages for line in page.lines)
    if not lefts:
        return 0.0
    common = max(lefts.values())
    return float(min(left for left, count in lefts.items() if count * 3 >= common))


def _warnings(pages: Sequence[PageText]) -> tuple[str, ...]:
    empty = [number for number, page in enumerate(pages, start=1) if page.pictured]
    if not empty:
        return ()
    listed = "、".join(str(number) for number in empty[:_LISTED]) + ("等" if len(empty) > _LISTED else "")
    return (f"第 {listed} 页没有文字层（是扫描页或图片），未读出文字。",)

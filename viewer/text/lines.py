"""Reads the blocks of a source as visual lines: what each says without marks and stray blanks, and how it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from viewer.core.raw import Block, BlockKind, Box, RawDocument
from viewer.core.span import Span
from viewer.text.blanks import BLANK, HANZI, BlankStyle, blank_width, kept_blanks
from viewer.text.cues import Cue, cue_of, is_possible_greeting
from viewer.text.fields import field_ranges
from viewer.text.markup import Markup, is_marked_up, is_row, is_rule, read_markup
from viewer.text.tables import RowShape, row_shape, rows_among
from viewer.text.words import Gap, Words, cut_words

_MARKED_UP_TYPES = frozenset({"text/plain", "text/markdown"})
_LONGEST_MEASURED = 400
_HOLD_FIELDS = frozenset({BlockKind.LINE, BlockKind.PARAGRAPH})


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that stay in the text; ``source`` is where they stand in the source, ``None`` for an added blank."""

    text: str
    source: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One visual line without marks and stray blanks.

    ``indent`` and ``width`` count half-width columns; ``gap`` counts the blank lines above; ``starts`` says that the
    line begins a paragraph whatever else speaks against it.
    """

    text: str
    pieces: tuple[Piece, ...]
    kind: BlockKind
    cue: Cue
    level: int = 0
    indent: float = 0.0
    width: float = 0.0
    gap: int = 0
    page: int | None = None
    page_break: bool = False
    starts: bool = False
    font_size: float | None = None
    box: Box | None = None

    @property
    def is_loose(self) -> bool:
        """Tell whether reflow may join this line to a neighbour."""
        return self.kind is BlockKind.LINE


@dataclass(frozen=True, slots=True)
class _Above:
    """What stands between a line and the one before it."""

    gap: int = 0
    page_break: bool = False
    starts: bool = False


@dataclass(frozen=True, slots=True)
class _Sketch:
    """A block with its words located, before its blanks are judged."""

    block: Block
    markup: Markup
    words: Words
    above: _Above = field(default_factory=_Above)

    def shape(self, source: str) -> RowShape | None:
        """Return how the block could be a row of a table."""
        if self.markup.is_row or self.block.kind is BlockKind.TABLE_ROW:
            count = len(self.words.spans)
            return RowShape(_cells(source, self.words) if not self.markup.is_row else _each(count), sure=True)
        return row_shape(source, self.words) if self.block.kind is BlockKind.LINE else None


def _each(count: int) -> tuple[tuple[int, int], ...]:
    return tuple((index, index + 1) for index in range(count))


def _cells(source: str, words: Words) -> tuple[tuple[int, int], ...]:
    cuts = [index for index, gap in enumerate(words.gaps, start=1) if "\t" in gap.span.of(source)]
    return tuple(zip([0, *cuts], [*cuts, len(words.spans)], strict=True))


def read_lines(raw: RawDocument) -> list[Line]:
    """Return the visual lines of a source in reading order; rules and empty lines leave only their traces."""
    sketches = list(_sketches(raw))
    shapes = [sketch.shape(raw.text) for sketch in sketches]
    lines: list[Line] = []
    for sketch, shape, row in zip(sketches, shapes, rows_among(shapes), strict=True):
        if sketch.markup.is_row or sketch.block.kind is BlockKind.TABLE_ROW:
            row = shape  # noqa: PLW2901 - drawn rows need no neighbour
        lines += _lines_of(raw.text, sketch) if row is None else [_row(raw.text, sketch, row)]
    return lines


def _sketches(raw: RawDocument) -> Iterator[_Sketch]:
    """Locate the words of every block that has any, and note what stands above it."""
    marked_up = raw.media_type in _MARKED_UP_TYPES and is_marked_up(raw.text)
    end = 0
    page: int | None = None
    pending = _Above()
    for block in raw.blocks:
        between = raw.text[end : block.span.start]
        turned = "\f" in between or (page is not None and block.page not in (None, page))
        pending = replace(pending, page_break=pending.page_break or turned)
        line = block.span.of(raw.text)
        ruled = block.kind is BlockKind.LINE and is_rule(line)
        if block.kind is BlockKind.FURNITURE or ruled:
            pending = replace(pending, starts=pending.starts or ruled)
            continue
        markup = _markup(block, line, marked_up=marked_up)
        words = cut_words(raw.text, block.span, markup)
        if words.spans:
            above = replace(pending, gap=max(0, between.count("\n") - 1), starts=pending.starts or markup.is_item)
            yield _Sketch(block, markup, words, above)
            end, page, pending = block.span.end, block.page or page, _Above()


def _markup(block: Block, line: str, *, marked_up: bool) -> Markup:
    if block.kind is not BlockKind.LINE:
        return Markup()
    return read_markup(line) if marked_up else Markup(is_row=is_row(line))


def _lines_of(source: str, sketch: _Sketch) -> Iterator[Line]:
    """Return the line of a block, or one line for each field that stands on it."""
    whole = [(0, len(sketch.words.spans))]
    ranges = field_ranges(source, sketch.words) if sketch.block.kind in _HOLD_FIELDS else whole
    for index, (first, last) in enumerate(ranges):
        line = _line(source, sketch, first, last)
        yield line if index == 0 else replace(line, starts=True, gap=0, page_break=False)


def _pieces(source: str, word: tuple[Span, ...]) -> list[Piece]:
    return [Piece(span.of(source), span.start) for span in word]


def _row(source: str, sketch: _Sketch, shape: RowShape) -> Line:
    """Return a table row; one tab stands between two cells."""
    pieces: list[Piece] = []
    for first, last in shape.cells:
        if first:
            gap = sketch.words.gaps[first - 1].span
            tab = source.find("\t", gap.start, gap.end)
            pieces.append(Piece("\t", tab if tab >= 0 else None))
        pieces += _spaced(source, sketch.words, first, last, BlankStyle.PROSE)
    return replace(_made_of(source, sketch, pieces), kind=BlockKind.TABLE_ROW, cue=Cue.NONE)


def _line(source: str, sketch: _Sketch, first: int, last: int) -> Line:
    """Return the line made of some of the words of a block."""
    texts = sketch.words.texts(source)[first:last]
    style = BlankStyle.NAMES if _greets(texts) else BlankStyle.PROSE
    return _made_of(source, sketch, _spaced(source, sketch.words, first, last, style))


def _greets(words: list[str]) -> bool:
    text = "".join(words)
    return len(words) > 1 and words[-1][-1] in "：:" and is_possible_greeting(text) and HANZI.match(text) is not None


def _spaced(source: str, words: Words, first: int, last: int, style: BlankStyle) -> list[Piece]:
    """Return a range of words with one blank wherever two of them would merge without it."""
    texts = words.texts(source)[first:last]
    gaps = words.gaps[first : last - 1]
    kept = kept_blanks(texts, [gap.width for gap in gaps], style)
    pieces = _pieces(source, words.spans[first])
    for word, gap, keep in zip(words.spans[first + 1 : last], gaps, kept, strict=True):
        if keep:
            pieces.append(_blank(source, gap))
        pieces += _pieces(source, word)
    return pieces


def _blank(source: str, gap: Gap) -> Piece:
    """Return the one blank that stays: the source's own, or a plain one where the source has something odd."""
    for usual in " \u3000":
        place = source.find(usual, gap.span.start, gap.span.end)
        if place >= 0:
            return Piece(usual, place)
    return Piece(" ", None)


def _made_of(source: str, sketch: _Sketch, pieces: list[Piece]) -> Line:
    text = "".join(piece.text for piece in pieces)
    block = sketch.block
    return Line(
        text=text,
        pieces=tuple(pieces),
        kind=BlockKind.HEADING if sketch.markup.heading else block.kind,
        cue=cue_of(text),
        level=sketch.markup.heading or block.level,
        indent=block.indent * 2 if block.indent is not None else _leading_blank(source, sketch),
        width=columns(text),
        gap=sketch.above.gap,
        page=block.page,
        page_break=sketch.above.page_break,
        starts=sketch.above.starts,
        font_size=block.font_size,
        box=block.box,
    )


def _leading_blank(source: str, sketch: _Sketch) -> int:
    blank = BLANK.match(source, sketch.block.span.start, sketch.words.spans[0][0].start)
    return blank_width(blank.group()) if blank else 0


def columns(text: str) -> float:
    """Return the width of a text in half-width columns; very long lines are only as long as they are measured."""
    measured = text[:_LONGEST_MEASURED]
    return len(text) + len(measured) - len(measured.encode("ascii", "ignore"))

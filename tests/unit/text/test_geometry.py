"""Boxes on a page become columns of text."""

from viewer.core.raw import Block, Box, RawDocument
from viewer.core.span import Span
from viewer.text.geometry import placed
from viewer.text.lines import read_lines
from viewer.text.reflow import reflow

SIZE = 16.0
LEFT = 90.0


def page(*lines: tuple[str, float, float]) -> RawDocument:
    """Set lines of (text, indent in characters, top) on one page."""
    blocks, start = [], 0
    for text, indent, top in lines:
        left = LEFT + indent * SIZE
        box = Box(left, top, left + len(text) * SIZE, top + SIZE)
        blocks.append(Block(Span(start, start + len(text)), page=1, box=box, font_size=SIZE, indent=indent))
        start += len(text) + 1
    return RawDocument("\n".join(text for text, _, _ in lines), tuple(blocks), "application/pdf", pages=1)


def test_width_and_indent_are_columns_of_the_body_size() -> None:
    line = placed(read_lines(page(("经济社会发展", 2, 100))))[0]
    assert (line.width, line.indent) == (12, 4)


def test_a_wider_distance_is_a_blank_line() -> None:
    raw = page(("甲" * 20, 0, 100), ("乙" * 20, 0, 128), ("丙" * 20, 0, 156), ("丁" * 20, 0, 240))
    assert [line.gap for line in placed(read_lines(raw))] == [0, 0, 0, 1]


def test_an_indented_line_of_a_page_begins_a_paragraph() -> None:
    full, rest = "经济社会持续健康发展各项任务有序推进成效明显进一步", "全面完成。"
    raw = page((full[:-2], 2, 100), (full, 0, 128), (rest, 0, 156), (full[:-2], 2, 184), (full, 0, 212), (rest, 0, 240))
    assert [paragraph.span.length for paragraph in reflow(raw).paragraphs] == [53, 53]

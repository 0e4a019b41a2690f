"""Glyphs anywhere on a page become lines in reading order."""

import random

from viewer.core.raw import Box
from viewer.importing.page_lines import Glyph, lines_of

WIDTH = 595.0


def glyphs(text: str, left: float, top: float, size: float = 16.0) -> list[Glyph]:
    """Draw a text from left to right: a Han character is one em wide, an ASCII character half."""
    drawn, x = [], left
    for character in text:
        width = size / 2 if character.isascii() else size
        drawn.append(Glyph(character, Box(x, top, x + width, top + size), size))
        x += width
    return drawn


def texts(drawn: list[Glyph]) -> list[str]:
    return [line.text for line in lines_of(drawn, page_width=WIDTH)]


def test_lines_stand_from_top_to_bottom_however_they_are_stored() -> None:
    drawn = glyphs("关于增加停车泊位", 80, 100) + glyphs("建议的答复", 80, 128)
    random.Random(3).shuffle(drawn)  # noqa: S311 - any order will do
    assert texts(drawn) == ["关于增加停车泊位", "建议的答复"]


def test_a_glyph_printed_twice_for_boldness_counts_once() -> None:
    drawn = glyphs("停车", 80, 100) + glyphs("停车", 80.4, 100.2)
    assert texts(drawn) == ["停车"]


def test_latin_words_keep_their_blank() -> None:
    drawn = glyphs("创邑", 80, 100) + glyphs("SPACE", 120, 100) + glyphs("X", 168, 100)
    assert texts(drawn) == ["创邑SPACE X"]


def test_two_fields_on_one_line_are_kept_apart_but_are_no_table() -> None:
    drawn = glyphs("办理结果：采纳", 80, 100) + glyphs("签发人：张三", 320, 100)
    line = lines_of(drawn, page_width=WIDTH)[0]
    assert (line.text, line.is_table_row) == ("办理结果：采纳  签发人：张三", False)


def test_cells_under_each_other_are_table_rows() -> None:
    drawn = []
    for row, cells in enumerate([("序号", "事项", "金额"), ("一", "停车", "三万"), ("二", "绿化", "五万")]):
        for column, cell in enumerate(cells):
            drawn += glyphs(cell, 80 + column * 150, 100 + row * 28)
    assert all(line.is_table_row for line in lines_of(drawn, page_width=WIDTH))


def test_two_columns_are_read_one_after_the_other() -> None:
    drawn = []
    for row in range(12):
        drawn += glyphs(f"左栏第{row:02d}行文字内容", 60, 100 + row * 20, 12) + glyphs(
            "右栏文字内容", 330, 100 + row * 20, 12
        )
    found = texts(drawn)
    assert found[:12] == [f"左栏第{row:02d}行文字内容" for row in range(12)]


def test_a_page_without_glyphs_has_no_lines() -> None:
    assert texts([]) == []

"""Rows of tables are known by cells that repeat from line to line."""

from viewer.core.span import Span
from viewer.text.markup import Markup
from viewer.text.tables import row_shape, rows_among
from viewer.text.words import cut_words


def rows(*lines: str) -> list[int | None]:
    shapes = [row_shape(line, cut_words(line, Span(0, len(line)), Markup())) for line in lines]
    return [None if shape is None else len(shape.cells) for shape in rows_among(shapes)]


def test_rows_of_figures_with_their_head_are_a_table() -> None:
    assert rows("年份 学校 学位", "2020 12 3600", "2021 15 4200") == [3, 3, 3]


def test_tabs_cut_cells() -> None:
    assert rows("项目\t金额", "道路\t一亿元") == [2, 2]


def test_a_sentence_with_figures_set_apart_is_no_row() -> None:
    assert rows("共完成 12 个 项目", "累计 36 处 泊位", "其中 8 个 学校") == [None, None, None]


def test_one_line_alone_is_no_table() -> None:
    assert rows("2020 12 3600") == [None]


def test_a_page_number_is_no_row() -> None:
    assert rows("— 2 —", "2020 12 3600") == [None, None]

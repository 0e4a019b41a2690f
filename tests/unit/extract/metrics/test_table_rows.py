"""Bare numbers of a table take unit, period and name from its heads and its caption."""

import pytest

from viewer.core.document import Document, Paragraph, ParagraphRole
from viewer.core.metadata import Metadata
from viewer.core.metric import Metric, MetricRole
from viewer.core.span import Span
from viewer.extract.metrics import find_metrics


def document(*lines: str) -> Document:
    paragraphs, start = [], 0
    for line in lines:
        role = ParagraphRole.TABLE if "\t" in line else ParagraphRole.BODY
        paragraphs.append(Paragraph(Span(start, start + len(line)), role))
        start += len(line) + 1
    return Document("\n".join(lines), tuple(paragraphs))


def figures(*lines: str) -> tuple[Metric, ...]:
    return find_metrics(document(*lines), Metadata(date="2024-06-20", issuing_unit="清河县财政局"))


def test_the_unit_stands_in_the_caption_and_the_year_in_the_head() -> None:
    first, second = figures("表1 财政支出（单位：万元）", "项目\t2022年\t2023年", "教育支出\t12000\t13500")
    assert (first.value, first.unit, first.indicator) == (120_000_000, "元", "教育支出")
    assert second.period is not None
    assert second.period.start == "2023-01-01"


@pytest.mark.parametrize(
    ("head", "row"), [("街道\t泊位数（个）", "江苏路街道\t1,200"), ("指标\t单位\t数量", "泊位数\t个\t1,200")]
)
def test_the_unit_stands_in_a_head_or_in_a_column_of_its_own(head: str, row: str) -> None:
    (figure,) = figures(head, row)
    assert (figure.value, figure.unit, figure.surface) == (1200, "个", "1,200")


def test_years_may_head_the_rows() -> None:
    first, second = figures("年份\t教育支出（亿元）", "2022\t1.2", "2023年\t1.3")
    assert [each.period.start if each.period else None for each in (first, second)] == ["2022-01-01", "2023-01-01"]
    assert first.indicator == "教育支出"


def test_a_column_of_changes_holds_growth_even_below_nothing() -> None:
    (figure,) = figures("街道\t同比增长（%）", "江苏路街道\t-3.1")
    assert (figure.value, figure.role) == (-3.1, MetricRole.GROWTH)


def test_a_cell_with_its_own_unit_is_named_by_its_heads() -> None:
    (figure,) = figures("学校\t学位", "一小\t1200个")
    assert (figure.indicator, figure.indicator_words) == ("一小学位", "学位")


@pytest.mark.parametrize(
    "lines",
    [
        ("3\t4\t5", "1\t2\t3", "6\t7\t8"),
        ("街道\t泊位", "江苏路街道\t1200"),
        ("单位：个", "序号\t电话", "1\t62525252"),
        ("单位：个", "a\t1"),
    ],
)
def test_numbers_without_unit_and_numbers_that_count_lines_are_no_figures(lines: tuple[str, ...]) -> None:
    assert figures(*lines) == ()


def test_spans_cover_the_cells() -> None:
    text = document("街道\t泊位（个）", "江苏路街道\t 1,200 ")
    (figure,) = find_metrics(text, Metadata())
    assert figure.span.of(text.text) == "1,200"

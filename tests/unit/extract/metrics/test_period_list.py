"""Figures that are told apart by periods have a period each."""

import pytest

from viewer.core.document import Document, Paragraph
from viewer.core.metadata import Metadata
from viewer.core.span import Span
from viewer.extract.metrics import find_metrics


def periods(text: str) -> list[tuple[str | None, str | None]]:
    document = Document(text, (Paragraph(Span(0, len(text))),))
    metrics = find_metrics(document, Metadata(date="2024-06-20"))
    return [(each.period.start, each.period.end) if each.period else (None, None) for each in metrics]


def years(*numbers: int) -> list[tuple[str | None, str | None]]:
    return [(f"{year}-01-01", f"{year}-12-31") for year in numbers]


@pytest.mark.parametrize(
    "text",
    [
        "2020年、2021年和2022年，全县教育投入分别为3.2亿元、3.5亿元和4.1亿元。",
        "2020年至2022年，分别新建公厕12座、15座、20座。",
        "2020-2022年分别完成造林3.2万亩、2.8万亩和2.5万亩。",
        "2020、2021、2022年分别完成12、15和20个项目。",
        "2020年、2021年、2022年依次为120人、130人、150人。",
    ],
)
def test_each_figure_of_a_list_has_its_own_year(text: str) -> None:
    assert periods(text) == years(2020, 2021, 2022)


def test_a_second_list_is_told_apart_by_the_same_years() -> None:
    text = "2022年和2023年优良率分别为86.3%、88.1%，PM2.5浓度分别为35微克/立方米、32微克/立方米。"
    assert periods(text) == years(2022, 2023, 2022, 2023)


def test_halves_of_a_year_are_told_apart() -> None:
    expected = [("2023-01-01", "2023-06-30"), ("2023-07-01", "2023-12-31")]
    assert periods("去年上半年、下半年分别受理投诉230件、180件。") == expected


def test_as_many_periods_as_figures_are_needed() -> None:
    assert periods("2021年和2022年，各镇分别投入3亿元、4亿元和5亿元。") == years(2022, 2022, 2022)


def test_figures_that_are_not_told_apart_share_the_last_period() -> None:
    assert periods("2021年、2022年，新建学校3所、公厕4座。") == years(2022, 2022)


def test_years_of_another_sentence_tell_nothing_apart() -> None:
    assert periods("这是2021年、2022年的事。两镇分别投入3亿元、4亿元。") == years(2022, 2022)

"""Words that say when become days, by the document's date where they need it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.extract.metrics.period import find_periods, find_turns, read_document_date

TODAY = read_document_date("2024-04-25")


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("2023年", "2023-01-01", "2023-12-31"),
        ("2023年上半年", "2023-01-01", "2023-06-30"),
        ("2023年第三季度", "2023-07-01", "2023-09-30"),
        ("2023年2月", "2023-02-01", "2023-02-28"),
        ("2023年3月5日", "2023-03-05", "2023-03-05"),
        ("二〇二三年", "2023-01-01", "2023-12-31"),
        ("2021.01-2023.06)", "2021-01-01", "2023-06-30"),
        ("2023年9月10日至10月25日", "2023-09-10", "2023-10-25"),
        ("2023年9月10日至12日", "2023-09-10", "2023-09-12"),
        ("2022年12月30日-2023年1月2日", "2022-12-30", "2023-01-02"),
        ("2023年1-9月", "2023-01-01", "2023-09-30"),
        ("2020-2023年", "2020-01-01", "2023-12-31"),
        ("2022-2023学年", "2022-09-01", "2023-08-31"),
        ("截至2023年底", None, "2023-12-31"),
        ("到2025年", None, "2025-12-31"),
        ("2018年起", "2018-01-01", None),
        ("自2019年以来", "2019-01-01", "2024-04-25"),
        ("“十四五”期间", "2021-01-01", "2025-12-31"),
        ("十三五末", None, "2020-12-31"),
        ("近3年来", "2021-04-26", "2024-04-25"),
        ("今年以来", "2024-01-01", "2024-04-25"),
        ("去年上半年", "2023-01-01", "2023-06-30"),
        ("一季度", "2024-01-01", "2024-03-31"),
        ("目前", None, "2024-04-25"),
        ("近年来", None, "2024-04-25"),
        ("年内", None, "2024-12-31"),
        ("2021年内", "2021-01-01", "2021-12-31"),
        ("三年内", "2024-04-25", "2027-04-25"),
        ("两年多来", None, "2024-04-25"),
        ("全年共查处", "2023-01-01", "2023-12-31"),
        ("全年计划新增", "2024-01-01", "2024-12-31"),
    ],
)
def test_a_period_is_resolved(words: str, start: str | None, end: str | None) -> None:
    [mention] = find_periods(words + "，", TODAY)
    assert (mention.period.start, mention.period.end) == (start, end)


@pytest.mark.parametrize("words", ["今年", "目前", "近3年", "上半年", "3月"])
def test_without_a_date_relative_words_mean_no_days(words: str) -> None:
    [mention] = find_periods(words + "，", None)
    assert (mention.period.start, mention.period.end) == (None, None)


@pytest.mark.parametrize(
    "words", ["24个月", "三十五所", "六年级", "五十年代", "2023人", "实现", "15岁", "13月", "提前两年"]
)
def test_other_numbers_are_no_periods(words: str) -> None:
    assert [mention for mention in find_periods(words, TODAY) if mention.end - mention.start == len(words)] == []


@pytest.mark.parametrize("words", ["比上年增长", "较2020年提高", "是2019年的2.6倍"])
def test_what_a_figure_is_compared_with_does_not_say_when(words: str) -> None:
    [mention] = find_periods(words, TODAY)
    assert mention.compared


@pytest.mark.parametrize("words", ["计划于2024年6月底前完成", "原定于2025年建成", "校舍2022年与2023年建成"])
def test_a_day_something_is_set_for_says_when(words: str) -> None:
    assert not any(mention.compared for mention in find_periods(words, TODAY))


@pytest.mark.parametrize("words", ["高于2019年", "相当于2019年", "与2019年相比"])
def test_a_year_measured_against_does_not_say_when(words: str) -> None:
    [mention] = find_periods(words, TODAY)
    assert mention.compared


def test_a_month_takes_the_year_spoken_of() -> None:
    _, month = find_periods("2022年全面启动，6月完成", TODAY)
    assert month.period.start == "2022-06-01"


def test_a_new_point_of_the_paragraph_ends_a_period() -> None:
    text = "2023年建成。同时新建。"
    assert [(turn.end, turn.lead) for turn in find_turns(text)] == [(text.index("新建"), 0)]


def test_an_item_of_a_list_knows_where_its_list_began() -> None:
    text = "2023年建成。一是改建。二是新建。"
    assert [turn.lead for turn in find_turns(text)] == [text.index("一是")] * 2


@pytest.mark.parametrize("date", [None, "", "2024-13-01", "2024-02-30", "gestern", "24-1-1"])
def test_what_is_no_date_is_none(date: str | None) -> None:
    assert read_document_date(date) is None


def test_a_month_without_day_means_its_last_day() -> None:
    date = read_document_date("2023-02")
    assert date is not None
    assert date.day.isoformat() == "2023-02-28"


@given(st.text(alphabet="12年月日-至0近今去底十四五季度上半自截.", max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    for mention in find_periods(text, TODAY):
        assert 0 <= mention.start < mention.end <= len(text)


@pytest.mark.parametrize(
    ("text", "words"), [("“十四五”期间", "“十四五”期间"), ("“十四五”", "十四五"), ("2023年", "2023年")]
)
def test_a_period_keeps_the_quotes_inside_it(text: str, words: str) -> None:
    assert [each.period.text for each in find_periods(text, TODAY)] == [words]


def test_work_before_a_project_is_not_at_present() -> None:
    assert not find_periods("列入重点项目前期计划", TODAY)


def test_a_month_something_is_meant_for_is_still_to_come() -> None:
    [month] = find_periods("12月底可完成主体工程", TODAY)
    assert month.period.end == "2024-12-31"


def test_what_only_stands_at_present_says_nothing_of_the_next() -> None:
    [present] = find_periods("目前尚未解决的有66件", TODAY)
    assert present.narrow


def test_a_year_only_compared_with_is_not_spoken_of() -> None:
    periods = find_periods("2022年增加，较2019年提高，全年完成", TODAY)
    assert periods[-1].period.start == "2022-01-01"


def test_the_conditions_of_the_time_are_no_period() -> None:
    assert not find_periods("因受当前条件限制", TODAY)

"""Signing dates in digits and characters, and dates that are none."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.core.metadata import Metadata
from viewer.extract.metadata.dates import iso_date

CHARACTERS = "〇一二三四五六七八九"


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("2022年3月25日", "2022-03-25"),
        ("2022 年 3 月 25 日", "2022-03-25"),
        ("2022.3.25", "2022-03-25"),
        ("2022-03-25", "2022-03-25"),
        ("2023/4/6", "2023-04-06"),
        ("２０２２年３月２５日", "2022-03-25"),
        ("二○一九年七月十日", "2019-07-10"),
        ("二〇二一年十二月三十一日", "2021-12-31"),
        ("二OO九年十月二十日", "2009-10-20"),
        ("2023年8月", "2023-08"),
        ("二〇二三年八月", "2023-08"),
    ],
)
def test_a_signing_date_becomes_iso(words: str, iso: str, reply: Callable[..., Metadata]) -> None:
    assert reply(tail=f"临江市水务局\n{words}").date == iso


@pytest.mark.parametrize("words", ["2022年13月5日", "2023年2月30日", "2023927", "三月五日", "2023年"])
def test_what_is_no_day_is_no_date(words: str, reply: Callable[..., Metadata]) -> None:
    assert reply(tail=f"临江市水务局\n{words}").date is None


def test_the_day_of_printing_yields_to_the_day_of_signing(reply: Callable[..., Metadata]) -> None:
    tail = "临江市水务局\n2023年3月5日\n临江市水务局办公室 2023年3月8日印发"

    assert reply(tail=tail).date == "2023-03-05"


def test_the_day_of_printing_serves_where_no_other_stands(reply: Callable[..., Metadata]) -> None:
    assert reply(tail="临江市水务局\n临江市水务局办公室 2023年3月8日印发").date == "2023-03-08"


@pytest.mark.parametrize("label", ["发布日期", "更新时间", "日期"])
def test_the_day_the_page_was_published_is_no_date(label: str, reply: Callable[..., Metadata]) -> None:
    head = f"{label}：2023-03-05\n关于市政协七届三次会议第054号提案的答复"

    assert reply(head=head, tail="临江市水务局").date is None


def test_a_labelled_day_of_the_letter_serves_without_signature(reply: Callable[..., Metadata]) -> None:
    head = "答复时间：2023-03-05\n关于市政协七届三次会议第054号提案的答复"

    assert reply(head=head, tail="临江市水务局").date == "2023-03-05"


def test_the_date_of_an_enclosure_is_not_the_letters(reply: Callable[..., Metadata]) -> None:
    enclosure = "附件：提案原文\n近年来古井损毁严重。我们建议加强保护，建立长效管理机制。\n2023年1月1日"

    assert reply(tail=f"临江市水务局\n2023年3月5日\n{enclosure}").date == "2023-03-05"


@settings(max_examples=60, deadline=None)
@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
def test_any_day_is_read_back_from_digits_and_characters(day: date) -> None:
    spelled = f"{spell_year(day.year)}年{spell(day.month)}月{spell(day.day)}日"

    assert iso_date(f"{day.year}年{day.month}月{day.day}日") == day.isoformat()
    assert iso_date(spelled) == day.isoformat()


def spell_year(year: int) -> str:
    return "".join(CHARACTERS[int(digit)] for digit in str(year))


def spell(number: int) -> str:
    tens, ones = divmod(number, 10)
    leading = "" if tens == 0 else ("十" if tens == 1 else f"{CHARACTERS[tens]}十")
    return leading + (CHARACTERS[ones] if ones else "")

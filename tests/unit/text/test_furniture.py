"""What belongs to the pages is left out, what only looks like it stays."""

import pytest

from viewer.importing.plain_text import raw_text
from viewer.text.furniture import without_furniture
from viewer.text.lines import read_lines


def kept(text: str) -> list[str]:
    return [line.text for line in without_furniture(read_lines(raw_text(text)))]


@pytest.mark.parametrize("number", ["— 3 —", "- 3 -", "－3－", "第3页", "第 3 页 共 5 页", "Page 3 of 5", "·3·"])
def test_page_numbers_go(number: str) -> None:
    assert kept(f"前文\n{number}\n后文") == ["前文", "后文"]


@pytest.mark.parametrize("line", ["（3）", "3", "2023年", "第3页的内容"])
def test_numbers_of_the_text_stay(line: str) -> None:
    assert kept(f"前文\n{line}\n后文") == ["前文", line, "后文"]


def test_bare_numbers_that_count_pages_go() -> None:
    page = "\n".join(["正文"] * 8)
    assert kept(f"{page}\n1\n{page}\n2\n{page}\n3") == ["正文"] * 24


def test_a_running_header_stays_on_the_first_page_only() -> None:
    assert kept("某某局简报\n甲\n\f某某局简报\n乙\n\f某某局简报\n丙") == ["某某局简报", "甲", "乙", "丙"]


def test_an_office_that_signs_twice_is_no_running_header() -> None:
    text = "江城市教育局\n2023年5月4日\n\n— 2 —\n江城市教育局\n2023年5月6日印发"
    assert kept(text).count("江城市教育局") == 2


def test_the_line_below_page_furniture_knows_that_a_page_ended() -> None:
    lines = without_furniture(read_lines(raw_text("前文\n— 3 —\n后文")))
    assert [line.page_break for line in lines] == [False, True]


def test_buttons_go_and_part_what_they_stood_between() -> None:
    lines = without_furniture(read_lines(raw_text("前文\n打印 关闭\n后文")))
    assert [(line.text, line.starts) for line in lines] == [("前文", False), ("后文", True)]

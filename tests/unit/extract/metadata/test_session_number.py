"""Meetings and numbers in their many spellings."""

from collections.abc import Callable

import pytest

from viewer.core.metadata import Metadata


@pytest.mark.parametrize(
    "session",
    [
        "长宁区第十七届人大一次会议",
        "长宁区政协第十五届二次会议",
        "区政协十五届三次会议",
        "十三届全国人大四次会议",
        "政协第十三届全国委员会第四次会议",
        "中国人民政治协商会议云溪县第十届委员会第二次会议",
        "镇远县第十八届人民代表大会第四次会议",
        "区十九届人大第六次会议",
        "商州市梁园区六届人大一次会议",
        "县人大十五届三次会议",
        "区十五届政协二次会议",
        "自治区政协十二届二次会议",
        "贵州省十三届人大四次会议",
        "将乐县政协十届二次会议",
        "经开区第三届人大一次会议",
        "仁和区第十二届人民代表大会第三次会议",
        "于都县第十八届人大二次会议",
        "向阳区政协十一届三次会议",
        "云溪县第9届人民代表大会第2次会议",
    ],
)
def test_a_meeting_is_read_as_written(session: str, reply: Callable[..., Metadata]) -> None:
    for words in ("关于对", "关于", "对", "关于答复"):
        assert reply(head=f"云溪县水利局{words}{session}第7号建议的答复").session == session


def test_a_meeting_named_right_before_the_proposal_is_read_from_the_text(reply: Callable[..., Metadata]) -> None:
    body = "我局接到惠东县十一届人大三次会议《关于保护古井的提案》办理任务后，专题研究。"
    assert reply(head="", body=body).session == "惠东县十一届人大三次会议"


def test_the_year_before_a_meeting_is_no_part_of_it(reply: Callable[..., Metadata]) -> None:
    head = "2023年清原满族自治县八届人大二次会议第72号建议的答复"
    assert reply(head=head).session == "清原满族自治县八届人大二次会议"


def test_a_meeting_named_elsewhere_in_the_text_is_not_the_proposals(reply: Callable[..., Metadata]) -> None:
    assert reply(head="", body="市七届人大三次会议通过了《关于保护古井的决定》。").session is None


def test_the_fullest_naming_of_the_meeting_is_taken(reply: Callable[..., Metadata]) -> None:
    metadata = reply(
        head="对县十八届人大二次会议第7号建议的答复",
        opening="您在云溪县第十八届人民代表大会第二次会议上提出的《关于修路的建议》收悉，现答复如下：",
    )

    assert metadata.session == "云溪县第十八届人民代表大会第二次会议"


def test_another_meeting_named_in_the_opening_is_not_taken(reply: Callable[..., Metadata]) -> None:
    metadata = reply(
        head="对县十八届人大二次会议第7号建议的答复",
        opening="您提出的建议收悉，该问题在云溪县第十七届人民代表大会第五次会议上亦有代表提出，现答复如下：",
    )

    assert metadata.session == "县十八届人大二次会议"


@pytest.mark.parametrize("number", ["054", "0043", "144032", "20250033", "DH0271", "7", "二十三"])
def test_a_number_is_read_as_written(number: str, reply: Callable[..., Metadata]) -> None:
    assert reply(head=f"关于市政协七届三次会议第{number}号提案的答复").number == number


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("关于政协十三届全国委员会第四次会议第4041号（教育类380号）提案答复的函", "4041"),
        ("关于市政协七届三次会议第012、034、056号提案的答复", "012、034、056"),
        ("关于市政协七届三次会议第12号、第57号提案的答复", "12、57"),
        ("对市政协七届三次会议0043号提案的答复", "0043"),
        ("关于“临江市政协七届三次会议第103号提案”的答复", "103"),
        ("关于市政协七届三次会议代表团第3号提案《关于修建第2号桥的建议》的答复", "3"),
    ],
)
def test_the_number_of_a_title_is_found(title: str, number: str, reply: Callable[..., Metadata]) -> None:
    assert reply(head=title).number == number


@pytest.mark.parametrize(
    "opening",
    [
        "您提出的《关于保护古井的提案》（第145号）收悉，现答复如下：",
        "您提出的《关于保护古井的提案》的第145号提案收悉，现答复如下：",
        "您提出的第145号“关于保护古井的提案”收悉，现答复如下：",
    ],
)
def test_a_letter_without_title_has_its_number_in_the_opening(opening: str, reply: Callable[..., Metadata]) -> None:
    assert reply(head="", opening=opening).number == "145"


def test_a_number_in_the_body_is_not_the_letters(reply: Callable[..., Metadata]) -> None:
    assert reply(head="", body="我局此前已就第145号提案作过答复，有关情况已向委员说明。").number is None


def test_the_meeting_that_names_its_place_is_preferred_to_a_longer_one_that_does_not(
    reply: Callable[..., Metadata],
) -> None:
    head = "主题分类：市第七届人民代表大会第二次会议\n临江市第七届人大二次会议《关于古井的建议》（12号）的答复"
    assert reply(head=head).session == "临江市第七届人大二次会议"


@pytest.mark.parametrize("number", ["温36", "6.11", "18070123"])
def test_a_number_keeps_the_city_or_group_it_is_counted_in(number: str, reply: Callable[..., Metadata]) -> None:
    assert reply(head=f"关于省十三届人大一次会议{number}号建议的答复").number == number

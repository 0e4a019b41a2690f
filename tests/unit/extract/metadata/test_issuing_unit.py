"""Units in signatures, letterheads, labels and titles."""

from collections.abc import Callable

import pytest

from viewer.core.document import Document
from viewer.core.metadata import Metadata
from viewer.extract.metadata import read_metadata


@pytest.mark.parametrize(
    ("tail", "unit"),
    [
        ("临江市水务局\n2023年3月5日", "临江市水务局"),
        ("临江市水务局（盖章）\n2023年3月5日", "临江市水务局"),
        ("临江市水务局 2023年3月5日", "临江市水务局"),
        ("临江市水务局\n（此件公开发布）\n2023年3月5日", "临江市水务局"),
        ("临江市水务局\n临江市财政局\n2023年3月5日", "临江市水务局"),
        ("国网临江供电公司\n2023年3月5日", "国网临江供电公司"),
        ("中共临江市委组织部\n2023年3月5日", "中共临江市委组织部"),
        ("感谢您的关心，欢迎继续提出宝贵意见和建议，以利改进。临江市水务局\n2023年3月5日", "临江市水务局"),
        ("临江市水务局", "临江市水务局"),
        ("2023年3月5日\n承办单位：市水务局", "市水务局"),
        ("2023年3月5日\n联系单位及电话：市水务局 2091234", "市水务局"),
    ],
)
def test_the_unit_that_signs_is_read(tail: str, unit: str, reply: Callable[..., Metadata]) -> None:
    assert reply(tail=tail).issuing_unit == unit


def test_of_units_side_by_side_the_first_issues_the_letter(reply: Callable[..., Metadata]) -> None:
    tail = "市自然资源和规划局 市市场监督管理局 市房地产服务中心\n2023年3月5日"

    assert reply(tail=tail).issuing_unit == "市自然资源和规划局"


def test_a_letterhead_names_the_unit_where_nobody_signs(reply: Callable[..., Metadata]) -> None:
    head = "临江市水务局文件\n关于市政协七届三次会议第054号提案的答复"

    assert reply(head=head, tail="2023年3月5日").issuing_unit == "临江市水务局"


def test_a_title_names_the_unit_where_nobody_signs(reply: Callable[..., Metadata]) -> None:
    head = "临江市水务局关于市政协七届三次会议第054号提案的答复"

    assert reply(head=head, tail="2023年3月5日").issuing_unit == "临江市水务局"


def test_a_title_says_more_surely_who_replies_than_a_label_of_the_page(reply: Callable[..., Metadata]) -> None:
    head = "发文机关：临江市政府办\n临江市水务局关于市政协七届三次会议第054号提案的答复"

    assert reply(head=head, tail="2023年3月5日").issuing_unit == "临江市水务局"


def test_the_title_of_a_report_names_its_unit_before_the_year(document: Callable[[str], Document]) -> None:
    text = "红河州数据发展中心2024年度项目支出绩效自评报告\n一、基本情况\n2024年，中心实施项目共15个。"

    assert read_metadata(document(text)).issuing_unit == "红河州数据发展中心"


def test_a_second_name_in_brackets_is_not_the_units(reply: Callable[..., Metadata]) -> None:
    tail = "临江市住房和城乡建设局（市人民防空办公室）\n2023年3月5日"

    assert reply(tail=tail).issuing_unit == "临江市住房和城乡建设局"


def test_a_report_names_its_unit_and_day_under_the_title(document: Callable[[str], Document]) -> None:
    head = "2022年计划执行情况的报告\n——2023年1月6日在南屏区第十七届人民代表大会第三次会议上\n南屏区发展和改革委员会"
    metadata = read_metadata(document(f"{head}\n各位代表：\n现将2022年计划执行情况报告如下，请予审议。"))

    assert (metadata.issuing_unit, metadata.date) == ("南屏区发展和改革委员会", "2023-01-06")


@pytest.mark.parametrize("head", ["来源：临江市水务局", "发布机构：临江市水务局", ""])
def test_who_published_the_page_is_not_who_issued_the_letter(head: str, reply: Callable[..., Metadata]) -> None:
    assert reply(head=head, tail="2023年3月5日").issuing_unit is None


def test_the_owner_of_the_page_is_not_who_issued_the_letter(reply: Callable[..., Metadata]) -> None:
    tail = "2023年3月5日\n主办单位：临江市人民政府办公室 地址：府前街1号 邮编：323000"
    metadata = reply(tail=tail)

    assert (metadata.issuing_unit, metadata.address, metadata.postcode) == (None, None, None)


def test_who_issued_an_unsigned_letter_is_read_from_another_copy_of_its_title(reply: Callable[..., Metadata]) -> None:
    title = "关于市政协七届三次会议第054号提案的答复"
    assert reply(head=f"临江市水务局{title}\n{title}", tail="").issuing_unit == "临江市水务局"


def test_who_runs_the_page_did_not_sign_the_letter(reply: Callable[..., Metadata]) -> None:
    tail = "临江市水务局\n2023年3月5日\n临江市人民政府主办\n临江市人民政府办公室承办"
    assert reply(tail=tail).issuing_unit == "临江市水务局"

"""Signers behind their labels and in last sentences."""

from collections.abc import Callable

import pytest

from viewer.core.metadata import Metadata

TITLE = "关于市政协七届三次会议第054号提案的答复"


@pytest.mark.parametrize(
    ("line", "signer"),
    [
        ("签发人：张三", "张三"),
        ("签 发 人：张　三", "张三"),
        ("领导签发：张三", "张三"),
        ("主管领导：张三", "张三"),
        ("审签：张三", "张三"),
        ("签发领导：阿不都·热合曼", "阿不都·热合曼"),
        ("签发人：张三（局长）", "张三"),
        ("签发人：张三局长", "张三"),
        ("办理结果：解决采纳 签发人：张三", "张三"),
    ],
)
def test_a_signer_is_read(line: str, signer: str, reply: Callable[..., Metadata]) -> None:
    assert reply(head=f"{line}\n{TITLE}").signer == signer


@pytest.mark.parametrize(
    "sentence",
    [
        "此复函已经我局张三局长审签，如有意见请及时反馈给我们，以便改进工作。",
        "此复函已经张三主任审签。对以上答复您有什么意见，请填写回执及时反馈。",
        "本答复函已由张三副局长签发，感谢您对我市古井保护工作的关心和支持。",
    ],
)
def test_a_last_sentence_may_name_the_signer(sentence: str, reply: Callable[..., Metadata]) -> None:
    assert reply(tail=f"{sentence}\n临江市水务局\n2023年3月5日").signer == "张三"


def test_what_was_approved_names_no_signer(reply: Callable[..., Metadata]) -> None:
    sentence = "县人民政府已经批复同意将该道路纳入农村道路建设项目工程，资金到位后，将组织施工。"
    assert reply(tail=f"{sentence}\n临江市水务局\n2023年3月5日").signer is None


def test_a_name_broken_at_its_blank_is_one(reply: Callable[..., Metadata]) -> None:
    assert reply(head=f"签发人：张\n三\n{TITLE}").signer == "张三"


@pytest.mark.parametrize("line", ["签发人：", "签发人：由各单位主要负责人担任", "责任领导：张三", "拟稿人：张三"])
def test_what_is_no_signer_is_none(line: str, reply: Callable[..., Metadata]) -> None:
    assert reply(head=f"{line}\n{TITLE}").signer is None


def test_a_signer_in_the_body_is_not_the_letters(reply: Callable[..., Metadata]) -> None:
    assert reply(body="一、规范格式。公文首页应注明“签发人：张三”，并按规定归档保存。").signer is None

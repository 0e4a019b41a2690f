"""Numbers of official documents."""

from collections.abc import Callable

import pytest

from viewer.core.metadata import Metadata

TITLE = "关于市政协七届三次会议第054号提案的答复"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("长发改〔2024〕19号", "长发改〔2024〕19号"),
        ("教基建议〔2021〕600号", "教基建议〔2021〕600号"),
        ("潼民发【2024】275号 签发人：张三", "潼民发【2024】275号"),
        ("平交复函[2017]19号B类", "平交复函[2017]19号"),
        ("临水函（2023）第5号", "临水函（2023）第5号"),
        ("兰政字〔2012〕30-17号", "兰政字〔2012〕30-17号"),
        ("文号：泰水〔2024〕86号 发布机构：泰和县水利局", "泰水〔2024〕86号"),
    ],
)
def test_a_document_number_is_read(line: str, number: str, reply: Callable[..., Metadata]) -> None:
    assert reply(head=f"{line}\n{TITLE}").doc_no == number


def test_the_number_of_a_quoted_document_is_not_the_letters(reply: Callable[..., Metadata]) -> None:
    body = "一、落实政策。根据《关于加强文物保护的通知》（国办发〔2021〕12号）的要求，我局制定了实施方案。"

    assert reply(body=body).doc_no is None


def test_an_index_number_is_no_document_number(reply: Callable[..., Metadata]) -> None:
    assert reply(head=f"索引号：11341723/2022-00009\n{TITLE}").doc_no is None

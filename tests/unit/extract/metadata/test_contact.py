"""Contact blocks in all their orders."""

from collections.abc import Callable

import pytest

from viewer.core.metadata import Metadata

SIGNED = "临江市水务局\n2023年3月5日\n"


@pytest.mark.parametrize(
    ("block", "person", "phone"),
    [
        ("联系人姓名：王五\n联系电话：52388361", "王五", "52388361"),
        ("联系人姓名：王五联系电话：52388361", "王五", "52388361"),
        ("联 系 人：王　五 电话：0578-2091234", "王五", "0578-2091234"),
        ("联系人及电话：王五 2091234", "王五", "2091234"),
        ("联系人及电话：王五  赵小六 2091234", "王五、赵小六", "2091234"),
        ("（联系人：王五；联系电话：2091234）", "王五", "2091234"),
        ("（联系单位：市水务局，联系人：王五，联系电话：13900000000）", "王五", "13900000000"),
        ("联系人：王五、赵六\n联系电话：2091234、2091235", "王五、赵六", "2091234、2091235"),
        ("联系电话：（0578）2091234\n联系人：王五", "王五", "（0578）2091234"),
        ("联系人：王医生\n联系电话：021-62340000转8012", "王医生", "021-62340000转8012"),
        ("主管领导：张三 联系电话：84840000\n经办人：王五 联系电话：84830001", "王五", "84830001"),
        ("联系电话：2091234", None, "2091234"),
        ("联系人：王五", "王五", None),
        ("联系人：\n联系电话：", None, None),
    ],
)
def test_a_contact_block_is_read(
    block: str, person: str | None, phone: str | None, reply: Callable[..., Metadata]
) -> None:
    metadata = reply(tail=SIGNED + block)

    assert (metadata.contact_person, metadata.contact_phone) == (person, phone)


def test_address_and_postcode_are_read(reply: Callable[..., Metadata]) -> None:
    metadata = reply(tail=SIGNED + "承办单位通讯地址：安平路 35号 邮政编码：200050")

    assert (metadata.address, metadata.postcode) == ("安平路35号", "200050")


def test_the_signer_is_not_the_contact(reply: Callable[..., Metadata]) -> None:
    metadata = reply(tail=SIGNED + "签发人：张三")

    assert (metadata.signer, metadata.contact_person) == ("张三", None)


def test_a_last_sentence_may_hold_the_contact_in_brackets(reply: Callable[..., Metadata]) -> None:
    closing = "如对以上答复有任何意见，请与我局办公室直接联系（联系人：王五，联系电话：2091234）。\n"

    assert reply(tail=closing + SIGNED).contact_phone == "2091234"


@pytest.mark.parametrize(
    "body",
    [
        "二、公布服务电话。联系电话：2091234，地址：信安大道18号，邮编：324000，欢迎广大市民监督。",
        "二、明确职责分工。联系人：王五，电话：2091234，负责日常协调和信息报送等各项工作。",
    ],
)
def test_a_telephone_in_the_body_is_not_the_contact(body: str, reply: Callable[..., Metadata]) -> None:
    metadata = reply(body=body)

    assert (metadata.contact_person, metadata.contact_phone, metadata.address) == (None, None, None)


def test_the_telephone_of_the_page_is_not_the_contact(reply: Callable[..., Metadata]) -> None:
    assert reply(tail=SIGNED + "版权所有：临江市人民政府\n联系电话：0578-1234567").contact_phone is None


def test_the_office_before_a_persons_name_may_end_with_a_comma(reply: Callable[..., Metadata]) -> None:
    assert reply(tail="联系人：临江市公路管理局计财处，李四\n临江市水务局\n2023年3月5日").contact_person == "李四"

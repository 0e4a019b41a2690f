"""The proposal's own title among other quotations."""

from collections.abc import Callable

import pytest

from viewer.core.metadata import Metadata


@pytest.mark.parametrize(
    ("opening", "subject"),
    [
        ("您提出的《关于保护古井的建议》的提案收悉，现答复如下：", "关于保护古井的建议"),
        ("您提出的“关于保护古井的建议”提案已收悉，现答复如下：", "关于保护古井的建议"),
        ("您提出的关于“关于保护古井的建议”的提案收悉，现答复如下：", "关于保护古井的建议"),
        ("您提出的“推进“古井”保护，让古城焕发新生”的建议收悉，现答复如下：", "推进“古井”保护，让古城焕发新生"),
        ("贵委《关于保护古井的建议》提案收悉，现答复如下：", "关于保护古井的建议"),
        ("王五委员所提出的《关于保护古井的建议》已收悉，现答复如下：", "关于保护古井的建议"),
        ("您提出的“修缮古井古巷,留住乡愁记忆”的提案我局已收悉，现答复如下：", "修缮古井古巷,留住乡愁记忆"),
        ("您《关于保护古井的建议》收悉，现答复如下：", "关于保护古井的建议"),
        ("您提出《关于保护古井的建议（第24号建议）收悉，现答复如下：", "关于保护古井的建议"),
        ("您提出的《关于保护古井的建议》《关于修缮古街的建议》收悉，现答复如下：", "关于保护古井的建议"),
    ],
)
def test_the_quoted_title_is_read(opening: str, subject: str, reply: Callable[..., Metadata]) -> None:
    assert reply(opening=opening).subject == subject


@pytest.mark.parametrize(
    "opening",
    [
        "您提出的提案收悉。根据《文物保护法》和“十四五”规划要求，现答复如下：",
        "您提出的关于第054号提案的建议收悉，现答复如下：",
    ],
)
def test_other_quotations_are_no_subject(opening: str, reply: Callable[..., Metadata]) -> None:
    assert reply(opening=opening).subject is None


@pytest.mark.parametrize(
    ("opening", "subject"),
    [
        ("您提出的关于保护古井的提案收悉，现答复如下：", "关于保护古井的提案"),
        (
            "您在三次会议上提出的关于完善河堤、修缮闸门的建议（第12号）已收悉：",
            "关于完善河堤、修缮闸门的建议",
        ),
        ("您提出的关于推进“一网通办”改革的提案收悉，现答复如下：", "关于推进“一网通办”改革的提案"),
    ],
)
def test_a_title_without_marks_is_read(opening: str, subject: str, reply: Callable[..., Metadata]) -> None:
    assert reply(opening=opening).subject == subject


def test_the_title_may_quote_the_subject(reply: Callable[..., Metadata]) -> None:
    head = "市政协八届二次会议《关于保护古井的提案》（第119号）的答复"

    assert reply(head=head, opening="您提出的提案收悉，现答复如下：").subject == "关于保护古井的提案"


def test_a_quotation_in_the_body_is_no_subject(reply: Callable[..., Metadata]) -> None:
    metadata = reply(
        opening="您提出的提案收悉，现答复如下：", body="您提出的“关于增设标志”的建议很好，我局将认真研究采纳。"
    )

    assert metadata.subject is None


def test_a_bracket_with_the_number_that_was_never_closed_is_left_out(reply: Callable[..., Metadata]) -> None:
    opening = "您提出的《关于保护古井，留住记忆（第25号提案》收悉，现答复如下："
    assert reply(opening=opening).subject == "关于保护古井，留住记忆"


def test_a_proposal_whose_handling_is_reported_is_named(reply: Callable[..., Metadata]) -> None:
    opening = "现将您提出的关于加快修缮古井的提案办理情况答复如下："
    assert reply(opening=opening, head="关于对提案的复函").subject == "关于加快修缮古井的提案"

"""Titles in one line, in several, repeated by a page, or absent."""

from collections.abc import Callable

import pytest

from viewer.core.document import Document, Paragraph, ParagraphRole
from viewer.core.metadata import Metadata
from viewer.core.span import Span
from viewer.extract.metadata import read_metadata
from viewer.extract.metadata.title_forms import TitleForm, title_form

TITLE = "关于对县政协九届二次会议第12号提案的答复"


def test_a_title_broken_over_lines_is_one(reply: Callable[..., Metadata]) -> None:
    assert reply(head="关于对县政协九届二次会议\n第12号提案的答复").title == TITLE


def test_the_last_word_of_a_title_may_stand_in_the_next_line(reply: Callable[..., Metadata]) -> None:
    assert reply(head=f"{TITLE}\n函").title == f"{TITLE}函"


def test_the_unit_in_the_line_above_belongs_to_the_title(reply: Callable[..., Metadata]) -> None:
    assert reply(head=f"云溪县水利局\n{TITLE}").title == f"云溪县水利局{TITLE}"


def test_a_letterhead_is_no_part_of_the_title(reply: Callable[..., Metadata]) -> None:
    assert reply(head=f"云溪县水利局文件\n云水〔2023〕5号\n{TITLE}").title == TITLE


def test_a_title_the_page_repeats_is_read_once(reply: Callable[..., Metadata]) -> None:
    assert reply(head=f"首页>建议提案>正文\n{TITLE}\n发布日期：2023-01-01\n{TITLE}").title == TITLE


def test_a_title_behind_a_label_serves_where_no_other_stands(reply: Callable[..., Metadata]) -> None:
    assert reply(head=f"索引号：01/2 信息名称：{TITLE} 文号：").title == TITLE


def test_a_title_glued_to_the_menu_before_it_is_cut_out(reply: Callable[..., Metadata]) -> None:
    assert reply(head=f"建议提案往年{TITLE}").title == TITLE


def test_a_blank_between_latin_words_stays(reply: Callable[..., Metadata]) -> None:
    title = "关于市政协七届三次会议第9号提案（Smart City 建设）的答复"

    assert reply(head=title).title == "关于市政协七届三次会议第9号提案（Smart City建设）的答复"


def test_a_letter_without_title_has_none(reply: Callable[..., Metadata]) -> None:
    assert reply(head="").title is None


def test_a_marked_title_serves_a_document_that_is_no_letter() -> None:
    text = "人工智能产业一览"
    paragraph = Paragraph(Span(0, len(text)), ParagraphRole.TITLE)

    assert read_metadata(Document(text, (paragraph,))).title == text


def test_an_unmarked_line_is_no_title_of_a_document_that_is_no_letter(document: Callable[[str], Document]) -> None:
    assert read_metadata(document("人工智能产业一览")).title is None


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (TITLE, TitleForm.REPLY),
        ("关于区政协提案2022012号的会办意见", TitleForm.REPLY),
        ("南屏区养老服务“十四五”规划中期评估报告", TitleForm.REPORT),
        ("云溪县水利局2023年工作总结", TitleForm.REPORT),
        ("关于印发防汛方案的通知", TitleForm.OFFICIAL),
        ("静静的河", None),
        ("您提出的建议收悉，现作如下答复", None),
        ("县人大常委会召开代表建议督办会", None),
    ],
)
def test_a_title_is_known_by_its_form(text: str, form: TitleForm | None) -> None:
    assert title_form(text) is form


def test_a_number_in_brackets_behind_the_title_is_the_documents(reply: Callable[..., Metadata]) -> None:
    read = reply(head="关于市政协七届三次会议第054号提案的答复[临水函〔2023〕18号]")
    assert (read.title, read.doc_no) == ("关于市政协七届三次会议第054号提案的答复", "临水函〔2023〕18号")


def test_a_menus_year_is_no_part_of_the_title(reply: Callable[..., Metadata]) -> None:
    assert reply(head="2016年\n《关于保护古井的建议》的答复").title == "《关于保护古井的建议》的答复"

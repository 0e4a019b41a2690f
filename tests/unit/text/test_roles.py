"""Paragraphs get the role their words and their place give them."""

from viewer.importing.plain_text import raw_text
from viewer.text.reflow import reflow


def roles(text: str) -> list[str]:
    return [paragraph.role.value for paragraph in reflow(raw_text(text)).paragraphs]


def test_items_side_by_side_are_a_list_and_no_headings() -> None:
    assert roles("1.加强领导；\n2.落实责任；\n3.强化监督。\n请认真执行。") == ["body"] * 4


def test_a_numbered_line_above_text_is_a_heading() -> None:
    assert roles("一、工作进展。\n近年来，我市新建学校四十八所，新增学位五万个。") == ["heading", "body"]


def test_a_run_in_heading_is_body() -> None:
    assert roles("一、优化布局。近年来，我市新建学校四十八所。") == ["body"]


def test_a_plain_short_line_above_text_is_a_heading() -> None:
    assert roles("来信收悉。\n工作进展\n近年来，我市新建学校四十八所。") == ["body", "heading", "body"]


def test_attachments_are_notes() -> None:
    assert roles("特此答复。\n附件：1.名单\n2.经费表\n江城市教育局\n2023年5月4日") == [
        *["body", "note", "note"],
        *["signature", "date"],
    ]


def test_the_office_in_the_printing_line_signs_nothing() -> None:
    text = "特此答复。\n江城市教育局\n2023年5月4日\n联系人：张三\n江城市教育局办公室\n2023年5月6日印发"
    assert roles(text) == ["body", "signature", "date", "contact", "note", "note"]


def test_lines_above_a_title_are_letterhead() -> None:
    assert roles("江城市教育局文件\n江教〔2023〕1号\n（A类）\n关于第1号建议的答复\n来信收悉。") == [
        *["letterhead"] * 3,
        *["title", "body"],
    ]


def test_a_letter_is_signed_above_its_enclosure() -> None:
    text = "现将有关情况答复如下。\n江城市教育局\n江城市财政局\n2023年5月4日\n附表\n各区学校新增的学位如下所列。"
    assert roles(text)[1:4] == ["signature", "signature", "date"]

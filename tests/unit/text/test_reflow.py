"""Lines become true paragraphs; nothing is lost, everything knows where it came from."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from viewer.core.document import Document, ParagraphRole
from viewer.core.raw import Block, BlockKind, RawDocument
from viewer.core.span import Span
from viewer.importing.plain_text import raw_text
from viewer.text.blanks import BLANK
from viewer.text.reflow import explain, reflow


def paragraphs(text: str) -> list[str]:
    document = reflow(raw_text(text))
    return [document.paragraph_text(paragraph) for paragraph in document.paragraphs]


def roles(text: str) -> list[tuple[str, str]]:
    document = reflow(raw_text(text))
    return [(paragraph.role.value, document.paragraph_text(paragraph)) for paragraph in document.paragraphs]


def blocks(*lines: str, kind: BlockKind = BlockKind.PARAGRAPH) -> RawDocument:
    spans, start = [], 0
    for line in lines:
        spans.append(Block(Span(start, start + len(line)), kind))
        start += len(line) + 1
    return RawDocument("\n".join(lines), tuple(spans), "application/x-test")


WRAPPED = (
    "　　近年来，我市坚持把加强学校建设摆在重要的位置上，先\n"
    "后出台政策文件十二份，投入资金三亿六千万元，新建和改建\n"
    "学校四十八所，新增学位五万二千个。\n"
    "　　下一步，我们将继续加大投入的力度，会同有关部门研究\n"
    "制定实施方案，推动各项任务落到实处。"
)


def test_wrapped_lines_become_paragraphs() -> None:
    assert [len(paragraph) for paragraph in paragraphs(WRAPPED)] == [69, 43]


def test_a_blank_line_after_every_line_means_nothing() -> None:
    assert paragraphs(WRAPPED.replace("\n", "\n\n")) == paragraphs(WRAPPED)


def test_a_lost_indent_is_made_up_for() -> None:
    assert paragraphs(WRAPPED.replace("　", "")) == paragraphs(WRAPPED)


@pytest.mark.parametrize("page_end", ["\n\n\n", "\n\f", "\n— 3 —\n\n", "\n- 3 -\n", "\n第3页 共5页\n", "\n\n3\n\f"])
def test_a_page_break_inside_a_sentence_is_no_border(page_end: str) -> None:
    assert paragraphs(WRAPPED.replace("改建\n", "改建" + page_end)) == paragraphs(WRAPPED)


def test_lines_that_were_never_wrapped_stay_paragraphs() -> None:
    text = "工作目标\n到2025年，全市新增停车泊位一万个以上。\n主要任务\n加快建设公共停车场，提高泊位周转率。"
    assert paragraphs(text) == text.split("\n")


def test_a_page_break_joins_the_halves_of_an_unwrapped_paragraph() -> None:
    first = "规划提出主要定量发展目标18项，目前基本达到时序进度，培育集聚具有相当能级的创新型企业64"
    assert paragraphs(f"一、进展情况\n\n{first}\n\n家。\n\n二、存在问题") == [
        "一、进展情况",
        f"{first}家。",
        "二、存在问题",
    ]


def test_stray_blanks_beside_chinese_go_and_blanks_between_words_stay() -> None:
    assert paragraphs("据统计， 2021 年 “ AI ” 报道 3 篇， 见 New York Times 。") == [
        "据统计，2021年“AI”报道3篇，见New York Times。"
    ]


def test_two_fields_on_one_line_become_two_paragraphs() -> None:
    text = "联系人姓名：张三 联系电话：52380000\n地 址：安西路35 号　　邮政编码：200050"
    assert paragraphs(text) == ["联系人姓名：张三", "联系电话：52380000", "地址：安西路35号", "邮政编码：200050"]


def test_a_reply_gets_its_roles() -> None:
    text = (
        "江城市教育局文件\n江教函〔2023〕19号 签发人：李四\n关于对市政协十四届一次会议\n第050号提案的答复\n（A类）\n"
        "张三委员：\n您的提案收悉，现答复如下：\n一、基本情况\n我市现有学校120所，在校学生约9万人，专任教师6200人。\n"
        "（一）主要问题\n学位紧张。\n附件：1.学校名单\n2.经费表\n江城市教育局\n2023年5月4日\n（此件公开发布）\n"
        "联系人：王五\n抄送：市政协提案委。"
    )
    assert [role for role, _ in roles(text)] == [
        *["letterhead"] * 3,
        "title",
        "letterhead",
        "salutation",
        *["body", "heading", "body", "heading", "body"],
        *["note"] * 2,
        *["signature", "date", "note", "contact", "note"],
    ]


def test_headings_know_their_level() -> None:
    text = "一、总体情况\n1.目标\n全市新增泊位一万个。\n二、下一步\n2.任务\n加快建设。"
    document = reflow(raw_text(text))
    assert [paragraph.level for paragraph in document.paragraphs] == [1, 2, 0, 1, 2, 0]


def test_a_title_over_several_lines_is_one_paragraph() -> None:
    text = "江城市水务局\n关于市十五届人大四次会议\n第0123号代表建议的答复\n\n张三代表：\n您的建议收悉。"
    assert roles(text)[0] == ("title", "江城市水务局关于市十五届人大四次会议第0123号代表建议的答复")


def test_spaced_names_are_one_name_and_names_stay_apart() -> None:
    assert roles("谢  高  张三丰 欧阳 锋代表：\n来信收悉。")[0] == ("salutation", "谢高 张三丰 欧阳锋代表：")


def test_what_a_web_page_puts_round_the_text_is_not_glued_to_it() -> None:
    text = (
        "首页 > 政务公开 > 提案办理\n打印 关闭 字号： 大 中 小\n发布时间：2023-05-06 来源：市教育局\n"
        "您的提案收悉，现答复如下\n上一篇：关于某事的答复\n"
    )
    assert roles(text) == [
        ("note", "首页>政务公开>提案办理"),
        ("note", "发布时间：2023-05-06"),
        ("note", "来源：市教育局"),
        ("body", "您的提案收悉，现答复如下"),
        ("note", "上一篇：关于某事的答复"),
    ]


def test_marks_of_ocr_programs_are_left_out() -> None:
    text = "# 关于垃圾分类的答复\n\n一是**建立机制**。\n\n---\n\n1\\. 加强宣传\n\n- 发放资料 10 万份；\n\n![图](a.png)"
    assert paragraphs(text) == ["关于垃圾分类的答复", "一是建立机制。", "1.加强宣传", "发放资料10万份；"]


def test_asterisks_that_hide_a_name_stay() -> None:
    assert paragraphs("联系人：张**\n电话：138****1234") == ["联系人：张**", "电话：138****1234"]


def test_rows_of_a_table_keep_their_cells_apart() -> None:
    text = "年份 学校 学位\n2020 12 3600\n2021 15 4200\n\n| 名称 | 数量 |\n|---|---|\n| 学校 | 12 |"
    assert roles(text) == [
        ("table", "年份\t学校\t学位"),
        ("table", "2020\t12\t3600"),
        ("table", "2021\t15\t4200"),
        ("table", "名称\t数量"),
        ("table", "学校\t12"),
    ]


def test_english_lines_are_joined_with_blanks() -> None:
    text = (
        "Thank you for your letter on the bus routes of\nthe new district. We have studied it and re-\nply as follows."
    )
    assert paragraphs(text) == [
        "Thank you for your letter on the bus routes of the new district. We have studied it and re-ply as follows."
    ]


def test_verse_is_not_joined() -> None:
    text = "床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。"
    assert paragraphs(text) == text.split("\n")


def test_paragraphs_the_source_knows_are_never_joined() -> None:
    assert [
        len(each.span.of(reflow(blocks("前半句，", "后半句。")).text))
        for each in reflow(blocks("前半句，", "后半句。")).paragraphs
    ] == [4, 4]


def test_the_sources_own_kinds_become_roles() -> None:
    raw = blocks("一行\t二行", kind=BlockKind.TABLE_ROW)
    assert reflow(raw).paragraphs[0].role is ParagraphRole.TABLE
    assert reflow(blocks("脚注一则", kind=BlockKind.NOTE)).paragraphs[0].role is ParagraphRole.NOTE
    assert reflow(blocks("第12页", kind=BlockKind.FURNITURE)).text == ""


def test_nuls_and_lone_surrogates_never_reach_the_text() -> None:
    assert reflow(blocks("甲\0乙\ud800丙\U00020bb7")).text == "甲乙丙\U00020bb7"


def test_the_page_of_a_paragraph_is_that_of_its_first_line() -> None:
    document = reflow(raw_text("　　第一段。\n\f　　第二段。"))
    assert [paragraph.page for paragraph in document.paragraphs] == [1, 2]


def test_decisions_say_why() -> None:
    decision = explain(raw_text(WRAPPED))[1][1]
    assert not decision.begins
    assert "ends inside a sentence" in [reason.name for reason in decision.reasons]


LINE = st.text(
    st.one_of(st.sampled_from("经济发展一二，。；：“”（）《》 　\t1234.%abcABC-—#*|\\>年月日号代表"), st.characters()),
    max_size=40,
)
SOURCE = st.lists(LINE, max_size=25).map("\n".join)
LAW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def sources(document: Document) -> list[int]:
    offsets = document.source_map.source_offsets(0, len(document.text))
    return [offset for offset in offsets if offset is not None]


@LAW
@given(SOURCE)
def test_every_character_knows_its_place_in_the_source(source: str) -> None:
    document = reflow(raw_text(source))
    places_of_all = document.source_map.source_offsets(0, len(document.text))
    for character, place in zip(document.text, places_of_all, strict=True):
        assert character in "\n\t " if place is None else source[place] == character
    places = sources(document)
    assert places == sorted(set(places))


@LAW
@given(st.lists(st.text("经济发展，。；“”（） 　1234abc年月日", max_size=40), max_size=25).map("\n".join))
def test_no_visible_character_is_lost_but_page_numbers(source: str) -> None:
    document = reflow(raw_text(source))
    left_out = [line for line in source.split("\n") if re.fullmatch(r"[\s\d（）]*", line)]
    if not any(line.strip() for line in left_out):
        assert BLANK.sub("", document.text) == BLANK.sub("", source)


@LAW
@given(SOURCE)
def test_reflow_of_its_own_paragraphs_changes_nothing(source: str) -> None:
    once = reflow(raw_text(source))
    kinds = {ParagraphRole.TABLE: BlockKind.TABLE_ROW, ParagraphRole.HEADING: BlockKind.HEADING}
    again = RawDocument(
        once.text,
        tuple(Block(each.span, kinds.get(each.role, BlockKind.PARAGRAPH), each.level) for each in once.paragraphs),
        "text/plain",
    )
    assert reflow(again).text == once.text
    assert [each.span for each in reflow(again).paragraphs] == [each.span for each in once.paragraphs]


def test_lines_a_little_wider_than_any_wrapped_ones_stay_paragraphs() -> None:
    lines = ["停" * 65 + "。", *["车" * 66 + "。"] * 30]
    assert paragraphs("\n".join(lines)) == lines


@pytest.mark.parametrize(
    ("left", "right"), [("610", "0余家"), ("达到86.", "21%，"), ("占86", "%的"), ("共1,", "200人")]
)
def test_a_number_broken_across_lines_is_one_number(left: str, right: str) -> None:
    source = f"　　截至目前，全区共有各类数字经济企业和新型研发机构{left}\n{right}涉及人工智能、在线新经济等重点领域。"
    assert left + right in "".join(paragraphs(source))

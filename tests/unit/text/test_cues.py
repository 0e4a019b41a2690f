"""A line's own words say what it is."""

import pytest

from viewer.text.cues import Cue, cue_of, ends_title, is_possible_greeting, is_toolbar, number_value, numbering


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("办理结果：解决采纳", Cue.FIELD),
        ("（A类）", Cue.FIELD),
        ("联系电话：52380000", Cue.CONTACT),
        ("邮 编：200050", Cue.CONTACT),
        ("抄送：市政府办公厅。", Cue.NOTE),
        ("（此件公开发布）", Cue.NOTE),
        ("2024年4月25日印发", Cue.NOTE),
        ("附件：1.名单", Cue.NOTE),
        ("2023年8月", Cue.DATE),
        ("二○一九年七月十日", Cue.DATE),
        ("2023-05-06", Cue.DATE),
        ("长发改〔2024〕19号", Cue.DOCUMENT_NUMBER),
        ("某某区发展和改革委员会文件", Cue.RED_HEAD),
        ("首页 > 政务公开 > 提案办理", Cue.SITE),
        ("发布时间：2023-05-06", Cue.SITE),
        ("张三、李四代表：", Cue.GREETING),
        ("台胞台属界别：", Cue.GREETING),
        ("一、工作进展", Cue.NUMBERED),
        ("近年来，我市高度重视。", Cue.NONE),
    ],
)
def test_lines_are_known_by_their_words(text: str, cue: Cue) -> None:
    assert cue_of(text) is cue


@pytest.mark.parametrize(
    ("text", "rank", "value"),
    [
        ("第一章总则", 2, 1),
        ("十二、保障", 5, 12),
        ("（三）措施", 6, 3),
        ("1.目标", 7, 1),
        ("(2)任务", 9, 2),
        ("③其他", 11, 3),
    ],
)
def test_numbers_open_headings(text: str, rank: int, value: int) -> None:
    found = numbering(text)
    assert found is not None
    assert (found.rank, found.value) == (rank, value)


@pytest.mark.parametrize(
    "text", ["2.3%的增幅", "一、二级保护区", "第一条的规定", "（一）、（二）项", "12万元", "第三部门"]
)
def test_numbers_inside_sentences_open_nothing(text: str) -> None:
    assert numbering(text) is None


def test_chinese_numbers_are_counted() -> None:
    assert [number_value(words) for words in ("十", "十二", "二十", "二十一", "一百零三", "⑫")] == [
        10,
        12,
        20,
        21,
        103,
        12,
    ]


def test_a_sentence_that_announces_is_no_greeting() -> None:
    assert is_possible_greeting("区府办：")
    assert not is_possible_greeting("现答复如下：")


def test_buttons_of_a_web_page_are_known() -> None:
    assert is_toolbar("【字体：大 中 小】 打印 关闭")
    assert not is_toolbar("大中小企业")


def test_titles_are_known_by_their_end() -> None:
    assert ends_title("对第12号建议的答复（第050号）")
    assert not ends_title("来信收悉")

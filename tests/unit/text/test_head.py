"""Title and greeting are found above the body, however many lines they take."""

import pytest

from viewer.importing.plain_text import raw_text
from viewer.text.head import find_head
from viewer.text.lines import read_lines


def head(text: str) -> tuple[str | None, str | None]:
    lines = read_lines(raw_text(text))
    found = find_head(lines)
    parts = (found.title, found.greeting)
    title, greeting = ("".join(line.text for line in lines[slice(*part)]) if part else None for part in parts)
    return title, greeting


@pytest.mark.parametrize(
    ("text", "title", "greeting"),
    [
        ("关于某事的答复\n张三代表：\n收悉。", "关于某事的答复", "张三代表："),
        (
            "江城市水务局\n关于某次会议\n第1号建议的答复\n市府办：\n收悉。",
            "江城市水务局关于某次会议第1号建议的答复",
            "市府办：",
        ),
        ("江城市水务局文件\n江水〔2023〕1号\n对第1号建议的答复\n收悉。", "对第1号建议的答复", None),
        ("张三、李四、王五、赵\n六代表：\n收悉。", None, "张三、李四、王五、赵六代表："),
        ("您提的建议收悉，现答复如下：\n一、概况", None, None),
        ("张三、李四：\n您提出的提案收悉。", None, "张三、李四："),
        ("张三代表\n您提出的提案收悉。", None, "张三代表"),
        ("发表时间：\n张三代表：\n收悉。", None, "张三代表："),
        ("答复内容：\n张三代表：\n收悉。", None, "张三代表："),
        (
            "建议号：201号\n内容：\n校区狭小，建议重视。\n承办单位：教育局\n江城市教育局关于第201号建议的答复函\n张三代表：\n收悉。",
            "江城市教育局关于第201号建议的答复函",
            "张三代表：",
        ),
        ("优势、劣势：\n一是区位好。", None, None),
        ("点击：\n张三代表：\n收悉。", None, "张三代表："),
        ("发布机构\n区政府办\n文号\n关于对第1号建议的答复\n张三代表：\n收悉。", "关于对第1号建议的答复", "张三代表："),
        ("各单位要做到：\n1.加强领导；", None, None),
        ("表1 主要指标完成情况\n甲\t乙\n1\t2", None, None),
        (
            "Reply to Recommendation No. 1\nDear Deputy Li,\nThank you.",
            "Reply to Recommendation No. 1",
            "Dear Deputy Li,",
        ),
    ],
)
def test_title_and_greeting(text: str, title: str | None, greeting: str | None) -> None:
    assert head(text) == (title, greeting)


def test_a_title_far_below_is_none() -> None:
    assert head("来信收悉。\n" * 3 + "附：关于某事的答复") == (None, None)

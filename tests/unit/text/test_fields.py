"""Two fields side by side are cut apart; one field with blanks in it is not."""

import pytest

from viewer.core.span import Span
from viewer.text.fields import field_ranges
from viewer.text.markup import Markup
from viewer.text.words import cut_words


def fields(line: str) -> list[str]:
    words = cut_words(line, Span(0, len(line)), Markup())
    texts = words.texts(line)
    return ["".join(texts[first:last]) for first, last in field_ranges(line, words)]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("办理结果：解决采纳 签发人：张三", ["办理结果：解决采纳", "签发人：张三"]),
        ("江教函〔2023〕19号   签发人：张三", ["江教函〔2023〕19号", "签发人：张三"]),
        ("通讯 地址：安西路 35 号", ["通讯地址：安西路35号"]),
        ("联 系 人：张 三  电 话：123", ["联系人：张三", "电话：123"]),
        ("江城市教育局　　2023年3月3日", ["江城市教育局", "2023年3月3日"]),
        ("主任：张三 书记：李四", ["主任：张三", "书记：李四"]),
        ("有关情况见附表。 联系人：张三", ["有关情况见附表。联系人：张三"]),
        ("共新增 12 处 泊位", ["共新增12处泊位"]),
    ],
)
def test_fields_of_one_line(line: str, parts: list[str]) -> None:
    assert fields(line) == parts

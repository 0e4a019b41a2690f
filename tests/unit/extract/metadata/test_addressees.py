"""To whom letters are addressed."""

from collections.abc import Callable

import pytest

from viewer.core.metadata import Metadata


@pytest.mark.parametrize(
    ("salutation", "names"),
    [
        ("张三代表、李四代表：", ("张三", "李四")),
        ("张三、李四：", ("张三", "李四")),
        ("张三、李四、王五委员：", ("张三", "李四", "王五")),
        ("尊敬的张三代表：您好！", ("张三",)),
        ("尊敬张三代表：", ("张三",)),
        ("张*三委员：", ("张*三",)),
        ("张三委员，您好：", ("张三",)),
        ("张　三、李四代表：", ("张三", "李四")),
        ("张三委员 李四委员：", ("张三", "李四")),
        ("张三等10名代表：", ("张三",)),
        ("张三、李四等十代表：", ("张三", "李四")),
        ("张三（领衔）、李四等3位委员：", ("张三", "李四")),
        ("张三并李四、王五代表：", ("张三", "李四", "王五")),
        ("阿不都热依木·买买提等7位代表：", ("阿不都热依木·买买提",)),
        ("台胞台属界别：", ("台胞台属界别",)),
        ("民盟区委：", ("民盟区委",)),
        ("九三学社：", ("九三学社",)),
        ("各民主党派：", ("各民主党派",)),
        ("九三学社南屏区委员会、张三委员：", ("九三学社南屏区委员会", "张三")),
        ("区教育局：", ("区教育局",)),
        ("区文化和旅游局：", ("区文化和旅游局",)),
        ("双湖街道：", ("双湖街道",)),
        ("张三代表", ("张三",)),
        ("各位代表：", ()),
    ],
)
def test_the_salutation_gives_names_without_titles(
    salutation: str, names: tuple[str, ...], reply: Callable[..., Metadata]
) -> None:
    assert reply(salutation=salutation).addressees == names


def test_a_salutation_joined_to_the_opening_is_read(reply: Callable[..., Metadata]) -> None:
    metadata = reply(salutation="", opening="张三等代表：您提出的《关于保护古井的建议》收悉，现答复如下：")

    assert (metadata.addressees, metadata.subject) == (("张三",), "关于保护古井的建议")


def test_a_salutation_broken_over_lines_is_one(reply: Callable[..., Metadata]) -> None:
    assert reply(salutation="张三、李四、王\n五、赵六委员：").addressees == ("张三", "李四", "王五", "赵六")


def test_the_addressees_span_covers_the_whole_list(reply: Callable[..., Metadata]) -> None:
    span = reply(head="", salutation="张三代表、李四代表：").spans["addressees"]

    assert (span.start, span.end) == (0, len("张三代表、李四"))


def test_a_line_ending_in_a_colon_inside_the_text_is_no_salutation(reply: Callable[..., Metadata]) -> None:
    assert reply(salutation="", body="建议内容摘要与采纳情况汇总之后，逐条回复给各位。\n张三委员：").addressees == ()

import pytest

from viewer.extract.entities.times import find_times


def times(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find_times(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("于2022年3月25日答复", ["2022年3月25日"]),
        ("二〇二四年六月三十日", ["二〇二四年六月三十日"]),
        ("2023年上半年完成，今年2月启动", ["2023年上半年", "今年2月"]),
        ("至2023年底累计", ["2023年底"]),
        ("（2021-2023年）", ["2021-2023年"]),
        ("(2021.01-2023.06)", ["2021.01-2023.06"]),
        ("近3年来投入", ["近3年"]),
        ("“十四五”期间", ["“十四五”期间"]),
        ("时间为19:00至次日7:00", ["19:00至次日7:00"]),
        ("自5月1日起", ["5月1日"]),
    ],
)
def test_an_explicit_date_or_period_is_a_time(text: str, expected: list[str]) -> None:
    assert times(text) == expected


@pytest.mark.parametrize(
    "text", ["近年来，目前", "三年行动方案", "第十五届", "12个月的补贴", "当年的情况", "3年级学生"]
)
def test_vague_words_and_durations_are_no_times(text: str) -> None:
    assert times(text) == []

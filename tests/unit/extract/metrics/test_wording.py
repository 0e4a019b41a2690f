"""The words round a figure are trimmed to those that name it."""

import pytest

from viewer.extract.metrics.mask import FILLER
from viewer.extract.metrics.wording import told_apart, without_periods, wording


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("我区拥有数字经济企业", "数字经济企业"),
        ("已累计开竣工", "累计开竣工"),
        ("现补贴标准为", "补贴标准"),
        ("覆盖率由原来的", "覆盖率"),
        ("发布了场景清单、数字化转型场景清单", "数字化转型场景清单"),
        ("新建、改建农村公路", "新建、改建农村公路"),
        ("惠及", "惠及"),
        ("错峰停车线上预约", "错峰停车线上预约"),
        ("供水价格稳定在", "供水价格"),
    ],
)
def test_words_before_a_figure_are_trimmed(words: str, name: str) -> None:
    assert wording().name_before(words) == name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("的租金补贴", "租金补贴"),
        ("的标准予以补助", "补助"),
        ("用于建设", ""),
        ("社区已建成", "社区"),
        ("的速度推进", ""),
    ],
)
def test_words_behind_a_figure_are_trimmed(words: str, name: str) -> None:
    assert wording().name_behind(words, leads_on=False) == name


def test_words_that_lead_to_the_next_figure_end_before_their_verb() -> None:
    assert wording().name_behind("酒店实现", leads_on=True) == "酒店"


def test_names_told_apart_share_their_end() -> None:
    assert told_apart("小学、初中入学率", 2) == ["小学入学率", "初中入学率"]
    assert told_apart("知晓率和参与率", 2) == ["知晓率", "参与率"]
    assert told_apart("入学率", 2) == []


def test_periods_are_no_part_of_a_name() -> None:
    assert without_periods(f"长宁{FILLER * 3}完成税收") == "完成税收"
    assert without_periods(f"网办比例({FILLER * 4})为") == "网办比例为"

"""What of a figure's words names it, and what keeps it apart."""

import pytest

from tests.unit.comparing.conftest import State
from viewer.core.series import FigureStatus


@pytest.mark.parametrize(
    ("sentence", "core"),
    [
        ("2023年，全区现有义务教育学校66所。", "义务教育学校"),
        ("目前，我区建成社区长者食堂64个。", "社区长者食堂"),
        ("城镇污水处理比例达到97.1%。", "城镇污水处理率"),
        ("全区亿元以上交易量的电子商务平台29个。", "亿元以上交易量电商平台"),
        ("2022年新建学校2所。", "新建学校"),
        ("重点人群签约率为76%。", "重点人群签约率"),
    ],
)
def test_verbs_places_and_spellings_do_not_name_a_figure(state: State, sentence: str, core: str) -> None:
    assert state(sentence).key.core == core


def test_a_bare_head_keeps_to_its_own_place(state: State) -> None:
    assert state("目前共有项目23个。").key.is_bare


def test_a_bare_head_borrows_the_name_quoted_before_it(state: State) -> None:
    key = state("“清风行动”聚焦六大专项行动。").key
    assert (key.subject, key.core, key.is_bare) == ("清风行动", "专项行动", False)


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("截至2023年底，累计改造雨污混接点5800处。", FigureStatus.CUMULATIVE),
        ("2023年新增公共停车泊位1620个。", FigureStatus.ADDED),
        ("公共停车泊位3.6万个。", FigureStatus.PLAIN),
        ("补贴标准为每人每月1600元。", FigureStatus.RATE),
    ],
)
def test_a_figure_counts_in_its_own_way(state: State, sentence: str, status: FigureStatus) -> None:
    assert state(sentence).key.status is status


def test_districts_are_named_with_or_without_their_city(state: State) -> None:
    one, other = state("长宁区公共停车泊位3.6万个。"), state("上海市长宁区公共停车泊位3.6万个。")
    assert one.key.scope == other.key.scope == "长宁区"


def test_a_figure_that_counts_its_list_keeps_to_its_own_place(state: State) -> None:
    assert state("围绕医疗、教育、养老等3个数字专项行动支持企业。").key.is_bare
    assert not state("围绕医疗、教育、养老等7个数字专项行动支持企业。").key.is_bare


def test_what_a_figure_is_told_for_goes_on_in_a_list(state: State) -> None:
    sentence = "每千人口拥有床位7.1张、执业医师3.3人。"
    assert [state(sentence, number=number).key.core for number in (0, 1)] == ["每千人口床位", "每千人口执业医师"]


def test_what_is_promised_is_a_target_and_what_is_over_is_none(state: State) -> None:
    promised = state("下一步，我局将推进老旧管网改造120公里。").key
    over = state("下一步，我局将继续做好工作，2023年受理公交投诉1240件。").key
    assert (promised.role, over.role) == ("target", "level")


def test_what_a_figure_became_keeps_to_the_place_of_what_it_was(state: State) -> None:
    sentence = "我们将间隔由12分钟压缩至8分钟。"
    assert state(sentence).key.signature == state(sentence, number=1).key.signature


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("全年疏通清掏排水管道386公里。", "清掏排水管道418公里。"),
        ("清掏排水管道386公里、检查井2.4万座。", "清掏检查井2.7万座。"),
        ("纳入医保支付的医疗机构中药制剂203种。", "医疗机构中药制剂纳入医保支付156种。"),
        ("全区公租房2316户。", "公共租赁住房2544户。"),
        ("2022年，全市城镇新增就业4.86万人。", "2023年，全市新增城镇就业4.91万人。"),
        ("累计建成公交专用道91公里。", "公交专用道总长68公里。"),
        ("平均出租率87.6%。", "出租率为91.2%。"),
        ("人均公园绿地面积8.7平方米。", "人均公园绿地8.9平方米。"),
    ],
)
def test_what_is_said_in_other_words_is_named_the_same(state: State, one: str, other: str) -> None:
    first = state(one, number=one.count("、"), name="a").key
    second = state(other, name="b").key
    assert (first.core, first.block) == (second.core, second.block)


def test_what_was_done_takes_what_it_was_done_to(state: State) -> None:
    sentence = "全区筹集保障性租赁住房8620套，其中已供应5140套。"
    assert state(sentence, number=1).key.core == "保障性租赁住房供应"


def test_what_a_year_added_is_not_what_there_is(state: State) -> None:
    built, there = state("2022年，建成口袋公园17座。").key, state("至2022年底，全区建成口袋公园47座。").key
    assert (built.status, there.status) == (FigureStatus.ADDED, FigureStatus.PLAIN)


def test_how_many_parts_a_plan_has_is_no_target(state: State) -> None:
    assert state("下一步，我局将重点推进实施五大专项行动。").key.role == "level"

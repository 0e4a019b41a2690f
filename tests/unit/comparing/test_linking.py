"""Which keys are one figure, and what parts them however like they are."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.comparing.conftest import State
from viewer.comparing.linking import (
    Grouped,
    exact_value_text,
    joined,
    link_block,
    may_link,
    may_link_by_value,
    significant_digits,
)
from viewer.core.errors import Cancelled
from viewer.core.progress import CancelToken
from viewer.core.series import FigureKey, FigureStatus


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("义务教育阶段课后服务参与率达95.1%。", "课后服务参与率为96%。"),
        ("全区建成养老机构38家。", "目前养老机构39家。"),
        ("完成居家适老化改造1020户。", "2022年完成适老化改造850户。"),
        ("改造候车亭120座。", "完成候车亭改造146座。"),
        ("等级公路比例97.1%。", "等级公路占比97.8%。"),
        ("公交专用道总长68公里。", "公交专用道里程达80公里。"),
        ("60岁以上户籍老年人口占户籍总人口的27.4%。", "60岁以上户籍人口老龄化率28.3%。"),
        ("60岁及以上户籍老年人18.6万人，占户籍人口35.2%。", "老龄化程度达36.1%。"),
    ],
)
def test_names_that_hold_each_other_are_one_figure(state: State, one: str, other: str) -> None:
    number = 1 if "，占" in one else 0
    assert may_link(state(one, name="a", number=number).key, state(other, name="b").key)


def test_a_name_left_out_in_a_list_is_found_in_front_of_it(state: State) -> None:
    short = state("全区养老机构29家、床位6420张。", number=1, name="a").key
    assert may_link(short, state("全区养老床位6780张。", name="b").key)
    assert not may_link(short, state("全区医院床位6780张。", name="b").key)


def test_a_name_borrowed_from_the_sentence_joins_no_longer_one(state: State) -> None:
    borrowed = state("“上海硅巷”聚焦六大专项行动。").key
    assert not may_link(borrowed, state("全面实施20个数字专项行动。", name="b").key)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("公办义务教育学校60所。", "民办义务教育学校5所。"),
        ("快充充电桩104个。", "公共充电桩932个。"),
        ("60岁以上户籍老人21万人。", "80岁以上户籍老人5万人。"),
        ("城镇污水处理率95%。", "农村污水处理率80%。"),
        ("全程网办率86%。", "网办率91%。"),
        ("目前共有项目23个。", "目前共有项目29个。"),
    ],
)
def test_a_contrast_parts_two_figures(state: State, one: str, other: str) -> None:
    assert not may_link(state(one, name="a").key, state(other, name="b").key)


def test_a_cap_never_joins_an_actual_and_all_together_never_one_year(state: State) -> None:
    cap, actual = state("租金补贴最高4.5万元。").key, state("租金补贴4.5万元。").key
    cumulative, yearly = state("累计举办创投沙龙30场。").key, state("2023年举办创投沙龙30场。").key
    assert cap.block != actual.block
    assert cumulative.block != yearly.block


def test_one_exact_value_links_names_that_hold_the_same_words(state: State) -> None:
    one, other = state("实现32家酒店数字化改造。").key, state("其中32家全面建成数字酒店。").key
    assert not may_link(one, other)
    assert may_link_by_value(one, other, significant_digits(32))


def test_a_round_value_proves_nothing() -> None:
    assert [exact_value_text("个", value) != "" for value in (32, 91.89, 300, 5)] == [True, True, False, False]
    assert exact_value_text("平方米", 33333333.3, "5万亩") == ""


def test_groups_do_not_depend_on_the_order_of_keys(state: State) -> None:
    sentences = ("养老床位7860张。", "全区养老床位8020张。", "护理型养老床位500张。", "养老床位总数8100张。")
    keys = [state(sentence, name=str(number)).key for number, sentence in enumerate(sentences)]
    keys = list({key.signature: key for key in keys}.values())
    cancel = CancelToken()
    expected = {frozenset(key.signature for key in group) for group in link_block(keys, {}, cancel=cancel)}
    for seed in range(5):
        shuffled = random.Random(seed).sample(keys, len(keys))  # noqa: S311 - only to mix
        assert {
            frozenset(key.signature for key in group) for group in link_block(shuffled, {}, cancel=CancelToken())
        } == expected


def test_groups_with_a_common_member_are_one() -> None:
    assert sorted(map(sorted, joined([["a", "b"], ["c"], ["b", "d"], ["e", "c"]]))) == [["a", "b", "d"], ["c", "e"]]


def test_a_block_may_be_cancelled(state: State) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        link_block([state("目前养老机构39家。").key], {}, cancel=cancel)


NEVER = Grouped({}, frozenset())
NAMES = st.text(alphabet="养老公共护理新增床位", min_size=0, max_size=7).map(lambda words: words + "床位")
KEYS = st.builds(
    lambda core, subject, home: FigureKey(core, core, subject, "张", "level", FigureStatus.PLAIN, "", home=home),
    NAMES,
    st.sampled_from(["", "", "", "养老机构", "医院"]),
    st.sampled_from(["", "", "", "", "甲:1"]),
)
BLOCKS = st.dictionaries(KEYS, st.integers(min_value=1, max_value=4), max_size=25)


def grouped(block: dict[FigureKey, int], before: Grouped = NEVER) -> list[list[str]]:
    weights = {key.signature: weight for key, weight in block.items()}
    groups = link_block(list(block), weights, before=before, cancel=CancelToken())
    return [[key.signature for key in group] for group in groups]


@settings(max_examples=300)
@given(before=BLOCKS, change=BLOCKS, gone=st.sets(st.integers(0, 24), max_size=4), kept=st.integers(0, 25))
def test_groups_found_from_what_changed_are_those_found_from_nothing(
    before: dict[FigureKey, int], change: dict[FigureKey, int], gone: set[int], kept: int
) -> None:
    leaders = {each: group[0] for group in grouped(before) for each in group}
    left = {key: weight for number, (key, weight) in enumerate(before.items()) if number not in gone}
    after = left | dict(list(change.items())[:kept])
    changed = frozenset(key.signature for key in before.keys() | after.keys() if before.get(key) != after.get(key))
    assert grouped(after, Grouped(leaders, changed)) == grouped(after)

"""What two statements of one figure say to each other."""

from tests.unit.comparing.conftest import State
from viewer.comparing.verdicts import compare, comparisons, gravest, in_order
from viewer.core.series import Verdict


def test_the_same_words_agree(state: State) -> None:
    assert compare(state("养老床位7860张。"), state("养老床位7860张。", name="b")) is Verdict.SAME


def test_a_rough_figure_is_compatible_with_an_exact_one_in_its_range(state: State) -> None:
    one, other = state("2023年举办创投沙龙20余场。"), state("2023年举办创投沙龙21场。", name="b")
    assert compare(one, other) is Verdict.COMPATIBLE


def test_another_time_is_a_change(state: State) -> None:
    one, other = state("2022年末养老床位7860张。"), state("2023年末养老床位8020张。", name="b")
    assert compare(one, other) is Verdict.CHANGED


def test_the_same_time_with_values_apart_is_a_contradiction(state: State) -> None:
    one, other = state("2022年末公共停车泊位4.0万个。"), state("2022年末公共停车泊位4.1万个。", name="b")
    assert compare(one, other) is Verdict.CONTRADICTED


def test_names_that_differ_leave_it_open(state: State) -> None:
    one = state("2022年末集聚产业链关联企业460家。")
    other = state("2023年末创新产业链关联企业超过700家。", name="b")
    assert compare(one, other) is Verdict.UNCLEAR


def test_from_one_value_to_another_in_one_sentence_is_no_contradiction(state: State) -> None:
    sentence = "高峰时段平均等候时间由25分钟降至12分钟。"
    assert compare(state(sentence), state(sentence, number=1)) is Verdict.CHANGED


def test_without_any_date_nothing_is_called_a_contradiction(state: State) -> None:
    one, other = state("养老床位7860张。", date=""), state("养老床位8020张。", date="", name="b")
    assert compare(one, other) is Verdict.UNCLEAR


def test_a_pair_far_apart_within_one_moment_is_compared_too(state: State) -> None:
    words = ("2022年末养老床位约7900张。", "2022年末养老床位约8150张。", "2022年末养老床位约8900张。")
    ordered = in_order([state(sentence, name=str(number)) for number, sentence in enumerate(words)])
    assert gravest(comparisons(ordered)) is Verdict.CONTRADICTED

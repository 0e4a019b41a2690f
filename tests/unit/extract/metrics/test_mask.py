"""What is a name, a code or an ordinal is blanked out, and nothing moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.extract.metrics.mask import FILLER, mask_names, mask_ordinals, mask_ranges


@pytest.mark.parametrize(
    "name", ["《三年行动计划（2021-2023年）》", "“15分钟生活圈”", "“3320”", "1+1+N", "PM2.5", "〔2024〕19", "G60"]
)
def test_names_are_blanked(name: str) -> None:
    assert mask_names(f"实施{name}号") == "实施" + FILLER * len(name) + "号"


def test_a_cubic_metre_is_no_code() -> None:
    assert mask_names("新增供水量620万m3，") == "新增供水量620万m3，"


@pytest.mark.parametrize("words", ["“十四五”", "“我区有3家企业，其中2家上市。”", "建成3个"])
def test_plans_and_quoted_sentences_stay(words: str) -> None:
    assert mask_names(words) == words


@pytest.mark.parametrize("words", ["第十五", "第3、4、5", "第十二"])
def test_ordinals_are_blanked(words: str) -> None:
    assert mask_ordinals(words + "次") == FILLER * len(words) + "次"


def test_a_session_is_an_ordinal_and_house_numbers_are_none_to_count() -> None:
    assert "三" not in mask_ordinals("十五届三次会议")
    assert "599" not in mask_ordinals("长宁路599号")


def test_the_addressees_of_a_letter_are_not_counted() -> None:
    assert "12" not in mask_ordinals("张三、李四等12位代表：")


@given(st.text(alphabet="《》“”第一3个+AG60，。\n", max_size=60))
def test_masking_never_moves_anything(text: str) -> None:
    assert len(mask_ordinals(mask_names(text))) == len(text)


def test_ranges_are_blanked_where_they_stand() -> None:
    assert mask_ranges("abcdef", [(1, 3), (2, 4)]) == "a" + FILLER * 3 + "ef"

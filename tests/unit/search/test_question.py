"""Telling questions from searches for words."""

import pytest

from viewer.search.query import parse
from viewer.search.question import Question, question_in
from viewer.text.segment import Segmenter


def asked(text: str, segmenter: Segmenter) -> Question | None:
    query = parse(text)
    assert query is not None
    return question_in(query, segmenter)


@pytest.mark.parametrize(
    "text",
    [
        "数字经济",
        "数字经济 企业",
        "人工智能 应用",
        '"老楼怎么装电梯"',
        "标题:老楼怎么装电梯",
        "怎么办",
        "怎么装电梯 -补贴",
    ],
)
def test_words_fields_quotes_and_operators_are_no_question(text: str, segmenter: Segmenter) -> None:
    assert asked(text, segmenter) is None


def test_telling_words_are_those_that_say_what_is_asked(segmenter: Segmenter) -> None:
    question = asked("老楼怎么装电梯？", segmenter)
    assert question is not None
    assert question.telling == ("老楼", "装", "电梯")
    assert question.words["怎么"] < question.words["电梯"]


def test_pairs_are_taken_across_telling_words_side_by_side(segmenter: Segmenter) -> None:
    question = asked("怎么装电梯", segmenter)
    assert question is not None
    assert "装电" in question.pairs_told
    assert "么装" not in question.grams


def test_a_long_text_without_a_question_word_asks_as_well(segmenter: Segmenter) -> None:
    assert asked("小区停车位不足影响居民夜间出行安全", segmenter) is not None


def test_a_question_typed_with_blanks_is_a_list_of_words_first(segmenter: Segmenter) -> None:
    question = asked("请问 老楼 电梯 补贴", segmenter)
    assert question is not None
    assert question.is_list


def test_a_question_of_any_length_is_looked_up_in_bounded_time(segmenter: Segmenter) -> None:
    text = "".join(map(chr, range(0x4E00, 0x5E00))) + "怎么办"
    question = asked(text, segmenter)
    assert question is not None
    assert len(question.words) + len(question.grams) <= 600

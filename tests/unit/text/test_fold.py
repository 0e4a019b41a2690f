"""Folding makes one spelling of many, and always knows the way back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.text.fold import FoldedText, fold

ODD = "aＡ見见Ⅳ㎡ﬁ½①爲\u200b\ufe0f \u3000\t\n\u00a0é´𠮷ßİ“”‘〔〕［］–－・⻓⼈０9，,。\0"
texts = st.text(st.sampled_from(ODD) | st.characters(), max_size=40)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＩ賦能Ａ", "ai赋能a"),
        ("臺灣、台湾", "台湾、台湾"),
        ("二○一九年 二〇一九年", "二〇一九年二〇一九年"),
        ("面积 5㎡", "面积5m2"),
        ("ﬁnal", "final"),
        ("长发改〔2024〕19 号", "长发改[2024]19号"),
        ("“一网通办”", '"一网通办"'),
        ("⻓宁区⼈民", "长宁区人民"),
        ("soft\u00adware\u200b", "software"),
        ("爲峯戶裡", "为峰户里"),
    ],
)
def test_every_way_of_writing_folds_to_one(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("用 AI 赋能", "用ai赋能"),
        ("共 86 万 人", "共86万人"),
        ("Big   Data", "big data"),
        ("谢  高", "谢高"),
        ("5 G", "5 g"),
        ("A （甲） B", "a(甲)b"),
        ("  前后  ", "前后"),
        ("甲 \n 乙", "甲\n乙"),
    ],
)
def test_blanks_stay_only_between_latin_letters_and_digits(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_ligature_is_covered_whole() -> None:
    text = "oﬃce"
    assert FoldedText(text).span(2, 3).of(text) == "ﬃ"


def test_a_mark_leaves_out_the_blanks_around_it() -> None:
    text = "用 AI 赋能"
    folded = FoldedText(text)
    at = folded.folded.index("ai")
    assert folded.span(at, at + 2).of(text) == "AI"


def test_an_offset_of_the_text_has_a_folded_offset() -> None:
    folded = FoldedText("甲 ㎡乙")
    assert [folded.folded_offset(at) for at in range(5)] == [0, 1, 1, 3, 4]


@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_newlines_stay_and_part_the_folding(text: str) -> None:
    assert fold(text) == "\n".join(fold(part) for part in text.split("\n"))


@given(texts)
def test_every_folded_character_comes_from_the_character_at_its_span(text: str) -> None:
    folded = FoldedText(text)
    for index, character in enumerate(folded.folded):
        assert character in fold(folded.span(index, index + 1).of(text)) or character == " "


@given(texts)
def test_spans_rise_with_the_folded_offsets(text: str) -> None:
    folded = FoldedText(text)
    starts = [folded.span(index, index + 1).start for index in range(len(folded.folded))]
    assert starts == sorted(starts)
    assert all(folded.span(index, index + 1).length == 1 for index in range(len(folded.folded)))


@given(texts, st.data())
def test_a_piece_of_the_text_folds_to_a_piece_of_the_folded_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    piece = text[start : data.draw(st.integers(start, len(text)))]
    assert fold(piece) in fold(text)


@settings(max_examples=50)
@given(texts, st.data())
def test_the_span_of_a_match_folds_back_to_the_match(text: str, data: st.DataObject) -> None:
    folded = FoldedText(text.replace("ﬁ", "").replace("㎡", ""))
    source = text.replace("ﬁ", "").replace("㎡", "")
    start = data.draw(st.integers(0, len(folded.folded)))
    end = data.draw(st.integers(start, len(folded.folded)))
    matched = folded.folded[start:end].strip(" ")
    assert matched in fold(folded.span(start, end).of(source))


def test_a_very_long_run_of_blanks_is_no_trap() -> None:
    assert fold("a" + " " * 200_000 + "b" + " " * 200_000 + "甲") == "a b甲"


@given(texts)
def test_short_and_long_texts_fold_alike(text: str) -> None:
    long = "甲\n" * 100
    assert fold(long + text) == long + fold(text)
    assert FoldedText(text).folded == fold(text)

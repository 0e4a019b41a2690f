"""Native code cuts whole documents: word for word as jieba does."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.text.jieba_reference import Reference
from viewer.text.fold import fold
from viewer.text.native_cutter import MIXED_WORDS, NativeCutter

_PIECES = (
    "健身步道",
    "有司",
    "数字经济",
    "区委办公厅",
    "王小明",
    "3.5%",
    "1.2.3",
    "wi-fi",
    "a_b3.5",
    "x.y",
    "2021-2023",
    "#",
    "&",
    "+",
)


@pytest.fixture(scope="module")
def cutter() -> NativeCutter:
    return NativeCutter()


def test_the_founding_replies_are_cut_as_jieba_cuts_them(cutter: NativeCutter, reference: Reference) -> None:
    for path in (Path(__file__).parents[3] / "corpus").glob("*.txt"):
        text = fold(path.read_text("utf-8"))
        assert cutter.cut_for_search(text) == reference.search_words(text)


@settings(deadline=None, max_examples=100)
@given(
    pieces=st.lists(st.sampled_from(_PIECES) | st.characters(min_codepoint=0x4E00, max_codepoint=0x9FD5) | st.text())
)
def test_any_text_is_cut_as_jieba_cuts_it(cutter: NativeCutter, reference: Reference, pieces: list[str]) -> None:
    text = fold("".join(pieces))
    assert not cutter.cuts(text) or cutter.cut_for_search(text) == reference.search_words(text)


def test_words_of_mixed_characters_are_left_to_others(cutter: NativeCutter) -> None:
    assert not any(cutter.cuts(f"这家{word}不错") for word in MIXED_WORDS)


def test_all_words_of_mixed_characters_are_known(reference: Reference) -> None:
    mixed = {
        word
        for word in reference.dictionary()
        if fold(word) == word and not all("一" <= each <= "\u9fd5" for each in word)
    }
    assert mixed <= {*MIXED_WORDS, "γ射线"}  # jieba takes γ for no part of a word

"""What the index keeps of a document."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.search.conftest import make_document
from viewer.core.metadata import Metadata
from viewer.search.analyzer import analyze, gram_keys, gram_text, grams_of, length_of, quantized_length
from viewer.text.segment import Segmenter


def grams(text: str) -> set[str]:
    return {gram_text(key) for key in gram_keys(text).tolist()}


def test_grams_are_the_characters_and_pairs() -> None:
    assert grams("数字a") == {"数", "字", "a", "数字", "字a"}


def test_no_pair_crosses_a_paragraph() -> None:
    assert grams("数\n字") == {"数", "字"}


def test_an_empty_text_has_no_grams() -> None:
    assert grams("") == set()


@given(st.text(min_size=1).filter(lambda text: "\n" not in text and "\0" not in text))
def test_the_grams_of_a_run_are_grams_of_its_text(text: str) -> None:
    assert set(grams_of(text)) <= grams(text)


@pytest.mark.parametrize("words", [0, 1, 50, 1_000, 60_000, 10_000_000])
def test_a_length_is_kept_within_five_percent(words: int) -> None:
    kept = length_of(np.array([quantized_length(words)], np.uint8))[0]
    assert kept == pytest.approx(min(words, 62_757), rel=0.05)


def test_words_carry_their_frequency(segmenter: Segmenter) -> None:
    terms = analyze(make_document("a", "数字经济,数字企业"), segmenter).terms
    assert terms["words"]["数字"] == 2


def test_headings_and_title_are_kept_apart(segmenter: Segmenter) -> None:
    document = make_document("a", "养老服务\n数字", Metadata(title="经济发展", number="054"), headings=1)
    terms = analyze(document, segmenter).terms
    assert set(terms["headings"]) == {"养老", "服务"}
    assert set(terms["title"]) == {"经济", "发展", "054"}


def test_a_document_without_title_goes_by_its_file_name(segmenter: Segmenter) -> None:
    assert "title\x1fa.txt" in analyze(make_document("a", "数字"), segmenter).terms["values"]


def test_three_digits_are_a_term_of_their_own() -> None:
    assert "205" in grams("共1205家")
    assert grams_of("1205") == ["120", "205"]


def test_a_number_beside_characters_is_asked_by_triples_and_pairs() -> None:
    assert grams_of("共1205家") == ["共1", "120", "205", "5家"]


def test_grams_sort_as_their_texts_do() -> None:
    texts = [gram_text(key) for key in gram_keys("12号ab.c,a1b 2").tolist()]
    assert texts == sorted(texts)

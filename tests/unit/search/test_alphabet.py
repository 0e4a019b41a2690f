"""The alphabet of a segment: what is spelt is read, and bytes hold a run just where the text does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.search.alphabet import Alphabet

# Frequent and rare characters, ASCII that frequent ones drive out, and pairs of surrogates.
TEXTS = st.text("的一停车\x00\x01aN\n\u07ff\u0800𠮷𠮶", max_size=20)


@given(known=st.lists(TEXTS, max_size=3), text=st.text(st.characters(exclude_categories=["Cs"])))
def test_every_text_is_read_as_it_was_spelt(known: list[str], text: str) -> None:
    alphabet = Alphabet.of(known)
    spelt = alphabet.encode(text)
    assert spelt is not None
    assert alphabet.decode(spelt) == text
    assert Alphabet(alphabet.letters).decode(spelt) == text


@given(known=st.lists(TEXTS, max_size=3), text=TEXTS, run=TEXTS.filter(bool))
def test_bytes_hold_a_run_where_the_text_does(known: list[str], text: str, run: str) -> None:
    alphabet = Alphabet.of([*known, text])
    spelt, needle = alphabet.encode(text), alphabet.encode(run)
    assert spelt is not None
    assert needle is not None
    assert spelt.count(needle) == text.count(run)


def test_what_is_frequent_takes_one_byte() -> None:
    alphabet = Alphabet.of(["停车难" * 9, "abc"])
    assert [len(alphabet.encode(letter) or b"") for letter in "停车难a"] == [1, 1, 1, 1]
    assert alphabet.letters[:3].tolist() == sorted(map(ord, "停车难"))


def test_no_more_letters_than_two_bytes_write() -> None:
    alphabet = Alphabet.of(["".join(map(chr, range(0x4E00, 0x6000)))])
    assert len(alphabet.letters) == 0x800
    assert {len(alphabet.encode(chr(code)) or b"") for code in alphabet.letters.tolist()} == {1, 2}


@pytest.mark.parametrize("text", ["坏\ud800字", "\udfb7"])
def test_a_lone_surrogate_cannot_be_spelt(text: str) -> None:
    assert Alphabet.of([text]).encode(text) is None


def test_an_alphabet_may_have_no_letters() -> None:
    assert Alphabet(np.zeros(0, np.uint16)).decode("停车".encode()) == "停车"

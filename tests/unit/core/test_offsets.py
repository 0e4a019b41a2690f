"""Code points become UTF-16 units and come back unchanged."""

from hypothesis import given
from hypothesis import strategies as st

from viewer.core.offsets import Utf16Offsets
from viewer.core.span import Span

TEXTS = st.text(alphabet=st.sampled_from("a中𠮷😀\n，１"), max_size=40)


def test_a_character_outside_the_basic_plane_takes_two_units() -> None:
    assert Utf16Offsets("𠮷野家").to_utf16(1) == 2


def test_the_middle_of_a_surrogate_pair_belongs_to_its_character() -> None:
    assert Utf16Offsets("a𠮷b").to_code_points(2) == 1


def test_a_span_over_a_wide_character_covers_both_units() -> None:
    assert Utf16Offsets("李𠮷明").span_to_utf16(Span(1, 2)) == Span(1, 3)


@given(TEXTS, st.data())
def test_offsets_come_back_unchanged(text: str, data: st.DataObject) -> None:
    offsets = Utf16Offsets(text)
    offset = data.draw(st.integers(0, len(text)))
    assert offsets.to_code_points(offsets.to_utf16(offset)) == offset


@given(TEXTS, st.data())
def test_utf16_positions_are_those_of_the_encoded_text(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assert Utf16Offsets(text).to_utf16(offset) == len(text[:offset].encode("utf-16-le")) // 2

"""A span is a half-open range whose arithmetic holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.core.span import Span


def test_a_span_refuses_a_negative_start() -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(-1, 2)


def test_a_span_refuses_an_end_before_its_start() -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(3, 2)


def test_neighbouring_spans_do_not_overlap() -> None:
    assert not Span(0, 4).overlaps(Span(4, 6))


def test_a_span_contains_itself() -> None:
    assert Span(2, 5).contains(Span(2, 5))


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_spans_overlap_exactly_when_they_share_a_code_point(a: int, b: int, c: int, d: int) -> None:
    first, second = Span(min(a, b), max(a, b)), Span(min(c, d), max(c, d))
    shared = set(range(first.start, first.end)) & set(range(second.start, second.end))
    assert bool(shared) == (first.overlaps(second) and not (first.is_empty or second.is_empty))


@given(st.text(max_size=30), st.data())
def test_a_span_slices_what_its_length_says(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    assert len(span.of(text)) == span.length

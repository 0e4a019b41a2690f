"""Spans find their boxes on pages, and points of pages their characters."""

from hypothesis import given
from hypothesis import strategies as st

from viewer.core.place import PagePlaces, PlacedRun, Sheet
from viewer.core.raw import Box
from viewer.core.span import Span

FIRST = PlacedRun(0, 1, 100.0, 116.0, (60.0, 76.0, 92.0, 108.0))
BESIDE = PlacedRun(3, 1, 100.0, 116.0, (111.0, 127.0))
BELOW = PlacedRun(5, 2, 40.0, 56.0, (60.0, 76.0, 92.0))
PLACES = PagePlaces((Sheet(595, 842), Sheet(595, 842)), (FIRST, BESIDE, BELOW))


def test_runs_beside_each_other_share_one_box() -> None:
    (placed,) = PLACES.boxes(Span(1, 4))
    assert (placed.page, placed.box) == (1, Box(76.0, 100.0, 127.0, 116.0))


def test_a_span_over_two_pages_has_a_box_on_each() -> None:
    assert [(placed.page, placed.box.left) for placed in PLACES.boxes(Span(2, 6))] == [(1, 92.0), (2, 60.0)]


def test_a_span_that_stands_nowhere_has_no_box() -> None:
    assert list(PLACES.boxes(Span(4, 5))) == []


def test_an_offset_between_runs_is_where_the_run_before_ends() -> None:
    place = PLACES.box_at(4)
    assert place is not None
    assert (place.page, place.box.left) == (1, 111.0)


@given(st.sampled_from([FIRST, BESIDE, BELOW]), st.data())
def test_the_middle_of_a_character_leads_back_to_it(run: PlacedRun, data: st.DataObject) -> None:
    offset = data.draw(st.integers(run.start, run.end - 1))
    box = run.box(Span(offset, offset + 1))
    assert PLACES.offset_at(run.page, (box.left + box.right) / 2, (box.top + box.bottom) / 2) == offset


def test_a_click_far_from_every_line_leads_nowhere() -> None:
    assert PLACES.offset_at(1, 80.0, 500.0) is None

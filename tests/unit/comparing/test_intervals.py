"""A stated figure allows a range, and only what it says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.comparing.conftest import State
from viewer.comparing.intervals import tolerant_interval
from viewer.core.series import Interval


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("30场", 30, 30),
        ("30余场", 30, 40),
        ("6100余场", 6100, 6200),
        ("近100场", 90, 100),
        ("约200场", 190, 210),
        ("超过700场", 700, None),
        ("不少于50场", 50, None),
    ],
)
def test_a_mark_opens_a_range(state: State, words: str, low: float, high: float | None) -> None:
    interval = state(f"2023年举办创投沙龙{words}。").interval
    assert interval.low == pytest.approx(low)
    assert interval.high == (None if high is None else pytest.approx(high))


def test_more_than_thirty_is_not_thirty(state: State) -> None:
    one, other = state("举办创投沙龙30场。"), state("举办创投沙龙30余场。")
    assert not one.interval.meets(other.interval)


def test_a_rounded_share_may_be_a_finer_one_but_a_counted_number_is_only_itself(state: State) -> None:
    share, count = state("入学率为55%。"), state("建成公共停车场23座。")
    assert tolerant_interval(share.figure.metric).meets(Interval(55.3, 55.3))
    assert not tolerant_interval(count.figure.metric).meets(Interval(23.4, 23.4))


INTERVALS = st.builds(
    lambda a, b, *is_open: Interval(min(a, b), max(a, b), *is_open),
    st.floats(-1e6, 1e6),
    st.floats(-1e6, 1e6),
    st.booleans(),
    st.booleans(),
)


@settings(max_examples=60)
@given(INTERVALS, INTERVALS)
def test_meeting_is_mutual(one: Interval, other: Interval) -> None:
    assert one.meets(other) == other.meets(one)

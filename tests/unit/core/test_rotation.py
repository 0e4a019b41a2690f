"""Backups thin out with age and never vanish altogether."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from viewer.core.rotation import to_keep

NOW = datetime(2026, 6, 15, 18, 0, tzinfo=UTC)
MOMENTS = st.lists(st.integers(0, 3 * 365 * 24).map(lambda hours: NOW - timedelta(hours=hours)), max_size=60)


@given(MOMENTS)
def test_the_newest_backup_is_always_kept(moments: list[datetime]) -> None:
    assert not moments or max(moments) in to_keep(moments, NOW)


@given(MOMENTS)
def test_no_more_than_days_weeks_and_months_are_kept(moments: list[datetime]) -> None:
    assert len(to_keep(moments, NOW)) <= 12 + 10 + 9


@given(MOMENTS)
def test_keeping_twice_lets_go_of_nothing_more(moments: list[datetime]) -> None:
    kept = to_keep(moments, NOW)
    assert to_keep(kept, NOW) == kept


def test_two_years_of_daily_backups_thin_out() -> None:
    daily = [NOW - timedelta(days=number) for number in range(730)]
    kept = to_keep(daily, NOW)
    assert set(daily[:12]) <= kept
    assert min(kept) < NOW - timedelta(days=200)


def test_a_backup_from_the_future_is_kept_and_takes_no_place() -> None:
    future = NOW + timedelta(days=400)
    daily = [NOW - timedelta(days=number) for number in range(12)]
    assert to_keep([future, *daily], NOW) == {future, *daily}

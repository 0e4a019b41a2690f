"""Which backups to keep: the last of each of 12 days, 10 weeks and 9 months."""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime

DAYS, WEEKS, MONTHS = 12, 10, 9


def to_keep(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """Return the backups to keep. One dated in the future (a clock set back) is kept and uses up nobody's place.

    The newest is always kept.
    """
    known = sorted(set(moments), reverse=True)
    past = [moment for moment in known if moment <= now]
    kept = {moment for moment in known if moment > now} | set(past[:1])
    kept |= _last_of_each(past, DAYS, lambda moment: moment.date())
    kept |= _last_of_each(past, WEEKS, lambda moment: moment.isocalendar()[:2])
    kept |= _last_of_each(past, MONTHS, lambda moment: (moment.year, moment.month))
    return kept


def _last_of_each(newest_first: list[datetime], count: int, period: Callable[[datetime], Hashable]) -> set[datetime]:
    last: dict[Hashable, datetime] = {}
    for moment in newest_first:
        last.setdefault(period(moment), moment)
    return set(list(last.values())[:count])

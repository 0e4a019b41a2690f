"""The time left is only said when it can be known."""

import pytest

from viewer.cli.time_left import TimeLeft, in_words


def pace(seconds: float, begun: int = 0) -> TimeLeft:
    moments = iter((0.0, seconds))
    return TimeLeft(begun, lambda: next(moments))


def test_the_rest_takes_as_long_as_what_was_done() -> None:
    assert pace(60.0).words(1, 4) == "约剩 3 分钟 "


def test_what_was_done_before_says_nothing_about_the_pace() -> None:
    assert pace(60.0, begun=8).words(9, 10) == "约剩 1 分钟 "


@pytest.mark.parametrize(("done", "seconds"), [(0, 60.0), (4, 60.0), (1, 1.0)])
def test_nothing_is_said_too_early_or_too_late(done: int, seconds: float) -> None:
    assert pace(seconds).words(done, 4) == ""


@pytest.mark.parametrize(("seconds", "words"), [(3, "5 秒"), (42, "40 秒"), (150, "2 分钟"), (5400, "1.5 小时")])
def test_time_is_said_as_a_person_would(seconds: float, words: str) -> None:
    assert in_words(seconds) == words

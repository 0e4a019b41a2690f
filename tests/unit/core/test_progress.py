"""A cancel token stops work at its next checkpoint and not before."""

import threading

import pytest

from viewer.core.errors import Cancelled
from viewer.core.progress import CancelToken


def test_a_fresh_token_lets_work_pass() -> None:
    CancelToken().checkpoint()


def test_a_cancelled_token_stops_work_at_its_checkpoint() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        token.checkpoint()


def test_held_work_waits_at_its_checkpoint_until_it_may_go_on() -> None:
    token = CancelToken()
    token.hold()
    assert token.is_held
    timer = threading.Timer(0.05, token.go_on)
    timer.start()
    token.checkpoint()
    timer.join()
    assert not token.is_held


def test_held_work_can_be_stopped() -> None:
    token = CancelToken()
    token.hold()
    timer = threading.Timer(0.05, token.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        token.checkpoint()
    timer.join()
    token.hold()
    assert not token.is_held

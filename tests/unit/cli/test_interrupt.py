"""Ctrl+C is a wish first and an order the second time."""

import signal

import pytest

from viewer.cli.interrupt import cancel_on_interrupt


def test_the_first_interrupt_asks_and_the_second_stops() -> None:
    before = signal.getsignal(signal.SIGINT)
    with cancel_on_interrupt() as cancel:
        signal.raise_signal(signal.SIGINT)
        assert cancel.is_cancelled
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before

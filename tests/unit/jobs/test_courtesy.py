"""Work that nobody waits for stands aside while the window is used."""

import threading
import time

import pytest

from viewer.core.errors import Cancelled
from viewer.jobs.courtesy import CourteousToken, Courtesy


def test_an_unused_window_asks_for_nothing() -> None:
    assert not Courtesy().is_asked_for


def test_a_window_that_was_used_just_now_asks_for_it() -> None:
    courtesy = Courtesy()
    courtesy.note_use()
    assert courtesy.is_asked_for


def test_work_waits_at_its_checkpoint_until_the_window_rests() -> None:
    courtesy = Courtesy()
    courtesy.note_use()
    CourteousToken(courtesy).checkpoint()
    assert not courtesy.is_asked_for


def test_cancelled_work_does_not_wait() -> None:
    courtesy = Courtesy()
    token = CourteousToken(courtesy)
    token.cancel()
    courtesy.note_use()
    with pytest.raises(Cancelled):
        token.checkpoint()
    assert courtesy.is_asked_for


def test_work_goes_on_in_the_end_however_long_the_window_is_used() -> None:
    courtesy, passed = Courtesy(), threading.Event()

    def work() -> None:
        CourteousToken(courtesy).checkpoint()
        passed.set()

    courtesy.note_use()
    worker = threading.Thread(target=work)
    worker.start()
    while not passed.is_set():
        courtesy.note_use()
        time.sleep(0.01)
    worker.join()
    assert courtesy.is_asked_for

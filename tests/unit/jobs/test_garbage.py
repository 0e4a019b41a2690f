"""The collector of garbage looks at everything when it stops nobody."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from viewer.jobs.garbage import Garbage


class Knot:
    """An object that holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def garbage() -> Iterator[Garbage]:
    gc.collect()
    garbage = Garbage()
    yield garbage
    garbage.close()


def old_garbage() -> "weakref.ref[Knot]":
    """Return what only a whole collection frees, when one is due."""
    held = Knot()
    knot = weakref.ref(held)
    for _ in range(15):
        gc.collect(1)
    return knot


def test_nothing_is_done_before_it_is_due(garbage: Garbage) -> None:
    assert garbage.collect(is_used=True)


def test_what_is_due_is_collected_at_rest(garbage: Garbage) -> None:
    knot = old_garbage()
    assert garbage.collect(is_used=False)
    assert knot() is None


def test_what_is_due_waits_while_the_window_is_used(garbage: Garbage) -> None:
    knot = old_garbage()
    assert not garbage.collect(is_used=True)
    assert knot() is not None


def test_what_is_long_overdue_waits_for_nobody(garbage: Garbage) -> None:
    for _ in range(501):
        gc.collect(1)
    assert garbage.collect(is_used=True)
    assert gc.get_count()[2] == 0


def test_what_stands_is_kept_until_the_library_is_left(garbage: Garbage) -> None:
    before = gc.get_freeze_count()
    garbage.keep_what_stands()
    assert gc.get_freeze_count() > before
    garbage.let_go()
    assert gc.get_freeze_count() == 0


def test_what_a_former_library_held_goes_when_the_next_stands(garbage: Garbage) -> None:
    held = Knot()
    knot = weakref.ref(held)
    garbage.keep_what_stands()
    del held
    garbage.let_go()
    garbage.keep_what_stands()
    assert knot() is None


def test_python_collects_by_itself_when_it_is_closed() -> None:
    usual = gc.get_threshold()
    Garbage().close()
    assert gc.get_threshold() == usual

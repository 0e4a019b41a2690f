"""Whoever types or turns a page is noticed."""

from PySide6.QtTest import QTest

from tests.ui.conftest import Desk
from viewer.jobs.courtesy import Courtesy
from viewer.ui.use_watch import UseWatch


def test_who_types_uses_the_window(desk: Desk) -> None:
    courtesy = Courtesy()
    UseWatch(desk.panes, courtesy, desk.window)
    desk.panes.top.box.setFocus()
    QTest.keyClicks(desk.panes.top.box, "ab")
    desk.until(lambda: courtesy.is_asked_for)


def test_who_turns_the_page_uses_the_window(desk: Desk) -> None:
    desk.read("050号")
    courtesy = Courtesy()
    UseWatch(desk.panes, courtesy, desk.window)
    desk.panes.reader.page.verticalScrollBar().setValue(200)
    assert courtesy.is_asked_for


def test_a_window_that_is_looked_at_is_not_used(desk: Desk) -> None:
    courtesy = Courtesy()
    UseWatch(desk.panes, courtesy, desk.window)
    desk.settle()
    assert not courtesy.is_asked_for

"""Work under way is seen with its time left, held, stopped, and listed beside other work."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from viewer.core.progress import CancelToken, Progress, ProgressStep
from viewer.jobs.job import JobHandle, Lane
from viewer.jobs.runner import JobRunner
from viewer.ui.appearance import Appearance
from viewer.ui.dates import written_duration
from viewer.ui.status_bar import StatusBar
from viewer.ui.work import Work, WorkSource
from viewer.ui.work_list import WorkList


@pytest.fixture
def status(appearance: Appearance) -> Iterator[StatusBar]:
    status = StatusBar(appearance)
    status.show()
    yield status
    status.forget_work()
    status.close()
    status.deleteLater()


class Clock:
    """A clock one sets."""

    now = 0.0

    def __call__(self) -> float:
        """Return the time it was set to."""
        return self.now


def test_the_time_left_is_guessed_from_what_is_done_and_not_from_what_was_held() -> None:
    clock = Clock()
    work = Work("导入", JobHandle(Lane.LONG, None), clock)
    work.take(ProgressStep(0, 100, ""))
    assert work.seconds_left() is None
    clock.now = 10
    work.take(ProgressStep(20, 100, ""))
    assert work.seconds_left() == 40
    work.toggle_hold()
    assert work.seconds_left() is None
    clock.now = 1000
    work.toggle_hold()
    assert work.seconds_left() == 40


def test_of_many_files_the_first_few_say_nothing_about_the_time_left() -> None:
    clock = Clock()
    work = Work("导入", JobHandle(Lane.LONG, None), clock)
    work.take(ProgressStep(0, 2000, ""))
    clock.now = 30
    work.take(ProgressStep(2, 2000, ""))
    assert work.seconds_left() is None
    clock.now = 32
    work.take(ProgressStep(20, 2000, ""))
    assert work.seconds_left() is not None


def test_a_long_name_leaves_count_and_time_left_readable(status: StatusBar) -> None:
    source, clock = WorkSource(), Clock()
    status.follow(source)
    source.work_started.emit("导入", JobHandle(Lane.LONG, None))
    source.work_progressed.emit(ProgressStep(3, 2000, "很长的文件名" * 40 + ".pdf：读取第 3 页，共 8 页"))
    shown = status._message.text()
    assert shown.startswith("导入 3 / 2,000　很长")
    assert "…" in shown
    assert clock.now == 0


@pytest.mark.parametrize(("seconds", "words"), [(3, "5 秒"), (59, "1 分钟"), (3599, "1 小时 0 分钟")])
def test_durations_are_never_more_exact_than_a_guess(seconds: float, words: str) -> None:
    assert written_duration(seconds) == words


def test_held_work_stands_still_until_it_goes_on(status: StatusBar, runner: JobRunner, qtbot: QtBot) -> None:
    source, seen = WorkSource(), threading.Event()

    def work(progress: Progress, cancel: CancelToken) -> None:
        while not seen.is_set():
            progress(ProgressStep(1, 2, "一.txt"))
            cancel.checkpoint()
            seen.wait(0.01)

    status.follow(source)
    ended = source.work_ended.emit
    handle = runner.run(work, owner=source, done=print, progress=source.work_progressed.emit, ended=ended)
    source.work_started.emit("导入", handle)
    qtbot.waitUntil(lambda: "1 / 2" in status._message.text())
    status._hold.click()
    assert "已暂停" in status._message.text()
    status._hold.click()
    seen.set()
    qtbot.waitUntil(lambda: not status._work.isVisible())


def test_all_work_and_the_latest_news_are_listed(status: StatusBar, appearance: Appearance) -> None:
    first, second = WorkSource(status), WorkSource(status)
    for source, name in ((first, "导入"), (second, "导出结果")):
        status.follow(source)
        source.work_started.emit(name, JobHandle(Lane.LONG, None))
    status.tell("新导入 5 份")
    assert "另有 1 项" in status._message.text()
    listed = WorkList(status._works, status._recent, appearance, status)
    words = [label.text() for _, label, _, _ in listed._lines]
    assert words == ["导入：准备中", "导出结果：准备中"]
    first.work_ended.emit()
    listed._show()
    assert "已结束" in listed._lines[0][1].text()
    listed.close()

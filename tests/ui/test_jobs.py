"""The way from work on a thread to an answer in the window's thread."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from viewer.core.errors import Cancelled, DocumentNotFoundError
from viewer.core.progress import CancelToken, Progress, ProgressStep
from viewer.jobs.courtesy import CourteousToken
from viewer.jobs.job import Lane
from viewer.jobs.runner import JobRunner


@pytest.fixture
def owner(qapp: QCoreApplication) -> Iterator[QObject]:
    owner = QObject()
    owner.moveToThread(qapp.thread())
    yield owner
    owner.deleteLater()


class Gate:
    """Work that waits until the test lets it go on."""

    def __init__(self) -> None:
        self.is_open = threading.Event()
        self.has_begun = threading.Event()

    def work(self, _progress: Progress, _cancel: CancelToken) -> str:
        """Wait, then answer."""
        self.has_begun.set()
        self.is_open.wait(5)
        return "done"


def answer(value: object) -> Callable[[Progress, CancelToken], object]:
    return lambda _progress, _cancel: value


def test_an_answer_arrives_in_the_thread_of_the_window(runner: JobRunner, owner: QObject, qtbot: QtBot) -> None:
    heard: list[tuple[object, threading.Thread]] = []
    runner.run(answer(5), owner=owner, done=lambda value: heard.append((value, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [(5, threading.main_thread())]


def test_work_does_not_run_in_the_thread_of_the_window(runner: JobRunner, owner: QObject, qtbot: QtBot) -> None:
    heard: list[threading.Thread] = []
    runner.run(lambda _progress, _cancel: threading.current_thread(), owner=owner, done=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0] is not threading.main_thread()


def test_a_cancelled_job_is_silent(runner: JobRunner, owner: QObject, qtbot: QtBot) -> None:
    gate, heard, ended = Gate(), list[str](), list[bool]()
    handle = runner.run(gate.work, owner=owner, done=heard.append, ended=lambda: ended.append(True))
    gate.has_begun.wait(5)
    handle.cancel()
    gate.is_open.set()
    qtbot.waitUntil(lambda: bool(ended))
    assert not heard


def test_a_job_asked_to_finish_early_still_answers(runner: JobRunner, owner: QObject, qtbot: QtBot) -> None:
    def work(_progress: Progress, cancel: CancelToken) -> int:
        count = 0
        while not cancel.is_cancelled:
            count += 1
        return count

    heard: list[int] = []
    runner.run(work, owner=owner, done=heard.append).finish_early()
    qtbot.waitUntil(lambda: runner.is_idle)
    assert len(heard) <= 1


@pytest.mark.usefixtures("qapp")
def test_a_job_whose_owner_is_gone_is_silent(runner: JobRunner, qtbot: QtBot) -> None:
    gate, heard, owner = Gate(), list[str](), QObject()
    runner.run(gate.work, owner=owner, done=heard.append)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    gate.is_open.set()
    qtbot.waitUntil(lambda: runner.is_idle)
    assert not heard


def test_a_newer_job_of_a_slot_silences_the_older(runner: JobRunner, owner: QObject, qtbot: QtBot) -> None:
    gate, heard = Gate(), list[object]()
    runner.run(gate.work, owner=owner, done=heard.append, slot="search")
    gate.has_begun.wait(5)
    runner.run(answer("newer"), owner=owner, done=heard.append, slot="search")
    gate.is_open.set()
    qtbot.waitUntil(lambda: runner.is_idle)
    assert heard == ["newer"]


def test_an_answer_nobody_waits_for_any_more_is_given_back(runner: JobRunner, owner: QObject, qtbot: QtBot) -> None:
    gate, heard, unwanted = Gate(), list[str](), list[str]()
    handle = runner.run(gate.work, owner=owner, done=heard.append, unwanted=unwanted.append)
    gate.has_begun.wait(5)
    handle.cancel()
    gate.is_open.set()
    qtbot.waitUntil(lambda: bool(unwanted))
    assert (heard, unwanted) == ([], ["done"])


def test_what_was_opened_for_an_owner_that_is_gone_is_given_back(runner: JobRunner, qtbot: QtBot) -> None:
    owner, gate, unwanted = QObject(), Gate(), list[str]()
    runner.run(gate.work, owner=owner, done=lambda _: None, unwanted=unwanted.append)
    gate.has_begun.wait(5)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    gate.is_open.set()
    qtbot.waitUntil(lambda: unwanted == ["done"])


def test_a_fault_of_the_world_reaches_failed(runner: JobRunner, owner: QObject, qtbot: QtBot) -> None:
    def work(_progress: Progress, _cancel: CancelToken) -> None:
        raise DocumentNotFoundError("没有这份文档")  # noqa: EM101

    heard: list[object] = []
    runner.run(work, owner=owner, done=heard.append, failed=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], DocumentNotFoundError)


@pytest.mark.usefixtures("qapp")
def test_a_fault_of_ours_is_reported(owner: QObject, qtbot: QtBot) -> None:
    def work(_progress: Progress, _cancel: CancelToken) -> int:
        return 1 // 0

    reported: list[object] = []
    runner = JobRunner(report=reported.append)
    runner.run(work, owner=owner, done=reported.append, failed=reported.append)
    qtbot.waitUntil(lambda: bool(reported))
    runner.close()
    assert isinstance(reported[0], ZeroDivisionError)


def test_work_that_raises_cancelled_is_silent_but_ends(runner: JobRunner, owner: QObject, qtbot: QtBot) -> None:
    def work(_progress: Progress, _cancel: CancelToken) -> None:
        raise Cancelled

    heard, ended = list[object](), list[bool]()
    runner.run(work, owner=owner, done=heard.append, failed=heard.append, ended=lambda: ended.append(True))
    qtbot.waitUntil(lambda: bool(ended))
    assert not heard


def test_the_last_progress_report_arrives_before_the_answer(runner: JobRunner, owner: QObject, qtbot: QtBot) -> None:
    def work(progress: Progress, _cancel: CancelToken) -> str:
        for done in range(1000):
            progress(ProgressStep(done, 1000, ""))
        return "done"

    heard: list[object] = []
    runner.run(work, owner=owner, done=heard.append, progress=heard.append)
    qtbot.waitUntil(lambda: "done" in heard)
    assert heard[-2:] == [ProgressStep(999, 1000, ""), "done"]


def test_writing_happens_one_after_the_other(runner: JobRunner, owner: QObject, qtbot: QtBot) -> None:
    gate, order = Gate(), list[object]()
    runner.run(gate.work, owner=owner, done=order.append, lane=Lane.WRITE)
    runner.run(answer("second"), owner=owner, done=order.append, lane=Lane.WRITE)
    gate.has_begun.wait(5)
    gate.is_open.set()
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["done", "second"]


@pytest.mark.usefixtures("qapp")
def test_a_closed_runner_leaves_no_thread_and_says_nothing(owner: QObject, qtbot: QtBot) -> None:
    gate, heard = Gate(), list[str]()
    runner = JobRunner(report=lambda error: heard.append(str(error)))
    runner.run(gate.work, owner=owner, done=heard.append)
    gate.has_begun.wait(5)
    gate.is_open.set()
    runner.close()
    qtbot.wait(10)
    assert not heard
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("andu-")]


def test_work_that_gives_way_waits_while_the_window_is_used(runner: JobRunner, owner: QObject, qtbot: QtBot) -> None:
    reached: list[bool] = []

    def work(_progress: Progress, cancel: CancelToken) -> bool:
        cancel.checkpoint()
        return runner.courtesy.is_asked_for

    runner.courtesy.note_use()
    runner.run(work, owner=owner, done=reached.append, lane=Lane.LONG, gives_way=True)
    qtbot.waitUntil(lambda: reached == [False])


def test_what_a_person_waits_for_does_not_give_way(runner: JobRunner, owner: QObject) -> None:
    waited_for = runner.run(answer(1), owner=owner, done=print)
    beside = runner.run(answer(1), owner=owner, done=print, lane=Lane.BESIDE)
    assert not isinstance(waited_for.token, CourteousToken)
    assert isinstance(beside.token, CourteousToken)

"""A second start hands its files to the first window and leaves."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import CORPUS, Desk
from viewer.ui.one_window import OneWindow, place_of


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return place_of(tmp_path / "cache", tmp_path / "library")


@pytest.fixture
def first(place: Path) -> Iterator[OneWindow]:
    first = OneWindow(place)
    assert first.claim()
    yield first
    first.leave()


def test_only_the_first_has_the_place(first: OneWindow, place: Path) -> None:
    assert not OneWindow(place).claim()
    first.leave()
    later = OneWindow(place)
    assert later.claim()
    later.leave()


def test_each_library_has_its_own_place(tmp_path: Path) -> None:
    assert place_of(tmp_path, tmp_path / "a") != place_of(tmp_path, tmp_path / "b")


def test_files_are_handed_over(first: OneWindow, place: Path, qtbot: QtBot, tmp_path: Path) -> None:
    handed: list[list[Path]] = []
    first.files_handed.connect(handed.append)
    first.listen()
    answers: list[bool] = []
    second = threading.Thread(target=lambda: answers.append(OneWindow(place).hand_over([tmp_path / "答复.txt"])))
    second.start()
    qtbot.waitUntil(lambda: bool(handed), timeout=5000)
    second.join()
    assert handed == [[tmp_path / "答复.txt"]]
    assert answers == [True]


def test_a_window_that_does_not_answer_is_not_waited_for(first: OneWindow, place: Path) -> None:
    assert not OneWindow(place).hand_over([], patience=0.1)
    assert not list(place.glob("*.json"))
    first.leave()


def test_a_lock_of_a_process_that_died_is_no_hindrance(place: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from viewer.ui.one_window import OneWindow\n"
        "window = OneWindow(Path(sys.argv[1])); assert window.claim(); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", program, str(place)], check=False, cwd=CORPUS.parent)
    assert (place / "window.lock").exists()
    later = OneWindow(place)
    assert later.claim()
    later.leave()


def test_a_request_that_makes_no_sense_is_dropped(
    first: OneWindow, place: Path, caplog: pytest.LogCaptureFixture
) -> None:
    handed: list[list[Path]] = []
    first.files_handed.connect(handed.append)
    for number, content in enumerate((b"\xff", b"{}", b"[1]", b'["relative"]')):
        (place / f"{number}.json").write_bytes(content)
    first.listen()
    assert handed == [[]]
    assert "cannot be read" in caplog.text
    assert not list(place.glob("*.json"))


def test_a_folder_that_cannot_be_made_stops_nobody(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").touch()
    assert OneWindow(tmp_path / "file" / "place").claim()
    assert "no place" in caplog.text


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_handed_files_are_imported_and_the_window_comes_forward(open_desk: Callable[..., Desk], tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "new")
    desk.window.showMinimized()
    desk.interior.take_files([min(CORPUS.glob("*.txt"))])
    desk.until(lambda: len(desk.workspace.summaries) == 1)
    assert not desk.window.isMinimized()

"""Modules loaded when a window is first wanted."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from viewer.ui.late_modules import LateModules


@pytest.fixture
def names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """Return two modules nobody has loaded."""
    monkeypatch.syspath_prepend(tmp_path)
    given = ("late_part", "late_window")
    for name in given:
        (tmp_path / f"{name}.py").write_text("", "utf-8")
        monkeypatch.delitem(sys.modules, name, raising=False)
    return given


def test_what_is_wanted_is_done_when_all_modules_are_loaded(names: tuple[str, ...], qtbot: QtBot) -> None:
    owner, done = QObject(), list[bool]()
    LateModules(names, owner).then(lambda: done.append(names[-1] in sys.modules))
    assert not done
    qtbot.waitUntil(lambda: bool(done))
    assert done == [True]


def test_what_is_loaded_already_is_not_waited_for() -> None:
    done: list[int] = []
    LateModules(("sys",), QObject()).then(lambda: done.append(1))
    assert done == [1]


def test_a_newer_wish_takes_the_place_of_one_that_waits(names: tuple[str, ...], qtbot: QtBot) -> None:
    owner, done = QObject(), list[int]()
    modules = LateModules(names, owner)
    modules.then(lambda: done.append(1))
    modules.then(lambda: done.append(2))
    qtbot.waitUntil(lambda: bool(done))
    qtbot.wait(20)
    assert done == [2]


def test_what_waits_is_forgotten_when_told_to_stop(names: tuple[str, ...], qtbot: QtBot) -> None:
    owner, done = QObject(), list[int]()
    modules = LateModules(names, owner)
    modules.then(lambda: done.append(1))
    modules.stop()
    qtbot.wait(50)
    assert not done

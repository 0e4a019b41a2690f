"""Modules loaded when a window is first wanted."""

import sys
from collections.abc import Generator
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from viewer.ui.late_modules import LateModules, Loading

WINDOW = "late_window"


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Loading:
    """Return what loads two modules nobody has loaded."""
    monkeypatch.syspath_prepend(tmp_path)
    names = ("late_part", WINDOW)
    for name in names:
        (tmp_path / f"{name}.py").write_text("", "utf-8")
        monkeypatch.delitem(sys.modules, name, raising=False)

    def steps() -> Generator[None, None, None]:
        for name in names:
            import_module(name)
            yield

    return steps


def test_what_is_wanted_is_done_when_all_modules_are_loaded(load: Loading, qtbot: QtBot) -> None:
    owner, done = QObject(), list[bool]()
    modules = LateModules(WINDOW, load, owner)
    modules.then(lambda: done.append(WINDOW in sys.modules))
    assert not done
    qtbot.waitUntil(lambda: bool(done))
    assert done == [True]


def test_what_is_loaded_already_is_not_waited_for(load: Loading) -> None:
    done: list[int] = []
    LateModules("sys", load, QObject()).then(lambda: done.append(1))
    assert done == [1]


def test_a_newer_wish_takes_the_place_of_one_that_waits(load: Loading, qtbot: QtBot) -> None:
    owner, done = QObject(), list[int]()
    modules = LateModules(WINDOW, load, owner)
    modules.then(lambda: done.append(1))
    modules.then(lambda: done.append(2))
    qtbot.waitUntil(lambda: bool(done))
    qtbot.wait(20)
    assert done == [2]


def test_what_waits_is_forgotten_when_told_to_stop(load: Loading, qtbot: QtBot) -> None:
    owner, done = QObject(), list[int]()
    modules = LateModules(WINDOW, load, owner)
    modules.then(lambda: done.append(1))
    modules.stop()
    qtbot.wait(50)
    assert not done

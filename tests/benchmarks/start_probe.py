"""Watches the start of the real program from within: notes when something can be seen, typed, read and found.

It touches no name of Qt before the window is seen that the program does not touch itself.
"""

import time
from collections.abc import Sequence
from pathlib import Path

from PySide6 import QtCore, QtGui
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from viewer.ui.program import Program


class Probe(QObject):
    """Types a query the moment the window is seen; prints the moments and ends the program when it is answered."""

    def __init__(self, program: Program, began: float, query: str) -> None:
        super().__init__(program)
        self._program = program
        self._began = began
        self._query = query
        self._moments: dict[str, float] = {}
        self._last = 0.0
        self._block = 0.0
        self._pulse = QTimer(self, interval=0)
        self._pulse.timeout.connect(self._look)
        program.window.seen.connect(self._type)
        program.window.top.box.textEdited.connect(self._note_typing)

    def _note(self, name: str) -> None:
        self._moments.setdefault(name, time.monotonic() - self._began)

    def _type(self) -> None:
        self._note("shown")
        self._moments["processor"] = time.process_time()
        box = QApplication.focusWidget() or self._program.window.top.box
        key, none = QtCore.Qt.Key, QtCore.Qt.KeyboardModifier.NoModifier
        for kind in (QtCore.QEvent.Type.KeyPress, QtCore.QEvent.Type.KeyRelease):
            for letter in self._query:
                QApplication.postEvent(box, QtGui.QKeyEvent(kind, key.Key_unknown, none, letter))
            QApplication.postEvent(box, QtGui.QKeyEvent(kind, key.Key_Return, none))
        self._last = time.monotonic()
        self._pulse.start()

    def _note_typing(self, _text: str) -> None:
        self._note("typed")

    def _look(self) -> None:
        now = time.monotonic()
        self._block, self._last = max(self._block, now - self._last), now
        inside = self._program.inside
        if inside is None:
            return
        from viewer.ui.interior.interior import Interior  # noqa: PLC0415 - what the start loads late must not be loaded by watching

        assert isinstance(inside, Interior)
        self._note("furnished")
        workspace = inside.workspace
        if workspace is None:
            return
        self._note("opened")
        if workspace.summaries:
            self._note("ready")
        if workspace.conversation.result is not None:
            self._note("answered")
        if {"ready", "answered"} <= self._moments.keys():
            self._pulse.stop()
            told = {**self._moments, "block": self._block}
            print("{" + ", ".join(f'"{name}": {moment:f}' for name, moment in told.items()) + "}", flush=True)
            QApplication.closeAllWindows()


def watch(began: float, query: str) -> None:
    """Put a probe into the program that is about to start."""
    original = Program.start

    def start(program: Program, library: Path, files: Sequence[Path]) -> None:
        Probe(program, began, query)
        original(program, library, files)

    Program.start = start  # type: ignore[method-assign,assignment]

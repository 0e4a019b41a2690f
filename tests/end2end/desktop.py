"""A desktop of our own: display, window manager, bus, mouse and keyboard, and eyes that see as a screen reader."""

# ruff: noqa: S607 - the tools of a desktop are found where the system has them

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = ("Xvfb", "openbox", "xdotool", "dbus-daemon")
SYSTEM_PYTHON = "/usr/bin/python3"
SECONDS = 300  # a machine that does ten other things takes minutes to open a window
STEPS = 12
_LOOK_SECONDS = 0.3
_DELAYS = (100, 200, 400, 800, 1600)
_HOLDS = (0.2, 1, 3, 9, 27)  # seconds the button is held where things are dropped


def missing_tools() -> list[str]:
    """Return what has to be installed before the tests on a desktop can run."""
    lacking = [tool for tool in TOOLS if shutil.which(tool) is None]
    eyes = [SYSTEM_PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"]
    has_eyes = Path(SYSTEM_PYTHON).exists() and subprocess.run(eyes, capture_output=True, check=False).returncode == 0
    return lacking if has_eyes else [*lacking, "gir1.2-atspi-2.0"]


@dataclass(frozen=True)
class Node:
    """One thing a screen reader knows of."""

    depth: int
    role: str
    name: str
    description: str
    box: tuple[int, int, int, int] | None
    text: str
    selected: str
    words: tuple[int, int, int, int] | None
    is_focusable: bool
    is_focused: bool
    is_checked: bool

    def shows(self, words: tuple[int, int, int, int]) -> bool:
        """Tell whether words are within what is seen of it."""
        assert self.box is not None
        x, y, width, height = self.box
        return x < words[0] and words[2] < x + width and y < words[1] and words[3] < y + height

    @property
    def middle(self) -> tuple[int, int]:
        """Return the middle of its place on the screen."""
        assert self.box is not None
        x, y, width, height = self.box
        return x + width // 2, y + height // 2


def as_node(read: dict[str, Any]) -> Node:
    """Return what the eyes printed as a node."""
    places = {key: tuple(read[key]) if read[key] else None for key in ("box", "words")}
    return Node(**{**read, **places})


class Desktop:
    """Everything a person has in front of them; ``environment`` is what programs on it are started with."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self._running: list[subprocess.Popen[str]] = []
        self._lines: dict[int, Queue[str]] = {}

    def start(self, *command: str | Path) -> subprocess.Popen[str]:
        """Start a program; it is ended with the desktop, and ``line_of`` tells what it prints meanwhile."""
        program = subprocess.Popen(
            [str(part) for part in command], env=self.environment, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        self._running.append(program)
        lines: Queue[str] = Queue()
        self._lines[program.pid] = lines
        threading.Thread(target=_pass_on, args=(program, lines), daemon=True).start()
        return program

    def line_of(self, program: subprocess.Popen[str]) -> str:
        """Wait for the next line a program prints."""
        return self._lines[program.pid].get(timeout=SECONDS)

    def has_line_of(self, program: subprocess.Popen[str]) -> bool:
        """Tell whether a program has printed a line nobody took."""
        return not self._lines[program.pid].empty()

    def start_andu(self, library: Path) -> subprocess.Popen[str]:
        """Start the window on a library."""
        return self.start(sys.executable, "-m", "viewer", "--library", library)

    def close(self) -> None:
        """End everything that was started, the last first."""
        for program in reversed(self._running):
            if program.poll() is None:
                program.terminate()
            try:
                program.wait(20)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()

    def look(self, words: str = "") -> list[Node]:
        """Return everything that is shown."""
        eyes = [SYSTEM_PYTHON, str(Path(__file__).with_name("eyes.py")), "look", words]
        answer = subprocess.run(eyes, env=self.environment, capture_output=True, text=True, check=False)
        return [as_node(each) for each in json.loads(answer.stdout)] if answer.returncode == 0 else []

    def find(self, wanted: Callable[[Node], object], words: str = "") -> Node:
        """Wait until something is shown, and return it."""
        ends = time.monotonic() + SECONDS
        while True:
            self._assert_running()
            seen = self.look(words)
            for node in seen:
                if wanted(node):
                    return node
            if time.monotonic() > ends:
                told = "\n".join(f"{node.role} {node.name!r} {node.box}" for node in seen)
                pytest.fail(f"never came to be shown; what was:\n{told}")
            time.sleep(_LOOK_SECONDS)

    def named(self, name: str, role: str = "") -> Node:
        """Wait until something has this in its name, and return it."""
        return self.find(lambda node: name in node.name and role in node.role)

    def shows(self, wanted: Callable[[Node], object]) -> bool:
        """Tell whether something is shown now."""
        return any(wanted(node) for node in self.look())

    def on_page(self, words: str) -> tuple[int, int, int, int]:
        """Wait until these words rest in sight on the page, and return where they begin and end on the screen."""
        ends = time.monotonic() + SECONDS
        former = None
        while time.monotonic() < ends:
            found = self.find(lambda node: node.name == "正文" and node.words, words)
            if found.words is not None and found.words == former and found.shows(found.words):
                return found.words
            former = found.words
        pytest.fail(f"never came to rest in sight: {words}")

    def until(self, condition: Callable[[], object]) -> None:
        """Wait until something is so."""
        ends = time.monotonic() + SECONDS
        while not condition():
            assert time.monotonic() < ends, "never came to be so"
            time.sleep(_LOOK_SECONDS)

    def mouse(self, *steps: str | float) -> None:
        """Move the mouse and its buttons, as xdotool takes it."""
        subprocess.run(["xdotool", *map(str, steps)], env=self.environment, check=True, capture_output=True)

    def click(self, node: Node) -> None:
        """Click in the middle of something."""
        self.mouse("mousemove", *node.middle, "click", 1)

    def keys(self, *keys: str) -> None:
        """Press keys, one after another."""
        self.mouse("key", "--delay", 60, *keys)

    def type(self, words: str) -> None:
        """Type Latin words where the focus is."""
        self.mouse("type", "--delay", 20, words)

    def type_into(self, field: str, words: str) -> None:
        """Type words, Chinese ones too, into the field whose name begins so, once it has the focus.

        Each Chinese character has a key mapped for a moment; a busy machine may read it too late, so what came is
        looked at and typed again, slower.
        """
        self.find(lambda node: node.name.startswith(field) and node.is_focused)
        for delay in _DELAYS:
            self.keys("ctrl+a")
            self.mouse("type", "--delay", delay, words)
            if self._comes_true(lambda: self._stands_in(field, words), delay / 1000 * len(words)):
                return
        pytest.fail(f"{words} did not come to stand in {field}")

    def drag(self, start: tuple[int, int], end: tuple[int, int], done: Callable[[], object]) -> None:
        """Drag from one point to another as a hand does, until it has done what it shall.

        What is dropped before the other program said that it takes it is lost, and a hand sees that it is not taken:
        so it is tried again, held longer.
        """
        for hold in _HOLDS:
            if self._comes_true(done, 0):
                return
            self._drag(start, end, hold)
            if self._comes_true(done, 5 * hold):
                return
        pytest.fail("what was dragged did not arrive")

    def _drag(self, start: tuple[int, int], end: tuple[int, int], hold: float) -> None:
        self.mouse("mousemove", *start, "mousedown", 1)
        for step in range(1, STEPS + 1):
            x, y = (round(a + (b - a) * step / STEPS) for a, b in zip(start, end, strict=True))
            self.mouse("mousemove", x, y, "sleep", 0.05)
        self.mouse("sleep", hold, "mouseup", 1)

    def _assert_running(self) -> None:
        """Fail at once where a program has failed: nothing it shall show will ever come."""
        failed = [program.args for program in self._running if program.poll() not in (None, 0, -signal.SIGTERM)]
        assert not failed, f"ended with an error: {failed}"

    def _comes_true(self, condition: Callable[[], object], seconds: float) -> bool:
        ends = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > ends:
                return False
            time.sleep(_LOOK_SECONDS)
        return True

    def _stands_in(self, field: str, words: str) -> bool:
        return self.shows(lambda node: node.name.startswith(field) and node.text.strip() == words)

    def leave(self, program: subprocess.Popen[str]) -> None:
        """Leave the program by its key, and see it end well."""
        self.keys("ctrl+q")
        assert program.wait(SECONDS) == 0


@contextmanager
def desktop(home: Path, *, size: str = "2200x1080") -> Iterator[Desktop]:
    """Give a desktop to a test and take it away afterwards."""
    shown = subprocess.Popen(
        # -noreset: else the display begins anew whenever its last client leaves, as the eyes do after each look, and
        # refuses who comes meanwhile: the window manager, or Andu, whose window then never comes.
        ["Xvfb", "-displayfd", "1", "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert shown.stdout is not None
    environment = {
        **{key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL", "OPENBLAS_NUM_THREADS") if key in os.environ},
        "DISPLAY": f":{shown.stdout.readline().strip()}",
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(ROOT),
    }
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert bus.stdout is not None
    environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
    made = Desktop(environment)
    ready = home / "desktop-is-ready"
    made.start("openbox", "--startup", f"touch {shlex.quote(str(ready))}")
    try:
        made.until(ready.exists)  # a window that comes while the window manager starts may never be shown
        yield made
    finally:
        made.close()
        for server in (bus, shown):
            server.terminate()
            server.wait(20)
            assert server.stdout is not None
            server.stdout.close()


def _pass_on(program: subprocess.Popen[str], lines: Queue[str]) -> None:
    assert program.stdout is not None
    with program.stdout as printed:
        for line in printed:
            lines.put(line)

"""Starts the program beside a bare Qt window, in the same way and the same run, and tells when what could be done.

All times are those of the clock from the moment the process is asked for: *shown* when the first picture of the window
is out, *typed* when a key pressed then stands in the search box, *furnished* when the panes stand, *ready* when the
documents are listed, *answered* when a query typed and entered in the moment the window was seen has its first page,
*block* the longest time the window did not answer in between. *processor* is the processor's time until *shown*: on a
busy machine the one figure that can be compared.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parents[2]
QUERY = "养老"
BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
class Bare(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, self.tell)
    def tell(self):
        now, processor = time.monotonic(), time.process_time()
        print('{"shown": %f, "processor": %f}' % (now - float(sys.argv[1]), processor), flush=True)
        QApplication.quit()
application = QApplication([]); window = Bare(); window.resize(1366, 768); window.show()
application.exec()
"""
# The probe, which loads Qt, must not do so before the program does: it comes in with the module that builds the window.
FULL = """
import sys
class Door:
    def find_spec(self, name, path=None, target=None):
        if name == "viewer.app":
            sys.meta_path.remove(self)
            from tests.benchmarks.start_probe import watch
            watch(float(sys.argv[1]), sys.argv[2])
sys.meta_path.insert(0, Door())
from viewer.__main__ import run
run(sys.argv[3:])
"""


def start(program: str, *arguments: str, environment: dict[str, str]) -> dict[str, float]:
    """Start a program and return the moments it tells of, in seconds after the start."""
    command = [sys.executable, "-c", program, str(time.monotonic()), *arguments]
    told = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    moments: dict[str, float] = json.loads(told.splitlines()[-1])
    return moments


def medians(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    """Return the middle of each moment."""
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def measure(library: Path, rounds: int) -> tuple[dict[str, float], dict[str, float]]:
    """Start both programs in turn; the first start of each, which compiles, is not counted."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "PYTHONPYCACHEPREFIX": folder,
            "PYTHONPATH": str(ROOT),
            "XDG_CACHE_HOME": f"{folder}/cache",
            "XDG_CONFIG_HOME": f"{folder}/config",
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        bare, full = [], []
        for _ in range(rounds + 1):
            bare.append(start(BARE, environment=environment))
            full.append(start(FULL, QUERY, "--library", str(library), environment=environment))
    return medians(bare[1:]), medians(full[1:])

"""What a test may not leave behind really fails it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAD = "import logging, threading, warnings\n"
LEAVES_A_THREAD = "def test(): threading.Thread(target=threading.Event().wait, daemon=True).start()"
ENDS_ITS_THREAD = "def test(): threading.Thread(target=int).start()"
LOGS_A_WARNING = "def test(): logging.getLogger('viewer').warning('x')"
LOOKS_AT_THE_LOG = "def test(caplog): logging.getLogger('viewer').warning('x'); assert caplog.records"
LOGS_NEWS = "def test(): logging.getLogger('viewer').info('x')"
WARNS = "def test(): warnings.warn('x', DeprecationWarning)"
QT_WARNS = "from PySide6.QtCore import qWarning\ndef test(): qWarning('x')"


@pytest.mark.parametrize("test", [LEAVES_A_THREAD, LOGS_A_WARNING, WARNS, QT_WARNS])
def test_what_is_left_behind_fails_a_test(tmp_path: Path, test: str) -> None:
    assert exit_code_of(tmp_path, test) == 1


@pytest.mark.parametrize("test", [ENDS_ITS_THREAD, LOOKS_AT_THE_LOG, LOGS_NEWS])
def test_what_is_tidy_passes(tmp_path: Path, test: str) -> None:
    assert exit_code_of(tmp_path, test) == 0


def exit_code_of(folder: Path, test: str) -> int:
    """Run one test under the project's settings and return pytest's exit code."""
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "tests").mkdir()
    conftest = (ROOT / "tests" / "conftest.py").read_text(encoding="utf-8")
    patient = "_SECONDS_TO_END = 5.0"
    assert patient in conftest
    (folder / "tests" / "conftest.py").write_text(conftest.replace(patient, "_SECONDS_TO_END = 0.1"), encoding="utf-8")
    (folder / "tests" / "test_it.py").write_text(f"{HEAD}{test}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q"]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode

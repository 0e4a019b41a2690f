"""What PySide compiles at every start: kept, and never trusted longer than it fits."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from viewer.ui.kept_code import KeptCode

SOURCE = b"answer = 42\n"
START = """
import sys
from pathlib import Path
from viewer.ui.kept_code import KeptCode
class Counted(KeptCode):
    compiled = 0
    def compile(self, source, name, mode):
        known = dict(self._codes)
        code = super().compile(source, name, mode)
        self.compiled += self._codes != known
        return code
code = Counted(Path(sys.argv[1]))
code.offer()
import PySide6.QtCore
code.keep()
print(code.compiled, PySide6.QtCore.QPoint(3, 4).x())
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where code is kept, in a place that is made when it is needed."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "cache" / "code"


def answer(code: KeptCode, source: bytes) -> object:
    """Run a text as PySide would."""
    names: dict[str, object] = {}
    exec(code.compile(source, "loader.py", "exec"), names)  # noqa: S102 - that is what code is kept for
    return names["answer"]


def test_what_was_compiled_once_is_found_again(file: Path) -> None:
    first = KeptCode(file)
    assert answer(first, SOURCE) == 42
    first.keep()
    second = KeptCode(file)
    assert second._codes["loader.py"][1] is second.compile(SOURCE, "loader.py", "exec")
    assert answer(second, SOURCE) == 42


def test_another_text_of_the_same_name_is_compiled_anew(file: Path) -> None:
    first = KeptCode(file)
    answer(first, SOURCE)
    first.keep()
    assert answer(KeptCode(file), b"answer = 43\n") == 43


@pytest.mark.parametrize("kept", [b"", b"other python" * 9, b"\xa7\r\r\n", b"\xa7\r\r\n\xff\xff"])
def test_a_damaged_or_foreign_file_keeps_nothing(file: Path, kept: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(kept)
    assert answer(KeptCode(file), SOURCE) == 42


def test_nothing_is_kept_where_python_keeps_no_compiled_code(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    code = KeptCode(file)
    answer(code, SOURCE)
    code.keep()
    assert not file.exists()


def test_a_place_that_cannot_be_written_is_no_reason_to_complain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "taken").write_text("a file, not a folder", "utf-8")
    code = KeptCode(tmp_path / "taken" / "code")
    answer(code, SOURCE)
    code.keep()


def test_pyside_compiles_its_own_part_at_the_first_start_only(file: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", START, str(file)]
    told = [
        subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout.split()[0]
        for _ in range(2)
    ]
    assert int(told[0]) > 0
    assert told[1] == "0"

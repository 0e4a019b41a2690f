"""Temporary folders are private, end with their use, and are swept away when their program was killed."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from viewer.store.scratch import scratch_folder, sweep

LEAVE_ONE = """
import os, sys
from pathlib import Path
from viewer.store.scratch import scratch_folder
with scratch_folder(Path(sys.argv[1])) as folder:
    (folder / "secret.txt").write_text("x")
    os.kill(os.getpid(), 9)
"""


def test_a_folder_is_gone_after_its_use(tmp_path: Path) -> None:
    with scratch_folder(tmp_path) as folder:
        (folder / "a").mkdir()
        (folder / "a" / "b.txt").write_text("x", encoding="utf-8")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_a_folder_is_private(tmp_path: Path) -> None:
    with scratch_folder(tmp_path) as folder:
        assert folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_in_use_is_not_swept(tmp_path: Path) -> None:
    with scratch_folder(tmp_path) as folder:
        os.utime(folder, (0, 0))
        sweep(tmp_path)
        assert folder.exists()


@pytest.mark.skipif(os.name == "nt", reason="kills by signal")
def test_what_a_killed_program_left_is_swept(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", LEAVE_ONE, str(tmp_path)], cwd=Path(__file__).parents[3], check=False)
    assert len(list(tmp_path.glob(".andu-*/secret.txt"))) == 1
    sweep(tmp_path)
    assert not list(tmp_path.iterdir())


def test_only_old_single_files_are_swept(tmp_path: Path) -> None:
    young, old, other = tmp_path / ".andu-young", tmp_path / ".andu-old", tmp_path / "notes.txt"
    for path in (young, old, other):
        path.touch()
    for path in (old, other):
        os.utime(path, (time.time() - 7200,) * 2)
    sweep(tmp_path)
    assert (young.exists(), old.exists(), other.exists()) == (True, False, True)

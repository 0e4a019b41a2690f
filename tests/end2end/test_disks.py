"""Real disks that are full or cannot be written: told in a sentence, nothing lost, and it goes on afterwards."""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.torture.small_library import faults_of, reply

ROOT = Path(__file__).parents[2]
MEGABYTE = 1 << 20

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None,
    reason="only root can mount a small disk",
)


@pytest.fixture
def disk() -> Iterator[Path]:
    """Return a disk of three megabytes with a file of two on it.

    It hangs outside of pytest's folders: what a killed run leaves mounted must not hold up their removal by the next.
    """
    place = Path(tempfile.mkdtemp(prefix="small-disk-"))
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", place], check=False).returncode:  # noqa: S607
        place.rmdir()
        pytest.skip("this system does not permit to mount a small disk")
    (place / "ballast").write_bytes(bytes(2 * MEGABYTE))
    yield place
    subprocess.run(["umount", "-l", place], check=True)  # noqa: S607
    place.rmdir()


@pytest.fixture
def replies(tmp_path: Path) -> Path:
    """Return a folder with more replies than fit beside the ballast."""
    folder = tmp_path / "replies"
    folder.mkdir()
    chance = random.Random(2)  # noqa: S311 - words
    for number in range(14):
        text = "\n".join(reply(number * 100 + each, chance) for each in range(30))
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def andu(*arguments: object) -> tuple[int, dict[str, Any], str]:
    """Run a command and return its exit code, its JSON and what it said."""
    command = [sys.executable, "-m", "viewer", *map(str, arguments), "--json"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    found: dict[str, Any] = json.loads(answer.stdout)
    return answer.returncode, found, answer.stderr


def test_an_import_onto_a_full_disk_is_told_and_goes_on_when_there_is_space(disk: Path, replies: Path) -> None:
    code, _, said = andu("import", replies, "--library", disk / "library")
    assert code == 1
    assert "磁盘" in said
    assert "Traceback" not in said
    assert faults_of(disk / "library", set()) == []
    (disk / "ballast").unlink()
    for path in sorted(replies.iterdir())[3:]:
        path.unlink()
    code, report, said = andu("import", replies, "--library", disk / "library")
    assert code == 0, said
    assert len(report["imported"]) + len(report["duplicates"]) == 3
    assert faults_of(disk / "library", {*report["imported"]}) == []


def test_a_backup_onto_a_full_disk_is_told_and_goes_on(disk: Path, replies: Path, tmp_path: Path) -> None:
    for path in sorted(replies.iterdir())[2:]:
        path.unlink()
    andu("import", replies, "--library", tmp_path / "library")
    (disk / "more ballast").write_bytes(bytes(MEGABYTE - 30_000))
    code, _, said = andu("backup", disk / "whole.zip", "--library", tmp_path / "library")
    assert code == 1
    assert "磁盘已满" in said
    assert not (disk / "whole.zip").exists()
    (disk / "ballast").unlink()
    code, report, _ = andu("backup", disk / "whole.zip", "--library", tmp_path / "library")
    assert (code, report["files"]) == (0, 3)


def test_a_library_on_a_medium_that_cannot_be_written_is_read(disk: Path, replies: Path) -> None:
    (disk / "ballast").unlink()
    for path in sorted(replies.iterdir())[2:]:
        path.unlink()
    andu("import", replies, "--library", disk / "library")
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)  # noqa: S607
    code, found, said = andu("search", "停车泊位", "--library", disk / "library")
    assert (code, found["total"]) == (0, 2)
    assert "只读" in said
    code, _, said = andu("import", replies, "--library", disk / "library")
    assert code == 1
    assert "文库是只读的，不能写入" in said

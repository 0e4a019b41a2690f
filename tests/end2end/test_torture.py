"""A little of each torture: kills, a failing disk, flipped bytes and damaged input; ``make torture`` does far more."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.torture import faulty_disk

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks and kills by signal")


@pytest.mark.parametrize(
    "arguments",
    [
        ("kill_library", "--kills", "14"),
        ("flip_bytes", "--flips", "10"),
        ("odd_places", "--rounds", "1"),
        ("fuzz", "--seconds", "4", "--target", "text", "jsonld"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_nothing_is_lost_and_nothing_found(arguments: tuple[str, ...]) -> None:
    answer = tortured(*arguments)
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.skipif(not faulty_disk.can_be_made(), reason="there is no C compiler (cc), so no failing disk is made")
def test_a_disk_that_fails_at_any_write_is_told_and_loses_nothing() -> None:
    answer = tortured("fail_writes", "--most", "2", "--work", "annotate", "import")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "told: 磁盘已满，这次的更改没有写入文库。" in answer.stdout


def tortured(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one of the programs."""
    command = [sys.executable, "-m", f"tests.torture.{name}", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

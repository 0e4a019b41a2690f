"""An office's library by commands: imported by two machines at once, found, read, put into the trash, moved home."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres_server import NOT_HERE, PostgresServer, programs

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def place() -> Iterator[str]:
    """Return the address of a library nobody has made yet."""
    if programs() is None:
        pytest.skip(NOT_HERE)
    server = PostgresServer.start()
    server.new_database("office")
    yield server.address("office")
    server.stop()


def andu(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "viewer", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    )


def answer(*words: str) -> dict[str, object]:
    with andu(*words, "--json") as process:
        said, complaint = process.communicate(timeout=120)
    assert process.returncode == 0, complaint
    shape: dict[str, object] = json.loads(said)
    return shape


def test_the_tour_of_a_library_in_an_office(place: str, tmp_path: Path) -> None:
    machines = [andu("import", "--library", place, "--jobs", "2", str(ROOT / "corpus")) for _ in range(2)]
    said = [machine.communicate(timeout=180) for machine in machines]
    assert [machine.returncode for machine in machines] == [0, 0], said
    listed = answer("list", "--library", place)
    assert len(listed["documents"]) == 5  # type: ignore[arg-type]
    found = answer("search", "--library", place, "数字经济")
    assert found["total"] == 5
    first = found["hits"][0]["id"]  # type: ignore[index]
    assert "数字经济" in json.dumps(answer("show", "--library", place, first), ensure_ascii=False)
    answer("remove", "--library", place, first)
    assert answer("search", "--library", place, "数字经济")["total"] == 4
    home = tmp_path / "home"
    moved = answer("move-library", "--library", place, str(home))
    assert (moved["originals"], set(moved["missing"].values())) == (5, {0})  # type: ignore[attr-defined]
    assert answer("search", "--library", str(home), "数字经济")["total"] == 4

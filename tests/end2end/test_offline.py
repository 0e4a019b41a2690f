"""The main job in a network namespace without any interface: nothing leaves the machine, nothing needs to."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
TRY_TO_REACH_OUT = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=5)"


@pytest.fixture(scope="module")
def without_network() -> list[str]:
    """Return the words before a command that take the network away from it."""
    unshare = shutil.which("unshare")
    options = ["-n"] if os.geteuid() == 0 else ["-r", "-n"]
    if unshare is None or run([unshare, *options, "true"]).returncode:
        pytest.skip("this system does not permit a network namespace (unshare -n)")
    return [unshare, *options]


def test_the_namespace_really_has_no_network(without_network: list[str]) -> None:
    answer = run([*without_network, sys.executable, "-c", TRY_TO_REACH_OUT])
    assert "unreachable" in answer.stderr


def test_import_and_search_work_without_a_network(without_network: list[str], tmp_path: Path) -> None:
    andu = [*without_network, sys.executable, "-m", "viewer"]
    imported = answer_of([*andu, "import", str(ROOT / "corpus"), "--library", str(tmp_path), "--json"])
    found = answer_of([*andu, "search", "人工智能", "--library", str(tmp_path), "--json"])
    assert len(imported["imported"]) == len(list((ROOT / "corpus").glob("*.txt")))
    assert found["total"] == len(found["hits"]) > 0


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command from the project's folder."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def answer_of(command: list[str]) -> dict[str, Any]:
    """Return the JSON a command prints, which must end well."""
    answer = run(command)
    assert answer.returncode == 0, answer.stderr
    found: dict[str, Any] = json.loads(answer.stdout)
    return found

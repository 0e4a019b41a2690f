"""A file is read alike on every run: nothing hangs on the order in which Python keeps a set."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
READ_ALL = """
from pathlib import Path
from viewer.services.read_file import read_file
for path in sorted(Path("corpus").glob("*.txt")):
    print(read_file(path))
"""


def test_the_readings_do_not_depend_on_the_hash_seed() -> None:
    readings = {read_all(seed) for seed in ("1", "3", "5")}
    assert len(readings) == 1


def read_all(seed: str) -> str:
    """Return what a process with that hash seed reads in the founding replies."""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", READ_ALL]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout

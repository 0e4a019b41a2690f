"""Recognising a scan needs no network: the models are on this disk, and nothing is fetched."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from viewer.importing.ocr import is_available

ROOT = Path(__file__).parents[2]
SCAN = ROOT / "tests" / "unit" / "importing" / "files" / "scan.png"


@pytest.mark.skipif(not is_available(), reason="the extra andu[ocr] is not installed")
def test_a_scan_is_recognised_without_a_network() -> None:
    unshare = shutil.which("unshare")
    options = ["-n"] if os.geteuid() == 0 else ["-r", "-n"]
    if unshare is None or subprocess.run([unshare, *options, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system does not permit a network namespace (unshare -n)")
    command = [unshare, *options, sys.executable, "-m", "viewer", "inspect", str(SCAN)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    assert "某某区城市管理局" in answer.stdout

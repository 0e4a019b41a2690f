"""The Linux bundle is built, asks for nothing newer than it promises, and passes its own test without a network."""

import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.bundling.trial import without_network

ROOT = Path(__file__).parents[2]
FETCHING = ("'download'", "apt-get")
"""What stands in the words of a build that could not fetch its parts."""


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if (platform.system(), platform.machine()) != ("Linux", "x86_64") or shutil.which("dpkg-deb") is None:
        pytest.skip("built on Debian and its like, on x86-64")
    if shutil.which("gcc") is None:
        pytest.skip("no C compiler: `scripts/system_packages.py --bundle` brings one")
    target = tmp_path_factory.mktemp("dist") / "案牍 andu"
    answer = run([sys.executable, "-m", "scripts.bundling.linux", "--target", str(target)])
    if answer.returncode and any(words in answer.stderr for words in FETCHING):
        pytest.skip("the parts of the bundle cannot be fetched here")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return target


def test_the_bundle_passes_its_own_test_without_a_network_or_a_python(bundle: Path, tmp_path: Path) -> None:
    unshare = without_network()
    if not unshare:
        pytest.skip("this system does not permit a network namespace (unshare -n)")
    environment = ["env", "-i", f"HOME={tmp_path}", "PATH=/nowhere"]
    answer = run([*unshare, *environment, str(bundle / "andu"), "--self-test", str(tmp_path / "window.png")])
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "自检通过" in answer.stdout
    assert (tmp_path / "window.png").stat().st_size


def test_no_source_and_no_folder_of_this_machine_is_in_the_bundle(bundle: Path) -> None:
    files = [path for path in bundle.rglob("*") if path.is_file()]
    assert not [path for path in files if path.suffix == ".py"]
    assert not [path for path in files if path.suffix == ".pyc" and str(ROOT).encode() in path.read_bytes()]


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command from the project's folder."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

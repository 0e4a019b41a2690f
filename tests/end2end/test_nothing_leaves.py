"""The whole tour, commands and window, needs no network, opens no socket, and keeps everything private."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOUR = [sys.executable, str(Path(__file__).with_name("tour.py"))]
SOCKET_CALLS = "socket,connect,bind,listen,accept,accept4,sendto,sendmsg"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="namespaces, strace and permission bits are Linux's")


def walk(folder: Path, *before: str) -> subprocess.CompletedProcess[str]:
    """Do the tour as a person with an ordinary umask does, all it keeps for that person below ``folder``."""
    home = folder / "home"
    home.mkdir()
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "USER": "zhangsan",  # else the C library asks the name service of the system, over a socket
        "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
        "QT_LOGGING_RULES": "*.debug=false",
    }
    return subprocess.run(
        [*before, *TOUR, str(folder)],
        env=environment,
        umask=0o022,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the tour was done, without a network where the system permits it, counting where strace is."""
    folder = tmp_path_factory.mktemp("tour")
    answer = walk(folder, *without_network(), *counting(folder / "trace.txt"))
    assert answer.returncode == 0, answer.stderr
    return folder


def without_network() -> list[str]:
    """Return the words before a command that take the network away from it; none where that is not permitted."""
    unshare = shutil.which("unshare")
    words = [unshare or "", "-n"] if os.geteuid() == 0 else [unshare or "", "-r", "-n"]
    if unshare is None or subprocess.run([*words, "true"], capture_output=True, check=False).returncode:
        return []
    return words


def counting(trace: Path) -> list[str]:
    """Return the words before a command that write down its calls; none without strace, or where it may not trace."""
    strace = shutil.which("strace")
    words = [strace or "", "-f", "--seccomp-bpf", "-qq", "-e", f"trace={SOCKET_CALLS}", "-o", str(trace)]
    if strace is None or subprocess.run([*words, "true"], capture_output=True, check=False).returncode:
        return []
    return words


def test_the_tour_needs_no_network(toured: Path) -> None:
    if not without_network():
        pytest.skip("this system does not permit a network namespace (unshare -n)")
    assert (toured / "window.png").stat().st_size > 10_000


def test_the_tour_opens_no_socket(toured: Path) -> None:
    trace = toured / "trace.txt"
    if not trace.exists():
        pytest.skip("no system call was counted: strace is not installed (Debian: apt install strace) or not permitted")
    lines = trace.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if re.search(r" \w+\(", line)] == []


def test_nothing_is_left_for_others_to_read(toured: Path) -> None:
    assert not [line for line in readable_by_others(toured) if not line.startswith("trace.txt")]


def test_nothing_temporary_is_left(toured: Path) -> None:
    assert not left_behind(toured)


def readable_by_others(folder: Path) -> list[str]:
    """Return what other accounts could read or enter, were the folder above open to them."""
    return [
        f"{path.relative_to(folder)}: {path.stat().st_mode & 0o777:o}"
        for path in folder.rglob("*")
        if path.stat().st_mode & 0o077 and path.name != "home"
    ]


def left_behind(folder: Path) -> list[Path]:
    """Return temporary and unfinished files."""
    return [
        path for path in folder.rglob("*") if path.name.startswith(".andu-") or path.name.endswith((".part", ".new"))
    ]

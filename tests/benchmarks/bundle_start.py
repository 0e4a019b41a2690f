"""How long a bundle takes to its window and to its first search, and how much memory, beside the same from source.

Each is started several times in turn, so that a busy machine is busy for all; the best time and the least work of the
processor are printed. ``--cold`` lets the system forget its files before each start (as root only). Needs a display
and xdotool.

Run: ``python tests/benchmarks/bundle_start.py dist/andu [--times 5] [--cold]``
"""

import argparse
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(["andu"])
window = QMainWindow()
window.show()
sys.exit(application.exec())
"""
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Start:
    """One start: seconds that passed, seconds of the processor, and megabytes at the end."""

    seconds: float
    work: float
    megabytes: float


def forget_files() -> None:
    """Make the next start a cold one."""
    os.sync()
    Path("/proc/sys/vm/drop_caches").write_text("3\n", encoding="ascii")


def to_window(command: list[str]) -> Start:
    """Start a program, wait for its window, and end it."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    subprocess.run(
        ["xdotool", "search", "--sync", "--onlyvisible", "--class", "andu"],
        check=True,
        stdout=subprocess.DEVNULL,
        timeout=120,
    )
    seconds = time.perf_counter() - begun
    fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    memory = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    process.send_signal(signal.SIGKILL)
    process.wait()
    time.sleep(0.5)
    return Start(seconds, (int(fields[11]) + int(fields[12])) / _TICKS, memory / 1024)


def to_end(command: list[str]) -> Start:
    """Run a command to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    seconds = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Start(seconds, work, after.ru_maxrss / 1024)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--cold", action="store_true")
    chosen = parser.parse_args()
    program = str(chosen.bundle.resolve() / "andu")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        (folder / "bare.py").write_text(BARE, encoding="utf-8")
        library = ["--library", str(folder / "library")]
        source = [sys.executable, "-m", "viewer"]
        subprocess.run([*source, "import", "corpus", *library], check=True, capture_output=True, cwd=ROOT)
        search = ["search", "数字经济", "--limit", "1", *library]
        starts = {
            "bare Qt window": (to_window, [sys.executable, str(folder / "bare.py")]),
            "window, source": (to_window, [*source, *library]),
            "window, bundle": (to_window, [program, *library]),
            "first search, source": (to_end, [*source, *search]),
            "first search, bundle": (to_end, [program, *search]),
        }
        found: dict[str, list[Start]] = {name: [] for name in starts}
        for _ in range(chosen.times):
            for name, (measure, command) in starts.items():
                if chosen.cold:
                    forget_files()
                found[name].append(measure(command))
    for name, all_of in found.items():
        best, work = min(each.seconds for each in all_of), min(each.work for each in all_of)
        print(f"{name:22} {best:6.2f} s   {work:6.2f} s of work   {all_of[-1].megabytes:5.0f} MB")


if __name__ == "__main__":
    main()

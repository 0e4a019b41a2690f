"""How long bundles take to their window and to their first search, and how much memory, beside the same from source.

Each is started several times in turn, so that a busy machine is busy for all; the best time and the least work of the
processor are printed, first warm, then cold: the system forgets its files before each start (as root only). Needs a
display and xdotool.

Run: ``make startup``, or ``python tests/benchmarks/bundle_start.py dist/andu [dist/andu-full] [--times 3]``
"""

import argparse
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
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
SOURCE = "window, source"
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Start:
    """One start: seconds that passed, seconds of the processor, and megabytes at the end."""

    seconds: float
    work: float
    megabytes: float


Measure = Callable[[list[str]], Start]


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


def measured(
    starts: Mapping[str, tuple[Measure, list[str]]], times: int, *, cold: bool
) -> dict[str, tuple[Start, float]]:
    """Return the quickest start of each kind and the least work of the processor, all kinds taken in turn."""
    found: dict[str, list[Start]] = {name: [] for name in starts}
    for _ in range(times):
        for name, (measure, command) in starts.items():
            if cold:
                forget_files()
            found[name].append(measure(command))
    quickest = {name: min(all_of, key=lambda each: each.seconds) for name, all_of in found.items()}
    return {name: (each, min(start.work for start in found[name])) for name, each in quickest.items()}


def kinds_of_start(bundles: Sequence[Path], folder: Path) -> dict[str, tuple[Measure, list[str]]]:
    """Return what is started, by its name in the table; ``folder`` gets a library."""
    (folder / "bare.py").write_text(BARE, encoding="utf-8")
    library = ["--library", str(folder / "library")]
    source = [sys.executable, "-m", "viewer"]
    subprocess.run([*source, "import", "corpus", *library], check=True, capture_output=True, cwd=ROOT)
    search = ["search", "数字经济", "--limit", "1", *library]
    programs = {"source": source, **{bundle.name: [str(bundle.resolve() / "andu")] for bundle in bundles}}
    windows = {f"window, {name}": (to_window, [*program, *library]) for name, program in programs.items()}
    searches = {f"first search, {name}": (to_end, [*program, *search]) for name, program in programs.items()}
    return {"bare Qt window": (to_window, [sys.executable, str(folder / "bare.py")]), **windows, **searches}


def print_table(warm: Mapping[str, tuple[Start, float]], cold: Mapping[str, tuple[Start, float]]) -> None:
    """Print the table, and each window's time as a share of that from source."""
    print("| | warm | work | cold | work | memory |\n|---|--:|--:|--:|--:|--:|")
    for name, (start, work) in warm.items():
        later, later_work = cold.get(name, (None, 0.0))
        cold_words = f"{later.seconds:.2f} s | {later_work:.2f} s" if later else "| "
        print(f"| {name} | {start.seconds:.2f} s | {work:.2f} s | {cold_words} | {start.megabytes:.0f} MB |")
    for name in warm:
        if name.startswith("window, ") and name != SOURCE:
            shares = [f"{found[name][0].seconds / found[SOURCE][0].seconds:.2f}" for found in (warm, cold) if found]
            print(f"{name}: {' warm, '.join(shares)} {'cold' if cold else 'warm'}, as a share of that from source")


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bundles", type=Path, nargs="+")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--warm-only", action="store_true", help="as who is not root must")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["XDG_CACHE_HOME"] = str(Path(temporary) / "cache")
        starts = kinds_of_start(chosen.bundles, Path(temporary))
        warm = measured(starts, chosen.times, cold=False)
        cold = {} if chosen.warm_only else measured(starts, chosen.times, cold=True)
    print_table(warm, cold)


if __name__ == "__main__":
    main()

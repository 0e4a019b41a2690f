"""All of the torture, one after the other, each as a program of its own; what `make torture` runs.

Run: ``python -m tests.torture.run [--short] [--minutes 60]``. Prints the tables as they come and one of all attacks at
the end: what must survive, what was lost, how the user is told; ends with 1 when anything was lost or found.

The whole takes about half an hour on two quiet processors: more than a thousand kills, faults at forty places of each
of seven kinds of work, 340 flips, eight minutes of fuzzing. When ``--minutes`` are over, what is left runs in its short
form. ``--short`` takes a few minutes and shows that it works.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.torture import faulty_disk, verdict
from tests.torture.samples import ROOT

WHOLE = (
    ("kill_notes", "200"),
    ("kill_library", "--kills", "840"),
    ("fail_writes", "--most", "40"),
    ("flip_bytes", "--flips", "240"),
    ("share_library", "--rounds", "30"),
    ("odd_places", "--rounds", "20"),
    ("search_robustness", "--flips", "100", "--files", "200"),
    ("fuzz", "--seconds", "480"),
)
SHORT = (
    ("kill_notes", "10"),
    ("kill_library", "--kills", "50"),
    ("fail_writes", "--most", "3"),
    ("flip_bytes", "--flips", "20"),
    ("share_library", "--rounds", "5"),
    ("odd_places", "--rounds", "2"),
    ("search_robustness", "--flips", "10", "--files", "20"),
    ("fuzz", "--seconds", "60"),
)


def main() -> int:
    """Run them; go on after one that finds something, so that the others are seen too."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--minutes", type=float, default=60.0)
    options = parser.parse_args()
    ends = time.monotonic() + options.minutes * 60
    with tempfile.TemporaryDirectory(prefix="andu-torture-") as folder:
        table = Path(folder) / "table"
        failed = []
        for whole, short in zip(WHOLE, SHORT, strict=True):
            if not _run(short if options.short or time.monotonic() > ends else whole, table):
                failed.append(whole[0])
        print("", *verdict.lines(verdict.noted(table)), sep="\n")
    print("nothing lost, nothing found" if not failed else f"something wrong in: {', '.join(failed)}")
    return 1 if failed else 0


def _run(command: tuple[str, ...], table: Path) -> bool:
    """Run one program and tell whether all was well."""
    name, *arguments = command
    if name == "fail_writes" and not faulty_disk.can_be_made():
        print(f"== {name}: left out, there is no C compiler (cc)")
        return True
    print(f"== {name} {' '.join(arguments)}", flush=True)
    began = time.monotonic()
    words = [sys.executable, "-m", f"tests.torture.{name}", *arguments]
    code = subprocess.run(words, cwd=ROOT, check=False, env=verdict.noting(table)).returncode
    print(f"   {time.monotonic() - began:.0f} s", flush=True)
    return code == 0


if __name__ == "__main__":
    sys.exit(main())

"""All of the torture, one after the other, each as a program of its own; what `make torture` runs.

Run: ``python -m tests.torture.run [--short]``. Prints the tables as they come; 1 when anything was lost or found.
The whole takes about half an hour on two quiet processors; ``--short`` takes a few minutes and shows that it works.
"""

import argparse
import subprocess
import sys
import time

from tests.torture import faulty_disk
from tests.torture.samples import ROOT

WHOLE = (
    ("kill_notes", "200"),
    ("kill_library", "--kills", "840"),
    ("fail_writes", "--most", "40"),
    ("flip_bytes", "--flips", "240"),
    ("share_library", "--rounds", "30"),
    ("search_robustness", "--flips", "100", "--files", "200"),
    ("fuzz", "--seconds", "300"),
)
SHORT = (
    ("kill_notes", "10"),
    ("kill_library", "--kills", "50"),
    ("fail_writes", "--most", "3"),
    ("flip_bytes", "--flips", "20"),
    ("share_library", "--rounds", "5"),
    ("search_robustness", "--flips", "10", "--files", "20"),
    ("fuzz", "--seconds", "60"),
)


def main() -> int:
    """Run them; go on after one that finds something, so that the others are seen too."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true")
    failed = []
    for name, *arguments in SHORT if parser.parse_args().short else WHOLE:
        if name == "fail_writes" and not faulty_disk.can_be_made():
            print(f"== {name}: left out, there is no C compiler (cc)")
            continue
        print(f"== {name} {' '.join(arguments)}", flush=True)
        began = time.monotonic()
        command = [sys.executable, "-m", f"tests.torture.{name}", *arguments]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(name)
        print(f"   {time.monotonic() - began:.0f} s", flush=True)
    print("nothing lost, nothing found" if not failed else f"something wrong in: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

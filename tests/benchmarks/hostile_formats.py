"""Runs hostile files of every format through the worker process, as an import would, and prints what became of them.

Run: ``python tests/benchmarks/hostile_formats.py [--seconds 60] [--only KIND] [--slow 5]``. "read" and "refused" are
answers; "timed out" and "too large" are the limits at work; "killed" is a parser that crashed in its own process;
"BUG" is an exception of ours that has no sentence for the user. The parent must be alive at the end.
"""

import argparse
import resource
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

from tests.unit.importing.hostile import Case, cases
from viewer.core.errors import FileReadError, FileTimeoutError, FileTooLargeError
from viewer.core.progress import CancelToken, ignore_progress
from viewer.importing.archive import is_archive, unpack
from viewer.importing.registry import supported_suffixes
from viewer.importing.worker import Limits, RemoteBugError, Worker
from viewer.services.read_file import read_file

OUTCOMES = ("read", "refused", "too large", "timed out", "killed", "BUG")


def outcome(worker: Worker, path: Path, folder: Path) -> tuple[str, str]:
    """Have one file read and return what became of it and the sentence."""
    try:
        if is_archive(path):
            place = Path(tempfile.mkdtemp(dir=folder))
            worker.run(unpack, CancelToken(), path, place, path.name, supported_suffixes(), progress=ignore_progress)
        else:
            worker.run(read_file, CancelToken(), path, progress=ignore_progress)
    except FileTimeoutError as error:
        return "timed out", str(error)
    except FileTooLargeError as error:
        return "too large", str(error)
    except RemoteBugError as error:
        return "BUG", "".join(str(error).splitlines(keepends=True)[-3:])
    except FileReadError as error:
        return ("killed" if "意外退出" in str(error) else "refused"), str(error)
    return "read", ""


def write(case: Case, folder: Path) -> Path | None:
    """Write a case, ``None`` where this file system does not take its name."""
    path = folder / case.name
    try:
        path.write_bytes(case.content())
    except (OSError, UnicodeEncodeError):
        return None
    return path


def main() -> None:
    """Run all cases and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--only", default="")
    parser.add_argument("--slow", type=float, default=5.0, help="name files that took longer")
    options = parser.parse_args()
    table: defaultdict[str, Counter[str]] = defaultdict(Counter)
    longest: defaultdict[str, float] = defaultdict(float)
    worker = Worker("hostile", Limits(seconds=options.seconds))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for case in cases(whole=True):
            if options.only not in case.kind:
                continue
            path = write(case, folder)
            if path is None:
                continue
            began = time.monotonic()
            result, sentence = outcome(worker, path, folder)
            took = time.monotonic() - began
            table[case.kind][result] += 1
            longest[case.kind] = max(longest[case.kind], took)
            if took > options.slow or result in ("BUG", "killed", "timed out"):
                print(f"  {case.kind}: {case.name[:60]!r} {result} {took:.1f} s {sentence}", flush=True)
            path.unlink()
    worker.close()
    print(f"{'':14}" + "".join(f"{each:>11}" for each in OUTCOMES) + "  longest s")
    for kind, counts in table.items():
        print(f"{kind:14}" + "".join(f"{counts[each]:11}" for each in OUTCOMES) + f"{longest[kind]:11.1f}")
    total = sum(table.values(), Counter[str]())
    print(f"{'all':14}" + "".join(f"{total[each]:11}" for each in OUTCOMES) + f"{max(longest.values()):11.1f}")
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    print(f"files {total.total()}, largest worker {largest} MB resident")


if __name__ == "__main__":
    main()

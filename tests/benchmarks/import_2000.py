"""How fast generated replies come in, index included, and how much memory that takes.

    python tests/benchmarks/import_2000.py [--count 2000] [--jobs 2]

Prints documents per second (wall and CPU), the peak memory of the program and of its largest process, the size of the
library beside its text, and how long the list, a document and the first search take afterwards.
"""

import argparse
import resource
import tempfile
import time
from pathlib import Path

from tests.benchmarks.corpus_generator import write_replies
from viewer.core.hit import SearchRequest
from viewer.core.progress import CancelToken, ProgressStep
from viewer.services.opening import Services, open_services

_MEGABYTE = 1 << 20


class Phases:
    """A progress that notes when each phase ended."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self.files = 0.0
        self.index = 0.0

    def __call__(self, step: ProgressStep, /) -> None:
        """Take one report."""
        moment = time.perf_counter() - self._start
        if step.message.startswith("正在编入索引"):
            self.index = moment
        else:
            self.files = moment


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--jobs", type=int, help="processes that read; as many as the program takes by itself")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_replies(folder / "replies", options.count)
        services = open_services(folder / "library", keep_index=False, readers=options.jobs)
        measure_import(services, folder / "replies")
        measure_use(services)
        services.close()
        report_memory()
        report_sizes(folder)


def measure_import(services: Services, replies: Path) -> None:
    """Print how fast the files come in."""
    phases = Phases()
    start = time.perf_counter()
    report = services.importer.import_paths([replies], progress=phases, cancel=CancelToken())
    seconds = time.perf_counter() - start
    done = len(report.imported)
    print(f"imported {done}, duplicates {len(report.duplicates)}, failed {len(report.failed)}")
    print(f"{seconds:.1f} s: {done / seconds:.1f} documents/s (files read after {phases.files:.1f} s)")
    state = services.index.state()
    print(f"indexed {state.indexed} of {state.total}: {state.status}")


def measure_use(services: Services) -> None:
    """Print how long the library takes to answer."""
    start = time.perf_counter()
    summaries = services.catalog.summaries()
    print(f"list of {len(summaries)}: {(time.perf_counter() - start) * 1000:.0f} ms")
    start = time.perf_counter()
    services.documents.open(summaries[len(summaries) // 2].id)
    print(f"open one: {(time.perf_counter() - start) * 1000:.1f} ms")
    for turn in ("first", "second"):
        start = time.perf_counter()
        services.searcher.search(SearchRequest("停车"), cancel=CancelToken())
        print(f"{turn} search: {(time.perf_counter() - start) * 1000:.0f} ms")


def report_memory() -> None:
    """Print CPU seconds and peak memory; those of the processes count once they have ended."""
    here = resource.getrusage(resource.RUSAGE_SELF)
    there = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"CPU: program {here.ru_utime + here.ru_stime:.1f} s, processes {there.ru_utime + there.ru_stime:.1f} s")
    print(f"peak memory: program {here.ru_maxrss / 1024:.0f} MB, largest process {there.ru_maxrss / 1024:.0f} MB")


def report_sizes(folder: Path) -> None:
    """Print what the library takes on the disk."""
    for part in ("replies", "library/library.db", "library/originals", "library/index"):
        path = folder / part
        files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
        print(f"{part}: {sum(each.stat().st_size for each in files) / _MEGABYTE:.1f} MB")


if __name__ == "__main__":
    main()

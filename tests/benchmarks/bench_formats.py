"""Prints how fast each format is read, reader and reflow, and what memory that takes.

Run: ``python tests/benchmarks/bench_formats.py [--seconds 4]``. The files are the founding replies saved by
LibreOffice (without it: only OFD and text), read over and over in a process of their own for each format.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.rendered_replies import Reply, convert, has_office, replies, write_ofd, write_official_docx
from viewer.core.progress import CancelToken
from viewer.importing.registry import read
from viewer.importing.worker import Limits, Worker
from viewer.text.reflow import reflow


def rounds(paths: Sequence[Path], seconds: float) -> tuple[int, int, float, int]:
    """Read the files in turn; return files, pages, seconds of processor time and megabytes at most."""
    for path in paths:
        reflow(read(path))
    files = pages = 0
    end = time.monotonic() + seconds
    began = time.process_time()
    while time.monotonic() < end:
        for path in paths:
            raw = read(path)
            reflow(raw)
            files += 1
            pages += raw.pages or 0
    return files, pages, time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def reading_alone(paths: Sequence[Path], seconds: float) -> float:
    """Return how many pages a processor reads in a second without reflow."""
    pages, began, end = 0, time.process_time(), time.monotonic() + seconds
    while time.monotonic() < end:
        pages += sum(read(path).pages or 0 for path in paths)
    return pages / (time.process_time() - began)


def samples(all_replies: Sequence[Reply], folder: Path) -> Iterator[tuple[str, list[Path]]]:
    """Yield format and files."""
    yield "txt", [each.path for each in all_replies]
    yield "ofd", [write_ofd(each, folder / f"{each.name}.ofd") for each in all_replies]
    if has_office():
        sources = [write_official_docx(each, folder / f"{each.name}.docx", letterhead="table") for each in all_replies]
        yield "docx", sources
        for to in ("pdf", "doc", "odt", "html", "rtf"):
            yield to, convert(sources, to, folder)


def main() -> None:
    """Measure each format in a fresh process."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=4.0)
    options = parser.parse_args()
    print("per second of one processor\nformat   files   pages  pages without reflow      MB")
    with tempfile.TemporaryDirectory() as folder:
        for suffix, paths in samples(replies(), Path(folder)):
            worker = Worker("bench", Limits(seconds=600.0))
            files, pages, seconds, megabytes = worker.run(rounds, CancelToken(), paths, options.seconds)
            alone = worker.run(reading_alone, CancelToken(), paths, options.seconds / 2) if pages else 0.0
            worker.close()
            print(f"{suffix:6} {files / seconds:7.1f} {pages / seconds:7.1f} {alone:21.1f} {megabytes:7}", flush=True)


if __name__ == "__main__":
    main()

"""Prints how long an import goes on after a person stops it: in a long PDF, in a long DOC, in a scan, in many files.

Run: ``python tests/benchmarks/cancel_import.py [--rounds 3]``. The promise is one second. LibreOffice saves the DOC,
which is left out without it; the scan needs the extra ``andu[ocr]``. What was stopped goes on at the next import.
"""

import argparse
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from tests.benchmarks.corpus_generator import write_replies
from tests.benchmarks.rendered_replies import convert, has_office
from tests.unit.importing.hostile import FILES, SENTENCE, pdf
from viewer.core.catalog import ImportReport
from viewer.core.progress import CancelToken, ProgressStep
from viewer.importing.ocr import is_available
from viewer.services.opening import Services, open_services

_PAGES = 3000
_LINES = 60_000
_SCANNED = 12
_FILES = 300
_WAITS = (0.3, 1.0, 2.0)  # seconds after the first sign of work


def matters(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield what is imported, and its name."""
    (folder / "pdf").mkdir()
    (folder / "pdf" / "long.pdf").write_bytes(pdf(_PAGES))
    yield f"PDF of {_PAGES} pages", folder / "pdf"
    if has_office():
        text = folder / "long.txt"
        text.write_text("".join(f"{number}，{SENTENCE}\n" for number in range(_LINES)), encoding="utf-8")
        convert([text], "doc", folder / "doc", from_text=True)
        yield f"DOC of {_LINES} paragraphs", folder / "doc"
    if is_available():
        (folder / "scan").mkdir()
        page = Image.open(FILES / "scan.png").convert("RGB")
        pages = [page.copy() for _ in range(_SCANNED)]
        pages[0].save(folder / "scan" / "scan.tif", save_all=True, append_images=pages[1:])
        yield f"scan of {_SCANNED} pages", folder / "scan"
    write_replies(folder / "files", _FILES)
    yield f"{_FILES} text files", folder / "files"


class Stopping:
    """A progress that asks to stop some time after work was first seen, and remembers when."""

    def __init__(self, cancel: CancelToken, wait: float) -> None:
        self._cancel = cancel
        self._wait = wait
        self._timer: threading.Timer | None = None
        self.asked = 0.0

    def __call__(self, step: ProgressStep, /) -> None:
        """Take one report."""
        if self._timer is None and step.message not in ("", "正在查找文件"):
            self._timer = threading.Timer(self._wait, self._ask)
            self._timer.start()

    def _ask(self) -> None:
        self.asked = time.perf_counter()
        self._cancel.cancel()


def stopped(services: Services, path: Path, wait: float) -> tuple[float, ImportReport]:
    """Return how long the import went on after the wish to stop, and its report."""
    cancel = CancelToken()
    stopping = Stopping(cancel, wait)
    report = services.importer.import_paths([path], progress=stopping, cancel=cancel)
    return time.perf_counter() - stopping.asked, report


def main() -> None:
    """Print a line for each kind of work."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=len(_WAITS))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        for what, path in matters(Path(name)):
            seconds = []
            for wait in _WAITS[: options.rounds]:
                services = open_services(Path(name) / f"library {what} {wait}")
                took, report = stopped(services, path, wait)
                services.close()
                if report.cancelled:
                    seconds.append(took)
            told = ", ".join(f"{each:.2f}" for each in seconds) or "done before it was asked to stop"
            print(f"{what}: stopped after {told} s", flush=True)


if __name__ == "__main__":
    main()

"""An import killed at any moment leaves a library that opens, is sound, and takes the rest."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from viewer.core.catalog import DocumentSummary
from viewer.core.hit import SearchRequest
from viewer.core.progress import CancelToken, ignore_progress
from viewer.services.opening import Services, open_services
from viewer.store.library import Library

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("ANDU_TEST_KILLS", "20"))
DOCUMENTS = 60
SEED = 20260101

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")


@pytest.fixture
def replies(tmp_path: Path) -> Path:
    """Return a folder with replies that all hold one passage, and each one of its own."""
    folder = tmp_path / "replies"
    folder.mkdir()
    for number in range(DOCUMENTS):
        text = f"关于第{number:03}号建议的答复\n\n" + f"　　公共停车泊位第{number:03}批现答复如下。\n" * 12
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def start_import(replies: Path, library: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "viewer", "import", str(replies), "--library", str(library), "--json"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def summaries_of_sound(folder: Path) -> list[DocumentSummary]:
    """Open a library, check every page of its database and every original, and return its documents."""
    library = Library.open(folder)
    try:
        library.check()
        with library.reading() as documents:
            summaries = documents.summaries()
        for summary in summaries:
            assert len(library.originals.read(summary.source.sha256)) == summary.source.size
    finally:
        library.close()
    return summaries


def test_an_import_killed_at_random_moments_loses_and_doubles_nothing(replies: Path, tmp_path: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 - moments to kill at
    library = tmp_path / "library 0"
    libraries, counts = [library], [0]
    for _ in range(KILLS):
        with start_import(replies, library) as process:
            wait_for_originals(library, chance.randint(originals(library), DOCUMENTS), process)
            time.sleep(chance.uniform(0, 0.6))  # into reading, storing or indexing
            process.send_signal(signal.SIGKILL)
        stored = summaries_of_sound(library)
        assert len({summary.source.sha256 for summary in stored}) == len(stored) >= counts[-1]
        counts.append(len(stored))
        if len(stored) == DOCUMENTS:
            library = tmp_path / f"library {len(libraries)}"
            libraries.append(library)
            counts.append(0)
    for each in libraries[-3:]:  # the last one in the middle of things, the others killed while they were indexed
        finish(replies, each)
        services = open_services(each)
        assert found_everywhere(services) == DOCUMENTS
        services.close()


def wait_for_originals(library: Path, count: int, process: "subprocess.Popen[bytes]") -> None:
    """Return when so many files have been read, or the import has come to its end."""
    while process.poll() is None and originals(library) < count:
        time.sleep(0.01)


def originals(library: Path) -> int:
    """Count the files kept so far; what a kill left half written has another name."""
    return len(list(library.glob(f"originals/*/{'[0-9a-f]' * 64}")))


def finish(replies: Path, library: Path) -> None:
    """Import what is missing, in peace."""
    with start_import(replies, library) as process:
        out, _ = process.communicate(timeout=120)
    report = json.loads(out)
    assert (len(report["imported"]) + len(report["duplicates"]), report["failed"]) == (DOCUMENTS, [])
    assert len(summaries_of_sound(library)) == DOCUMENTS


def found_everywhere(services: Services) -> int:
    """Return how many documents a passage of all is found in; each document's own passage must find just it."""
    services.index.wait(progress=ignore_progress, cancel=CancelToken())
    for number in (0, DOCUMENTS // 2, DOCUMENTS - 1):
        request = SearchRequest(f'"停车泊位第{number:03}批"')
        assert services.searcher.search(request, cancel=CancelToken()).total == 1
    result = services.searcher.search(SearchRequest('"公共停车泊位"'), cancel=CancelToken())
    assert result.complete
    return result.total

"""Scans wait, are recognised page by page, and go on where they were stopped."""

import shutil
from pathlib import Path

import pytest

from tests.unit.importing.ocr.test_recogniser import SEEN
from viewer.core.progress import CancelToken, ProgressStep, ignore_progress
from viewer.importing.ocr import is_available
from viewer.importing.ocr.kept import keep
from viewer.services.opening import Services

SCAN = Path(__file__).parents[1] / "importing" / "files" / "scan.png"
needs_engine = pytest.mark.skipif(not is_available(), reason="the extra andu[ocr] is not installed")


@pytest.fixture
def waiting(services: Services) -> str:
    """Return the hash of a scan that waits."""
    services.importer.import_paths([SCAN], progress=ignore_progress, cancel=CancelToken(), recognise=False)
    (scan,) = services.recognising.waiting()
    return scan.sha256


@needs_engine
def test_a_scan_waits_with_its_original_kept(services: Services, waiting: str) -> None:
    (scan,) = services.recognising.waiting()
    assert (scan.name, scan.pages, scan.done, scan.paused) == ("scan.png", 1, 0, False)
    assert (services.folder / "originals" / waiting[:2] / waiting).read_bytes() == SCAN.read_bytes()
    assert services.catalog.summaries() == []


@needs_engine
def test_stopped_before_it_began_it_still_waits(services: Services, waiting: str) -> None:
    cancel = CancelToken()
    cancel.cancel()
    report = services.recognising.run(progress=ignore_progress, cancel=cancel)
    assert report.cancelled
    assert report.waiting == ("scan.png",)
    assert [scan.sha256 for scan in services.recognising.waiting()] == [waiting]


@needs_engine
def test_pages_kept_before_are_not_recognised_again(services: Services, waiting: str) -> None:
    keep(services.folder / "recognised" / waiting[:2] / waiting, 1, SEEN)
    steps: list[ProgressStep] = []
    (document_id,) = services.recognising.run(progress=steps.append, cancel=CancelToken()).imported
    reading = services.documents.open(document_id).reading
    assert reading.document.text == SEEN.found[0].text
    assert reading.source.ocr
    assert [span.of(reading.document.text) for span in reading.doubts] == ["停车"]
    assert services.recognising.waiting() == []
    assert steps[-1].done == steps[-1].total == 1


@needs_engine
def test_a_person_can_let_them_wait(services: Services, waiting: str) -> None:
    services.recognising.pause(paused=True)
    assert [(scan.sha256, scan.paused) for scan in services.recognising.waiting()] == [(waiting, True)]


@needs_engine
def test_given_up_it_leaves_nothing(services: Services, waiting: str) -> None:
    services.recognising.forget(waiting)
    assert services.recognising.waiting() == []
    assert not (services.folder / "originals" / waiting[:2] / waiting).exists()


@needs_engine
def test_an_original_that_is_gone_is_a_failure_by_its_name(services: Services, waiting: str) -> None:
    shutil.rmtree(services.folder / "originals" / waiting[:2])
    (failure,) = services.recognising.run(progress=ignore_progress, cancel=CancelToken()).failed
    assert failure.path == "scan.png"
    assert waiting not in failure.reason

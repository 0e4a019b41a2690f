"""Copies that other programs show lie in the library, are few, and are gone when nobody needs them."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.services.conftest import ImportNow
from viewer.core.reading import Source
from viewer.importing.worker import Worker
from viewer.services import opened_copies
from viewer.services.opened_copies import OpenedCopies
from viewer.services.opening import Services, open_services
from viewer.services.original_pages import OriginalPages

_ROOT = Path(__file__).parents[3]
_LEAVE_ONE = """
import sys
from pathlib import Path
from viewer.services.opening import open_services
services = open_services(Path(sys.argv[1]), keep_index=False)
print(services.pages.copy(services.catalog.summaries()[0].id), flush=True)
import os
os._exit(9)
"""


@pytest.fixture
def original(tmp_path: Path) -> Path:
    path = tmp_path / "original"
    path.write_bytes(b"x" * 100)
    return path


def source(number: int) -> Source:
    return Source(f"{number}.pdf", "application/pdf", f"{number:064x}"[::-1], 100)


def test_a_copy_lies_in_the_library_for_this_account_only(
    services: Services, import_now: ImportNow, replies: Path
) -> None:
    (document_id,) = import_now(replies / "1.txt").imported
    copy = services.pages.copy(document_id)
    assert copy.is_relative_to(services.folder)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o400
    assert stat.S_IMODE(copy.parent.stat().st_mode) == stat.S_IMODE(copy.parents[1].stat().st_mode) == 0o700


def test_copies_go_when_the_library_is_closed(services: Services, import_now: ImportNow, replies: Path) -> None:
    (document_id,) = import_now(replies / "1.txt").imported
    opened = open_services(services.folder, keep_index=False)
    copy = opened.pages.copy(document_id)
    opened.close()
    assert not copy.parents[1].exists()


def test_one_window_does_not_take_away_what_another_has_opened(tmp_path: Path, original: Path) -> None:
    ours, theirs = OpenedCopies(tmp_path), OpenedCopies(tmp_path)
    kept = ours.copy(original, source(1))
    theirs.copy(original, source(2))
    theirs.close()
    assert kept.exists()
    ours.close()


def test_what_a_killed_program_left_goes_when_the_library_is_opened_next(
    services: Services, import_now: ImportNow, replies: Path
) -> None:
    import_now(replies / "1.txt")
    command = [sys.executable, "-c", _LEAVE_ONE, str(services.folder)]
    left = Path(subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False).stdout.strip())
    assert left.exists()
    open_services(services.folder, keep_index=False).close()
    assert not left.exists()


def test_only_the_last_copies_are_kept(tmp_path: Path, original: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened_copies, "_MOST", 3)
    copies = OpenedCopies(tmp_path)
    made = [copies.copy(original, source(number)) for number in range(5)]
    assert [each.exists() for each in made] == [False, False, True, True, True]
    copies.close()


def test_large_copies_do_not_heap_up(tmp_path: Path, original: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened_copies, "_MOST_BYTES", 150)
    copies = OpenedCopies(tmp_path)
    made = [copies.copy(original, source(number)) for number in range(2)]
    assert [each.exists() for each in made] == [False, True]
    copies.close()


def test_a_library_that_cannot_be_written_has_its_copies_in_the_cache(
    services: Services, import_now: ImportNow, replies: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (document_id,) = import_now(replies / "1.txt").imported
    monkeypatch.setattr(services._library, "read_only", True)
    pages = OriginalPages(services._library, Worker("pages"), tmp_path / "cache")
    copy = pages.copy(document_id)
    assert copy.is_relative_to(tmp_path / "cache" / "originals")
    assert stat.S_IMODE(copy.parents[1].stat().st_mode) == 0o700
    pages.close()
    assert not copy.exists()

"""A second try is told with the first as one import."""

from pathlib import Path

import pytest

from viewer.core.catalog import (
    ImportFailure,
    ImportReport,
    after_another_try,
    files_to_try_again,
    files_wanting_password,
)
from viewer.core.document import DocumentId


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two files that were to be imported."""
    (tmp_path / "a.pdf").touch()
    (tmp_path / "b.zip").touch()
    return tmp_path


def test_what_the_second_try_opened_is_no_failure_any_more(folder: Path) -> None:
    locked = ImportFailure(f"{folder / 'a.pdf'}", "有密码", wants_password=True)
    other = ImportFailure("b.pdf", "已损坏")
    first = ImportReport((DocumentId("1"),), failed=(locked, other))
    joined = after_another_try(first, ImportReport((DocumentId("2"),)), files_wanting_password(first))
    assert joined.imported == ("1", "2")
    assert joined.failed == (other,)


def test_of_what_is_locked_in_an_archive_the_archive_is_tried_again(folder: Path) -> None:
    archive = str(folder / "b.zip")
    members = tuple(ImportFailure(f"{archive}/甲/{name}", "有密码", wants_password=True) for name in ("1.pdf", "2.pdf"))
    broken = ImportFailure(f"{archive}/3.pdf", "已损坏")
    first = ImportReport((DocumentId("4"),), failed=(*members, broken))
    assert files_wanting_password(first) == (archive,)
    second = ImportReport((DocumentId("1"),), ((f"{archive}/4.txt", DocumentId("4")),), (members[1], broken))
    joined = after_another_try(first, second, (archive,))
    assert (joined.imported, joined.duplicates, joined.failed) == (("4", "1"), (), (broken, members[1]))


def test_a_locked_file_nobody_could_be_asked_about_stays_a_failure() -> None:
    inside = ImportFailure("a.zip/b.pdf", "有密码", wants_password=True)
    assert after_another_try(ImportReport(failed=(inside,)), ImportReport(), []).failed == (inside,)


def test_of_what_failed_in_an_archive_the_archive_is_imported_again(folder: Path) -> None:
    archive = str(folder / "b.zip")
    failed = tuple(ImportFailure(path, "已损坏") for path in (f"{archive}/1.pdf", f"{archive}/2.pdf", "fort.pdf"))
    assert files_to_try_again(ImportReport(failed=failed)) == (archive, "fort.pdf")

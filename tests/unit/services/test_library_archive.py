"""An interrupted archive is taken up again: what is whole is kept, what is not is written anew."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from viewer.core.errors import Cancelled, LibraryError
from viewer.core.progress import CancelToken, ProgressStep, ignore_progress
from viewer.services.library_archive import (
    has_whole_members,
    put_in_place,
    unfinished_path,
    unpack_archive,
    verified_manifest,
    write_archive,
)

Members = dict[str, Path]


@pytest.fixture
def members(tmp_path: Path) -> Members:
    found: Members = {}
    for number in range(5):
        content = f"原件{number}".encode() * 5000
        sha256 = hashlib.sha256(content).hexdigest()
        found[f"originals/{sha256[:2]}/{sha256}"] = tmp_path / sha256
        (tmp_path / sha256).write_bytes(content)
    (tmp_path / "library.db").write_bytes(b"database")
    return {**found, "library.db": tmp_path / "library.db"}


def interrupted(target: Path, members: Members, *, after: int) -> None:
    """Begin an archive and stop after so many members."""
    cancel = CancelToken()

    def stop(step: ProgressStep) -> None:
        if step.done == after:
            cancel.cancel()

    with pytest.raises(Cancelled):
        write_archive(target, members, "id", progress=stop, cancel=cancel)


def finish(target: Path, members: Members) -> dict[str, str]:
    write_archive(target, members, "id", progress=ignore_progress, cancel=CancelToken())
    verified = verified_manifest(unfinished_path(target), progress=ignore_progress, cancel=CancelToken())
    put_in_place(target)
    return verified


def test_whole_originals_are_not_written_again(members: Members, tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    interrupted(target, members, after=3)
    for name in list(members)[:3]:
        members[name] = tmp_path / "gone"  # reading one again would fail
    assert set(finish(target, members)) == set(members)
    assert not unfinished_path(target).exists()


@pytest.mark.parametrize("lost", [1, 30, 3000])
def test_a_torn_end_is_cut_off_and_written_anew(members: Members, tmp_path: Path, lost: int) -> None:
    target = tmp_path / "a.zip"
    interrupted(target, members, after=3)
    part = unfinished_path(target)
    part.write_bytes(part.read_bytes()[:-lost])
    assert set(finish(target, members)) == set(members)
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == len(set(archive.namelist())) == len(members) + 1


def test_a_flipped_byte_in_what_was_written_is_noticed(members: Members, tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    interrupted(target, members, after=3)
    part = unfinished_path(target)
    content = bytearray(part.read_bytes())
    content[120] ^= 0xFF
    part.write_bytes(content)
    assert set(finish(target, members)) == set(members)


def test_a_foreign_file_under_that_name_is_written_over(members: Members, tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    unfinished_path(target).write_bytes(b"PK\x03\x04 something else" * 50)
    assert not has_whole_members(unfinished_path(target))
    assert set(finish(target, members)) == set(members)


def test_a_member_that_changed_after_the_check_is_not_unpacked(members: Members, tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    files = finish(target, members)
    with pytest.raises(LibraryError):
        unpack_archive(
            target, files | {"library.db": "0" * 64}, tmp_path / "out", progress=ignore_progress, cancel=CancelToken()
        )

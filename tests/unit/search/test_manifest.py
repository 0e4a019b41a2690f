"""The fingerprint vouches for every byte, and replacing it is the commit."""

from pathlib import Path

import pytest

from viewer.search.manifest import (
    Fingerprint,
    Manifest,
    ManifestDamagedError,
    check_files,
    manifest_stamp,
    mark_files,
    read_manifest,
    write_manifest,
)


@pytest.fixture
def manifest(tmp_path: Path) -> Manifest:
    (tmp_path / "data").write_bytes(b"12345")
    return Manifest(Fingerprint("library"), ".", 1, 2, mark_files(tmp_path, ["data"]))


def test_what_was_written_is_read(tmp_path: Path, manifest: Manifest) -> None:
    write_manifest(tmp_path, manifest)
    assert read_manifest(tmp_path) == manifest


def test_no_file_is_no_index(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) is None
    assert manifest_stamp(tmp_path) is None


def test_every_commit_has_another_stamp(tmp_path: Path, manifest: Manifest) -> None:
    write_manifest(tmp_path, manifest)
    before = manifest_stamp(tmp_path)
    write_manifest(tmp_path, manifest)
    assert manifest_stamp(tmp_path) != before


@pytest.mark.parametrize("data", [b"12346", b"1234", b"", b"123456"])
def test_a_changed_file_is_noticed(tmp_path: Path, manifest: Manifest, data: bytes) -> None:
    check_files(tmp_path, manifest.files)
    (tmp_path / "data").write_bytes(data)
    with pytest.raises(ManifestDamagedError):
        check_files(tmp_path, manifest.files)


def test_a_lost_file_is_noticed(tmp_path: Path, manifest: Manifest) -> None:
    (tmp_path / "data").unlink()
    with pytest.raises(ManifestDamagedError):
        check_files(tmp_path, manifest.files)


def test_a_known_file_is_only_measured(tmp_path: Path, manifest: Manifest) -> None:
    (tmp_path / "data").write_bytes(b"54321")
    check_files(tmp_path, manifest.files, known=manifest.files)
    (tmp_path / "data").write_bytes(b"5432")
    with pytest.raises(ManifestDamagedError):
        check_files(tmp_path, manifest.files, known=manifest.files)

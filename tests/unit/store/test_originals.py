"""An original is kept whole under its hash, or not at all."""

import hashlib
import stat
from pathlib import Path

import pytest

from viewer.core.errors import FileVanishedError, LibraryError, LibraryReadOnlyError
from viewer.store.originals import Originals


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "答复.txt"
    path.write_bytes(b"\0\xff reply")
    return path


def test_the_kept_bytes_are_the_files_bytes(tmp_path: Path, source: Path) -> None:
    originals = Originals(tmp_path / "originals")
    sha256 = sha256_of(source.read_bytes())
    originals.keep(source, sha256)
    assert originals.read(sha256) == source.read_bytes()
    assert originals.path_of(sha256) == tmp_path / "originals" / sha256[:2] / sha256
    assert stat.S_IMODE(originals.path_of(sha256).stat().st_mode) == 0o600


def test_a_file_that_changed_since_it_was_read_is_not_kept(tmp_path: Path, source: Path) -> None:
    originals = Originals(tmp_path / "originals")
    with pytest.raises(FileVanishedError, match="改动"):
        originals.keep(source, sha256_of(b"before"))
    assert [path for path in (tmp_path / "originals").rglob("*") if path.is_file()] == []


def test_a_file_that_vanished_since_it_was_read_is_told(tmp_path: Path, source: Path) -> None:
    source.unlink()
    with pytest.raises(FileVanishedError):
        Originals(tmp_path / "originals").keep(source, sha256_of(b"x"))


def test_a_torn_original_is_written_again(tmp_path: Path, source: Path) -> None:
    originals = Originals(tmp_path / "originals")
    sha256 = sha256_of(source.read_bytes())
    originals.keep(source, sha256)
    originals.path_of(sha256).write_bytes(b"")
    originals.keep(source, sha256)
    assert originals.read(sha256) == source.read_bytes()


def test_an_original_that_is_gone_is_told_with_advice(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="找不到") as raised:
        Originals(tmp_path).read("ab" * 32)
    assert "重新导入" in raised.value.advice


def test_discarding_twice_is_no_fault(tmp_path: Path, source: Path) -> None:
    originals = Originals(tmp_path / "originals")
    sha256 = sha256_of(source.read_bytes())
    originals.keep(source, sha256)
    originals.discard(sha256)
    originals.discard(sha256)
    assert not originals.path_of(sha256).exists()


def test_a_folder_that_cannot_be_written_is_read_only(ordinary_folder: Path) -> None:
    source = ordinary_folder / "a.txt"
    source.write_bytes(b"x")
    (ordinary_folder / "originals").mkdir(mode=0o500)
    with pytest.raises(LibraryReadOnlyError):
        Originals(ordinary_folder / "originals").keep(source, sha256_of(b"x"))

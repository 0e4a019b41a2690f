"""A file is written whole or the one that stood there stays."""

from pathlib import Path

import pytest

from viewer.core.errors import ViewerError
from viewer.exporting.whole_file import write_whole


def test_what_stood_there_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    write_whole(path, b"new")
    assert ([each.name for each in tmp_path.iterdir()], path.read_bytes()) == (["a.csv"], b"new")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ViewerError, match="不能写入"):
        write_whole(tmp_path / "none" / "a.csv", b"new")


def test_a_place_that_cannot_be_replaced_keeps_what_it_has(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(ViewerError, match="不能写入"):
        write_whole(tmp_path / "a.csv", b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["a.csv"]

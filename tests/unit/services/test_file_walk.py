"""The files a person means are found, the litter beside them is not."""

import os
from pathlib import Path

import pytest

from viewer.core.catalog import ImportFailure
from viewer.core.errors import Cancelled
from viewer.core.progress import CancelToken
from viewer.services.file_walk import files_under, printable


def found(*paths: Path, skip: Path = Path("/nowhere")) -> list[str]:
    walked = files_under(paths, skip=skip, cancel=CancelToken())
    return [each.reason if isinstance(each, ImportFailure) else each.name for each in walked]


def make(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x", encoding="utf-8")
    return folder


def test_folders_are_searched_to_the_bottom_in_order(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a.md", "2023/c.txt", "2023/一/d.txt")
    assert found(tmp_path) == ["a.md", "b.txt", "c.txt", "d.txt"]


@pytest.mark.parametrize(
    "name",
    [".hidden.txt", "~$答复.docx", ".~lock.a.txt#", "Thumbs.db", "desktop.ini", ".git/a.txt", "run.exe", "无后缀"],
)
def test_litter_in_a_folder_is_left_out(tmp_path: Path, name: str) -> None:
    assert found(make(tmp_path, name)) == []


def test_a_file_that_is_named_is_always_given(tmp_path: Path) -> None:
    make(tmp_path, ".hidden", "run.exe")
    assert found(tmp_path / ".hidden", tmp_path / "run.exe") == [".hidden", "run.exe"]


def test_documents_that_cannot_be_read_yet_are_given_too(tmp_path: Path) -> None:
    assert found(make(tmp_path, "表.xlsx", "图.JPG")) == ["图.JPG", "表.xlsx"]


def test_a_file_named_twice_is_given_once(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    assert found(tmp_path, tmp_path / "a.txt") == ["a.txt"]


def test_the_library_itself_is_not_imported(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "library/b.txt")
    assert found(tmp_path, skip=tmp_path / "library") == ["a.txt"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    make(tmp_path, "a/b.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    assert found(tmp_path) == ["b.txt"]


def test_what_does_not_exist_is_a_failure(tmp_path: Path) -> None:
    assert found(tmp_path / "x") == ["找不到这个文件或文件夹。"]
    assert found(Path("a\0b")) == ["找不到这个文件或文件夹。"]


def test_a_walk_can_be_stopped(tmp_path: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(files_under([tmp_path], skip=Path("/nowhere"), cancel=cancel))


def test_a_path_is_printable_whatever_its_bytes() -> None:
    assert printable(Path(os.fsdecode(b"a\xff\xe6\xa1\x88"))) == "a\ufffd案"

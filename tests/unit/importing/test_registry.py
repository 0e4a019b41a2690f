"""The registry finds the reader by what a file holds and refuses the rest in plain words."""

import os
from pathlib import Path

import pytest

from viewer.core.errors import (
    FileDamagedError,
    FileEmptyError,
    FileReadError,
    FileTooLargeError,
    FileUnsupportedError,
    FileVanishedError,
)
from viewer.importing.registry import FORMATS, read, supported_suffixes

TEXT = "对第12号建议的答复\n张三代表：\n来信收悉。\n"


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a.text", "a", "a.答复", "a.jpg", "a.pdf", "a.docx"])
def test_text_is_read_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    assert read(written(tmp_path, name, TEXT.encode())).text == TEXT


def test_markdown_is_told_from_text_by_its_suffix(tmp_path: Path) -> None:
    assert read(written(tmp_path, "a.md", b"# head")).media_type == "text/markdown"
    assert read(written(tmp_path, "a.txt", b"# head")).media_type == "text/plain"


def test_many_comments_before_something_else_than_a_page_are_looked_at_once(tmp_path: Path) -> None:
    content = b'<?xml version="1.0"?>' + b"<!-- a -->" * 300 + b"<answer/>"
    assert "<answer/>" in read(written(tmp_path, "a.xml", content)).text
    assert read(written(tmp_path, "a.xml", content.replace(b"<answer/>", b"<html>1</html>"))).text == "1"


def test_an_empty_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileEmptyError, match="空文件"):
        read(written(tmp_path, "a.txt", b""))


def test_a_file_of_blanks_is_empty(tmp_path: Path) -> None:
    with pytest.raises(FileEmptyError, match="没有文字"):
        read(written(tmp_path, "a.txt", "\ufeff \n　\n".encode()))


def test_a_missing_file_has_vanished(tmp_path: Path) -> None:
    with pytest.raises(FileVanishedError, match="已不在原处"):
        read(tmp_path / "a.txt")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileUnsupportedError, match="不是文件"):
        read(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_does_not_hang_the_import(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(FileUnsupportedError):
        read(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"GIF89a", "动图"),
        (b"7z\xbc\xaf\x27\x1c", "压缩包"),
        (b"\x7fELF\x02\x01", "程序"),
        (b"PK\x03\x04zzzz", "压缩"),
    ],
)
def test_a_known_binary_named_txt_is_called_by_its_name(tmp_path: Path, head: bytes, kind: str) -> None:
    with pytest.raises(FileUnsupportedError, match=kind) as caught:
        read(written(tmp_path, "a.txt", head + bytes(range(256))))
    assert caught.value.advice


def test_unknown_bytes_named_txt_are_no_text(tmp_path: Path) -> None:
    noise = bytes((index * 7919 + index * index * 31) % 256 for index in range(4000))
    with pytest.raises(FileReadError, match="不是文本文件"):
        read(written(tmp_path, "a.txt", noise))


def test_unknown_bytes_named_pdf_are_a_damaged_pdf(tmp_path: Path) -> None:
    with pytest.raises(FileDamagedError, match="PDF"):
        read(written(tmp_path, "a.pdf", bytes(range(256)) * 8))


def test_a_broken_package_named_docx_is_a_damaged_document_and_no_archive(tmp_path: Path) -> None:
    with pytest.raises(FileDamagedError, match="不像Word"):
        read(written(tmp_path, "a.docx", b"PK\x03\x04 nothing of a document"))


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", b"a")
    with path.open("r+b") as file:
        file.truncate(FORMATS[-1].largest + 1)
    with pytest.raises(FileTooLargeError, match="上限"):
        read(path)


def test_a_letter_that_begins_like_a_picture_is_a_letter(tmp_path: Path) -> None:
    assert read(written(tmp_path, "a.txt", b"BMW replied.")).text == "BMW replied."


def test_the_suffixes_of_all_formats_are_known() -> None:
    assert {".txt", ".md"} <= supported_suffixes()
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in supported_suffixes())


def test_a_text_longer_than_any_paper_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"parking space\n" * 400_000)
    with pytest.raises(FileTooLargeError, match="上限 500 万字"):
        read(path)

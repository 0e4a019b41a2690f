"""EPUB files are read chapter by chapter in the order of their spine."""

import zipfile
from pathlib import Path

import pytest

from viewer.core.errors import FileDamagedError
from viewer.core.raw import BlockKind
from viewer.importing.registry import read

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="O/b.opf"/>'
    "</rootfiles></container>"
)
BOOK = (
    '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
    '<item id="two" href="c%202.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="one" href="c1.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    '</manifest><spine><itemref idref="nav"/><itemref idref="one"/><itemref idref="two"/></spine></package>'
)


def chapter(title: str, text: str) -> str:
    body = f"<body><h1>{title}</h1><p>{text}</p></body>"
    return f"<html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head>{body}</html>"


def write(path: Path, *, book: str = BOOK) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/epub+zip")
        package.writestr("META-INF/container.xml", CONTAINER)
        package.writestr("O/b.opf", book)
        package.writestr("O/nav.xhtml", chapter("目录", "一、二"))
        package.writestr("O/c1.xhtml", chapter("一、停车", "新增泊位812个。"))
        package.writestr("O/c 2.xhtml", chapter("二、绿化", "新建绿地3处。"))
    return path


def test_chapters_follow_the_spine(tmp_path: Path) -> None:
    raw = read(write(tmp_path / "a.epub"))
    assert raw.text.split("\n") == ["一、停车", "新增泊位812个。", "二、绿化", "新建绿地3处。"]
    assert raw.blocks[0].kind is BlockKind.HEADING


def test_a_book_packed_in_another_order_is_a_book(tmp_path: Path) -> None:
    whole = write(tmp_path / "a.epub")
    with zipfile.ZipFile(whole) as package, zipfile.ZipFile(tmp_path / "b.epub", "w", zipfile.ZIP_DEFLATED) as packed:
        for name in reversed(package.namelist()):
            packed.writestr(name, package.read(name))
    assert read(tmp_path / "b.epub").text == read(whole).text


def test_a_book_without_its_list_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(FileDamagedError):
        read(write(tmp_path / "a.epub", book="<package"))

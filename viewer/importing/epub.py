"""Reads EPUB (electronic books and newsletters): the chapters of the spine as one document."""

import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from viewer.core.errors import FileEmptyError, FileEncryptedError
from viewer.core.raw import RawDocument
from viewer.importing.html import chapter_pieces
from viewer.importing.package import Package, damaged, open_package
from viewer.importing.piece import Piece, raw_document

Element = etree._Element  # noqa: SLF001 - lxml has no public name for its element type

_MEDIA_TYPE = "application/epub+zip"
_TEXT = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})
_MOST_CHAPTERS = 5000


def read_epub(path: Path) -> RawDocument:
    """Read the chapters in reading order. Raises ``FileReadError`` children."""
    with open_package(path) as package:
        container = package.xml_or_none("META-INF/container.xml")
        location = (
            next((each.get("full-path") for each in container.iter("{*}rootfile")), None)
            if container is not None
            else None
        )
        if not location or location not in package:
            raise damaged(path)
        if "META-INF/rights.xml" in package:
            message = f"“{path.name}”受版权保护（DRM），不能读取"
            raise FileEncryptedError(message, advice="请换用没有加密的版本。", wants_password=False)
        raw = raw_document(_pieces(path, package, location), _MEDIA_TYPE)
    if not raw.blocks:
        message = f"“{path.name}”里没有文字"
        raise FileEmptyError(message, advice="请用阅读程序打开，确认内容还在。")
    return raw


def _pieces(path: Path, package: Package, location: str) -> Iterator[Piece]:
    for chapter in _chapters(package.xml(location), posixpath.dirname(location)):
        if chapter in package:
            yield from chapter_pieces(path, package.read(chapter))


def _chapters(book: Element, folder: str) -> list[str]:
    """Return the members of the spine in order; pages of navigation are no text."""
    members = {
        each.get("id"): each.get("href") or ""
        for each in book.iter("{*}item")
        if each.get("media-type") in _TEXT and "nav" not in (each.get("properties") or "").split()
    }
    listed = [members[each.get("idref")] for each in book.iter("{*}itemref") if each.get("idref") in members]
    return [posixpath.normpath(posixpath.join(folder, unquote(href))) for href in listed[:_MOST_CHAPTERS]]

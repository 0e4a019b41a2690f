"""Reads TXT and Markdown: every line of the file is one visual line; form feeds are page borders."""

import re
from dataclasses import replace
from pathlib import Path

from viewer.core.errors import FileEmptyError, FileUnsupportedError
from viewer.core.raw import Block, RawDocument
from viewer.core.span import Span
from viewer.importing.encoding import decode

_LINE = re.compile("[^\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]+|\f")


def read_text(path: Path) -> RawDocument:
    """Read a plain text file of any usual encoding."""
    return _read(path, "text/plain")


def read_markdown(path: Path) -> RawDocument:
    """Read a Markdown file; its markup is taken out by reflow."""
    return _read(path, "text/markdown")


def _read(path: Path, media_type: str) -> RawDocument:
    decoded = decode(path.read_bytes())
    if not decoded.plausible:
        message = f"“{path.name}”不是文本文件，或者已经损坏，无法读取"
        raise FileUnsupportedError(message, advice="请确认文件没有改错扩展名，或用原来的程序另存为文本后再导入。")
    if not decoded.text or decoded.text.isspace():
        message = f"“{path.name}”里没有文字"
        raise FileEmptyError(message, advice="请确认文件已完整保存。")
    return replace(raw_text(decoded.text, media_type), encoding=decoded.encoding, warnings=decoded.warnings)


def raw_text(text: str, media_type: str = "text/plain") -> RawDocument:
    """Return decoded text as lines; form feeds end pages."""
    blocks, pages = _lines(text)
    return RawDocument(text, blocks, media_type, pages)


def _lines(text: str) -> tuple[tuple[Block, ...], int | None]:
    """Cut the text into lines; pages are counted only where the file marks them."""
    paged = "\f" in text.rstrip()
    page = 1
    blocks: list[Block] = []
    for match in _LINE.finditer(text):
        if match.group() == "\f":
            page += 1
        elif not match.group().isspace():
            blocks.append(Block(Span(*match.span()), page=page if paged else None))
    return tuple(blocks), max((block.page or 1 for block in blocks), default=1) if paged else None

"""Reads TXT and Markdown: every line of the file is one visual line; form feeds are page borders."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from viewer.core.errors import FileEmptyError, FileUnsupportedError
from viewer.core.raw import Block, RawDocument
from viewer.core.span import Span
from viewer.importing.encoding import decode

_LONGEST_LINE = 10_000  # characters; a longer paragraph was never written by hand
# Where so long a line is cut: behind a sentence, once there are as many characters as a long paragraph has.
_FINAL, _CLOSERS, _MOST_CLOSERS = "。！？!?…", "”’」』）)》", 8
_STRETCH = re.compile(rf".{{400}}.{{0,3600}}?[{_FINAL}][{_CLOSERS}]{{0,{_MOST_CLOSERS - 1}}}|.{{4000}}|.+", re.DOTALL)
_CUT_LINES = "文件里有很长的一行没有分段，已在句末断开；段落是程序猜的，请核对原件。"
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
    raw = raw_text(decoded.text, media_type)
    return replace(raw, encoding=decoded.encoding, warnings=decoded.warnings + raw.warnings)


def raw_text(text: str, media_type: str = "text/plain") -> RawDocument:
    """Return decoded text as lines; form feeds end pages, and lines longer than any paragraph are cut."""
    blocks, pages = _lines(text)
    is_cut = any(
        before.span.end == after.span.start and _ends_sentence(text, before) for before, after in pairwise(blocks)
    )
    return RawDocument(text, blocks, media_type, pages, warnings=(_CUT_LINES,) if is_cut else ())


def _lines(text: str) -> tuple[tuple[Block, ...], int | None]:
    """Cut the text into lines; pages are counted only where the file marks them."""
    paged = "\f" in text.rstrip()
    page = 1
    blocks: list[Block] = []
    for match in _LINE.finditer(text):
        if match.group() == "\f":
            page += 1
        elif not match.group().isspace():
            blocks += [Block(span, page=page if paged else None) for span in _stretches(text, Span(*match.span()))]
    return tuple(blocks), max((block.page or 1 for block in blocks), default=1) if paged else None


def _ends_sentence(text: str, block: Block) -> bool:
    return block.span.of(text)[-_MOST_CLOSERS:].rstrip(_CLOSERS)[-1:] in _FINAL


def _stretches(text: str, line: Span) -> Iterator[Span]:
    """Yield a line, one longer than any paragraph in parts that end where sentences do."""
    if line.end - line.start <= _LONGEST_LINE:
        yield line
        return
    for match in _STRETCH.finditer(text, line.start, line.end):
        yield Span(*match.span())

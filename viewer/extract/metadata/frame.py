"""A letter taken apart: what stands above the salutation, the first sentence, the last ones, and what stands below."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from viewer.core.document import Document
from viewer.extract.metadata.beginning import find_beginning
from viewer.extract.metadata.forms import is_footer
from viewer.extract.metadata.heading_lines import split_joined
from viewer.extract.metadata.lines import Line, read_line
from viewer.extract.metadata.signature import Place, find_signature

LINES_FROM_TOP = 200
LINES_FROM_BOTTOM = 300
"""How far from its ends a document is looked at; a longer one has no letterhead in its middle."""

_CLOSING_LINES = 3
_FOLLOWING_LINES = 4
_HALF_NAME = re.compile(r"人[\u4e00-\u9fff]{0,4}：[\u4e00-\u9fff]$")
_OTHER_HALF = re.compile(r"[\u4e00-\u9fff]{1,2}")


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of a letter; every part may be empty.

    ``head`` stands above the text, ``salutation`` addresses somebody, ``opening`` is where the text begins,
    ``following`` are the next lines of it,
    ``closing`` holds its last sentences, ``tail`` stands below the text and above the web page's footer;
    ``unit`` and ``date`` are what it is signed with.
    """

    head: tuple[Line, ...]
    salutation: Line | None
    opening: Line | None
    following: tuple[Line, ...]
    closing: tuple[Line, ...]
    tail: tuple[Line, ...]
    unit: Place | None
    date: Place | None


def read_frame(document: Document) -> Frame:
    """Take a document apart, looking only at its first and last lines."""
    lines = _outer_lines(document)
    beginning = find_beginning(lines[:LINES_FROM_TOP])
    text = lines[beginning.start :]
    if beginning.opening is not None and text:
        text = [beginning.opening, *text[1:]]
    text = _above_footer(text)
    signature = find_signature(text)
    return Frame(
        head=tuple(piece for line in beginning.head for piece in split_joined(line)),
        salutation=beginning.salutation,
        opening=beginning.opening,
        following=tuple(text[1 : 1 + _FOLLOWING_LINES]),
        closing=tuple(text[max(0, signature.start - _CLOSING_LINES) : signature.start]),
        tail=tuple(text[signature.start : signature.end]),
        unit=signature.unit,
        date=signature.date,
    )


def _outer_lines(document: Document) -> list[Line]:
    paragraphs = document.paragraphs
    if len(paragraphs) > LINES_FROM_TOP + LINES_FROM_BOTTOM:
        paragraphs = (*paragraphs[:LINES_FROM_TOP], *paragraphs[-LINES_FROM_BOTTOM:])
    lines = (read_line(document, paragraph) for paragraph in paragraphs)
    return _mended(line for line in lines if line.plain)


def _mended(lines: Iterable[Line]) -> list[Line]:
    """Join a spaced name that was broken at its blank (签发人：谢, 高) again."""
    mended: list[Line] = []
    for line in lines:
        if mended and _HALF_NAME.search(mended[-1].folded) and _OTHER_HALF.fullmatch(line.folded):
            mended[-1] += line
        else:
            mended.append(line)
    return mended


def _above_footer(lines: list[Line]) -> list[Line]:
    return list(takewhile(lambda line: line is lines[0] or not is_footer(line), lines))

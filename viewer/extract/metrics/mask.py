"""Blanks out what may hold numerals that count nothing: titles, quoted names, codes, frameworks, ordinals."""

import re
from collections.abc import Iterable

FILLER = "\0"

_PLAN = re.compile(r"[“\"]?十[一二三四五六]?五[”\"]?")
_SENTENCE_MARKS = re.compile(r"[。；，]")
_FIGURE = re.compile(r"[0-9]|[一二两三四五六七八九十百千万亿][个家项]")
_NAMES = re.compile(
    r"《[^》\n]{1,120}》"
    r"|“[^”“\n]{1,80}”"
    r"|‘[^’‘\n]{1,40}’"
    r"|「[^」\n]{1,40}」"
    r"|\"[^\"\n]{1,40}\""
    r"|〔\d{4}〕\d*"
    r"|(?:https?:|www\.)[!-~]+"
    r"|(?<![A-Za-z.])(?!k?m[23](?![0-9A-Za-z]))[A-Za-z][A-Za-z.]{0,12}-?\d[\dA-Za-z.\-]*"
    r"|(?<![0-9])(?:[0-9]{1,4}|[A-Z一二三四五六七八九])(?:\+(?:[0-9]{1,4}|[A-Z一二三四五六七八九]))+"
)
_ORDINALS = re.compile(
    r"第[0-9〇零一二三四五六七八九十百千]+(?:[、至到\-~及和][0-9〇零一二三四五六七八九十百千]+)*"
    r"|(?<![0-9])[0-9]{1,5}(?=[号弄])"
    r"|(?<=等)[0-9]{1,3}(?=[位名][)）]?(?:代表|委员))"
    r"|(?<=[大届会委协央])[一二三四五六七八九十]{1,3}(?=次(?:会议|全会|全体|党代会|代表大会))"
)


def mask_names(text: str) -> str:
    """Return the text, of the same length, with everything blanked out that is a name or a code."""
    return _NAMES.sub(_blank_name, text)


def mask_ordinals(text: str) -> str:
    """Return the text, of the same length, without its ordinal numbers and house numbers."""
    return _ORDINALS.sub(_blank, text)


def mask_ranges(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """Return the text, of the same length, with the given sorted ranges blanked out."""
    pieces: list[str] = []
    position = 0
    for start, end in ranges:
        pieces += text[position:start], FILLER * (end - max(start, position))
        position = max(position, end)
    pieces.append(text[position:])
    return "".join(pieces)


def _blank(match: re.Match[str]) -> str:
    return FILLER * len(match[0])


def _blank_name(match: re.Match[str]) -> str:
    words = match[0]
    if words[0] in '“"‘':
        if _PLAN.fullmatch(words):
            return words
        if _SENTENCE_MARKS.search(words) and _FIGURE.search(words) and not words.startswith("关于", 1):
            return words
    return FILLER * len(words)

"""Cuts a line that holds two things side by side, such as “办理结果：… 签发人：…”, into its fields."""

import re

from viewer.text.blanks import BLANK
from viewer.text.cues import date_at_end, is_office, label_end
from viewer.text.words import Words

_LONGEST_LINE = 200
_LONGEST_UNKNOWN = 80
_UNKNOWN = re.compile(r"[㐀-鿿]{2,10}[：:]")
_PROSE = re.compile(r"[。；，]")


def field_ranges(source: str, words: Words) -> list[tuple[int, int]]:
    """Return the ranges of words that are one field each; a line that holds no two fields is one range."""
    count = len(words.spans)
    line = source[words.spans[0][0].start : words.spans[-1][-1].end]
    if count == 1 or (len(line) > _LONGEST_LINE and "<br" not in line):
        return [(0, count)]
    ranges: list[tuple[int, int]] = []
    first = 0
    for index in range(1, count):
        if _begins_field(source, words, first, index):
            ranges.append((first, index))
            first = index
    return [*ranges, (first, count)]


def _begins_field(source: str, words: Words, first: int, index: int) -> bool:
    start, end = words.spans[first][0].start, words.spans[index - 1][-1].end
    here, line_end = words.spans[index][0].start, words.spans[-1][-1].end
    if "<br" in source[end:here].lower():
        return True
    left, right = BLANK.sub("", source[start:end]), BLANK.sub("", source[here:line_end])
    if len(left) > _LONGEST_LINE or _PROSE.search(left) or left[-1] in "：:、（(":
        return False
    if label_end(source, here) is not None:
        # One label may be set with blanks inside: 通讯 地址：
        return (label_end(source, start) or 0) <= here
    if is_office(left) and date_at_end(right.removesuffix("印发")) == 0:
        return True
    return bool(_UNKNOWN.match(left) and _UNKNOWN.match(source, here)) and len(left) + len(right) <= _LONGEST_UNKNOWN

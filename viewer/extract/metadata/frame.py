"""A letter taken apart: what stands above the salutation, the first sentence, the last one, and what stands below."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from viewer.core.document import Document
from viewer.extract.metadata.forms import DATE, is_footer, is_navigation, is_prose, is_unit, unit_length, unit_pattern
from viewer.extract.metadata.labels import starts_with_label
from viewer.extract.metadata.lines import Line, read_line
from viewer.extract.metadata.tables import either, words

LINES_FROM_TOP = 200
LINES_FROM_BOTTOM = 300
"""How far from its ends a document is looked at; a longer one has no letterhead in its middle."""

_LINES_ABOVE_DATE = 5
_LINES_BELOW_SIGNATURE = 40
_CLOSING_LINES = 3
_LONGEST_SALUTATION = 160

_OPENING = re.compile(
    r"收悉|(?:答复|回复|函复|函告|反馈|汇报|复函|报告|说明|通报|意见|告知)(?:[一-龥]{0,6})如下"
    r"|(?:您|你|你们|您们|贵.{1,8}|委员|代表)(?:在.{0,40})?(?:所)?提出的?.{0,120}(?:提案|建议|议案|意见)"
)
_DATE_LINE = re.compile(rf"[（]?({DATE})[）]?")


@dataclass(frozen=True, slots=True)
class Signature:
    """Where a letter is signed: the unit's line, and the date as line, start and end; either may be lacking."""

    unit: tuple[Line, int, int] | None
    date: tuple[Line, int, int] | None


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of a letter; every part may be empty.

    ``head`` stands above the text, ``salutation`` addresses somebody, ``opening`` is where the text begins,
    ``closing`` holds its last sentences, ``tail`` stands below the text and above the web page's footer.
    """

    head: tuple[Line, ...]
    salutation: Line | None
    opening: Line | None
    closing: tuple[Line, ...]
    tail: tuple[Line, ...]
    signature: Signature | None


def read_frame(document: Document) -> Frame:
    """Take a document apart, looking only at its first and last lines."""
    lines = _outer_lines(document)
    index, salutation, opening = _find_opening(lines[:LINES_FROM_TOP])
    body = _above_footer(lines[index:] if opening is None else [opening, *lines[index + 1 :]])
    place = _find_date(body)
    start, end = _tail_bounds(body, place)
    tail = tuple(body[start:end])
    return Frame(
        head=tuple(lines[: index - 1 if salutation is not None and _stands_alone(salutation, lines, index) else index]),
        salutation=salutation,
        opening=opening,
        closing=tuple(body[max(0, start - _CLOSING_LINES) : start]),
        tail=tail,
        signature=_read_signature(body, place, tail),
    )


def _outer_lines(document: Document) -> list[Line]:
    paragraphs = document.paragraphs
    if len(paragraphs) > LINES_FROM_TOP + LINES_FROM_BOTTOM:
        paragraphs = (*paragraphs[:LINES_FROM_TOP], *paragraphs[-LINES_FROM_BOTTOM:])
    lines = (read_line(document, paragraph) for paragraph in paragraphs)
    return [line for line in lines if line.plain]


def _stands_alone(salutation: Line, lines: Sequence[Line], index: int) -> bool:
    return index > 0 and lines[index - 1].positions[0] == salutation.positions[0]


def _find_opening(lines: Sequence[Line]) -> tuple[int, Line | None, Line | None]:
    """Return where the text begins, the salutation before it, and its first line, if the letter has them."""
    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else None
        length = _salutation_length(line, after)
        if length and length < len(line.folded):
            return index, line.part(0, length), line.part(length, len(line.folded))
        if length:
            return index + 1, line, _after_greeting(lines, index + 1)
        if is_opening(line):
            return index, None, line
    first_prose = next((index for index, line in enumerate(lines) if is_prose(line)), len(lines))
    return first_prose, None, None


def _after_greeting(lines: Sequence[Line], index: int) -> Line | None:
    return lines[index] if index < len(lines) else None


def is_opening(line: Line) -> bool:
    """Tell whether a line is the first sentence of a reply or a report."""
    return bool(_OPENING.search(line.folded)) and not starts_with_label(line) and not is_navigation(line)


@cache
def _salutation() -> re.Pattern[str]:
    titles = either(words("salutation", "titles"))
    groups = either(words("salutation", "groups"))
    greeting = f"(?:，?{either(words('salutation', 'greetings'))}[！!。，：]?)?"
    return re.compile(
        f"(?P<strong>[^：。；！？]{{2,140}}?(?:{titles}们?|{groups}))(?:（[^（）]{{1,20}}）)?[：！!，]{greeting}"
    )


@cache
def _office() -> re.Pattern[str]:
    return re.compile(f"[^：。；！？]{{2,60}}?{either(words('unit', 'suffixes'))}[：]")


def _salutation_length(line: Line, after: Line | None) -> int:
    """Return how many characters of the line address somebody; 0 where it is no salutation."""
    folded = line.folded[:_LONGEST_SALUTATION]
    if starts_with_label(line) or is_navigation(line) or "如下" in folded.partition("：")[0]:
        return 0
    match = _salutation().match(folded)
    if match and (match.end() == len(line.folded) or _OPENING.search(line.folded, match.end())) and "：" in match[0]:
        return match.end()
    office = _office().fullmatch(line.folded)
    if office and after is not None and is_opening(after):
        return len(line.folded)
    return 0


def _above_footer(lines: Sequence[Line]) -> Sequence[Line]:
    for index, line in enumerate(lines):
        if index and is_footer(line):
            return lines[:index]
    return lines


def _date_in(line: Line) -> tuple[int, int] | None:
    match = _DATE_LINE.fullmatch(line.folded)
    if match:
        return match.span(1)
    match = _unit_and_date().fullmatch(line.folded)
    return match.span(2) if match and is_unit(match[1]) else None


@cache
def _unit_and_date() -> re.Pattern[str]:
    return re.compile(f"({unit_pattern()})({DATE})")


def _find_date(lines: Sequence[Line]) -> int | None:
    """Return the line with the signing date: the first one below a unit's name, else the last one that stands alone."""
    dated = [index for index, line in enumerate(lines) if _date_in(line) is not None]
    for index in dated:
        if _unit_above(lines, index) is not None:
            return index
    return dated[-1] if dated else None


def _unit_above(lines: Sequence[Line], index: int) -> tuple[Line, int, int] | None:
    """Return the unit that signs above (or on) the date's line; of several the first, which leads."""
    match = _unit_and_date().fullmatch(lines[index].folded)
    if match and is_unit(match[1]):
        return lines[index], *match.span(1)
    unit = None
    for line in reversed(lines[max(0, index - _LINES_ABOVE_DATE) : index]):
        if is_unit(line.folded):
            unit = line
        elif unit is not None or is_prose(line):
            break
    return None if unit is None else (unit, 0, unit_length(unit.folded))


def _tail_bounds(lines: Sequence[Line], date: int | None) -> tuple[int, int]:
    prose = [index for index, line in enumerate(lines) if is_prose(line)]
    if date is None:
        start = prose[-1] + 1 if prose else min(1, len(lines))
        return start, len(lines)
    start = max((index + 1 for index in prose if index < date), default=0)
    end = min((index for index in prose if index > date), default=len(lines))
    return start, min(end, date + _LINES_BELOW_SIGNATURE)


def _read_signature(lines: Sequence[Line], date: int | None, tail: Sequence[Line]) -> Signature | None:
    if date is not None:
        span = _date_in(lines[date])
        return Signature(_unit_above(lines, date), None if span is None else (lines[date], *span))
    for line in tail:
        if is_unit(line.folded):
            return Signature((line, 0, unit_length(line.folded)), None)
    return None

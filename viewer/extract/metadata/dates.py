"""The day a letter was signed."""

import re
from datetime import date

from viewer.extract.metadata.forms import DATE
from viewer.extract.metadata.frame import Frame
from viewer.extract.metadata.labels import fields_in
from viewer.extract.metadata.lines import Found, Line

_DIGITS = {**{char: str(value) for value, char in enumerate("零一二三四五六七八九")}, **dict.fromkeys("〇○OoО", "0")}
_PARTS = re.compile(r"([^年./／－-]+)[年./／－-]([^月./／－-]+)(?:[月./／－-](?:([^日]*)日?)?)?")
_ANY_DATE = re.compile(DATE)
_BRACKETED = re.compile(rf"（({DATE})）$|[—－-]{{1,4}}({DATE})在(?=.{{4}})")
_PRINTED = re.compile(rf"({DATE})印发")


def read_date(frame: Frame) -> Found | None:
    """Return the signing date (ISO, ``2023-08`` without a day) and its words.

    Looked for below the text, then behind a label such as 成文日期, then under the title (in brackets, or as the day a
    report was given), at last on the imprint (印发), which may be later than the signature. The day a web page was
    published is no signing date.
    """
    return _signed(frame) or _labelled(frame) or _under_title(frame) or _printed(frame)


def iso_date(words: str) -> str | None:
    """Return the ISO form of a written date, ``None`` where there is no such day."""
    match = _PARTS.fullmatch(words)
    if match is None:
        return None
    year, month, day = (_number(part) if part else None for part in match.groups())
    if year is None or month is None:
        return None
    try:
        checked = date(year, month, day or 1)
    except ValueError:
        return None
    return checked.isoformat() if day is not None else f"{year:04}-{month:02}"


def _number(words: str) -> int | None:
    if words.isascii() and words.isdigit():
        return int(words)
    if "十" in words or "廿" in words:
        tens, _, ones = words.replace("廿", "二十").partition("十")
        return 10 * int(_DIGITS.get(tens or "一", "0")) + int(_DIGITS.get(ones or "零", "0"))
    digits = "".join(_DIGITS.get(char, char) for char in words)
    return int(digits) if digits.isascii() and digits.isdigit() else None


def _dated(line: Line, span: tuple[int, int]) -> Found | None:
    value = iso_date(line.folded[slice(*span)])
    return None if value is None else Found(value, line.span(*span))


def _signed(frame: Frame) -> Found | None:
    return None if frame.date is None else _dated(frame.date.line, (frame.date.start, frame.date.end))


def _labelled(frame: Frame) -> Found | None:
    for field in fields_in((*frame.head, *frame.tail), "date"):
        match = _ANY_DATE.match(field.folded)
        found = match and _dated(field.line, (field.value_start, field.value_start + match.end()))
        if found:
            return found
    return None


def _under_title(frame: Frame) -> Found | None:
    for line in frame.head:
        match = _BRACKETED.match(line.folded)
        if match:
            return _dated(line, match.span(match.lastindex or 0))
    return None


def _printed(frame: Frame) -> Found | None:
    for line in frame.tail:
        match = _PRINTED.search(line.folded)
        if match:
            return _dated(line, match.span(1))
    return None

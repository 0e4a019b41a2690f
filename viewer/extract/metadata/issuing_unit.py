"""Which office or company issued the letter."""

import re
from functools import cache

from viewer.extract.metadata.forms import is_unit, unit_length, unit_pattern
from viewer.extract.metadata.frame import Frame
from viewer.extract.metadata.labels import fields_in
from viewer.extract.metadata.lines import Found, Line
from viewer.extract.metadata.title_forms import TitleForm, title_form


def read_issuing_unit(title: Line | None, frame: Frame, *, is_report: bool) -> Found | None:
    """Return the unit named in the signature, else in the letterhead, in the title, behind a label, under the title."""
    found = _signed(frame) or _letterhead(frame) or _in_title(title) or _in_titles_above(frame) or _labelled(frame)
    return _byline(title, frame) if found is None and is_report else found


def _byline(title: Line | None, frame: Frame) -> Found | None:
    """Return a unit named in a line of its own between the title and the text, as reports do."""
    for line in frame.head:
        if title is not None and line.positions[0] > title.positions[-1] and is_unit(line.folded):
            return line.found(0, unit_length(line.folded))
    return None


def _signed(frame: Frame) -> Found | None:
    return None if frame.unit is None else frame.unit.line.found(frame.unit.start, frame.unit.end)


def _letterhead(frame: Frame) -> Found | None:
    for line in frame.head:
        match = _letterhead_line().fullmatch(line.folded)
        if match and is_unit(match["unit"]):
            return line.found(*match.span("unit"))
    return None


def _labelled(frame: Frame) -> Found | None:
    for name in ("issuing_unit", "contact_unit"):
        for field in fields_in((*frame.head, *frame.tail), name):
            if is_unit(field.folded):
                return field.found(0, unit_length(field.folded))
    for field in fields_in(frame.tail, "unit_and_phone"):
        match = _leading_unit().match(field.folded)
        if match and is_unit(match["unit"]):
            return field.found(*match.span("unit"))
    return None


def _in_title(title: Line | None) -> Found | None:
    match = None if title is None else _title_start().match(title.folded)
    if title is None or match is None or not is_unit(match["unit"]):
        return None
    return title.found(*match.span("unit"))


def _in_titles_above(frame: Frame) -> Found | None:
    """Return the unit that another copy of the title begins with: a page's own heading."""
    lines = (line for line in frame.head if title_form(line.folded) is TitleForm.REPLY)
    return next((found for line in lines if (found := _in_title(line)) is not None), None)


@cache
def _letterhead_line() -> re.Pattern[str]:
    return re.compile(f"(?P<unit>{unit_pattern()})(?:文件|（函）|函)")


@cache
def _leading_unit() -> re.Pattern[str]:
    return re.compile(f"(?P<unit>{unit_pattern()})(?=[0-9（+])")


@cache
def _title_start() -> re.Pattern[str]:
    return re.compile(f"(?P<unit>(?!关于|对){unit_pattern()})(?:关于|对|(?=(?:19|20)[0-9]{{2}}年))")

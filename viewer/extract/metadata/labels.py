"""Labelled values: 签发人：某某, 办理结果：B, several of them in one line or one each."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from viewer.extract.metadata.lines import Found, Line
from viewer.extract.metadata.tables import either, field_labels

_LONGEST_LABEL = 24
_TRIM_LEFT = "（：；，、。—-"
_TRIM_RIGHT = "；，。、（"


@dataclass(frozen=True, slots=True)
class Field:
    """A label and what follows it up to the next label; ``start`` is the label, ``value_start:value_end`` the rest."""

    name: str
    label: str
    line: Line
    start: int
    value_start: int
    value_end: int

    @property
    def folded(self) -> str:
        """Return the value in its folded form."""
        return self.line.folded[self.value_start : self.value_end]

    def found(self, start: int = 0, end: int | None = None) -> Found:
        """Return a part of the value; offsets count from the value's start."""
        stop = self.value_end if end is None else self.value_start + end
        return self.line.found(self.value_start + start, stop)


def fields_of(line: Line) -> Iterator[Field]:
    """Yield the labelled values of a line, from left to right; an empty value is left out."""
    matches = [match for match in _label_pattern().finditer(line.folded) if _introduces(line, match)]
    ends = [*(match.start() for match in matches[1:]), len(line.folded)]
    for match, end in zip(matches, ends, strict=False):
        start, stop = _trimmed(line.folded, match.end(), end)
        if start < stop:
            label = match[1]
            yield Field(_field_names()[label], label, line, match.start(1), start, stop)


def fields_in(lines: Iterable[Line], *names: str) -> Iterator[Field]:
    """Yield the labelled values with one of the given names, in reading order."""
    for line in lines:
        for field in fields_of(line):
            if field.name in names:
                yield field


def starts_with_label(line: Line) -> bool:
    """Tell whether a line begins with a label (an opening bracket before it does not count)."""
    match = _label_pattern().search(line.folded[:_LONGEST_LABEL])
    return match is not None and not line.folded[: match.start(1)].strip("（〔*·") and _introduces(line, match)


def _introduces(line: Line, match: re.Match[str]) -> bool:
    """Tell whether a label is one: a colon or bracket follows, or blanks stand round it as in the cell of a table."""
    start, end = match.span()
    if line.folded[end - 1] in "：；" or end == len(line.folded):
        return line.folded[end - 1] in "：；"
    if not (start == 0 or line.was_apart(start) or line.folded[start - 1] in "〔（"):
        return False
    return line.was_apart(end) or (line.folded[end] == "（" and line.folded[-1] in "）〕")


def _trimmed(folded: str, start: int, end: int) -> tuple[int, int]:
    while start < end and folded[start] in _TRIM_LEFT and not _opens_something(folded, start, end):
        start += 1
    while start < end and (folded[end - 1] in _TRIM_RIGHT or _closes_nothing(folded, start, end)):
        end -= 1
    return start, end


def _opens_something(folded: str, start: int, end: int) -> bool:
    return folded[start] == "（" and "）" in folded[start:end]


def _closes_nothing(folded: str, start: int, end: int) -> bool:
    opening = {"）": "（", "〕": "〔"}.get(folded[end - 1])
    return opening is not None and opening not in folded[start:end]


@cache
def _field_names() -> dict[str, str]:
    return {label: name for name, labels in field_labels().items() for label in labels}


@cache
def _label_pattern() -> re.Pattern[str]:
    labels = either(_field_names())
    return re.compile(f"({labels})(?:（(?:盖章|公章|章|签字|签名|签章)）)?(?:：|；(?=[0-9])|(?=（))?")

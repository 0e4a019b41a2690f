"""To whom the letter is addressed: deputies, members, groups, offices."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from viewer.core.span import Span
from viewer.extract.metadata.forms import NAME, is_unit
from viewer.extract.metadata.frame import Frame
from viewer.extract.metadata.labels import fields_in
from viewer.extract.metadata.lines import Line
from viewer.extract.metadata.tables import either, words

_TWO_NAMES = re.compile(r"(?:^|[、，])[\u4e00-\u9fff]{2,3}[并和及与][\u4e00-\u9fff]{2,3}[、，代委]")


_LONGEST_NAME = 4
_MASKED = re.compile(r"[\u4e00-\u9fff][*＊×某]{1,2}[\u4e00-\u9fff]?")
"""Some pages hide part of a name: 张*三委员."""


@dataclass(frozen=True, slots=True)
class Addressees:
    """The names without titles, and the words from the first name to the last."""

    names: tuple[str, ...]
    span: Span


def read_addressees(frame: Frame) -> Addressees | None:
    """Return the names of the salutation; ``None`` where it names nobody (各位代表)."""
    for line in _lines(frame):
        addressees = _read(line)
        if addressees is not None:
            return addressees
    return None


def _lines(frame: Frame) -> Iterator[Line]:
    """Yield the salutation, or else what stands behind a label that names the deputies answered."""
    if frame.salutation is not None:
        yield frame.salutation
        return
    for field in fields_in(frame.head, "addressees"):
        yield field.line.part(field.value_start, field.value_end)


def _read(line: Line) -> Addressees | None:
    found = [bounds for part in _parts(line) if (bounds := _name_in(line, *part)) is not None]
    if not found:
        return None
    return Addressees(tuple(line.plain[start:end] for start, end in found), line.span(found[0][0], found[-1][1]))


def _parts(line: Line) -> list[tuple[int, int]]:
    """Return the pieces between commas, and between blanks where every piece is a name."""
    match = _greeted().search(line.folded)
    end = match.start() if match else len(line.folded)
    starts = [
        0,
        *(index for index in range(1, end) if _separates(line.folded, index) or _parts_names(line, index, end)),
    ]
    return [piece for part in zip(starts, [*starts[1:], end], strict=True) for piece in _by_blanks(line, *part)]


def _by_blanks(line: Line, start: int, end: int) -> list[tuple[int, int]]:
    """Split a piece at its blanks if that gives two names or more (a name may hold a blank itself: 谢　高)."""
    starts = [start, *(index for index in range(start + 1, end) if line.was_apart(index))]
    pieces = list(zip(starts, [*starts[1:], end], strict=True))
    names = [_addressee().fullmatch(line.folded[slice(*piece)]) for piece in pieces]
    are_names = len(pieces) > 1 and all(name and re.fullmatch(NAME, name["name"]) for name in names)
    return pieces if are_names and end - start > _LONGEST_NAME else [(start, end)]


def _parts_names(line: Line, index: int, end: int) -> bool:
    return line.was_apart(index) and _names_around(line.folded, index, end)


def _separates(folded: str, index: int) -> bool:
    """Tell whether a comma stands here, or an "and" with a name on either side, the one before it complete."""
    if folded[index] in "、，；":
        return True
    return folded[index] in "并和及与" and _TWO_NAMES.search(folded, max(0, index - 3), index + 5) is not None


def _names_around(folded: str, index: int, end: int) -> bool:
    before = re.search(r"[^、，；]*$", folded[:index])
    after = re.match(r"[^、，；]*", folded[index:end])
    return bool(before and after and len(before[0]) > 1 and _has_title(before[0]) and len(after[0]) > 1)


def _has_title(folded: str) -> bool:
    return folded.endswith(words("salutation", "titles"))


def _name_in(line: Line, start: int, end: int) -> tuple[int, int] | None:
    match = _addressee().fullmatch(line.folded[start:end])
    if match is None:
        return None
    first, last = match.span("name")
    name = match["name"]
    if name in words("salutation", "titles") or re.match("各(?!民主党派|党派|界别)", name):
        return None
    is_name = re.fullmatch(NAME, name) or _MASKED.fullmatch(name)
    return (start + first, start + last) if is_name or is_unit(name) or _is_group(name) else None


@cache
def _greeted() -> re.Pattern[str]:
    return re.compile(f"，?(?:{either(words('salutation', 'greetings'))}[！!]?)?：")


@cache
def _addressee() -> re.Pattern[str]:
    titles = either(words("salutation", "titles"))
    honours = either(words("salutation", "honours"))
    posts = either((*words("salutation", "persons_titles"), *words("phrases", "posts")))
    level = "(?:全国|省|市|州|县|区|旗|镇|乡)?(?:人大|政协)?"
    count = "(?:[0-9一二三四五六七八九十百两几]{1,3}(?:位|名|人|个)?|各位|诸位)?"
    return re.compile(
        f"[、，；并和及与]?{honours}?(?:{level}{titles}(?=..))?(?P<name>.+?)(?:（[^（）]*）)?(?:等{count}{level}(?:{titles}|人|同志)?们?|{level}{titles}们?|{posts})?"
        f"(?:（[^（）]*）)?"
    )


def _is_group(name: str) -> bool:
    groups = either(words("salutation", "groups"))
    return bool(re.fullmatch(f"[\u4e00-\u9fff（）“”·]{{0,30}}{groups}", name)) and not name.startswith("各位")

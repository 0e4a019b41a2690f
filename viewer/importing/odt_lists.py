"""Reads the list styles of an ODT: how automatic numbers are written (ODF 1.3, 16.30 and 19.500)."""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from viewer.importing.list_numbers import Level, ListNumbers, ListRules

Element = etree._Element  # noqa: SLF001 - lxml has no public name for its element type

_PLACE = re.compile(r"%(\d+)%")
# By the first of the examples a style gives (“一, 二, 三, ...”), as ST_NumberFormat calls them.
_FORMATS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一": "chineseCounting", "壹": "chineseLegalSimplified", "１": "decimalFullWidth", "①": "decimalEnclosedCircle",
    "甲": "ideographTraditional", "子": "ideographZodiac",
}  # fmt: skip


def attribute(element: Element, wanted: str) -> str | None:
    """Return an attribute by its local name."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == wanted), None)


def whole_number(text: str | None) -> int | None:
    """Return the number a text holds, ``None`` when it holds none."""
    return int(text) if text is not None and text.isascii() and text.isdecimal() else None


def list_numbers(roots: Iterable[Element]) -> ListNumbers:
    """Return the lists of the parts of an ODT, by the names of their styles."""
    styles = [style for root in roots for style in root.iter("{*}list-style")]
    return ListNumbers({name: ListRules(name, dict(_levels(style))) for style in styles if (name := _name(style))})


def _name(style: Element) -> str:
    return attribute(style, "name") or ""


def _levels(style: Element) -> Iterator[tuple[int, Level]]:
    for element in style.iter("{*}list-level-style-number"):
        level = (whole_number(attribute(element, "level")) or 1) - 1
        example = (attribute(element, "num-format") or "").split(",")[0].strip()
        number_format = _FORMATS.get(example, "decimal") if example else "none"
        start = whole_number(attribute(element, "start-value"))
        yield level, Level(1 if start is None else start, number_format, _text(element, level))


def _text(element: Element, level: int) -> str:
    stated = attribute(element, "num-list-format")
    if stated is not None:
        return _PLACE.sub(r"%\1", stated)
    shown = whole_number(attribute(element, "display-levels")) or 1
    numbers = ".".join(f"%{number}" for number in range(max(1, level + 2 - shown), level + 2))
    return (attribute(element, "num-prefix") or "") + numbers + (attribute(element, "num-suffix") or "")

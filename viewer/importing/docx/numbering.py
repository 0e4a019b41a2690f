"""Computes automatic list numbers (一、（一）1.), which a DOCX stores as rules and never as text."""

import re
from dataclasses import dataclass

from viewer.importing.docx.numerals import numeral
from viewer.importing.docx.wordml import Element, attribute, child, children, integer, value

_UNPRINTED = frozenset({"bullet", "none"})


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how its number is written, and the text round it (``%1、``)."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    style: str | None = None


class Numbering:
    """The lists of one document and where each of them has come to; ask in document order."""

    def __init__(self, root: Element | None) -> None:
        self._abstract = {
            attribute(each, "abstractNumId") or "": _levels(each) for each in children(root, "abstractNum")
        }
        self._lists: dict[str, tuple[str, dict[int, Level]]] = {}
        for each in children(root, "num"):
            self._lists[attribute(each, "numId") or ""] = self._list(each)
        self._counters: dict[str, dict[int, int]] = {}
        self._overridden: set[str] = set()

    def _list(self, num: Element) -> tuple[str, dict[int, Level]]:
        abstract = value(num, "abstractNumId") or ""
        levels = dict(self._abstract.get(abstract, {}))
        restarts = False
        for override in children(num, "lvlOverride"):
            index = integer(attribute(override, "ilvl")) or 0
            redefined = child(override, "lvl")
            if redefined is not None:
                levels[index] = _level(redefined)
            start = integer(value(override, "startOverride"))
            if start is not None:
                old = levels.get(index, Level())
                levels[index] = Level(start, old.number_format, old.text, old.style)
                restarts = True
        return (f"{abstract}/{attribute(num, 'numId')}" if restarts else abstract), levels

    def style_level(self, list_id: str, style: str) -> int | None:
        """Return the level a paragraph style is bound to in a list."""
        _, levels = self._lists.get(list_id, ("", {}))
        return next((index for index, level in levels.items() if level.style == style), None)

    def label(self, list_id: str, level: int) -> str:
        """Count one paragraph of a list and return its printed number; bullets print nothing here."""
        if list_id not in self._lists:
            return ""
        counter_id, levels = self._lists[list_id]
        counters = self._counters.setdefault(counter_id, {})
        own = levels.get(level, Level())
        counters[level] = counters.get(level, own.start - 1) + 1
        for deeper in [each for each in counters if each > level]:
            del counters[deeper]
        if own.number_format in _UNPRINTED:
            return ""
        return re.sub(r"%(\d)", lambda match: _written(levels, counters, int(match[1]) - 1), own.text)


def _written(levels: dict[int, Level], counters: dict[int, int], index: int) -> str:
    level = levels.get(index, Level())
    return numeral(counters.get(index, level.start), level.number_format)


def _levels(abstract: Element) -> dict[int, Level]:
    return {integer(attribute(each, "ilvl")) or 0: _level(each) for each in children(abstract, "lvl")}


def _level(element: Element) -> Level:
    start = integer(value(element, "start"))
    return Level(
        start=1 if start is None else start,
        number_format=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        style=value(element, "pStyle"),
    )

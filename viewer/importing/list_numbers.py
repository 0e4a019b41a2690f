"""Counts automatic list numbers (一、（一）1.), which office files store as rules and never as text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from viewer.importing.numerals import numeral

_UNPRINTED = frozenset({"bullet", "none"})


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how its number is written, and the text round it (``%1、``).

    ``style`` is the paragraph style bound to the level, if any; ``legal`` says that the numbers of outer levels are
    written in digits too (1.2 and not 一.2).
    """

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    style: str | None = None
    legal: bool = False


@dataclass(frozen=True, slots=True)
class ListRules:
    """The levels of a list; lists with the same ``counter`` go on counting where another of them has come to."""

    counter: str
    levels: Mapping[int, Level]


class ListNumbers:
    """The lists of one document and where each of them has come to; ask in document order."""

    def __init__(self, lists: Mapping[str, ListRules]) -> None:
        self._lists = lists
        self._counters: dict[str, dict[int, int]] = {}

    def style_level(self, list_id: str, style: str) -> int | None:
        """Return the level a paragraph style is bound to in a list."""
        rules = self._lists.get(list_id)
        levels = rules.levels if rules is not None else {}
        return next((index for index, level in levels.items() if level.style == style), None)

    def restart(self, list_id: str) -> None:
        """Forget how far a list has counted."""
        if list_id in self._lists:
            self._counters.pop(self._lists[list_id].counter, None)

    def start_at(self, list_id: str, level: int, number: int) -> None:
        """Give the next paragraph of a level this number."""
        if list_id in self._lists:
            self._counters.setdefault(self._lists[list_id].counter, {})[level] = number - 1

    def label(self, list_id: str, level: int) -> str:
        """Count one paragraph of a list and return its printed number; bullets print nothing here."""
        rules = self._lists.get(list_id)
        if rules is None:
            return ""
        counters = self._counters.setdefault(rules.counter, {})
        own = rules.levels.get(level, Level())
        counters[level] = counters.get(level, own.start - 1) + 1
        for deeper in [each for each in counters if each > level]:
            del counters[deeper]
        if own.number_format in _UNPRINTED:
            return ""
        return re.sub(r"%(\d)", lambda match: _written(rules.levels, counters, int(match[1]) - 1, own), own.text)


def _written(levels: Mapping[int, Level], counters: Mapping[int, int], index: int, own: Level) -> str:
    level = levels.get(index, Level())
    return numeral(counters.get(index, level.start), "decimal" if own.legal else level.number_format)

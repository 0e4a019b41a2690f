"""Knows the units a figure is counted in, and the base unit each one leads to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from viewer.core.metric import MetricType
from viewer.extract.metrics.table import read_table

_NEEDED_WITHIN = 12
_CLAUSE_END = re.compile(r"[，。；、（）(),;]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DENOMINATOR = re.compile(
    r"/(?:百|千|万|十万)?(?:平方米|平方公里|立方米|公里|公斤|千克|毫升|公顷|小时|分钟|千瓦时|工作日|床日|㎡|人次|车次|班次|"
    r"[人户亩年月日天次吨米床生斤升餐头度秒台套辆个家件份张间例周期班车栋村])(?:[·./]?(?:[月年日天次时户人]))?"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it stands in the text; one ``name`` is ``factor`` times ``base``.

    ``weak`` units also serve discourse (三个方面), ``arabic`` ones are only believed after Arabic digits,
    and one with ``needs`` wants one of these words near by, or, if ``closing``, the end of a clause.
    ``not_before`` are the words that would make
    the unit the beginning of another word, ``yet_before`` those among them that do not (3家乡 is none, 3家乡镇 is).
    """

    name: str
    base: str
    factor: Fraction
    type: MetricType
    weak: bool = False
    arabic: bool = False
    not_before: tuple[str, ...] = ()
    yet_before: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    closing: bool = False

    def stands_at(self, text: str, start: int) -> bool:
        """Tell whether the characters at ``start`` are this unit and not the beginning of another word."""
        end = start + len(self.name)
        if not text.startswith(self.name, start) or self._begins_a_word(text, end):
            return False
        return not (self.name[-1].isascii() and self.name[-1].isalpha() and text[end : end + 1].isascii()
                    and text[end : end + 1].isalnum())  # fmt: skip

    def _begins_a_word(self, text: str, end: int) -> bool:
        barred = self.not_before and text.startswith(self.not_before, end)
        return bool(barred) and not (self.yet_before and text.startswith(self.yet_before, end))

    def is_wanted(self, text: str, number_start: int, unit_end: int) -> bool:
        """Tell whether the words this unit needs are near by (true when it needs none)."""
        if not self.needs:
            return True
        near = text[max(0, number_start - _NEEDED_WITHIN) : number_start] + text[unit_end : unit_end + _NEEDED_WITHIN]
        if any(word in near for word in self.needs):
            return True
        is_closing = self.closing and _CLAUSE_END.match(text, unit_end) is not None
        return is_closing and not _YEAR.fullmatch(text[number_start : unit_end - len(self.name)])


@dataclass(frozen=True, slots=True)
class UnitTable:
    """All units by their first character, longest first."""

    by_first: Mapping[str, tuple[Unit, ...]]

    def at(self, text: str, start: int) -> Unit | None:
        """Return the longest unit that stands at ``start``, with the rate behind it (元/平方米), or ``None``."""
        for unit in self.by_first.get(text[start : start + 1], ()):
            if unit.stands_at(text, start):
                return _with_rate(unit, text, start)
        return None


def _with_rate(unit: Unit, text: str, start: int) -> Unit:
    end = start + len(unit.name)
    if text[end : end + 1] != "/":
        return unit
    rate = _DENOMINATOR.match(text, end)
    if rate is None:
        return unit
    return Unit(unit.name + rate[0], unit.base + rate[0], unit.factor, unit.type)


@cache
def unit_table() -> UnitTable:
    """Return the units of the data table."""
    units = [_unit(row, MetricType(group["type"])) for group in read_table("units")["group"] for row in group["units"]]
    by_first: dict[str, list[Unit]] = {}
    for unit in sorted(units, key=lambda unit: -len(unit.name)):
        by_first.setdefault(unit.name[0], []).append(unit)
    return UnitTable({first: tuple(same) for first, same in by_first.items()})


def _unit(row: Mapping[str, Any], kind: MetricType) -> Unit:
    return Unit(
        name=row["unit"],
        base=row.get("base", row["unit"]),
        factor=Fraction(row.get("factor", "1")),
        type=kind,
        weak=row.get("weak", False),
        arabic=row.get("arabic", False),
        not_before=tuple(row.get("not_before", ())),
        yet_before=tuple(row.get("yet_before", ())),
        needs=tuple(row.get("needs", ())),
        closing=row.get("closing", False),
    )

"""The grammar of figures: walks a paragraph's numbers and reads number, unit, range and list round each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from viewer.core.metric import MetricType
from viewer.extract.metrics.comparator import qualifier_table
from viewer.extract.metrics.counting import Candidate, counting_table
from viewer.extract.metrics.fraction import find_fractions
from viewer.extract.metrics.mask import mask_ranges
from viewer.extract.metrics.numeral import read_neighbours, read_numeral
from viewer.extract.metrics.quantity import Quantity, Stated, qualified
from viewer.extract.metrics.units import Unit, unit_table

_LONGEST_NUMBER = 24
_LONGEST_LIST = 8
_LIST_CUE_WITHIN = 16
_HUNDREDTHS = {"半": 5} | {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
_TEN = 10

_THIN = " \u00a0\u2005\u2009\u202f"
"""Blanks that part thousands, as GB/T 15835 permits: 1 246公里."""
_WITHOUT_THIN = dict.fromkeys(map(ord, _THIN))

_NUMBER = re.compile(
    rf"(?:(?P<arabic>(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|(?<!\d[{_THIN}])\d{{1,3}}(?:[{_THIN}]\d{{3}})+(?![\d,]|[{_THIN}]\d)|\d+)(?:\.\d+)?(?:[十百千万亿]+(?:\d+(?:\.\d+)?[十百千万亿]+)*)?)"
    r"|(?P<chinese>[壹贰叁肆伍陆柒捌玖拾][壹贰叁肆伍陆柒捌玖拾佰仟零万亿]+|[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+[万亿]*)?))"
    r"(?:(?P<more>[余多几来]|(?<=[千万亿])\+(?![0-9A-Za-z]))(?P<scale>[十百千万亿]{1,2})?)?",
    re.ASCII,
)
_REST_OF_TENTHS = re.compile(r"[一二三四五六七八九半](?![个家项名位成年月天人户])")
# 两年半, 三公里半, but 两天半价.
_HALF_MORE = re.compile(r"半(?![年天月日个数径成价圆封自山])")
_HALVED = frozenset({MetricType.DURATION, MetricType.LENGTH, MetricType.AREA, MetricType.OTHER})
_SEPARATOR = re.compile(r"--?|~|至|到")
_LIST_JOINT = re.compile(r"[、和及与,，]")
_DIGITS_IN_A_ROW = re.compile("[一二三四五六七八九]{2,}")
"""Chinese digits without their places are a number by name, not by count: 一四三团, 八一路."""
_TRAILING_SCALE = re.compile(r"[十百千万亿]+\Z")
_CODE_BEFORE = re.compile(r"[A-Za-z.+_#@\\*×]\Z|[\dA-Za-z][/:：\-]\Z", re.ASCII)
_CODE_AFTER = re.compile(r"[+#@_]|[A-Za-z]", re.ASCII)
_STOP = re.compile(r"[，。；、！？）)：:的]|\Z")


@dataclass(frozen=True, slots=True)
class _Number:
    """A numeral where it stands; ``digits`` is the numeral with the magnitude that follows 余 or 多."""

    start: int
    end: int
    digits: str
    arabic: bool
    value: Fraction
    more: str
    value_max: Fraction | None = None

    @property
    def bare_magnitude(self) -> bool:
        """Tell whether the numeral is 十, 百, 千, 万 or 亿 alone."""
        return not self.digits.strip("十百千万亿")

    @property
    def scale(self) -> str:
        """Return the magnitude at the end of the numeral."""
        match = _TRAILING_SCALE.search(self.digits)
        return match[0] if match else ""


def find_quantities(text: str) -> list[Quantity]:
    """Return the figures of a masked normal text from left to right; they do not overlap."""
    fractions = [qualified(stated, text, qualifier_table()) for stated in find_fractions(text)]
    if fractions:
        text = mask_ranges(text, ((quantity.start, quantity.end) for quantity in fractions))
    return sorted([*fractions, *_Scan(text).run()], key=lambda quantity: quantity.start)


class _Scan:
    """One walk over a text; ``_floor`` is where the last figure ended, no qualifier reaches before it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._units = unit_table()
        self._qualifiers = qualifier_table()
        self._counting = counting_table()
        self._floor = 0

    def run(self) -> Iterator[Quantity]:
        position = 0
        while match := _NUMBER.search(self._text, position):
            position = match.end()
            number = self._number(match)
            if number is None:
                continue
            for quantity in self._from(number):
                self._floor = quantity.end
                position = max(position, quantity.end)
                yield quantity

    def _number(self, match: re.Match[str]) -> _Number | None:
        if match.end() - match.start() > _LONGEST_NUMBER or self._is_code(match):
            return None
        digits, more, scale, end = self._parts(match)
        value, highest = read_numeral(digits + scale), None
        if match["chinese"] and (bounds := read_neighbours(digits + scale)):
            value, highest = bounds
        if value is None or (highest is None and _DIGITS_IN_A_ROW.fullmatch(digits)):
            return None
        start, sign = match.start(), 1
        if match["arabic"] and self._text[start - 1 : start] == "-" and start:
            start, sign = start - 1, -1
        return _Number(
            start,
            end,
            digits + scale,
            match["arabic"] is not None,
            Fraction(value) * sign,
            more,
            None if highest is None else Fraction(highest),
        )

    def _parts(self, match: re.Match[str]) -> tuple[str, str, str, int]:
        """Return numeral, 余 or 多, the magnitude behind it, and their end; a last 千 may begin the unit 千瓦."""
        digits, more, scale = match["arabic"] or match["chinese"], match["more"] or "", match["scale"] or ""
        digits = digits.translate(_WITHOUT_THIN)
        end = match.end()
        if self._text[end - 1] == "千" and end - match.start() > 1 and self._units.at(self._text, end - 1):
            return digits if scale else digits[:-1], more, scale[:-1], end - 1
        return digits, more, scale, end

    def _is_code(self, match: re.Match[str]) -> bool:
        start = match.start()
        return match["arabic"] is not None and bool(_CODE_BEFORE.search(self._text[max(0, start - 2) : start]))

    def _from(self, number: _Number) -> list[Quantity]:
        unit = self._unit_at(number)
        end = number.end + len(unit.name) if unit else number.end
        if separator := _SEPARATOR.match(self._text, end):
            found = self._range(number, unit, separator.end())
            if found is not None:
                return found
        if unit is not None:
            return self._accepted(number, unit, end)
        if number.arabic and _CODE_AFTER.match(self._text, end):
            return []
        return self._list(number) or self._without_unit(number)

    def _unit_at(self, number: _Number) -> Unit | None:
        unit = self._units.at(self._text, number.end) or self._unit_behind_blank(number)
        if unit is None or (unit.arabic and not number.arabic and len(number.digits) == 1):
            return None
        return unit if unit.is_wanted(self._text, number.start, number.end + len(unit.name)) else None

    def _unit_behind_blank(self, number: _Number) -> Unit | None:
        """Return the Latin unit of 9.2 km; blanks inside Chinese are gone already."""
        if self._text[number.end : number.end + 1] != " ":
            return None
        unit = self._units.at(self._text, number.end + 1)
        return replace(unit, name=" " + unit.name) if unit else None

    def _range(self, low: _Number, low_unit: Unit | None, start: int) -> list[Quantity] | None:
        match = _NUMBER.match(self._text, start)
        high = self._number_without_sign(match) if match else None
        unit = self._unit_at(high) if high else None
        if high is None or unit is None or (low_unit is not None and low_unit.base != unit.base):
            return None
        value = low.value
        if low_unit is None and not low.scale and low.value < (_coefficient(high) or 0):
            value *= Fraction(read_numeral(high.scale) or 1) if high.scale else 1
        value *= (low_unit or unit).factor
        if value >= high.value * unit.factor:
            return None
        end = high.end + len(unit.name)
        stated = Stated(
            low.start, end, value, unit.base, unit.type, high.value * unit.factor, unit.name, low.more or high.more
        )
        candidate = Candidate(self._text, low.start, low.digits + high.digits, unit, end, arabic=True)
        return self._qualified(stated, candidate) if self._counting.counts(candidate) else []

    def _number_without_sign(self, match: re.Match[str]) -> _Number | None:
        digits, more, scale, end = self._parts(match)
        value = read_numeral(digits + scale) if len(digits) <= _LONGEST_NUMBER else None
        if value is None:
            return None
        return _Number(match.start(), end, digits + scale, match["arabic"] is not None, Fraction(value), more)

    def _accepted(self, number: _Number, unit: Unit, end: int) -> list[Quantity]:
        candidate = Candidate(
            self._text,
            number.start,
            number.digits,
            unit,
            end,
            arabic=number.arabic,
            qualified=not number.arabic and (self._is_qualified(number) or bool(_HALF_MORE.match(self._text, end))),
        )
        if number.start < self._floor or not self._counting.counts(candidate):
            return []
        factor = Fraction(1) if unit.name == "折" and abs(number.value) >= _TEN else unit.factor
        value = number.value * factor
        if unit.type in _HALVED and _HALF_MORE.match(self._text, end):
            value, end = value + unit.factor / 2, end + 1
        if unit.name == "成" and (rest := _REST_OF_TENTHS.match(self._text, end)):
            value, end = value + _HUNDREDTHS[rest[0]], rest.end()
        stated = Stated(
            number.start,
            end,
            value,
            unit.base,
            unit.type,
            None if number.value_max is None else number.value_max * factor,
            unit.name,
            number.more,
            bare_magnitude=number.bare_magnitude and not number.more,
        )
        return self._qualified(stated, candidate)

    def _is_qualified(self, number: _Number) -> bool:
        words = self._qualifiers.before_number(
            self._text, number.start, bare_magnitude=number.bare_magnitude, floor=self._floor
        )
        return bool(number.more) or words is not None

    def _qualified(self, stated: Stated, candidate: Candidate) -> list[Quantity]:
        quantity = qualified(stated, self._text, self._qualifiers, self._floor)
        words = quantity.qualifier is not None
        if stated.bare_magnitude and not words and self._text[stated.start] != "十":
            return []
        if stated.type is MetricType.DURATION and not self._counting.is_duration(candidate, qualified=words):
            return []
        if quantity.suffix and self._counting.is_threshold(self._text, quantity.start, stated.type, quantity.end):
            return []
        if self._counting.is_class(self._text, stated.type, quantity.end):
            return []
        return [quantity]

    def _list(self, first: _Number) -> list[Quantity]:
        """Return the figures of 分别为12、15和20个, whose unit stands only behind the last."""
        if not _LIST_JOINT.match(self._text, first.end) or not self._is_told_apart(first.start):
            return []
        numbers = [first]
        while len(numbers) < _LONGEST_LIST and (joint := _LIST_JOINT.match(self._text, numbers[-1].end)):
            match = _NUMBER.match(self._text, joint.end())
            number = self._number_without_sign(match) if match else None
            if number is None:
                return []
            numbers.append(number)
            if unit := self._unit_at(number):
                return self._with_unit_of_last(numbers, unit)
        return []

    def _is_told_apart(self, start: int) -> bool:
        return "分别" in self._text[max(0, start - _LIST_CUE_WITHIN) : start]

    def _with_unit_of_last(self, numbers: list[_Number], unit: Unit) -> list[Quantity]:
        last = numbers[-1]
        scale = Fraction(read_numeral(last.scale) or 1) if last.scale and last.arabic else Fraction(1)
        found = []
        for number in numbers:
            value = number.value * (1 if number.scale or number is last else scale) * unit.factor
            end = number.end + len(unit.name) if number is last else number.end
            stated = Stated(number.start, end, value, unit.base, unit.type, None, unit.name, number.more)
            found.append(qualified(stated, self._text, self._qualifiers, self._floor))
        return found

    def _without_unit(self, number: _Number) -> list[Quantity]:
        """Return a large number that stands without unit: 2000多学生, 总投资近3亿, 访问量突破500万."""
        large = number.scale.endswith(("万", "亿")) and (number.arabic or len(number.digits) > 1)
        if number.start < self._floor or not (large or (number.more and number.value >= _TEN)):
            return []
        stated = Stated(
            number.start,
            number.end,
            number.value,
            "",
            MetricType.COUNT,
            None,
            "",
            number.more,
            bare_magnitude=number.bare_magnitude and not number.more,
        )
        quantity = qualified(stated, self._text, self._qualifiers, self._floor)
        if self._counting.person_noun_at(self._text, quantity.end):
            return [replace(quantity, unit="人")]
        if large and self._counting.follows_people(self._text, quantity.start):
            return [replace(quantity, unit="人")]
        return self._sum_without_unit(quantity) if large and _STOP.match(self._text, quantity.end) else []

    def _sum_without_unit(self, quantity: Quantity) -> list[Quantity]:
        """Return a large number that ends its clause, with the unit its words imply: 流通人次186万, 总投资近3亿."""
        if unit := self._counting.unit_before(self._text, quantity.start):
            return [replace(quantity, unit=unit)]
        if self._counting.follows_money(self._text, quantity.start):
            return [replace(quantity, unit="元", type=MetricType.MONEY)]
        known = quantity.qualifier is not None or self._counting.follows_attainment(self._text, quantity.start)
        return [replace(quantity, type=MetricType.OTHER)] if known else []


def _coefficient(number: _Number) -> Fraction | None:
    digits = number.digits.removesuffix(number.scale) if number.scale else number.digits
    value = read_numeral(digits) if digits else None
    return None if value is None else Fraction(value)

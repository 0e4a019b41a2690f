"""Reads numerals as official Chinese writes them: 1,234.5, 1亿3千万, 三十五, 两千三, 二〇二三, 三点五."""

import re
from decimal import Decimal

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_MYRIAD = 10_000
_MYRIADS = {"万": _MYRIAD, "亿": _MYRIAD * _MYRIAD}

_TOKEN = re.compile(
    r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[〇零一二两三四五六七八九壹贰叁肆伍陆柒捌玖十百千拾佰仟万亿]"
)
_DIGIT_STRING = re.compile(r"[〇零一二两三四五六七八九]{2,}")
_NEIGHBOURS = re.compile(r"([一二两三四五六七八])([二三四五六七八九])([十百千万亿]*)")


def read_numeral(text: str) -> Decimal | None:
    """Return the exact value of a numeral, ``None`` when ``text`` is not one from its first to its last character.

    Arabic figures, Chinese figures and their mixtures are read; a string of Chinese digits is read by position
    (二〇二三), and a last digit without its place as colloquial Chinese means it (两千三: 2300).
    """
    whole, point, decimals = text.partition("点")
    if point:
        return _read_decimal(whole, decimals)
    if _DIGIT_STRING.fullmatch(text):
        return Decimal("".join(str(_DIGITS[character]) for character in text))
    return _Reading().of(text)


def read_neighbours(text: str) -> tuple[Decimal, Decimal] | None:
    """Return the bounds that two neighbouring digits state (三五 is none; 两三百: 200 to 300), ``None`` otherwise."""
    match = _NEIGHBOURS.fullmatch(text)
    if match is None or _DIGITS[match[2]] != _DIGITS[match[1]] + 1:
        return None
    factor = Decimal(1)
    for character in match[3]:
        factor *= _TENS.get(character) or _MYRIADS[character]
    return _DIGITS[match[1]] * factor, _DIGITS[match[2]] * factor


def _read_decimal(whole: str, decimals: str) -> Decimal | None:
    digits = decimals.rstrip("万亿")
    scale = read_numeral(decimals[len(digits) :]) if len(digits) < len(decimals) else Decimal(1)
    integer = read_numeral(whole) if whole else None
    if integer is None or scale is None or not digits or any(character not in _DIGITS for character in digits):
        return None
    return (integer + Decimal("0." + "".join(str(_DIGITS[character]) for character in digits))) * scale


class _Reading:
    """One pass over the tokens: ``_total`` holds finished sections of 万 and 亿, ``_section`` what stands below 万."""

    def __init__(self) -> None:
        self._total = Decimal(0)
        self._section = Decimal(0)
        self._digit: Decimal | None = None
        self._last_unit = 0
        self._smallest: int | None = None
        self._has_largest = False

    def of(self, text: str) -> Decimal | None:
        position = 0
        while position < len(text):
            token = _TOKEN.match(text, position)
            if token is None or not self._take(token[0]):
                return None
            position = token.end()
        return self._finish() if text else None

    def _take(self, token: str) -> bool:
        if token in _TENS:
            return self._take_ten(_TENS[token])
        if token in _MYRIADS:
            return self._take_myriad(_MYRIADS[token])
        if self._digit is not None:
            return False
        chinese = token in _DIGITS
        value = Decimal(_DIGITS[token]) if chinese else Decimal(token.replace(",", ""))
        if chinese and value == 0:
            self._last_unit = 0
            return True
        self._digit = value
        self._last_unit = self._last_unit if chinese else 0
        return True

    def _take_ten(self, unit: int) -> bool:
        digit = Decimal(1) if self._digit is None else self._digit
        self._section = (self._section + digit) * unit if self._stacks(unit) else self._section + digit * unit
        self._digit = None
        self._last_unit = unit
        return True

    def _stacks(self, unit: int) -> bool:
        """Tell whether the unit multiplies the section before it, as in 十百千 never but 3百千 might."""
        return self._digit is None and 0 < self._section < unit

    def _take_myriad(self, unit: int) -> bool:
        if self._section == 0 and self._digit is None and self._total == 0:
            self._digit = Decimal(1)
        section = self._section + (self._digit or 0)
        if unit > _MYRIAD:
            if self._has_largest:
                return False
            self._total = (self._total + section) * unit
            self._has_largest = True
        elif section == 0 and self._last_unit == unit:
            self._total *= unit
        elif section == 0 or self._smallest == unit:
            return False
        else:
            self._total += section * unit
        self._smallest = unit
        self._section = Decimal(0)
        self._digit = None
        self._last_unit = unit
        return True

    def _finish(self) -> Decimal:
        digit = self._digit or Decimal(0)
        place = self._last_unit // 10 if self._last_unit > 10 else 1  # noqa: PLR2004 - 二十三 has no colloquial form
        return self._total + self._section + digit * place

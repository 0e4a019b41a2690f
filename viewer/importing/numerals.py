"""Writes list numbers the way Word prints them (ST_NumberFormat, ECMA-376 part 1, 17.18.59)."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CIRCLES = (
    [chr(0x2460 + n) for n in range(20)] + [chr(0x3251 + n) for n in range(15)] + [chr(0x32B1 + n) for n in range(15)]
)
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LARGEST_COUNTED = 9999


def chinese(number: int, digits: str = _DIGITS, units: tuple[str, ...] = ("", "十", "百", "千")) -> str:
    """Return 1 to 9999 as counted in Chinese: 十一, 一百零五; larger numbers in digits."""
    if not 0 < number <= _LARGEST_COUNTED:
        return str(number)
    written = ""
    pending_zero = False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit == 0:
            pending_zero = bool(written)
            continue
        leading_ten = power == 1 and digit == 1 and not written and digits is _DIGITS
        written += ("零" if pending_zero else "") + ("" if leading_ten else digits[digit]) + units[power]
        pending_zero = False
    return written


def _digital(number: int) -> str:
    return "".join(_DIGITS[int(each)] for each in str(number))


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else str(number)


def _roman(number: int) -> str:
    written = ""
    for worth, sign in _ROMAN:
        while number >= worth:
            written += sign
            number -= worth
    return written


def _from(signs: str | list[str]) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: "".join(chr(0xFF10 + int(each)) for each in str(number)),
    "decimalFullWidth2": lambda number: "".join(chr(0xFF10 + int(each)) for each in str(number)),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": _digital,
    "chineseLegalSimplified": lambda number: chinese(number, _FORMAL_DIGITS, ("", "拾", "佰", "仟")),
    "ideographLegalTraditional": lambda number: chinese(number, _FORMAL_DIGITS, ("", "拾", "佰", "仟")),
    "ideographTraditional": _from(_STEMS),
    "ideographZodiac": _from(_BRANCHES),
    "decimalEnclosedCircle": _from(_CIRCLES),
    "decimalEnclosedCircleChinese": _from(_CIRCLES),
    "ideographEnclosedCircle": _from([chr(0x3280 + n) for n in range(10)]),
    "decimalEnclosedParen": _from([chr(0x2474 + n) for n in range(20)]),
    "decimalEnclosedFullstop": _from([chr(0x2488 + n) for n in range(20)]),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "ordinal": str,
    "numberInDash": lambda number: f"- {number} -",
}


def numeral(number: int, number_format: str) -> str:
    """Return a list number in one of Word's formats; an unknown format is written in digits."""
    return _FORMATS.get(number_format, str)(number)

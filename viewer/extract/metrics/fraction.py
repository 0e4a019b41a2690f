"""Finds the figures that are written as parts and proportions: 1/3, 三分之二, 百分之五, 一半, 1:19, 翻一番."""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from viewer.core.metric import MetricType
from viewer.extract.metrics.numeral import read_numeral
from viewer.extract.metrics.quantity import Stated

_NUMERAL = (
    r"(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,6}(?:\.\d{1,4})?"
    r"|[零〇一二两三四五六七八九十百千万]{1,8}(?:点[零〇一二三四五六七八九]{1,4})?)"
)
_FRACTIONS = re.compile(
    rf"(?P<part_of>[百千万])分之(?P<part>{_NUMERAL})(?:(?:至|到|-|~)(?:[百千万]分之)?(?P<part_max>{_NUMERAL}))?"
    rf"|(?<![\d零〇一二两三四五六七八九十百千万])(?P<denominator>{_NUMERAL})分之(?P<numerator>{_NUMERAL})"
    r"|(?<![\d/.])(?P<top>\d{1,3})/(?P<bottom>\d{1,3})(?![\d/.A-Za-z年月]|小时)"
    r"|(?<![\d:：.])(?P<left>\d{1,3}(?:\.\d+)?)[:：∶](?P<right>\d{1,4}(?:\.\d+)?)(?![\d:：.])"
    r"|翻(?:了)?(?P<doublings>[一二两三四五\d](?=番))?番"
    r"|(?P<half>(?<=[近超过约占达逾])(?:一半|半数)|(?<=[过超])半(?=[的数，。；、]))"
    r"|(?P<whole>百分百)"
    r"|(?P<halved>(?<=打)对折)",
    re.ASCII,
)
_RATIO_CUE = re.compile(
    r"(?:比|比例|比例约|比值|配比|按|按照|比为|比例为|比达|比达到|比约为|标准|配备|不低于|不高于|超过|约|不超过|为)\Z"
)
_SIGNS = re.compile(r"分之|[/:：∶]|翻|半|百分百|对折")
_PARTS = {"百": 1, "千": 10, "万": 100}
_LONGEST_CUE = 5


def find_fractions(text: str) -> Iterator[Stated]:
    """Yield the proportions of a masked normal text from left to right."""
    if not _SIGNS.search(text):  # most paragraphs hold none, and one look is cheaper than the whole grammar
        return
    for match in _FRACTIONS.finditer(text):
        found = _READERS[next(name for name in _READERS if match[name] is not None)](match) if match.lastgroup else None
        stated = found or (_doubled(match) if match[0].startswith("翻") else None)
        if stated is not None:
            yield stated


def _parts(match: re.Match[str]) -> Stated | None:
    value, highest = read_numeral(match["part"]), read_numeral(match["part_max"] or "")
    if value is None:
        return None
    scale = Fraction(1, _PARTS[match["part_of"]])
    return _stated(match, Fraction(value) * scale, "%", highest=None if highest is None else Fraction(highest) * scale)


def _vulgar(match: re.Match[str]) -> Stated | None:
    top, bottom = read_numeral(match["numerator"]), read_numeral(match["denominator"])
    return _stated(match, Fraction(top) / Fraction(bottom), "") if top and bottom and top < bottom else None


def _slashed(match: re.Match[str]) -> Stated | None:
    top, bottom = int(match["top"]), int(match["bottom"])
    return _stated(match, Fraction(top, bottom), "") if 0 < top < bottom else None


def _proportion(match: re.Match[str]) -> Stated | None:
    left, right = Fraction(match["left"]), Fraction(match["right"])
    cue = _RATIO_CUE.search(match.string[max(0, match.start() - _LONGEST_CUE) : match.start()])
    return _stated(match, left / right, "") if cue and right else None


def _doubled(match: re.Match[str]) -> Stated | None:
    times = read_numeral(match["doublings"] or "一")
    return None if times is None else _stated(match, Fraction(2 ** int(times)), "倍")


def _half(match: re.Match[str]) -> Stated:
    return _stated(match, Fraction(1, 2), "")


def _whole(match: re.Match[str]) -> Stated:
    return _stated(match, Fraction(100), "%")


def _halved(match: re.Match[str]) -> Stated:
    return _stated(match, Fraction(50), "%")


def _stated(match: re.Match[str], value: Fraction, unit: str, *, highest: Fraction | None = None) -> Stated:
    kind = MetricType.PERCENT if unit == "%" else MetricType.RATIO
    return Stated(match.start(), match.end(), value, unit, kind, value_max=highest, unit_name=unit)


_READERS: dict[str, Callable[[re.Match[str]], Stated | None]] = {
    "part": _parts,
    "numerator": _vulgar,
    "top": _slashed,
    "left": _proportion,
    "doublings": _doubled,
    "half": _half,
    "whole": _whole,
    "halved": _halved,
}

"""Dates and periods that are said explicitly: 2022年3月25日, 今年上半年, 近3年, 2021-2023年."""

import re
from collections.abc import Iterator

from viewer.core.entity import EntityType
from viewer.extract.entities.candidate import Candidate

_YEAR = r"(?:(?<!\d)(?:19|20)\d\d|(?<![〇零一二三四五六七八九])[一二][九〇零][〇零一二三四五六七八九]{2})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:[12]\d|3[01]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_PART = (
    r"(?:[上下]半年|前?第?[一二三四1-4]个?季度|前[一二三四五六七八九十\d]+个?月|年?[初中底末](?![级学中小等央])|全年|年度|度"
    r"|[春夏秋冬]季(?:学期)?|[春秋]季?开学|春节|国庆(?:节)?|五一|元旦|中秋节?|清明节?|端午节?|[采供]暖季|雪季|主?汛期|暑期|寒假|暑假|秋冬季|学年)"
)
_IN_YEAR = rf"(?:{_MONTH}月(?:{_DAY}[日号]|份|[上中下]旬|[初中底末])?|{_PART})?"
_ABSOLUTE = rf"{_YEAR}年{_IN_YEAR}"
_RELATIVE = rf"(?:今|去|明|前|本|当)年{_IN_YEAR}"
_TO = r"[-－—–~～至到]+"

# What a time can begin with; nothing else is looked at twice.
_FIRST = r"(?=[\d一二三四五六七八九十今去明前本当近过未最上下“])"
_TIME = re.compile(
    _FIRST
    + "(?:"
    + "|".join(
        (
            rf"{_YEAR}[-./]{_MONTH}[-./]{_DAY}(?!\d)",
            rf"{_YEAR}[./]{_MONTH}{_TO}{_YEAR}[./]{_MONTH}(?!\d)",
            rf"{_YEAR}年?{_TO}{_YEAR}年?(?:雪季|[采供]暖季|学年|赛季|年度)",
            rf"{_YEAR}年?{_IN_YEAR}{_TO}{_ABSOLUTE}",
            rf"{_ABSOLUTE}(?:{_TO}{_MONTH}月(?:{_DAY}[日号]|份|底)?|{_TO}{_DAY}[日号])?",
            rf"{_RELATIVE}",
            rf"(?<![\d第]){_MONTH}月{_DAY}[日号](?:{_TO}(?:{_MONTH}月)?{_DAY}[日号])?",
            rf"(?<![\d第个])(?:1[0-2]|[1-9])月(?:份|[初中底末]|[上中下]旬)(?:{_TO}(?:1[0-2]|[1-9])月(?:份|[初中底末]))?",
            r"(?:近|过去|未来|最近)[\d一二两三四五六七八九十]+(?:年|个月)(?![级制])",
            r"(?<![第百])(?:“十[二三四五六]五”|十[二三四五六]五)(?:期间|时期|末期?|初|以来)",
            r"(?<!\d)\d{1,2}[:：]\d\d(?:[-－—–~～至到](?:次日|当日|晚上?|下午)?\d{1,2}[:：]\d\d)",
            r"(?<![一-鿿])上半年|(?<![一-鿿])下半年",
        )
    )
    + ")"
)
# 本年 and 前年 open other words too; a bare 当年 or 本年度 says nothing about when.
_VAGUE = frozenset({"当年", "本年", "前年", "当年度", "本年度", "明年度"})


def find_times(text: str) -> Iterator[Candidate]:
    """Yield explicit dates and periods; vague words (近年来, 目前) are left alone."""
    for match in _TIME.finditer(text):
        if match[0] not in _VAGUE:
            yield Candidate(match.start(), match.end(), EntityType.TIME, 0.95)

"""Reads the words that say when: 2023年, 截至2023年底, 近3年, 上半年, “十四五”期间 and 今年以来 among them."""

import calendar
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from viewer.core.metric import Period
from viewer.extract.metrics.numeral import read_numeral

_LONGEST_FIGURE = 8
_FIGURE_BEFORE = re.compile(r"\d[\u4e00-\u9fff%㎡]{1,5}\Z")
_RISES = ("增加", "增长", "提高", "提升", "扩大", "上升", "下降", "减少", "发展")
"""Verbs that 到 belongs to where a change leads to a year: 从2020年的32万亿元增加到2024年的43万亿元."""
_BRACKETS = re.compile(r"[（(][^（）()\n]{1,200}[)）]")
_YEAR = r"(?:(?:19|20)\d\d|[一二][〇零九][〇零一二三四五六七八九]{2})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:[12]\d|3[01]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_DASH = r"(?:--?|~|至|到)"
_BEFORE = r"(?P<before>截至到?|截止到?|截至目前|到|至|自|从)?"
_AFTER = r"(?P<after>以来|起|开始|至今|年?底?之?前|底?以前|以后|之后|期间|为止|止|内(?![蒙部地外河涝容]))?"
_PART = (
    r"(?P<part>上半年|下半年|第?[一二三四1-4]季度|前三季度|前[一二两]个?季度|"
    r"年底|年末|年初|年中|底|末|初|全年|春季|秋季|度(?![假过]))"
)
_N = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,2}|几|两三|三五)"

_PERIODS = re.compile(
    rf"{_BEFORE}(?:"
    rf"(?P<day_year>{_YEAR})年(?P<day_month>{_MONTH})月(?P<day_day>{_DAY})[日号]?{_DASH}(?:(?P<last_day_year>{_YEAR})年)?(?:(?P<last_day_month>{_MONTH})月)?(?P<last_day>{_DAY})[日号]"
    rf"|(?P<from_year>{_YEAR})[年.](?P<from_month>{_MONTH})(?:月份?)?{_DASH}(?:(?P<to_year>{_YEAR})[年.])?(?P<to_month>{_MONTH})(?:月份?|(?=[)）]))"
    rf"|(?P<first_year>{_YEAR})年?{_DASH}(?P<last_year>{_YEAR})(?P<school>学年|年)(?:底|末)?"
    rf"|(?P<listed_year>(?:19|20)\d\d)(?=(?:[、和及与](?:19|20)\d\d)+年)"
    rf"|(?P<year>{_YEAR})(?:(?P<school_year>学年)度?|年(?:(?P<month>{_MONTH})(?:月份?)(?:(?P<day>{_DAY})[日号]|(?P<month_end>底|末|初|上旬|中旬|下旬))?|{_PART})?)"
    rf"|(?P<relative>今年|本年度?|去年|上年度?(?!结[转余])|前年|明年|当年)(?:(?P<relative_from>{_MONTH})(?:月份?)?{_DASH}(?P<relative_to>{_MONTH})月份?"
    rf"|(?P<relative_month>{_MONTH})月份?(?:(?P<relative_day>{_DAY})日|(?P<relative_end>底|末|初))?|(?P<relative_part>上半年|下半年|第?[一二三四1-4]季度|前三季度|年?底|年?末|年?初))?"
    rf"|(?<![一二三四五六七八九百])“?(?P<plan>十[一二三四五]五|(?<=“)十五(?=”)|十五(?=规划|时期|期间))[”\"]?(?:规划)?(?:时期|期间|期末|末)?"
    rf"|(?P<bare_from>{_MONTH})(?:月份?)?{_DASH}(?P<bare_to>{_MONTH})月份?(?!\d)"
    rf"|(?P<bare_part>上半年|下半年|前三季度|[一二三四]季度|年底|年末|全年)"
    rf"|(?P<bare_month>(?<![\d个]){_MONTH})月(?:份|底|末|初|上旬|中旬|下旬|(?P<bare_day>{_DAY})[日号])?"
    rf"|(?P<near>近|最近|过去|这|未来|今后|接下来|(?<![学提])前|连续)(?P<near_years>{_N})(?:个)?年(?!级|期)来?"
    rf"|(?<![\d一二两三四五六七八九十几每学当跨全])(?P<within>年内)"
    rf"|(?P<within_years>{_N})年(?:之内|以?内)"
    rf"|(?P<many>近年来?|近些年来?|近几年来?|多年来|历年来?|(?P<years_ago>{_N})年多?来)"
    rf"|(?P<present>(?<!项)目前|当前(?!条件|形势|实际|财力|政策)|近期(?![目规建])|现阶段|迄今|至今|现在|眼下|(?<=[，。；：])现(?![场代象金实状任在行役货浇]))"
    rf"){_AFTER}",
    re.ASCII,
)
_RESET = re.compile(
    r"[。；\n](?:一是|二是|三是|四是|五是|六是|七是|八是|九是|十是|首先|其次|再次|另外|此外|同时|下一步|下步|今后|"
    r"[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．])"
)
_FIRST_ITEM = re.compile(r"一是|首先")
_ITEM = re.compile(r"[一二三四五六七八九十]是|首先|其次|再次")
_CLAUSE_END = re.compile(r"[，。；]")
_ATTRIBUTE = re.compile(r"[^，。；、：:\d]{0,8}的(?:有|约|近|超过?)?(?=\d)")
_RELATIVE_YEARS = {"今": 0, "本": 0, "当": 0, "去": -1, "上": -1, "前": -2, "明": 1}
_PLANS_FROM, _TENTH_PLAN, _PLAN_YEARS = 2001, 10, 5
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_LAST_MONTH = 12
_AUTUMN = 9
_PLANNED = re.compile(r"[^，。；]{0,6}(?:计划|预计|力争|目标|确保|争取|[将拟要]|不少于|不低于|安排|任务)")
_PLANNED_BEFORE = re.compile(r"(?:计划|预计|拟|力争|争取|确保)(?:[于在到至]|全部)?\Z")
_AHEAD_BEHIND = re.compile(r"[^，。；]{0,4}?(?:计划|预计|力争|确保|即?可|能够|[将拟])")
_POINT_BEFORE = ("截", "到", "至")
_COMPARING = re.compile(r"(?:[比较]|(?<![年月日末底])[与同]|[高低多少大小优好快慢早晚相等当长短强弱]于)$")
"""Words after which a year is what something is measured against: 高于2019年, but not 计划于2024年."""
_SINCE = ("以来", "起", "开始", "至今", "以后", "之后")

Bounds = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period where it stands in a paragraph.

    A ``compared`` one only says with what a figure is compared (比上年), and a ``narrow`` one speaks of the very next
    figure only, which begins at ``governs`` (由2021年的27%提升至55%, 其中2000年前建成的11个). A ``planned`` one is when
    something is meant to happen (计划2020年10月开工).
    """

    start: int
    end: int
    period: Period
    compared: bool = False
    narrow: bool = False
    planned: bool = False
    governs: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentDate:
    """The day a document speaks from, as far as it is known: the last day its ISO date allows."""

    words: str
    day: date

    @property
    def period(self) -> Period:
        """Return the document's date as the time as of which it speaks."""
        return Period(self.words, None, self.day.isoformat())


def read_document_date(iso: str | None, words: str | None = None) -> DocumentDate | None:
    """Return the day of an ISO date (2024-04-25, 2023-08 or 2023), ``None`` where there is none."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", iso or "", re.ASCII)
    if match is None:
        return None
    year, month = int(match[1]), int(match[2] or _LAST_MONTH)
    if not 1 <= month <= _LAST_MONTH or year < 1:
        return None
    last = calendar.monthrange(year, month)[1]
    day = int(match[3] or last)
    return DocumentDate(words or match[0], date(year, month, day)) if 1 <= day <= last else None


def find_periods(text: str, today: DocumentDate | None) -> list[PeriodMention]:
    """Return the periods a normal text names, from left to right, resolved by the document's date."""
    resolver = _Resolver(today.day if today else None)
    return list(resolver.mentions(text))


def bracketed_reach(text: str, mentions: Sequence[PeriodMention]) -> list[int]:
    """Return up to where each mention governs: 共4130亩（2018年3209亩）, 枯死15433株 does not speak of 2018.

    连续6年 only speaks of its own clause.

    One that stands alone in its brackets, 截至去年底（2023年）, governs what follows them, unless a figure stands right
    before: 硬化1755公里（2016年10月普查数据）.
    """
    brackets = [match.span() for match in _BRACKETS.finditer(text)]
    starts = [start for start, _ in brackets]
    reach: list[int] = []
    for mention in mentions:
        index = bisect_right(starts, mention.start) - 1
        start, end = brackets[index] if index >= 0 else (0, 0)
        is_bound = any(map(str.isdigit, text[mention.end : end])) or _FIGURE_BEFORE.search(
            text, max(0, start - 8), start
        )
        if mention.period.text.startswith("连续"):
            clause = _CLAUSE_END.search(text, mention.end)
            reach.append(clause.start() if clause else len(text))
        else:
            reach.append(end if end > mention.start and is_bound else len(text))
    return reach


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a paragraph turns to something else and no earlier period governs any more.

    What is said before a list begins, at ``lead``, governs all its items: 2023年，我局做了以下工作。一是…。二是….
    """

    end: int
    lead: int = 0


def unquoted(words: str) -> str:
    """Return the words of a period without the quotes round them: “十四五”, but “十四五”期间 as it is."""
    inner = words.strip('“”"')
    return inner if len(words) - len(inner) in {0, 2} or not {"“", "”"} <= set(words) else words


def find_turns(text: str) -> list[Turn]:
    """Return the turns of a paragraph from left to right."""
    firsts = [match.start() for match in _FIRST_ITEM.finditer(text)]
    turns: list[Turn] = []
    for match in _RESET.finditer(text):
        index = bisect_right(firsts, match.end()) - 1
        is_item = index >= 0 and _ITEM.fullmatch(match[0], 1)
        turns.append(Turn(match.end(), firsts[index] if is_item else 0))
    return turns


def is_ahead(period: Period, today: DocumentDate | None) -> bool:
    """Tell whether a period was still to come when the document was written; without its date, 到2025年 was."""
    if today is None or period.end is None:
        return period.text.startswith(("到", "未来", "今后", "接下来"))
    if period.text.startswith("截"):
        return False
    day = today.day.isoformat()
    return period.end > day and (period.start is None or period.start > day)


class _Resolver:
    """Turns matches into days; ``_year`` is the year the paragraph speaks of at the moment."""

    def __init__(self, today: date | None) -> None:
        self._today = today
        self._year = today.year if today else None
        self._explicit = False

    def mentions(self, text: str) -> Iterator[PeriodMention]:
        for match in _PERIODS.finditer(text):
            spoken_of = self._year, self._explicit
            bounds = self._bounds(match)
            if _is_compared(text, match):
                self._year, self._explicit = spoken_of
            if bounds is None:
                continue
            rises = match["before"] == "到" and text.endswith(_RISES, 0, match.start())
            starts_change, governs = _is_start_of_change(text, match), _only_figure(text, match)
            start, end = bounds if starts_change or rises else self._turned(match, *bounds)
            words = match[0].removesuffix("，").removeprefix("到" * rises)
            period = Period(unquoted(words), _iso(start), _iso(end))
            narrow = starts_change or governs is not None
            governs = match.end() + 1 if starts_change else governs
            planned = _PLANNED_BEFORE.search(text, 0, match.start()) is not None
            yield PeriodMention(
                match.start() + rises, match.end(), period, _is_compared(text, match), narrow, planned, governs
            )

    def _bounds(self, match: re.Match[str]) -> Bounds | None:
        name = next(name for name in _READERS if match[name] is not None)
        return _READERS[name](self, match)

    def _turned(self, match: re.Match[str], start: date | None, end: date | None) -> Bounds:
        """Return the bounds that 截至, 自 … 起, 以来 and 前 leave."""
        before, after = match["before"] or "", match["after"] or ""
        if after.endswith(("前", "止", "为止")):
            return None, end
        if after in _SINCE:
            return start, self._today if after in ("以来", "至今") else None
        if before in ("自", "从"):
            return start, None
        if before.startswith(_POINT_BEFORE):
            return None, end
        return start, end

    def day_range(self, match: re.Match[str]) -> Bounds | None:
        year, month = _year(match["day_year"]), _number(match["day_month"])
        last_year = _year(match["last_day_year"] or match["day_year"])
        start = self._day(year, month, match["day_day"])
        end = self._day(last_year, _number(match["last_day_month"] or match["day_month"]), match["last_day"])
        self._set(last_year)
        return (start, end) if start is not None and end is not None and start <= end else None

    def _day(self, year: int, month: int, words: str) -> date | None:
        day = _number(words)
        return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None

    def month_range(self, match: re.Match[str]) -> Bounds | None:
        first, last = _year(match["from_year"]), _year(match["to_year"] or match["from_year"])
        return self._months(first, _number(match["from_month"]), last, _number(match["to_month"]))

    def year_range(self, match: re.Match[str]) -> Bounds | None:
        first, last = _year(match["first_year"]), _year(match["last_year"])
        if first > last:
            return None
        self._set(last)
        if match["school"] == "学年":
            return date(first, 9, 1), date(last, 8, 31)
        return date(first, 1, 1), date(last, 12, 31)

    def point(self, match: re.Match[str]) -> Bounds | None:
        year = _year(match["year"])
        self._set(year)
        if match["school_year"]:
            return date(year, 9, 1), date(year + 1, 8, 31)
        if match["month"]:
            return self._month(year, match["month"], match["day"], match["month_end"])
        return self._part(year, match["part"])

    def listed_year(self, match: re.Match[str]) -> Bounds | None:
        """Return the year of 2022、2023年, whose 年 stands behind the last."""
        self._set(_year(match["listed_year"]))
        return self._part(_year(match["listed_year"]), None)

    def relative(self, match: re.Match[str]) -> Bounds | None:
        if match["relative"] == "当年":
            return self._part(self._year, None) if self._year else (None, None)
        if self._today is None:
            return None, None
        year = self._today.year + _RELATIVE_YEARS[match["relative"][0]]
        self._set(year)
        if match["relative_to"]:
            return self._months(year, _number(match["relative_from"]), year, _number(match["relative_to"]))
        if match["relative_month"]:
            return self._month(year, match["relative_month"], match["relative_day"], match["relative_end"])
        return self._part(year, match["relative_part"])

    def plan(self, match: re.Match[str]) -> Bounds | None:
        number = read_numeral(match["plan"].removesuffix("五"))
        first = _PLANS_FROM + _PLAN_YEARS * (int(number or _TENTH_PLAN) - _TENTH_PLAN)
        last = date(first + _PLAN_YEARS - 1, 12, 31)
        return (None if match[0].endswith("末") else date(first, 1, 1)), last

    def bare_months(self, match: re.Match[str]) -> Bounds | None:
        first, last = _number(match["bare_from"]), _number(match["bare_to"])
        if first >= last:
            return None
        return self._months(self._year, first, self._year, last) if self._year else (None, None)

    def bare_part(self, match: re.Match[str]) -> Bounds | None:
        if self._year is None:
            return None, None
        is_past = not self._explicit and (match["bare_part"] == "年末" or self._is_told_whole(match))
        return self._part(self._year - is_past, match["bare_part"])

    def _is_told_whole(self, match: re.Match[str]) -> bool:
        """Tell whether 全年 is a year that is over: what is told of it before the autumn is no plan."""
        early = self._today is not None and self._today.month < _AUTUMN
        return match["bare_part"] == "全年" and early and _PLANNED.match(match.string, match.end()) is None

    def bare_month(self, match: re.Match[str]) -> Bounds | None:
        if self._year is None:
            return None, None
        month, year = _number(match["bare_month"]), self._year
        behind = self._today is not None and month > self._today.month and not self._explicit
        behind = behind and not _PLANNED_BEFORE.search(match.string, 0, match.start())
        behind = behind and not _AHEAD_BEHIND.match(match.string, match.end())
        return self._month(
            year - 1 if behind and not match["after"] else year, match["bare_month"], match["bare_day"], None
        )

    def near(self, match: re.Match[str]) -> Bounds | None:
        years = read_numeral(match["near_years"])
        if self._today is None or years is None:
            return None, None
        if match["near"] in ("未来", "今后", "接下来"):
            return self._today, _years_later(self._today, int(years))
        if match["near"] in ("前", "连续"):
            return None, None
        return _years_later(self._today, -int(years)) + timedelta(days=1), self._today

    def within(self, _match: re.Match[str]) -> Bounds | None:
        return None, date(self._today.year, 12, 31) if self._today else None

    def within_years(self, match: re.Match[str]) -> Bounds | None:
        years = read_numeral(match["within_years"])
        if self._today is None or years is None:
            return None, None
        return self._today, _years_later(self._today, int(years))

    def many(self, _match: re.Match[str]) -> Bounds | None:
        return None, self._today

    def _set(self, year: int) -> None:
        self._year, self._explicit = year, True

    def _months(self, first_year: int, first: int, last_year: int, last: int) -> Bounds | None:
        self._set(last_year)
        start, end = date(first_year, first, 1), _month_end(last_year, last)
        return (start, end) if start <= end else None

    def _month(self, year: int, month_words: str, day_words: str | None, edge: str | None) -> Bounds | None:
        month = _number(month_words)
        if day_words:
            day = self._day(year, month, day_words)
            return day, day
        if edge in ("底", "末"):
            return None, _month_end(year, month)
        return date(year, month, 1), _month_end(year, month)

    def _part(self, year: int, part: str | None) -> Bounds:
        if part is None or part in ("度", "全年", "春季", "秋季", "年中"):
            return date(year, 1, 1), date(year, 12, 31)
        if part == "上半年":
            return date(year, 1, 1), date(year, 6, 30)
        if part == "下半年":
            return date(year, 7, 1), date(year, 12, 31)
        if part == "前三季度":
            return date(year, 1, 1), date(year, 9, 30)
        if part.endswith("季度"):
            return _quarter(year, part)
        return (date(year, 1, 1), None) if part.endswith("初") else (None, date(year, 12, 31))


_READERS: dict[str, Callable[[_Resolver, re.Match[str]], Bounds | None]] = {
    "day_year": _Resolver.day_range,
    "from_year": _Resolver.month_range,
    "first_year": _Resolver.year_range,
    "listed_year": _Resolver.listed_year,
    "year": _Resolver.point,
    "relative": _Resolver.relative,
    "plan": _Resolver.plan,
    "bare_from": _Resolver.bare_months,
    "bare_part": _Resolver.bare_part,
    "bare_month": _Resolver.bare_month,
    "near": _Resolver.near,
    "within": _Resolver.within,
    "within_years": _Resolver.within_years,
    "many": _Resolver.many,
    "present": _Resolver.many,
}


def _is_compared(text: str, match: re.Match[str]) -> bool:
    """Tell whether a period is what something is compared with: 比上年增长, 是2019年的2.6倍."""
    before = text[max(0, match.start() - 2) : match.start()]
    if _COMPARING.search(before) and match["before"] is None:
        return True
    return before.endswith(("是", "为", "于")) and text.startswith("的", match.end())


def _is_start_of_change(text: str, match: re.Match[str]) -> bool:
    """Tell whether a period is where a change starts from: 由2021年的, 从2021年底的."""
    starts = match["before"] == "从" or text.endswith("由", 0, match.start())
    return starts and text.startswith("的", match.end())


def _only_figure(text: str, match: re.Match[str]) -> int | None:
    """Return where the figure begins that a period in an attribute speaks of: 2000年前建成的11个, 其中2023年的9个."""
    is_attribute = (match["after"] or "").endswith("前") or match["present"] is not None
    if not is_attribute and not text.endswith("其中", 0, match.start()):
        return None
    attribute = _ATTRIBUTE.match(text, match.end())
    return attribute.end() if attribute else None


def _quarter(year: int, part: str) -> Bounds:
    if part.startswith("前"):
        return date(year, 1, 1), date(year, 6, 30)
    quarter = _QUARTERS[part.removesuffix("季度")[-1]]
    return date(year, 3 * quarter - 2, 1), _month_end(year, 3 * quarter)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _years_later(day: date, years: int) -> date:
    year = min(max(day.year + years, 1), 9999)
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def _year(words: str) -> int:
    return int(_number(words))


def _number(words: str) -> int:
    value = read_numeral(words)
    return 0 if value is None else int(value)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

"""Decides whether a number with its unit counts something, or only serves the sentence (三个方面, 近3年, 一家人)."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from viewer.core.metric import MetricType
from viewer.extract.metrics.table import read_table
from viewer.extract.metrics.units import Unit

_LONGEST_CUE = 6
_LONGEST_CLAUSE = 24
_COUNTED_BEHIND = re.compile(r"的(?:村|户|企业)?共?有\d")
_PRAISED = re.compile(r"(?:更加?|优质|良好|安全|和谐|舒适|美好|温馨)")
_AWAY = re.compile(r"距[^，。；\d]{0,16}\Z")
_TEENS = re.compile("十[一二三四五六七八九]|二十")
_RING_WITHIN = 12
_RING_BREAK = re.compile(r"[，。；、\n]")
_ADDRESS_BEFORE = "号楼路弄街"
_ADDRESS_UNITS = frozenset({"层", "栋", "幢", "间", "座"})
_ATTAINED = re.compile(
    r"(?:达|达到|为|投入|补助|给予|增长|实现|完成|保持在?|稳定在|提高|提高到|提升到|占|超|奖励|补贴|共|约|至|在|有|是|到|新增|建设|建成|罚款|拥有)\Z"
)
_THRESHOLD_TYPES = frozenset({MetricType.MONEY, MetricType.AREA, MetricType.COUNT, MetricType.LENGTH, MetricType.OTHER})
_MEASURED = frozenset({MetricType.MONEY, MetricType.LENGTH, MetricType.AREA, MetricType.DURATION, MetricType.OTHER})
_OWN_UNIT = re.compile(r"(?:(?P<times>人次)(?:总?数|量)?|(?P<unit>[户件辆台家次例起宗册])总?数量?)\Z")
"""Heads that say what they are counted in, so that a bare 186万 behind them has a unit: 流通人次, 在册户数."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_CHINESE_PAIR = re.compile(r"[\u4e00-\u9fff]{2}\Z")
_CLAUSE_END = re.compile(r"[，。；、]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number at ``start`` whose unit ends at ``end``; ``arabic`` is also said of 三十五 where size is meant."""

    text: str
    start: int
    digits: str
    unit: Unit
    end: int
    arabic: bool
    qualified: bool = False


@dataclass(frozen=True, slots=True)
class Counting:
    """The rules of counting, over the words of the data table."""

    discourse: tuple[str, ...]
    discourse_after_arabic: tuple[str, ...]
    phrases: tuple[str, ...]
    summed_up: tuple[str, ...]
    demonstratives: str
    one_verbs: tuple[str, ...]
    one_units: frozenset[str]
    place_units: str
    place_suffixes: tuple[str, ...]
    fixed: tuple[str, ...]
    year_cues: tuple[str, ...]
    years_not_before: tuple[str, ...]
    people: tuple[str, ...]
    people_ahead: re.Pattern[str]
    money_heads: tuple[str, ...]
    reached: re.Pattern[str]

    def counts(self, candidate: Candidate) -> bool:
        """Tell whether the number counts something."""
        text, start, unit, end = candidate.text, candidate.start, candidate.unit, candidate.end
        in_address = start and unit.name in _ADDRESS_UNITS and text[start - 1] in _ADDRESS_BEFORE
        if in_address and candidate.digits != "一":
            return False
        if (
            unit.type is MetricType.LENGTH
            and text.startswith(("处", "内", "以内"), end)
            and _AWAY.search(text, 0, start)
        ):
            return False
        if text.startswith("级", end) and not text.startswith("级别", end):
            return False
        if text.startswith(self.fixed, end - len(unit.name)) or self._is_ring(text, unit, end):
            return False
        if candidate.arabic:
            return not (unit.weak and text.startswith(self.discourse_after_arabic, end))
        return self._chinese_counts(candidate)

    def _is_ring(self, text: str, unit: Unit, end: int) -> bool:
        """Tell whether a time or distance only names a neighbourhood: 15分钟社区生活圈."""
        if unit.type not in (MetricType.DURATION, MetricType.LENGTH):
            return False
        ring = text.find("圈", end, end + _RING_WITHIN)
        return ring >= 0 and not _RING_BREAK.search(text, end, ring)

    def _chinese_counts(self, candidate: Candidate) -> bool:
        text, start, unit, end = candidate.text, candidate.start, candidate.unit, candidate.end
        if candidate.digits == "一":
            measured = candidate.qualified and unit.type in _MEASURED
            return measured or (unit.name in self.one_units and self._is_built(text, start, end))
        if candidate.digits == "二" or text.startswith(self.phrases, start):
            return False
        if len(candidate.digits) > 1 and not _TEENS.fullmatch(candidate.digits):
            return True
        if start and text[start - 1] in self.demonstratives:
            return False
        is_place = unit.name in self.place_units and text.startswith(self.place_suffixes, end)
        if candidate.digits != "两" and is_place:
            return False
        return not unit.weak or candidate.qualified or self._names_things(text, end) or self._sums_up(text, start, end)

    def _sums_up(self, text: str, start: int, end: int) -> bool:
        """Tell whether a clause ends in the count of what it names before: 改造项目三个."""
        if not _CLAUSE_END.match(text, end) or not _CHINESE_PAIR.match(text, max(0, start - 2), start):
            return False
        return not text[max(0, start - _LONGEST_CUE) : start].endswith(self.summed_up)

    def _names_things(self, text: str, end: int) -> bool:
        return bool(_CHINESE.match(text, end)) and not text.startswith(self.discourse, end)

    def _is_built(self, text: str, start: int, end: int) -> bool:
        """Tell whether one thing is built: 新建一座, 东站、西站各一座, and at a clause's end 新建教学楼一幢."""
        if _PRAISED.match(text, end):
            return False
        before = text[max(0, start - _LONGEST_CUE) : start].removesuffix("了")
        if before.endswith((*self.one_verbs, "各")):
            return True
        clause = text[max(0, start - _LONGEST_CLAUSE) : start].rpartition("，")[2]
        return _CLAUSE_END.match(text, end) is not None and clause.startswith(self.one_verbs)

    def is_duration(self, candidate: Candidate, *, qualified: bool) -> bool:
        """Tell whether a time is stated as a figure, not as the time of something."""
        text, unit, end = candidate.text, candidate.unit, candidate.end
        if unit.name == "日":
            return qualified or "." in candidate.digits
        if unit.base != "年" and (candidate.arabic or qualified):
            return True
        if text.startswith(self.years_not_before, end):
            return False
        before = text[max(0, candidate.start - _LONGEST_CUE) : candidate.start]
        return qualified or before.endswith(self.year_cues)

    def is_threshold(self, text: str, start: int, kind: MetricType, end: int) -> bool:
        """Tell whether a figure with 以上 or 以下 only says which things are meant: 5000平方米以上商场."""
        if kind not in _THRESHOLD_TYPES or not _CHINESE.match(text, end) or text.startswith(("用于", "用来"), end):
            return False
        return not _ATTAINED.search(text[max(0, start - _LONGEST_CUE) : start])

    def is_class(self, text: str, kind: MetricType, end: int) -> bool:
        """Tell whether a figure only says which ones are counted behind it: 收入10万元以上的有71个."""
        return kind in _THRESHOLD_TYPES and _COUNTED_BEHIND.match(text, end) is not None

    def person_noun_at(self, text: str, start: int) -> bool:
        """Tell whether people are named at ``start``."""
        return bool(self.people_ahead.match(text, start))

    def follows_people(self, text: str, start: int) -> bool:
        """Tell whether the words before ``start`` name people whose number follows."""
        return self.reached.sub("", text[max(0, start - _LONGEST_CUE) : start]).endswith(self.people)

    def unit_before(self, text: str, start: int) -> str | None:
        """Return the unit the words before ``start`` are counted in: 人次 of 流通人次186万."""
        match = _OWN_UNIT.search(self.reached.sub("", text[max(0, start - _LONGEST_CUE) : start]))
        return match["times"] or match["unit"] if match else None

    def follows_money(self, text: str, start: int) -> bool:
        """Tell whether the words before ``start`` speak of money, so that 亿 without 元 means yuan."""
        near = self.reached.sub("", text[max(0, start - _LONGEST_CUE) : start])
        return near.endswith(self.money_heads)

    def follows_attainment(self, text: str, start: int) -> bool:
        """Tell whether the words before ``start`` say that something reached a number."""
        return bool(self.reached.search(text[max(0, start - _LONGEST_CUE) : start]))


@cache
def counting_table() -> Counting:
    """Return the rules with the words of the data table."""
    table: dict[str, Any] = read_table("counting")
    return Counting(
        discourse=tuple(table["discourse"]),
        discourse_after_arabic=tuple(table["discourse_after_arabic"]),
        phrases=tuple(table["phrases"]),
        summed_up=tuple(table["summed_up"]),
        demonstratives=table["demonstratives"],
        one_verbs=tuple(table["one_verbs"]),
        one_units=frozenset(table["one_units"]),
        place_units=table["place_units"],
        place_suffixes=tuple(table["place_suffixes"]),
        fixed=tuple(table["fixed"]),
        year_cues=tuple(table["year_cues"]),
        years_not_before=tuple(table["years_not_before"]),
        people=tuple(table["people"]),
        people_ahead=re.compile(rf"[^，。；、的\d]{{0,6}}?(?:{'|'.join(table['people'])})"),
        money_heads=tuple(table["money_heads"]),
        reached=re.compile(rf"(?:{table['reached']})(?:了)?\Z"),
    )

"""Takes the name of a figure from its sentence: the words before it, or those behind it."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from viewer.core.metric import MetricType
from viewer.extract.metrics.mask import FILLER
from viewer.extract.metrics.quantity import Quantity
from viewer.extract.metrics.wording import Wording, told_apart, without_periods, wording

_LONGEST_BEFORE = 48
_LONGEST_BEHIND = 32
_LONGEST_LIST = 8
_LONG_VERB = 10
_SHORT_PART = 4
_SHORTEST_NAME = 2
_LONGEST_THING = 6
_CLAUSE_BREAK = "，。；：！？,;!?\n\t"
_OPENING = "（(“‘《"
_CLOSING = "）)”’》"
_BEHIND = re.compile(
    r"(?:[省市区县乡镇]、(?=[省市区县乡镇村])|“[^”]{1,20}”|《[^》]{1,40}》|(?<=小)（[0-9一二]）(?=型)|[^，。；：、！？（）(),;!?\n\t”’“《\0])*"
)
_LIST_GAP = re.compile(r"[、和及与，,\s]*")
_TO_JOINT = re.compile(r"\A(?:.*[、和及与的]\Z|[、和及与])")
_NEXT_OF_LIST = re.compile(r"[、和]")
_ATTRIBUTE_GAP = re.compile(r"(?:及?以上)?的?[\u4e00-\u9fff]{2,8}(?<![约达为到至共计设近超])")
_MEASURES = frozenset({MetricType.OTHER, MetricType.LENGTH, MetricType.AREA})
_BUILT_THEN = re.compile(
    rf"{FILLER}+(?:以?前|以后|之[前后]|年?[前后]|期间|底)?(?:建成|建设|修建|建造|竣工|投用|开工|立项|批准|入库)的"
)
"""A period in an attribute of the thing: 7个2000年以前建成的老旧小区."""
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,4}[镇乡县](?:[\u4e00-\u9fff]{1,6}村)?")
"""Says where, not what: 某镇某村2989亩农田."""
_FROM_TO = re.compile(r"[\u4e00-\u9fff]{2,}[至到][\u4e00-\u9fff]{2,}\Z")
_PER_HEAD = re.compile(r"\A(每?[十百千万]+(?:名|位)?[\u4e00-\u9fff]{0,4}人)拥有")
"""What a figure per head is shared by: 每万人拥有公交车 is the same as 每万人公交车."""
_PER_ALONE = re.compile(r"每[十百千万]+(?:名|位)?(?:老年?人|(?:常住|户籍)?人口|人|居民|学生|儿童|户)")
_WHOLE = re.compile(r"\A全[省市区县州国]")
_RANKED = re.compile(r"(?:国家|[省市州区县])级")
_USED_FOR = re.compile(r"用于([\u4e00-\u9fff]{2,20})(?=[，。；、]|\Z)")
_CAPACITIES = ("能力", "规模", "产能", "库容")
_SHARES = frozenset({MetricType.PERCENT, MetricType.RATIO})
_RATES = _SHARES | {MetricType.POINT, MetricType.RANK}
_SHARE_HEADS = ("率", "比", "比重")
_TOLD_APART = "分别"
_LISTING = re.compile(r"\A.*(?:[是为有]|包括|依次是)")
_RISES_TO = re.compile(r"(?:提高|提升|增加|上升|下降|降低|减少|增长|上调|下调|调整)(?:到|至|为)")
_OVER_YEAR = ("同比", "比上年", "较上年", "增长")
_SENTENCE_BREAK_ONLY = re.compile(r"[。；]")
_SENTENCE_BREAK = re.compile(r"[。；，]")


@dataclass(frozen=True, slots=True)
class IndicatorName:
    """What a figure is called: in ``full`` where it stands alone, by the ``words`` at its side in its sentence."""

    full: str | None = None
    words: str | None = None


def name_indicators(text: str, quantities: Sequence[Quantity], sentence_ends: Sequence[int]) -> list[IndicatorName]:
    """Return the name of each figure of a paragraph, an empty one where the sentence gives none.

    ``text`` is the normal text with its periods blanked out, ``sentence_ends`` are sorted offsets.
    """
    return _Namer(text, quantities, sentence_ends, wording()).names()


def _without_distant(words: str, quantity: Quantity) -> str:
    """Return the words without a qualifier and the whole it measures by: 年均单产不足全区平均水平的七成."""
    if quantity.qualifier is None or quantity.start != quantity.number_start or quantity.suffix or quantity.more:
        return words
    name, found, _ = words.rpartition(quantity.qualifier)
    return name if found and len(name) >= _SHORTEST_NAME else words


class _Namer:
    """Names the figures of one paragraph from left to right; a figure may take up the name of the one before."""

    def __init__(self, text: str, quantities: Sequence[Quantity], sentence_ends: Sequence[int], words: Wording) -> None:
        self._text = text
        self._quantities = quantities
        self._sentence_ends = sentence_ends
        self._words = words
        self._names: list[IndicatorName] = []

    def names(self) -> list[IndicatorName]:
        while len(self._names) < len(self._quantities):
            index = len(self._names)
            listed = [IndicatorName(name, name) for name in self._list_from(index)]
            self._names.extend(listed or [self._name(index)])
        return self._names

    def _name(self, index: int) -> IndicatorName:
        quantity = self._quantities[index]
        if reach := self._reach_name(quantity):
            return IndicatorName(reach, reach)
        words, behind = self._without_thing(index, self._before(index)), self._behind(index)
        before = self._words.name_before(words)
        if self._words.leads_to_object(words) and (thing := self._words.object_of(behind)):
            return IndicatorName(thing, thing)
        if self._words.hands_over(words) and behind:
            return IndicatorName(behind, behind)
        if self._words.lists_things(words) and quantity.type is MetricType.COUNT and behind:
            thing = self._words.object_of(behind) or behind
            return IndicatorName(thing, thing)
        if not before and not behind and (use := _USED_FOR.match(self._text, quantity.end)):
            return IndicatorName(use[1], use[1])
        full = self._with_subject(_PER_HEAD.sub(r"\1", self._chosen(quantity, before, behind)), index)
        return IndicatorName(full, self._at_side(quantity, _PER_HEAD.sub("", before), behind) or full)

    def _without_thing(self, index: int, words: str) -> str:
        """Return the words without the thing the figure before counts: 7个乡镇20个村, 9户居民、建筑面积80平方米."""
        quantity = self._quantities[index - 1] if index else None
        if quantity is None or quantity.type is not MetricType.COUNT or not self._text.startswith(words, quantity.end):
            return words
        thing, joint, rest = words.partition("、")
        if not thing or len(thing) > _LONGEST_THING or self._behind(index - 1) != thing:
            return words
        return rest if joint or self._behind(index) else words

    def _at_side(self, quantity: Quantity, before: str, behind: str) -> str:
        """Return the words before a figure that name it, else those behind it; never both together."""
        if not behind:
            return before
        is_of_thing = self._text.startswith("的", quantity.end)
        is_share = quantity.type in _SHARES and not before.endswith(_SHARE_HEADS)
        is_clause = quantity.type is MetricType.COUNT and len(before) > _LONG_VERB
        too_little = self._words.is_light(before) or len(before) < _SHORTEST_NAME or _PLACE.fullmatch(before)
        return behind if too_little or is_of_thing or is_share or is_clause else before

    def _with_subject(self, name: str, index: int) -> str | None:
        """Return the name; one that is only a change or a share gets what changed from the figure before."""
        is_share = name == "占"
        is_per = _PER_ALONE.fullmatch(name) is not None
        if name and not is_share and not is_per and not self._words.change.fullmatch(name):
            return name
        if is_per:
            thing = self._inherited(index) or ""
            return name + self._words.subject(_WHOLE.sub("", thing))
        if name.startswith(_OVER_YEAR) and (grown := self._before_share(index)):
            return self._words.subject(grown) + name
        inherited = self._inherited(index) if name else self._clause_before(index) or self._inherited(index)
        if inherited is None or (inherited.endswith(_SHARE_HEADS) and self._quantities[index].type not in _RATES):
            return name or None
        if is_share:
            return inherited if inherited.endswith("占比") else f"{inherited}占比"
        return inherited if inherited.endswith(name) else self._words.subject(inherited) + name

    def _chosen(self, quantity: Quantity, before: str, behind: str) -> str:
        if self._words.is_light(before) or (behind and len(before) < _SHORTEST_NAME):
            before = ""
        if not before or not behind:
            return before or behind
        if self._text.startswith("的", quantity.end):
            attribute = self._words.attribute_of(before)
            if attribute:
                return behind + attribute
            return behind if len(before) > _LONG_VERB else self._joined(quantity, before, behind)
        if quantity.type in _SHARES and not before.endswith(_SHARE_HEADS):
            return behind
        return self._joined(quantity, before, behind)

    def _joined(self, quantity: Quantity, before: str, behind: str) -> str:
        """Return verb and thing together where the figure stands between them: 举办20余场创投沙龙."""
        if quantity.type is MetricType.COUNT:
            return behind if len(before) > _LONG_VERB else before + behind
        if behind.endswith(_CAPACITIES) or (quantity.type is MetricType.LENGTH and _FROM_TO.search(before)):
            return behind
        is_sum = quantity.type is MetricType.MONEY and behind.endswith(self._words.money_nouns)
        return before + behind if is_sum and len(before) <= _SHORT_PART else before

    def _reach_name(self, quantity: Quantity) -> str | None:
        """Return the words of 最长补贴24个月, whose name is part of the figure."""
        if quantity.qualifier is None or quantity.number_start == quantity.start:
            return None
        words = self._text[quantity.start : quantity.number_start]
        return words if words != quantity.qualifier and words.startswith(quantity.qualifier) else None

    def _before(self, index: int) -> str:
        """Return the words of the clause before a figure, or before the bracket it opens: 场景清单（100项）."""
        quantity = self._quantities[index]
        end = quantity.start if quantity.verb_start is None else quantity.verb_start
        floor = self._floor(index)
        start = self._clause_start(end, floor)
        if start == end > floor and self._text[end - 1] in "（(":
            end -= 1
            start = self._clause_start(end, floor)
        words = _without_distant(self._text[start:end], quantity)
        return _TO_JOINT.sub("", words, count=1) if index and start == self._quantities[index - 1].end else words

    def _floor(self, index: int) -> int:
        """Return where the words before a figure may begin; a measure in its name is part of it (110千伏变电站4座)."""
        if index == 0:
            return 0
        before = self._quantities[index - 1]
        if before.type in _MEASURES and _ATTRIBUTE_GAP.fullmatch(self._text, before.end, self._quantities[index].start):
            return self._quantities[index - 2].end if index > 1 else 0
        return before.end

    def _clause_start(self, end: int, floor: int) -> int:
        depth = closed = 0
        first = max(floor, end - _LONGEST_BEFORE)
        for position in range(end - 1, first - 1, -1):
            character = self._text[position]
            if character in _CLOSING:
                closed = closed if depth else position + 1
                depth += 1
            elif character in _OPENING:
                if depth == 0:
                    return position + 1
                depth -= 1
            elif depth == 0 and character in _CLAUSE_BREAK:
                return position + 1
        return closed if depth else first

    def _behind(self, index: int) -> str:
        """Return the name behind a figure; of 最长12个月、最高4.5万元的租金补贴 both figures have the last one's."""
        last = min(index + _LONGEST_LIST, len(self._quantities) - 1)
        while index < last and self._follows_at_once(index + 1):
            index += 1
        end = self._quantities[index].end
        if attribute := _BUILT_THEN.match(self._text, end):
            end = attribute.end()
        limit = min(end + _LONGEST_BEHIND, len(self._text))
        following = self._quantities[index + 1].start if index + 1 < len(self._quantities) else None
        limit = limit if following is None else min(limit, following)
        match = _BEHIND.match(self._text, end, max(end, limit))
        words = match[0] if match else ""
        name = self._words.name_behind(words, leads_on=bool(words) and end + len(words) == following)
        return name + self._ranked_thing(index) if _RANKED.fullmatch(name) else name

    def _ranked_thing(self, index: int) -> str:
        """Return what the last of 14个国家级、119个省级、55个市级产业园 is, and so the others are."""
        if index + 1 == len(self._quantities):
            return ""
        gap = self._text[self._quantities[index].end : self._quantities[index + 1].start]
        if len(gap) > _LONGEST_BEHIND or _SENTENCE_BREAK.search(gap):
            return ""
        return _RANKED.sub("", self._behind(index + 1), count=1)

    def _follows_at_once(self, index: int) -> bool:
        gap = _NEXT_OF_LIST.fullmatch(self._text, self._quantities[index - 1].end, self._quantities[index].start)
        return gap is not None

    def _inherited(self, index: int) -> str | None:
        """Return the name of the figure before in the same sentence, or the clause before as a name."""
        start = self._quantities[index].start
        number = bisect_right(self._sentence_ends, start)
        floor = self._sentence_ends[number - 1] if number else 0
        if index:
            if self._quantities[index - 1].start >= floor and self._names[index - 1].full:
                return self._names[index - 1].full
            floor = max(floor, self._quantities[index - 1].end)
        end = self._clause_start(start, floor) - 1
        if end < floor:
            return None
        words = self._words.name_before(self._text[self._clause_start(end, floor) : end])
        return words if len(words) >= _SHORTEST_NAME else None

    def _before_share(self, index: int) -> str | None:
        """Return the name of the sum that grew where its share stands between: 产值8亿元，占全市的3%，同比增长5%."""
        if index < 2 or self._quantities[index].type is not MetricType.PERCENT:  # noqa: PLR2004 - the sum and its share
            return None
        share, name = self._quantities[index - 1], self._names[index - 1].full or ""
        whole = self._quantities[index - 2]
        joined = not _SENTENCE_BREAK_ONLY.search(self._text, whole.start, self._quantities[index].start)
        is_share = share.type in _SHARES and (name.startswith("占") or name.endswith("占比"))
        return self._names[index - 2].full if joined and is_share and whole.type not in _RATES else None

    def _clause_before(self, index: int) -> str | None:
        """Return the name of a whole clause that stands between the figure before and this one's clause."""
        start = self._quantities[index].start
        floor = self._quantities[index - 1].end if index else 0
        end = self._clause_start(start, floor) - 1
        begin = self._clause_start(end, floor) if end > floor else floor
        if not floor < begin < end or self._text[end] not in "，：":
            return None
        words = self._words.name_before(self._text[begin:end])
        return words if len(words) > _SHORT_PART else None

    def _list_from(self, index: int) -> list[str]:
        """Return the names of a list told apart by 分别 that begins with the figure, empty where none does."""
        head, apart, verb = self._before(index).partition(_TOLD_APART)
        if not apart or verb.endswith(self._words.handing_over):
            return []
        count = self._list_length(index)
        changed_to = _RISES_TO.fullmatch(without_periods(verb)) is not None
        verb = self._words.without_trailing(without_periods(verb))
        head = without_periods(head)
        names = told_apart(self._words.without_leading(head), count)
        if not names and count > 1 and self._words.change.fullmatch(head):
            names = [name + head for name in self._listed_before(index, count)]
        changed = changed_to or (len(head) <= _SHORT_PART and self._words.change.fullmatch(verb) is not None)
        if not names and index >= count > 1 and changed:
            names = [name.full for name in self._names[index - count : index] if name.full is not None]
        if len(names) != count:
            return []
        return [self._words.subject(name) + verb if verb else name for name in names]

    def _listed_before(self, index: int, count: int) -> list[str]:
        """Return the names the clause before lists: 增长较快的是甲县、乙县，增幅分别为9%和8%."""
        floor = self._floor(index)
        end = self._clause_start(self._quantities[index].start, floor) - 1
        words = self._text[self._clause_start(end, floor) : end] if end > floor else ""
        return told_apart(_LISTING.sub("", words, count=1), count)

    def _list_length(self, index: int) -> int:
        length = 1
        for before, behind in pairwise(self._quantities[index : index + _LONGEST_LIST]):
            if not _LIST_GAP.fullmatch(self._text, before.end, behind.start):
                break
            length += 1
        return length

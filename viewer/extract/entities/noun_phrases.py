"""Names closed by a head noun: schools, hospitals, companies, parks, bridges, forums."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from viewer.core.entity import EntityType
from viewer.extract.entities.boundary import BODY_AND, Boundaries, NameStart
from viewer.extract.entities.candidate import Candidate
from viewer.extract.entities.cues import any_of, cue, cues_of
from viewer.extract.entities.meetings import with_edition
from viewer.extract.gazetteers import Gazetteers, Head

_ANCHORED = 0.82
_BARE = 0.56
PARTING = frozenset(cue("phrase", "parting"))
"""Words that part a name from what belongs to it: 城区公办幼儿园 names no kindergarten."""
_BODY_WORK = re.compile(any_of(cue("phrase", "body_work")))
_NATION = re.compile(r"(?:国家|全国|联合国|世界|全球)$")
_NATION_FIRST = re.compile(r"(?:国家|全国|联合国|世界|全球|中国)(?!级)")
_LEVELLED = 0.7
_LEVEL = re.compile(r"[省市县区州](?![级属内外里区域直场民面政管辖间])")
_HEADED = frozenset({EntityType.ORGANISATION, EntityType.FACILITY, EntityType.COMPANY})
_IN_PHASES = frozenset({EntityType.FACILITY, EntityType.LOCATION})
_SHORTEST = 2
_LONGEST_BARE = 9
_MARKS = frozenset("“”‘’ ")
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]+$")
_BRANCH = re.compile(
    r"[（(](?:[一-鿿]{1,6}(?:分院|院区|校区|分校|分公司|分中心)|有限合伙|集团|[一二三四五六七八九十]期"
    r"|上海|深圳|北京|广州|苏州|杭州|武汉|珠海|威海|华东|华北|南京|西安|成都|重庆|青岛|大连|香港)[）)]"
    r"|(?<=[学校院])(?:(?![的和与及新老旧在将等])[一-鿿]){1,4}?(?:校区|院区|分院|分校)"
)
# Sites are built in phases, bodies are not.
_PHASE = re.compile(r"(?:[一二三四五六七八九十]|\d{1,2})期(?![间末限待望工内货刊])")
_WIDE_EVENT = re.compile(r"(?:中国|世界|全球|亚洲|国际)[·•—]$")
_COUNTED = re.compile(r"[\d一二三四五六七八九十两几多]+(?:所|家|个|座|处|条|栋|幢|名|批|类|项|场|次|期|届)$")
_CONTINUES = {head: re.compile(any_of(words)) for head, words in cues_of("continues").items()}
_OFFICIAL_HEADS = ("公司", "集团", "中心", "领导小组", "领导小组办公室", "指挥部", "工作专班", "委员会", "联席会议")
_LONGEST_OFFICIAL = 20


def find_noun_phrases(
    text: str,
    hits: Iterable[tuple[int, int, Head]],
    boundaries: Boundaries,
    gazetteers: Gazetteers,
    inner: Mapping[int, int],
) -> Iterator[Candidate]:
    """Yield names closed by a head noun; ``inner`` tells where technologies begin and end, which name nothing."""
    judge = _Judge(text, gazetteers, inner)
    for start, end, head in _longest_by_end(hits):
        if not _goes_on(text, start, end):
            begun = boundaries.name_start(text, start, official=_is_official(text[start:end], head))
            begun = _behind_another(text, begun, start)
            found = judge.name(begun, start, end, head)
            if found is not None:
                yield found


def _behind_another(text: str, begun: NameStart, start: int) -> NameStart:
    """Return where the name begins when another body is named before it: 鼓楼医院与社区卫生服务中心 are two."""
    others = [match.end() for match in BODY_AND.finditer(text, begun.start, start)]
    return NameStart(others[-1]) if others else begun


def _goes_on(text: str, start: int, end: int) -> bool:
    """Tell whether the head noun is only the beginning of another word: 市场监管, 村民."""
    heads = (text[max(start, end - size) : end] for size in (end - start, 2, 1))
    return any(head in _CONTINUES and _CONTINUES[head].match(text, end) for head in heads)


def _is_official(head: str, kind: Head) -> bool:
    """Tell whether names with this head run to whole descriptions: plans, forums, committees, task forces."""
    return (kind.type is EntityType.EVENT and kind.is_strong) or head.endswith(_OFFICIAL_HEADS)


def _longest_by_end(hits: Iterable[tuple[int, int, Head]]) -> Iterator[tuple[int, int, Head]]:
    seen: set[int] = set()
    for start, end, head in hits:
        if end not in seen:
            seen.add(end)
            yield start, end, head


@dataclass(frozen=True, slots=True)
class _Judge:
    """Decides what phrases of one text are names."""

    text: str
    gazetteers: Gazetteers
    inner: Mapping[int, int]

    def name(self, begun: NameStart, start: int, end: int, head: Head) -> Candidate | None:
        """Return the name that ends with the head noun ``text[start:end]``, if it is one."""
        if begun.start == start or _COUNTED.match(self.text, begun.start, start):
            return None
        first = self._with_ordinal(begun.start, head)
        own = self._proper_part(begun.start, start)
        beyond = own if begun.place_end is None else self._proper_part(begun.place_end, start)
        if self.text[max(begun.start, start - 2) : start] in PARTING:
            return None
        first, is_national = self._with_nation(first)
        kind = self._type(begun.start, start, head)
        if (begun.has_place or begun.has_quote or (is_national and own >= _SHORTEST)) and (
            head.is_strong or beyond > (end - start == 1)
        ):
            return Candidate(first, self._end(end, kind), kind, _ANCHORED, confident=True)
        if self._begins_with_level(begun, start) and head.is_strong and head.type in _HEADED:
            return Candidate(first, self._end(end, kind), kind, _LEVELLED)
        longest = _LONGEST_OFFICIAL if _is_official(self.text[start:end], head) else _LONGEST_BARE
        if not head.is_strong or not begun.edge or own < _SHORTEST or start - begun.start > longest:
            return None
        return Candidate(first, self._end(end, kind), kind, _BARE)

    def _end(self, end: int, kind: EntityType) -> int:
        phase = _PHASE.match(self.text, end) if kind in _IN_PHASES else None
        return phase.end() if phase else with_branch(self.text, end)

    def _with_nation(self, first: int) -> tuple[int, bool]:
        """Return where the name begins with the 国家 or 世界 before it, and whether there is one."""
        if _NATION_FIRST.match(self.text, first):
            return first, True
        nation = _NATION.search(self.text, max(0, first - 3), first)
        return (nation.start(), True) if nation else (first, False)

    def _type(self, first: int, start: int, head: Head) -> EntityType:
        """Return the head's type; a 中心 that does a body's work is a body."""
        if self.text.startswith("中心", start) and _BODY_WORK.search(self.text, first, start):
            return EntityType.ORGANISATION
        return head.type

    def _begins_with_level(self, begun: NameStart, start: int) -> bool:
        """Tell whether a level of government opens the name: 县医院, 市图书馆, but not 市级医院."""
        opening = self.text[begun.start : begun.start + 2]
        return begun.edge and start - begun.start <= _LONGEST_BARE and bool(_LEVEL.match(opening))

    def _with_ordinal(self, first: int, head: Head) -> int:
        if head.type is EntityType.EVENT:
            wide = _WIDE_EVENT.search(self.text, max(0, first - 3), first)
            return with_edition(self.text, wide.start() if wide else first)
        ordinal = _ORDINAL.search(self.text, max(0, first - 4), first)
        return ordinal.start() if ordinal else first

    def _proper_part(self, first: int, end: int) -> int:
        """Return how many characters of a modifier are neither generic words nor technologies."""
        generic = self.gazetteers.generic_modifiers
        at = first
        proper: list[str] = []
        while at < end:
            size = next((n for n in (6, 5, 4, 3, 2) if at + n <= end and self.text[at : at + n] in generic), 0)
            if size or self.inner.get(at, end + 1) <= end:
                at = max(at + size, self.inner.get(at, 0))
                continue
            proper.append(self.text[at])
            at += 1
        named = [char for char in proper if char not in _MARKS]
        return len(named) if any(char not in generic for char in named) else 0


def with_branch(text: str, end: int) -> int:
    """Return where the name ends with the branch that may follow: （深圳）, （有限合伙）."""
    branch = _BRANCH.match(text, end)
    return branch.end() if branch else end

"""What the neural tagger proposes, put into the types and bounds of the guideline."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from viewer.core.entity import EntityType, MarkSource
from viewer.extract.entities.boundary import BODY_AND
from viewer.extract.entities.candidate import Candidate
from viewer.extract.entities.cues import any_of, cue
from viewer.extract.entities.noun_phrases import PARTING, with_branch
from viewer.extract.gazetteers import Gazetteers, Head
from viewer.extract.tagger.tagger import Tagged, TagLabel

_WEIGHT = 0.62
_TYPES = {
    TagLabel.PERSON: EntityType.PERSON,
    TagLabel.LOCATION: EntityType.LOCATION,
    TagLabel.ORGANISATION: EntityType.ORGANISATION,
    TagLabel.COMPANY: EntityType.COMPANY,
}
_BODIES = frozenset({TagLabel.COMPANY, TagLabel.ORGANISATION})
_LONGEST_HEAD = 8
_LONGEST = 30
_SHORTEST_TRIMMED = 3
_SHORTEST_LEFT = 4
_APPENDED = re.compile(
    r"(?<=[市县区省镇乡村州路河江湖街])(?:河堤|堤防|大堤|堤坝|集镇|境内|农村|项目|两侧|沿线|代表团|街道段|道路|交叉口|路口|等地)$|(?<=.{2})片区$|(?<=.{2})[一二两三四五六七八九十几多]大[一-鿿]*$|(?<=[市县区旗镇乡])(?:各|均|分别)[一-鿿]*$|(?<!路)段$|(?<=路)[区口]$|(?<=街)口$"
)
_COUNTED = re.compile(r"(?:(?<=.{3})[东西南北中]+[部侧面段]|[一二两三四五六七八九十等\d]+[市县区省镇村家所个])$")
# Of 青岛企业利群集团 the last part is the name.
_COMMON_INSIDE = re.compile(r".*(?:企业|机构|品牌|商家|平台)(?=(?!服务|管理|中心|公司|集团|协会|联|家)[一-鿿]{4})")
_PLACE_ENDS = re.compile(r"(?:[路街巷弄河江湖渠溪港镇乡]|街道|大道|流域|片区|地区|区域|社区|商圈|新城|沿线)$")
_HALVED = re.compile(r"^(.{2,}?(?:[市县区省]))(?:建设|打造|推进|开展|实施|发展|重点|主要|公共|农村|城乡|经济|社会)")
_BROKEN = re.compile(
    r"[一-鿿] [一-鿿]|[（(][^）)]*$"
    r"|[，。；：！？、“”‘’《》〈〉@\n\t\[\]【】]|^[（）()/]|^[0-9.%]+$|\d(?:公里|千米|米|万|亿|元|亩|平方|吨|人|户|年|个|家|所|%)"
)
# General words the tagger takes for names: 我区, 全市, 相关部门, 各街道.
_GENERAL = re.compile(f"^{any_of(cue('tagger', 'general'))}$|^{any_of(cue('tagger', 'general_starts'))}")
_LEADING = re.compile(
    r"^(?:[GSXYC]\d{2,4}|[一-鿿]{2,4}[-—－](?=[一-鿿]{2,8}(?:小学|中学|医院|卫生院|幼儿园|学校)$)|近?年来|以来|因|并|但|而|故|且|在|由|与|和|及|向|对|将|为|从|经|以|至|到|按|据|请|是|原|驻|沿|的|了|等|使|如|让)(?=[一-鿿]{3})"
)
_GENERIC_BODY = re.compile(f"{any_of(cue('tagger', 'general_ends'))}$")
_LEVELS = frozenset("省市区县州国")
_OF_A_PLACE = ("社区", "村", "小区", "新村", "花园", "街道", "镇", "乡", "路", "大道", "水库", "桥", "河")
_WATER_OR_ROAD = re.compile(r"[渠河湖路街村镇]$")
_LONGEST_NAME = 4
_SHORTEST_TRUSTED = 3


def find_tagged(text: str, tagged: Iterable[Tagged], gazetteers: Gazetteers) -> Iterator[Candidate]:
    """Yield the tagger's mentions that may be names, each typed by its head noun where it has one."""
    for mention in tagged:
        start, end = _trimmed(text, mention, gazetteers)
        surface = text[start:end]
        if text[end - 1] == "旗" and text.startswith("下", end):
            surface, end = surface[:-1], end - 1
        if not _holds_verb(surface, gazetteers) and _may_name(surface, mention.label, gazetteers):
            if mention.label is TagLabel.COMPANY and text.startswith("中国", end):
                end += 2
            end = with_branch(text, end) if mention.label in _BODIES else end
            kind = _type_of(surface, mention.label, gazetteers)
            if kind is EntityType.PERSON and text.startswith(_OF_A_PLACE, end):
                continue
            yield Candidate(start, end, kind, _WEIGHT * mention.trust, MarkSource.MODEL)


def _trimmed(text: str, mention: Tagged, gazetteers: Gazetteers) -> tuple[int, int]:
    """Return the mention without the verbs and numbers the tagger took along: 新增左岭大道, 商丘市三市."""
    start, end = mention.start, mention.end
    leading = _LEADING.match(text[start:end])
    start += leading.end() if leading else 0
    while size := _boundary_at(text, start, gazetteers.boundaries):
        rest = text[start + size : end]
        if len(rest) < _SHORTEST_LEFT and not (len(rest) == _SHORTEST_TRIMMED and _PLACE_ENDS.search(rest)):
            break
        start += size
    common = _COMMON_INSIDE.search(text, start, end)
    start = common.end() if common else start
    while end - start > _SHORTEST_TRIMMED and text[end - 2 : end] in gazetteers.hard_boundaries:
        end -= 2
    crossing = text[start - 1 : start + 1]
    if crossing in gazetteers.boundaries and crossing not in gazetteers.verbs and end - start > _SHORTEST_TRIMMED:
        start += 1
    if first := BODY_AND.search(text, start, end):
        end = first.end() - 1
    for pattern in (_COUNTED, _APPENDED):
        appended = pattern.search(text[start:end])
        end -= len(appended[0]) if appended else 0
    return start, end


def _boundary_at(text: str, start: int, words: frozenset[str]) -> int:
    return next((size for size in (3, 2) if text[start : start + size] in words), 0)


def _holds_verb(surface: str, gazetteers: Gazetteers) -> bool:
    """Tell whether a verb that no name holds stands in the middle: 区科委牵头数字生活组."""
    if any(surface[at : at + 2] in gazetteers.hard_boundaries for at in range(2, len(surface) - 3)):
        return True
    return any(
        surface[at] in _CONNECTORS
        and surface[at - 1 : at + 1] not in gazetteers.unbroken
        and surface[at : at + 2] not in gazetteers.unbroken
        for at in range(2, len(surface) - 2)
    )


def _may_name(surface: str, label: TagLabel, gazetteers: Gazetteers) -> bool:
    if not 1 < len(surface) <= _LONGEST or _BROKEN.search(surface) or surface in gazetteers.generic_modifiers:
        return False
    if _is_of_a_sort(surface, gazetteers):
        return False
    if any(pattern.search(surface) for pattern in (_HALVED, _GENERAL, _GENERIC_BODY)):
        return False
    if label is TagLabel.PERSON:
        return _may_be_person(surface, gazetteers.surnames)
    return not surface.isdigit()


def _is_of_a_sort(surface: str, gazetteers: Gazetteers) -> bool:
    """Tell whether an adjective that parts names from what they belong to stands before the head: 城区公办幼儿园."""
    head = _head_length(surface, gazetteers.heads)
    return head > 1 and surface[-head - 2 : -head] in PARTING


def _may_be_person(surface: str, surnames: frozenset[str]) -> bool:
    if _CALLED.search(surface):
        return False
    has_surname = surface[0] in surnames or surface[:2] in surnames
    return "·" in surface or (len(surface) <= _LONGEST_NAME and has_surname)


def _type_of(surface: str, label: TagLabel, gazetteers: Gazetteers) -> EntityType:
    if label is TagLabel.PERSON and not _WATER_OR_ROAD.search(surface):
        return EntityType.PERSON
    head = head_of(surface, gazetteers.heads)
    if _PLACE_ENDS.search(surface) and not (head and head.is_strong):
        return EntityType.LOCATION
    if head is not None and head.type not in {EntityType.DOCUMENT, EntityType.EVENT, EntityType.PROGRAMME}:
        is_body = label is TagLabel.ORGANISATION and surface[0] in _LEVELS
        return _TYPES[label] if is_body and not head.is_strong else head.type
    return _TYPES[label]


def head_of(surface: str, heads: Mapping[str, Head]) -> Head | None:
    """Return the longest head noun closing the surface."""
    length = _head_length(surface, heads)
    return heads[surface[-length:]] if length else None


def _head_length(surface: str, heads: Mapping[str, Head]) -> int:
    lengths = range(min(_LONGEST_HEAD, len(surface) - 1), 0, -1)
    return next((length for length in lengths if surface[-length:] in heads), 0)


_CALLED = re.compile(r"(?:大爷|大妈|大叔|大婶|大娘|大姐|大哥|阿姨|奶奶|爷爷|叔叔|先生|女士|师傅|老师|老伯|婆婆)$")
"""A surname with a form of address names nobody: 张大爷."""
_CONNECTORS = frozenset("自至从")
_BODY_ENDS = re.compile(
    r"(?:[局委办院校所会社站队部处科厅司室厂店行园馆署组]|小学|中学|大学|中心|集团|公司|分局|专班|基地|联盟|分院|校区|院区)$"
)
_HEADED = frozenset({EntityType.FACILITY, EntityType.ORGANISATION, EntityType.COMPANY, EntityType.LOCATION})
_SURE = 0.55


def _is_loose(text: str, one: Candidate) -> bool:
    """Tell whether the tagger goes on where a head noun closes the name: 白鹭洲公园生态浮岛, 梅龙小学均超规模办学."""
    if one.type is EntityType.LOCATION:
        return not _PLACE_ENDS.search(text, one.start, one.end)
    return one.type is EntityType.ORGANISATION and not _BODY_ENDS.search(text, one.start, one.end)


def reconciled(
    text: str, candidates: Sequence[Candidate], tagged: Sequence[Candidate], doubtful: float
) -> list[Candidate]:
    """Return both kinds; where a doubtful phrase and a mention end together, the mention's start holds."""
    by_end = {one.end: one for one in tagged if one.length >= _SHORTEST_TRUSTED}
    kept = [
        one
        for one in candidates
        if one.weight > doubtful or one.end not in by_end or by_end[one.end].start <= one.start
    ]
    ends = {one.start: one.end for one in candidates if one.type in _HEADED and one.weight > _SURE}
    kept.extend(one for one in tagged if not (ends.get(one.start, one.end) < one.end and _is_loose(text, one)))
    return kept

"""Names closed by a head noun: schools, hospitals, companies, parks, bridges, forums."""

import re
from collections.abc import Iterable, Iterator, Mapping

from viewer.core.entity import EntityType
from viewer.extract.entities.boundary import Boundaries, NameStart
from viewer.extract.entities.candidate import Candidate
from viewer.extract.entities.gazetteers import Gazetteers, Head
from viewer.extract.entities.meetings import with_edition

_ANCHORED = 0.82
_BARE = 0.56
_SHORTEST = 2
_LONGEST_BARE = 9
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]+$")
_BRANCH = re.compile(
    r"[（(](?:[一-鿿]{1,6}(?:分院|院区|校区|分校|分公司|分中心)|有限合伙|集团|上海|深圳|北京|广州|苏州|杭州|武汉|珠海|威海)[）)]"
)
_COUNTED = re.compile(r"[\d一二三四五六七八九十两几多]+(?:所|家|个|座|处|条|栋|幢|名|批|类|项|场|次|期|届)$")
_CONTINUES = {
    "公司": re.compile(r"[制化法债]"),
    "市场": re.compile(
        r"(?:监管|监督|主体|化|经济|准入|需求|秩序|价格|营销|竞争|份额|环境|运作|机制|规律|失灵|供应|开发|调节|主导|占有|行情|交易|管理|供给|规模|体系|服务|参与)"
    ),
    "小区": re.compile(r"(?:化)"),
    "社区": re.compile(
        r"(?:化|服务|治理|矫正|居民|工作|养老|卫生|建设|党|文化|教育|食堂|民警|网格|干部|警务|团购|生活|医院|居家|环境|管理|老年|志愿|书记|云|组织|公共|微|营造|规划)"
    ),
    "村": re.compile(
        r"(?:民|级|庄|委|干部|集体|规划|内|口|路|道|里|容|务|支|组|镇|落|医|卫|小|史|寨|庙|企|改|改居|书记|党|域|屯|户|头|尾|中|址|支部|两委)"
    ),
    "厂": re.compile(r"[区房商家界长矿子网务]"),
    "寺": re.compile(r"[庙院路]"),
    "银行": re.compile(r"(?:业|卡|贷款|账户|存款|间|系|机构|网点|担保|证券|、)"),
    "广场": re.compile(r"(?:舞|绿地|化)"),
    "学校": re.compile(r"(?:化)"),
    "基金": re.compile(r"(?:会|经理|公司|管理|投资)"),
    "大学": re.compile(r"(?:生|城|本科|科技园|毕业|学历|教育|路)"),
    "中学": re.compile(r"(?:生|阶段|教师|路)"),
    "小学": re.compile(r"(?:生|阶段|教师|路|段|部)"),
    "医院": re.compile(r"(?:感染|制剂|等级|化)"),
    "公园": re.compile(r"(?:城市|化|路|绿地|体系)"),
    "花园": re.compile(r"(?:城市|式|路|单位)"),
    "航空": re.compile(r"(?:[^，。、；]?)"),
    "机场": re.compile(r"(?:路|线|集团|高速|办)"),
    "车站": re.compile(r"(?:路|站)"),
    "地区": re.compile(r"(?:生产总值|性|级|总部|经济|差异|间)"),
}
_OFFICIAL_HEADS = ("有限公司", "有限责任公司", "领导小组", "领导小组办公室", "指挥部", "工作专班", "委员会", "联席会议")
_LONGEST_OFFICIAL = 20
_COMMITTEES = re.compile(r"(?:工作专班|领导小组|领导小组办公室|指挥部)$")


def find_noun_phrases(
    text: str,
    hits: Iterable[tuple[int, int, Head]],
    boundaries: Boundaries,
    gazetteers: Gazetteers,
    inner: Mapping[int, int],
) -> Iterator[Candidate]:
    """Yield names closed by a head noun; ``inner`` tells where technologies begin and end, which name nothing."""
    for start, end, head in _longest_by_end(hits):
        continues = (
            _CONTINUES.get(text[start:end])
            or _CONTINUES.get(text[end - 2 : end])
            or _CONTINUES.get(text[end - 1 : end])
        )
        if continues and continues.match(text, end):
            continue
        begun = boundaries.name_start(text, start, official=_is_official(text[start:end], head))
        found = _judge(text, begun, start, end, head, gazetteers, inner)
        if found is not None:
            yield found


def _is_official(head: str, kind: Head) -> bool:
    """Tell whether names with this head run to whole descriptions: plans, forums, committees, task forces."""
    return (kind.type is EntityType.EVENT and kind.is_strong) or head.endswith(_OFFICIAL_HEADS)


def _longest_by_end(hits: Iterable[tuple[int, int, Head]]) -> Iterator[tuple[int, int, Head]]:
    seen: set[int] = set()
    for start, end, head in hits:
        if end not in seen:
            seen.add(end)
            yield start, end, head


def _judge(  # noqa: PLR0913, PLR0917 - one judgement over everything known of the phrase
    text: str, begun: NameStart, start: int, end: int, head: Head, gazetteers: Gazetteers, inner: Mapping[int, int]
) -> Candidate | None:
    first = begun.start
    modifier = text[first:start]
    counted = _COUNTED.match(modifier)
    if counted or not modifier:
        return None
    ordinal = _ORDINAL.search(text, max(0, first - 4), first)
    if ordinal and head.type is not EntityType.EVENT:
        first = ordinal.start()
    own = _proper_part(modifier, first, gazetteers, inner)
    anchored = begun.has_place or begun.has_quote
    if head.type is EntityType.EVENT:
        first = with_edition(text, first)
    beyond = (
        own
        if begun.place_end is None
        else _proper_part(text[begun.place_end : start], begun.place_end, gazetteers, inner)
    )
    if anchored and (head.is_strong or beyond):
        return Candidate(first, with_branch(text, end), head.type, _ANCHORED, confident=True)
    longest = _LONGEST_OFFICIAL if _is_official(text[start:end], head) else _LONGEST_BARE
    if not head.is_strong or not begun.edge or own < _SHORTEST or len(modifier) > longest:
        return None
    return Candidate(first, with_branch(text, end), head.type, _BARE)


def with_branch(text: str, end: int) -> int:
    """Return where the name ends with the branch that may follow: （深圳）, （有限合伙）."""
    branch = _BRANCH.match(text, end)
    return branch.end() if branch else end


def _proper_part(modifier: str, first: int, gazetteers: Gazetteers, inner: Mapping[int, int]) -> int:
    """Return how many characters of the modifier are neither generic words nor technologies."""
    at = own = 0
    single = 0
    while at < len(modifier):
        jump = inner.get(first + at)
        if jump is not None and jump - first <= len(modifier):
            at = jump - first
            continue
        size = next((n for n in (6, 5, 4, 3, 2) if modifier[at : at + n] in gazetteers.generic_modifiers), 0)
        if size:
            at += size
            continue
        is_name = modifier[at] not in "“”‘’ "
        own += is_name
        single += is_name and modifier[at] in gazetteers.generic_modifiers
        at += 1
    return own if own > single else 0

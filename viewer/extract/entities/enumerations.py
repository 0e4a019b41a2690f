"""Lists that say what their items are: 携程、爱奇艺、科大讯飞等领军企业."""

import re
from collections.abc import Iterator, Mapping

from viewer.core.entity import EntityType
from viewer.extract.entities.boundary import Boundaries
from viewer.extract.entities.candidate import Candidate
from viewer.extract.entities.gazetteers import Gazetteers

_LONGEST_LIST = 120
_ITEM = 14
_CLOSING = re.compile(
    r"等(?:等)?(?:为代表的|在内的)?(?:[\d一二两三四五六七八九十几多]+余?[家个所座条处批位名类项])?"
    r"((?:[一-鿿A-Za-z0-9]{0,10}?)?)(?=[，。、；：）“\n]|[一-鿿])"
)
_ADJECTIVES = re.compile(
    r"(?:科创|双创|文创|创新创业|一批|一大批|一系列|部分|多家|众多|诸多|知名|著名|重点|龙头|领军|头部|骨干|代表性|优质|行业|领先|创新|高新技术|科技|大型|国内外|国内|国际|外资|本土|本地|互联网|电商|人工智能|数字|生产性|服务|平台|标杆|上市|跨国|国有|民营|优秀|主要|老|旧|中心|城区|周边|附近|相关|区内|市内|新建|试点|重要|低碳|在线新经济|新经济|潜力型|传统|特色|热门|国家级|市级|省级|区级|新|大|的|型)*"
)
_LEAD_IN = re.compile(
    r"(?:如|例如|比如|譬如|包括|包含|涵盖|以及|以|有|由|将|对|向|在|为|是|的|了|了解|引进|引入|引育|集聚|聚集|培育|吸引|支持|推动|组织|邀请|联合|走访|对接|发展|放大|排摸|梳理|涌现|树立|形成|建设|完成|实施|新建|改造|协调|打造|开展|先后|分别|陆续|依托|通过|会同|与会|加快|推进|优化|拓宽|打通|涌现出|既有|还有|也有|不乏|其中|企业)$"
)
_JOINER = re.compile(r"[、]|(?<=[一-鿿A-Za-z0-9”])(?:和|及|与|以及)(?=[一-鿿A-Za-z0-9“])")
_COMPANY_TAIL = re.compile(
    r"(?:科技|智能|信息|电子|网络|数据|软件|生物|医药|医疗|传媒|电商|集团|股份|公司|银行|航空|资本|诊断|机器人|半导体|微电子|咖啡|咨询|物流|能源|环境|汽车|动力|光电|装备|重工|食品|乳业|酒店|保险|证券|控股)$"
)


def find_enumerated(
    text: str, gazetteers: Gazetteers, boundaries: Boundaries, known: Mapping[int, int]
) -> Iterator[Candidate]:
    """Yield the items of 「A、B、C等X」 as what X says they are; ``known`` maps starts to ends of generic technologies."""
    heads = gazetteers.enumeration_heads
    for match in re.finditer("等", text):
        kind = _kind_after(text, match.end(), heads)
        if kind is not None:
            yield from _items_before(text, match.start(), kind, boundaries, gazetteers, known)


def _kind_after(text: str, at: int, heads: Mapping[str, EntityType | None]) -> EntityType | None:
    counted = re.compile(
        r"等?(?:为代表的|在内的)?(?:一?批|(?:\d+|[一二两三四五六七八九十几多百]+)余?(?:多)?[家个所座条处位名类项]|数[十百]?[家个])?"
    ).match(text, at)
    at = counted.end() if counted else at
    adjectives = _ADJECTIVES.match(text, at)
    reach = adjectives.end() if adjectives else at
    for start in range(reach, at - 1, -1):
        for length in (7, 6, 5, 4, 3, 2, 1):
            if text[start : start + length] in heads and len(text[start : start + length]) == length:
                return heads[text[start : start + length]]
    return None


def _items_before(  # noqa: PLR0913, PLR0917 - the list, its kind and what is known of the text
    text: str, end: int, kind: EntityType, boundaries: Boundaries, gazetteers: Gazetteers, known: Mapping[int, int]
) -> Iterator[Candidate]:
    floor = max(0, end - _LONGEST_LIST, text.rfind("\n", 0, end) + 1)
    at = end
    while at > floor:
        cut = _item_start(text, at, floor)
        start = _begin_of_item(text, cut, at, boundaries, gazetteers)
        if start is None:
            return
        first, last = _without_quotes(text, start, at)
        if known.get(first) != last and first < last:
            yield Candidate(first, last, kind, 0.78, confident=last - first > 2)  # noqa: PLR2004 - two characters recur
        if start <= floor or text[start - 1] not in "、和及与":
            return
        at = start - 2 if text[start - 2 : start] == "以及" else start - 1


def _item_start(text: str, at: int, floor: int) -> int:
    """Return where the item ending at ``at`` begins if nothing but its separator or a clause stands before it."""
    depth = 0
    for place in range(at - 1, floor - 1, -1):
        char = text[place]
        depth += (char in "”）") - (char in "“（")
        if depth <= 0 and char in "、，。；：！？（(“\n\t":
            return place if char == "“" else place + 1
    return floor


def _begin_of_item(text: str, cut: int, at: int, boundaries: Boundaries, gazetteers: Gazetteers) -> int | None:
    item = text[cut:at]
    if not item:
        return None
    if item.startswith("“") and item.endswith("”"):
        return cut
    opening = 1 if item[0] in "与和及同" and item[:2] not in gazetteers.unbroken else 0
    joined = max((m.end() for m in _JOINER.finditer(item)), default=0)
    lead = 0
    for place in range(len(item) - 1, 0, -1):
        if _LEAD_IN.search(item, 0, place) and item[place - 1 : place + 1] not in gazetteers.unbroken:
            lead = place
            break
    hard = _after_boundary_word(item, boundaries)
    start = cut + max(lead, hard, opening, joined if joined >= lead else 0)
    length = at - start
    if not 1 < length <= _ITEM or text[start:at] in gazetteers.generic_modifiers:
        return None
    if any(char in "的了是在" for char in text[start:at]):
        return None
    return start


def _after_boundary_word(item: str, boundaries: Boundaries) -> int:
    """Return where the last verb or phrase that cannot be part of a name ends in the item."""
    ends = [0]
    for size in (2, 3):
        ends += [at + size for at in range(len(item) - size - 1) if item[at : at + size] in boundaries.hard_words]
    return max(ends)


def _without_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    if text[start] == "“" and text[end - 1] == "”":
        return start + 1, end - 1
    return start, end

"""Roads, house numbers, highways, metro lines, rivers: places a reply is about."""

import re
from collections.abc import Iterator

from viewer.core.entity import EntityType
from viewer.extract.entities.boundary import Boundaries
from viewer.extract.entities.candidate import Candidate

_HOUSE = (
    r"(?:\d+(?:[-－—~、/]\d+)*(?:弄|巷|支弄))?(?:\d+(?:[-－—~、/]\d+)*号(?:甲|乙|院|楼|大院)?(?!线))?"
    r"(?:\d+(?:号楼|栋|幢|座))?(?:[A-Z]座)?(?:\d+(?:楼|层))?(?:[A-Z]?\d+室)?"
)
_ROAD = re.compile(
    rf"(高架路|快速路|大道|大街|公路|环路|路|街(?![区道镇坊面头心边巷角舞])|胡同)((?:[东南西北中][一二三四五]?(?:路|段)|[一二三四五六七八九]段)?)(?!段|道)({_HOUSE})"
)
_BRAND_NUMBER = re.compile(r"(?<=[路街道])\d{2,4}(?![\d年月日元万亿个家路号.%弄％多余米平户人岁次名辆层套])")
_NOT_ROADS = frozenset(
    "道线思出铁电回走修问套支干主辅公马网水油气管通陆航一之条各全乡村农好大小老弯短绕开让引筑铺养护断环高快坡新旧该本此林游歧末绝生财致富销链光短岔十字三口闹逛上下沿临跨背商夜步老"
)
_NOT_STREETS = frozenset("道老上临沿逛跨夜步商古华小大该本此全各条背新旧扫美后前一主市")
_DIRECTION = frozenset("东南西北中一二三四五六七八九十")
_HIGHWAY = re.compile(
    r"(?:(?<![A-Za-z0-9])[GSXYC]\d{2,4}(?:[一-鿿]{2,3}(?:高速公路|高速|公路)|国道|省道|县道|乡道|高速公路|高速|线(?!上))?"
    r"|(?:国道|省道|县道|乡道)[GSXY]?\d{1,4}(?:线)?|\d{3}(?:国道|省道|县道)"
    r"|(?<![一-鿿])[一-鿿]{2,3}(?:绕城)?高速(?:公路)?(?!发展|增长|充电|网络|通道|铁路|公路网|运转|运行))"
)
_HIGHWAY_NAME = re.compile(
    r"([一-鿿]{2,4})(?:绕城)?(?:高速公路|高速铁路|高速|高铁|城际铁路|铁路)(?!发展|增长|充电|网络|通道|运转|运行|站|公司|局|部门|集团)"
)
_METRO = re.compile(
    r"(?:轨道交通|地铁|轻轨|有轨电车)?[TLSA]?\d{1,2}号线(?:[一二三四五\d]期|(?:[东南西北]|[东南西北]+)延(?:伸段?)?)?(?:工程)?(?:(?!沿线|车站|工程|建设|各站|全线|两侧|周边)[一-鿿]{1,6}站(?!点|房|台|位))?"
)
_WATER = re.compile(
    r"(?<![先银运拔内外小大山一天岸过跨沿治护清巡主支干])(河|江|湖|溪|港|浜|渠|塘)(?![北南东西内流道长段口边岸面堤网湾滨心浜泊底畔上下中游蟹鲜虾鱼运务系州湘苏苑源口水沙坝防科智信电网资上下中集股])(?:(?:大)?(?:流域|水系))?"
)


def find_addresses(text: str, boundaries: Boundaries) -> Iterator[Candidate]:
    """Yield roads with what numbers follow, highways and metro lines."""
    yield from _roads(text, boundaries)
    for match in _HIGHWAY.finditer(text):
        if len(match[0]) > 3:  # noqa: PLR2004 - S20 alone may be anything
            yield Candidate(match.start(), match.end(), EntityType.LOCATION, 0.85)
    for match in _METRO.finditer(text):
        start = match.start()
        start = boundaries.place_starts.get(start, start)
        yield Candidate(start, match.end(), EntityType.FACILITY, 0.85)


def _roads(text: str, boundaries: Boundaries) -> Iterator[Candidate]:
    for match in _ROAD.finditer(text):
        head = match.start()
        if head == 0 or _is_common(text, match):
            continue
        start = _road_start(text, match, boundaries)
        if start is None or start >= head:
            continue
        end = match.end()
        number = _BRAND_NUMBER.match(text, end) if not match[3] else None
        if number:
            yield Candidate(start, number.end(), EntityType.FACILITY, 0.85, confident=True)
            continue
        yield Candidate(start, end, EntityType.LOCATION, 0.9 if match[3] else 0.8, confident=not match[3])


def _is_common(text: str, match: re.Match[str]) -> bool:
    before = text[match.start() - 1]
    if not ("\u4e00" <= before <= "\u9fff"):
        return not (before.isdigit() and match[1] == "路" and False)
    if match[1] == "路":
        return before in _NOT_ROADS and not match[3]
    if match[1] == "街":
        return before in _NOT_STREETS
    return match[1] in {"公路", "大街", "环路"} and before in _NOT_ROADS


def _road_start(text: str, match: re.Match[str], boundaries: Boundaries) -> int | None:
    """Return where the road's name begins, ``None`` when it cannot be told from the words before it."""
    head = match.start()
    begun = boundaries.name_start(text, head, longest=9)
    own = head - begun.start
    if begun.has_place:
        return begun.start
    if begun.edge and 1 < own <= 4 + (text[head - 1] in _DIRECTION):
        return begun.start
    if begun.edge and own == 1:
        return begun.start if match[3] else None
    # Most road names are two characters long, three where a direction closes them.
    likely = 3 if text[head - 1] in _DIRECTION else 2
    return head - likely if match[3] else None


def find_waters(text: str, boundaries: Boundaries) -> Iterator[Candidate]:
    """Yield rivers and lakes whose name stands between clear edges."""
    for match in _WATER.finditer(text):
        begun = boundaries.name_start(text, match.start(), longest=5)
        own = match.start() - begun.start
        if begun.edge and 1 <= own <= 3 and match.start() > 0:
            yield Candidate(begun.start, match.end(), EntityType.LOCATION, 0.5)

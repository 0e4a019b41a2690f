"""Roads, house numbers, highways, metro lines, rivers: places a reply is about."""

import re
from collections.abc import Iterator

from viewer.core.entity import EntityType
from viewer.extract.entities.boundary import Boundaries
from viewer.extract.entities.candidate import Candidate
from viewer.extract.entities.cues import cue

_NUMBERS = r"\d+(?:[-－—~、/]\d+)*"
_HOUSE = (
    rf"(?:{_NUMBERS}(?:弄|巷|支弄))?(?:{_NUMBERS}号(?:甲|乙|院|楼|大院)?(?!线))?"
    r"(?:\d+(?:号楼|栋|幢|座))?(?:[A-Z]座)?(?:\d+(?:楼|层))?(?:[A-Z]?\d+室)?"
)
_ROAD = re.compile(
    r"(高架路|快速路|大道|大街|公路|环路|(?<!路)路(?![侧网况灯政径])|街(?![区道镇坊面头心边巷角舞])|胡同)"
    rf"((?:[东南西北中][一二三四五]?(?:路|段)|[一二三四五六七八九]段)?)(?!道(?!路))({_HOUSE})"
)
# 武夷路333 without 号 is the name of the site there.
_SITE_NUMBER = re.compile(r"\d{2,4}(?![\d年月日元万亿个家路号.%弄％多余米平户人岁次名辆层套])")
_NOT_ROADS = frozenset(cue("road", "not_before_road"))
_NOT_STREETS = frozenset(cue("road", "not_before_street"))
_NOT_NAMES = frozenset(cue("road", "not_roads"))
_DIRECTION = frozenset("东南西北中一二三四五六七八九十")
_HIGHWAY = re.compile(
    r"(?<![A-Za-z0-9])[GSXYC]\d{2,4}"
    r"(?:[一-鿿]{2,6}(?:至|到|[-—－])[一-鿿]{2,6}?(?:高速公路|高速|公路)|[一-鿿]{2,3}(?:高速公路|高速|公路)|国道|省道|县道|乡道|高速公路|高速|线(?!上))"
    r"|(?:国道|省道|县道|乡道)[GSXY]?\d{1,4}(?:线)?|\d{3}(?:国道|省道|县道)"
    r"|(?<![一-鿿])[一-鿿]{2,3}(?:绕城)?高速(?:公路)?(?!发展|增长|充电|网络|通道|铁路|公路网|运转|运行)"
)
_METRO = re.compile(
    r"(?:轨道交通|地铁|轻轨|有轨电车)?[TLSA]?\d{1,2}号线"
    r"(?:(?:[东南西北]|[东南西北]+)延伸?段?)?"
    r"(?:(?!沿线|车站|工程|建设|各站|全线|两侧|周边)(?:(?![设拟建开增延通在与和将已各首新经至到为的])[一-鿿]){1,6}站(?!点|房|台|位))?"
)
_WATER = re.compile(
    rf"(?<![{''.join(cue('road', 'not_before_water'))}])(?:[河江湖溪港浜渠塘]|水道)"
    rf"(?![{''.join(cue('road', 'not_after_water'))}])(?:(?:大)?(?:流域|水系))?"
)
# Railways and motorways by their two ends: 大理至丽江高速公路.
_BY_ENDS = re.compile(r"(?:至|—|－|-)[一-鿿]{2,4}?(高速公路|高速铁路|城际铁路|快速铁路|铁路|快速路|高速|公路)(?!路)")
_LINE = re.compile(
    r"(?<=[一-鿿]{2})(高速公路|高速铁路|城际铁路|高铁|铁路|高速|快速路|干线)(?![一-鿿]{1,3}局|发展|增长|站|局|公司|集团|充电|网|建设|线路|部门|口|沿线|两侧|道口|通道|护路|运输|枢纽|专用|货运|客运|路基|桥|隧|路段)"
)
_BEFORE_STRETCH = frozenset({"至", "到", "和", "与", "、"})
_CITIES = "".join(cue("road", "railway_cities"))
_RAILWAY = re.compile(
    rf"[{_CITIES}]{{2,4}}(?:高速铁路|城际铁路|高铁|铁路|城际|高速公路|高速)(?!发展|增长|站|局|公司|集团|充电|网络)"
)
_COUNTING = frozenset("条本该的各两段级")
_GENERAL_LINE = re.compile(
    r"国家|国省|主次|地方|城市|市域|普速|普通|货运|客运|专用|电气|双线|单线|干线|支线|新型|全省|全国|市内|跨[市省区]|合资|既有|新建|在建|城际|区域|高速|中速|低速|沿江|沿海|过境"
)
_LONGEST_ROAD = 4
_LONGEST_WATER = 3


def find_addresses(text: str, boundaries: Boundaries) -> Iterator[Candidate]:
    """Yield roads with what numbers follow, highways and metro lines."""
    yield from _roads(text, boundaries)
    for pattern in (_HIGHWAY, _RAILWAY):
        for match in pattern.finditer(text):
            if match[0][:2] not in boundaries.words:  # 完善高速公路
                yield Candidate(match.start(), match.end(), EntityType.LOCATION, 0.85)
    yield from _by_ends(text, boundaries)
    for match in _METRO.finditer(text):
        start = boundaries.place_starts.get(match.start(), match.start())
        yield Candidate(start, match.end(), EntityType.FACILITY, 0.85)


def _by_ends(text: str, boundaries: Boundaries) -> Iterator[Candidate]:
    """Yield lines between two places, and lines with a short name of their own between clear edges: 大临铁路."""
    for match in _BY_ENDS.finditer(text):
        begun = boundaries.name_start(text, match.start(), longest=5)
        if begun.edge and match.start() - begun.start > 1:
            yield Candidate(begun.start, match.end(), EntityType.LOCATION, 0.88)
    for match in _LINE.finditer(text):
        begun = boundaries.name_start(text, match.start(), longest=5)
        own = text[begun.start : match.start()]
        if begun.edge and own[-1:] not in _COUNTING and len(own) in (2, 3) and not _GENERAL_LINE.search(own):
            yield Candidate(begun.start, match.end(), EntityType.LOCATION, 0.7)


def _roads(text: str, boundaries: Boundaries) -> Iterator[Candidate]:
    for match in _ROAD.finditer(text):
        start = None if _is_common(text, match) else _road_start(text, match, boundaries)
        if start is None or start >= match.start() or not _may_be_stretch(text, start, match.end()):
            continue
        number = None if match[3] else _SITE_NUMBER.match(text, match.end())
        if number:
            yield Candidate(start, number.end(), EntityType.FACILITY, 0.85, confident=True)
        else:
            weight = 0.9 if match[3] else 0.8
            yield Candidate(start, match.end(), EntityType.LOCATION, weight, confident=not match[3])


def _may_be_stretch(text: str, start: int, end: int) -> bool:
    """Tell whether a 段 after the road is the stretch's: 真光路至古浪路段, but not 拥堵路段."""
    return text[end : end + 1] != "段" or text[start - 1 : start] in _BEFORE_STRETCH


def _is_common(text: str, match: re.Match[str]) -> bool:
    before = text[match.start() - 1 : match.start()]
    if not "\u4e00" <= before <= "\u9fff":
        return True
    if text[match.start() - 2 : match.end(1)] in _NOT_NAMES:
        return True
    if match[1] == "街":
        return before in _NOT_STREETS
    return match[1] in {"路", "公路", "大街", "环路"} and before in _NOT_ROADS and not match[3]


def _road_start(text: str, match: re.Match[str], boundaries: Boundaries) -> int | None:
    """Return where the road's name begins, ``None`` when it cannot be told from the words before it."""
    head = match.start()
    begun = boundaries.name_start(text, head, longest=9)
    length = head - begun.start
    is_directed = text[head - 1] in _DIRECTION
    if begun.has_place or (begun.edge and 1 < length <= _LONGEST_ROAD + is_directed):
        return begun.start
    if not match[3]:
        return None
    # Most road names are two characters long, three where a direction closes them.
    return begun.start if begun.edge and length == 1 else head - 2 - is_directed


def find_waters(text: str, boundaries: Boundaries) -> Iterator[Candidate]:
    """Yield rivers and lakes whose name stands between clear edges."""
    for match in _WATER.finditer(text):
        begun = boundaries.name_start(text, match.start(), longest=5)
        if begun.edge and 1 <= match.start() - begun.start <= _LONGEST_WATER:
            yield Candidate(begun.start, match.end(), EntityType.LOCATION, 0.5)

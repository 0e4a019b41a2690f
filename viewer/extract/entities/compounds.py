"""Names made of names: a school's school, an academy's station, works on a river, a city's station."""

import re
from collections.abc import Iterable, Iterator, Sequence

from viewer.core.entity import EntityType
from viewer.extract.entities.candidate import Candidate
from viewer.extract.gazetteers import Gazetteers

_BODY_PART = re.compile(
    r"(?:小学|中学|学校|幼儿园|学院|大学|校区|院区|分校|分院|分园|医院|研究院|研究所|研究中心|实验室|试验站|实验站|工作站|观测站"
    r"|管理局|分局|管理处|管理所|管理站|监督所|支队|大队|中队|派出所|课题组|分中心)$"
)
_LEVEL = re.compile(r"[省市区县州国]")
_PART_AT_LEAST = 4
_WORK = re.compile(
    r"(?:(?![的了在是将已等和与及对为由从被把、，。；：！？（）“”《》\n]|等等)[一-鿿]){0,18}?"
    r"(?:工程|(?:建设|保护利用|改造|整治|提升|示范|治理|扩建|改扩建|开发|利用|修复|共建|试点)项目)"
    r"(?![款量师类库地院部局]|质量|技术|进度|审批|管理|施工|验收|名称|资金|立项|法人|业主|公司|监理|造价|招标|车|学|咨询|有限|局|机械)"
)
_SHORTEST_WORK = 3
_NO_WORK = re.compile(
    r"(?:[一二三四五六七八九十\d]+[个项处]|实施|开展|推进|完成|启动|沿线|两岸|境内|流域内|辖区|片区|等地|各|项目)"
)
_STATION = re.compile(
    r"(?:[东南西北])?站(?![点位台长房区前式址立岗群务内外线级稳在了]|的?(?:比赛|活动|路演|巡演))|(?:国际|通用)?机场(?!高速|路|大道|线|集团|办)|港(?=[，。；、至])"
)
_AIRPORT_ROAD = re.compile(r"(?:(?:国际)?机场|绕城|环城|外环|内环)(?:高速公路|高速|快速路|公路)")
_OFFICE = re.compile(r"办事处|办(?![理公学事案好展证税结法])")
_ROAD_TO_AIRPORT = re.compile(r"机场(?:高速公路|高速|快速路|大道|路)")
_PRACTICE = re.compile(r"(?<![省市县区州镇])(?:模式|经验|样板)(?![的和与、]|借鉴|推广|做法|交流)")
_SURE = 0.5
_WEIGHT = 0.87
_BUILT_ON = frozenset({EntityType.LOCATION, EntityType.FACILITY})


def find_compounds(text: str, chosen: Sequence[Candidate], gazetteers: Gazetteers) -> Iterator[Candidate]:
    """Yield longer names that begin with one of the ``chosen`` ones."""
    yield from _bodies(text, chosen)
    for one in chosen:
        if one.type in _BUILT_ON and one.weight >= _SURE:
            yield from _works(text, one, gazetteers)
        if one.type is EntityType.FACILITY and (road := _ROAD_TO_AIRPORT.match(text, one.end - 2)):
            yield Candidate(one.start, road.end(), EntityType.LOCATION, 0.86)
        if one.type is EntityType.LOCATION and one.length > 1:
            yield from _stations(text, one)
            if practice := _PRACTICE.match(text, one.end):
                yield Candidate(one.start, practice.end(), EntityType.PROGRAMME, 0.72)
            if office := _OFFICE.match(text, one.end) if text.startswith("街道", one.end - 2) else None:
                yield Candidate(one.start, office.end(), EntityType.ORGANISATION, 0.93, confident=True)


def _bodies(text: str, chosen: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield a body with the part of it that follows at once: 中国农业大学梨树实验站."""
    starts = {one.start: one for one in chosen}
    for whole in chosen:
        part = starts.get(whole.end)
        if whole.type is not EntityType.ORGANISATION or part is None:
            continue
        if part.type is EntityType.LOCATION:
            part = starts.get(part.end)
            if part is None or part.start != starts[whole.end].end:
                continue
        if part.type not in (EntityType.ORGANISATION, EntityType.FACILITY):
            continue
        rest = text[whole.end : part.end]
        is_part = len(rest) >= _PART_AT_LEAST or rest.endswith(("校区", "院区"))
        if is_part and not _LEVEL.match(rest) and _BODY_PART.search(rest):
            weight = max(_WEIGHT, whole.weight, part.weight) + 0.01
            yield Candidate(whole.start, part.end, EntityType.ORGANISATION, weight, confident=True)


def _works(text: str, place: Candidate, gazetteers: Gazetteers) -> Iterator[Candidate]:
    """Yield works named by where they are done: 吴淞江整治工程, 白莲河水厂二期扩建工程."""
    match = _WORK.match(text, place.end)
    if match is None or len(match[0]) < _SHORTEST_WORK or _NO_WORK.search(match[0]) or "项目" in match[0][:-2]:
        return
    pairs = (match[0][at : at + 2] for at in range(len(match[0]) - 1))
    if not any(pair in gazetteers.hard_boundaries for pair in pairs):
        yield Candidate(place.start, match.end(), EntityType.PROGRAMME, 0.7)


def _stations(text: str, place: Candidate) -> Iterator[Candidate]:
    """Yield the station, the airport and the roads named after a place: 大理站, 大理机场高速."""
    if match := _AIRPORT_ROAD.match(text, place.end):
        yield Candidate(place.start, match.end(), EntityType.LOCATION, 0.86)
    elif match := _STATION.match(text, place.end):
        yield Candidate(place.start, match.end(), EntityType.FACILITY, 0.86)


def find_short_towns(text: str, towns: Iterable[Candidate], gazetteers: Gazetteers) -> Iterator[Candidate]:
    """Yield towns called by their bare name where the document also gives the full one: 民治 of 民治街道."""
    shorts = {
        name.removesuffix("街道").removesuffix("镇").removesuffix("乡")
        for name in (text[town.start : town.end] for town in towns)
        if name.endswith(("街道", "镇", "乡"))
    }
    plain = gazetteers.boundaries | gazetteers.generic_modifiers
    names = [re.escape(short) for short in sorted(shorts) if 2 <= len(short) <= 3 and short not in plain]  # noqa: PLR2004
    if not names:
        return
    pattern = re.compile(f"(?:{'|'.join(names)})(?=片区|地区|组团|等|、|两地|三地|，|。|区域|商圈|周边|一带)")
    for match in pattern.finditer(text):
        yield Candidate(match.start(), match.end(), EntityType.LOCATION, 0.6)

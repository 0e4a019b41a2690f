"""Government and party bodies: a level or a place, then a department of the table; central bodies by name."""

import re
from collections.abc import Iterable, Iterator, Mapping

from viewer.core.entity import EntityType
from viewer.extract.entities.boundary import Boundaries
from viewer.extract.entities.candidate import Candidate
from viewer.extract.entities.places import Home

_LEVELS = frozenset("省市区县州旗盟镇乡")
# 社区委员, 校区政府, 小区人大 are not a district's.
_NOT_LEVELS = frozenset(
    {
        "社区",
        "小区",
        "园区",
        "地区",
        "校区",
        "片区",
        "街区",
        "城区",
        "辖区",
        "山区",
        "灾区",
        "城市",
        "都市",
        "超市",
        "各区",
        "各市",
        "各县",
        "各省",
        "各州",
        "景区",
        "厂区",
        "库区",
        "林区",
        "牧区",
        "老区",
        "特区",
        "集市",
        "上市",
        "门市",
        "乡镇",
        "城镇",
        "集镇",
        "村镇",
        "各镇",
        "各乡",
        "城乡",
        "家乡",
        "全区",
        "全市",
        "全县",
        "全省",
    }
)
_REGIONS = frozenset({"自治区", "自治州", "自治县", "自治旗"})
_ZONES = re.compile(r"(?:[一-鿿]{2,6})?(?:高新技术产业开发|经济技术开发|经济开发|高新|经开|开发|示范|保税|自贸|新)$")
_COMMITTEE = re.compile(r"(?<=[省市区县州旗盟镇乡])委(?![员托派以会婉屈靡任身培办])(?:常委会)?")
_OFFICE_VERBS = frozenset("理结好公")
_DEMOCRATIC = re.compile(
    r"(?:民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|共青团|中共)[一-鿿]{2,10}?"
    r"(?:委员会|市委|区委|县委|省委|工委|支部|总支|支社|总社)(?!会|员)"
)
_OFFICE = re.compile(r"(?:(?![的对在等将已要为会按可是])[一-鿿]){2,12}?(?:司|办公厅)(?![长机法令])")
_PARTY = re.compile(r"党(?:委|工委)(?:办公室|办|组织部|宣传部)?")
_PARTY_BEFORE = re.compile(r"(?:[省市区县州镇乡]|街道|[一-鿿]{2,4}大学|教育|国资|卫健|科技)$")
_SUB_OFFICE = re.compile(
    r"(?!的|和|与|及|对|在|等|将|已|要|为|会|按|可)([一-鿿]{2,9}?)(?:司|局|处|科|办公室|室)(?![长级理机法令务室])"
)
_NEED_LEVEL = frozenset(
    {
        "法院",
        "检察院",
        "政府",
        "府",
        "人大",
        "政协",
        "组织部",
        "宣传部",
        "统战部",
        "能源局",
        "总工会",
        "科协",
        "文联",
        "侨联",
        "妇联",
        "残联",
        "纪委",
        "监委",
        "团委",
        "委办",
        "府办",
        "外办",
        "台办",
        "侨办",
        "编办",
        "建委",
        "科委",
        "经委",
        "教委",
        "农委",
        "商委",
        "血站",
        "急救中心",
        "交警部门",
        "社会工作部",
        "招商局",
        "大数据中心",
        "委党校",
        "公安局",
        "人民法院",
        "人民检察院",
    }
)
_STANDS_BARE = frozenset({"公安局", "人民法院", "人民检察院", "检察院", "法院", "总工会", "妇联", "残联", "科协"})
_FOLLOWS_PEOPLE = re.compile(
    r"(?:代表|委员(?!会)|职能|性|主导|引导|采购|部门|投资|补贴|补助|购买|资金|财政|隐性|专项|债|令|公报|信息|热线|开放|产业|网站|工作报告)"
)


def find_departments(
    text: str, hits: Iterable[tuple[int, int, str]], boundaries: Boundaries, home: Home
) -> Iterator[Candidate]:
    """Yield local bodies with the place or level they belong to; ``hits`` are departments of the table."""
    chains = boundaries.place_starts
    for start, end, full in hits:
        begun = _prefix(text, start, chains)
        name = text[start:end]
        if begun == start and (name in _NEED_LEVEL or len(name) < 3):  # noqa: PLR2004 - 科委 alone is too short
            continue
        if _is_people(text, name, end):
            continue
        if begun == start and not _edge_before(text, start, boundaries):
            continue
        if name.endswith("政府办") and text[end : end + 1] in _OFFICE_VERBS:
            name, end, full = name[:-1], end - 1, full.removesuffix("办公室")
        prefix = text[begun:start]
        yield Candidate(
            begun,
            end,
            EntityType.ORGANISATION,
            0.92 if begun < start else 0.75,
            canonical=_canonical(prefix, name, full, home),
            confident=begun < start,
        )
    yield from _committees(text, chains, home)


def _is_people(text: str, name: str, end: int) -> bool:
    if name in {"人大", "政协"}:
        return bool(re.compile(r"代表(?!大会|团)|委员(?!会)").match(text, end))
    return name == "政府" and bool(
        re.compile(r"职能|性|主导|引导|采购|购买|债|网站|工作报告|投资|补贴").match(text, end)
    )


def _prefix(text: str, start: int, chains: Mapping[int, int]) -> int:
    if start in chains:
        return chains[start]
    if text[start - 3 : start] in _REGIONS:
        return chains.get(start, start - 3)
    level = text[start - 1 : start]
    if not level or level not in _LEVELS:
        return _after_bodies(text, start)
    if start - 1 in chains:
        return chains[start - 1]
    if text[start - 2 : start] in _NOT_LEVELS:
        return start
    zone = _ZONES.search(text, max(0, start - 9), start - 1) if level == "区" else None
    if zone:
        return zone.start() if len(zone[0]) <= 4 else start - 1 - 2  # noqa: PLR2004
    return start - 1


def _after_bodies(text: str, start: int) -> int:
    if text[start - 4 : start] == "街道办事":
        return start
    return start


def _edge_before(text: str, start: int, boundaries: Boundaries) -> bool:
    begun = boundaries.name_start(text, start, longest=2)
    return begun.start == start


def _canonical(prefix: str, name: str, full: str, home: Home) -> str | None:
    place = prefix
    if prefix in _LEVELS or not prefix:
        known = home.of_level(prefix) if prefix else home.nearest
        if known is None:
            return None
        place = known
    canonical = place + full
    return canonical if canonical != prefix + name else None


def _committees(text: str, chains: Mapping[int, int], home: Home) -> Iterator[Candidate]:
    for match in _COMMITTEE.finditer(text):
        level = match.start() - 1
        if text[level - 1 : level + 1] in _NOT_LEVELS:
            continue
        start = chains.get(level + 1, level)
        known = home.of_level(text[level]) if start == level else text[start : level + 1]
        canonical = f"中共{known}委员会" if known else None
        yield Candidate(start, match.end(), EntityType.ORGANISATION, 0.93, canonical=canonical)
    for match in _DEMOCRATIC.finditer(text):
        yield Candidate(match.start(), match.end(), EntityType.ORGANISATION, 0.93)
    for match in _PARTY.finditer(text):
        before = _PARTY_BEFORE.search(text, max(0, match.start() - 6), match.start())
        if before and text[match.start() - 2 : match.start()] not in _NOT_LEVELS:
            yield Candidate(chains.get(match.start(), before.start()), match.end(), EntityType.ORGANISATION, 0.8)


def find_state_bodies(text: str, hits: Iterable[tuple[int, int, str]]) -> Iterator[Candidate]:
    """Yield central bodies, with the office of theirs that follows: 教育部科学技术与信息化司."""
    for start, end, canonical in hits:
        surface = text[start:end]
        office = _OFFICE.match(text, end) if surface.endswith(("部", "委")) else None
        if office:
            yield Candidate(start, office.end(), EntityType.ORGANISATION, 0.95, confident=True)
        proposed = canonical if canonical != surface else None
        yield Candidate(start, end, EntityType.ORGANISATION, 0.9, canonical=proposed)

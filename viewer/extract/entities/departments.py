"""Government and party bodies: a level or a place, then a department of the table; central bodies by name."""

import re
from collections.abc import Iterable, Iterator, Mapping

from viewer.core.entity import EntityType
from viewer.extract.entities.boundary import Boundaries
from viewer.extract.entities.candidate import Candidate
from viewer.extract.entities.cues import any_of, cue
from viewer.extract.entities.places import Home

_LEVELS = frozenset("省市区县州旗盟镇乡")
_CORPS_CITY = "师市"
"""A division of the Production and Construction Corps and its city, one government."""
_NOT_LEVELS = frozenset(cue("bodies", "not_levels"))
_REGIONS = frozenset({"自治区", "自治州", "自治县", "自治旗"})
_NEED_LEVEL = frozenset(cue("bodies", "need_level"))
_PEOPLE = re.compile(any_of(cue("bodies", "people")) + "(?!大会|团|会)")
_AS_ADJECTIVE = re.compile(any_of(cue("bodies", "government_as_adjective")))
_ZONE = re.compile(r"[一-鿿]{0,4}?(?:高新技术产业开发|经济技术开发|经济开发|高新|经开|开发|示范|保税|自贸|新)$")
_COMMITTEE = re.compile(r"(?<=[省市区县州旗盟镇乡])委(?![员托派以会婉屈靡任身培办])(?:常委会(?!议))?")
_MERGED_WORDS = r"(?:城市|住房|(?![局委厅办省市区县州旗等的在对将已为是会及与和、])[一-鿿]){2,8}?"
_MERGED = re.compile(
    rf"(?<=[省市区县州旗盟镇乡]){_MERGED_WORDS}和{_MERGED_WORDS}(?:局|委员会|厅)(?![长面势部限属内机面域])"
)
"""A body put together from two, which no table holds: 教育和体育局, 农业农村和水务局."""
_OFFICE_VERBS = frozenset("理结好公")
_DEMOCRATIC = re.compile(
    r"(?:民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|共青团|中共)[一-鿿]{0,10}?"
    r"(?:中央(?:委员会)?|委员会|市委会|区委会|县委会|省委会|市委|区委|县委|省委|工委|支部|总支|支社|总社)(?!会|员)"
)
_CENTRAL_OFFICE = re.compile(r"(?:(?![的对在等将已要为会按可是])[一-鿿]){2,12}?(?:司|办公厅)(?![长机法令])")
# 教育部门 is any of them, 交通部队 none.
_NOT_A_MINISTRY = frozenset("门队位分件")
_JOINTLY = re.compile("联合国(?:家|内|土|防部|务院|资|网|有|企)")
"""To join hands with what begins with 国: 联合国家发展改革委."""
_BRANCH = re.compile(r"(?:(?![和与及的、对])[一-鿿]){2,4}分局")
_PARTY = re.compile(r"党(?:委|工委)(?:办公室|办|组织部|宣传部)?")
_PARTY_BEFORE = re.compile(r"(?:[省市区县州镇乡]|街道|[一-鿿]{2,4}大学|教育|国资|卫健|科技)$")
# 科委 says too little without 区 or a place before it.
_SHORTEST_ALONE = 3


def find_departments(
    text: str, hits: Iterable[tuple[int, int, str]], boundaries: Boundaries, home: Home
) -> Iterator[Candidate]:
    """Yield local bodies with the place or level they belong to; ``hits`` are departments of the table."""
    for start, hit_end, hit_full in hits:
        end, full = _exact_end(text, hit_end, hit_full)
        name = text[start:end]
        begun = _with_prefix(text, start, boundaries.place_starts)
        if _is_something_else(text, name, end) or (begun == start and not _stands_alone(text, start, name, boundaries)):
            continue
        weight, is_sure = (0.92, True) if begun < start else (0.75, False)
        canonical = _canonical(text[begun:start], name, full, home)
        yield Candidate(begun, end, EntityType.ORGANISATION, weight, canonical=canonical, confident=is_sure)
    yield from _merged(text, boundaries.place_starts, home)
    yield from _committees(text, boundaries.place_starts, home)
    for match in _DEMOCRATIC.finditer(text):
        yield Candidate(match.start(), match.end(), EntityType.ORGANISATION, 0.98)
    yield from _party_committees(text, boundaries.place_starts)


def _merged(text: str, place_starts: Mapping[int, int], home: Home) -> Iterator[Candidate]:
    """Yield bodies put together from two behind a place or a level."""
    for match in _MERGED.finditer(text):
        begun = _with_prefix(text, match.start(), place_starts)
        if begun < match.start():
            canonical = _canonical(text[begun : match.start()], match[0], match[0], home)
            yield Candidate(begun, match.end(), EntityType.ORGANISATION, 0.92, canonical=canonical, confident=True)


def _exact_end(text: str, end: int, full: str) -> tuple[int, str]:
    """Return the body's end and full name: with its branch (枣阳分局), without a 办 that begins 办理."""
    if text[end - 1] == "委" and text.startswith("员会", end):
        return end + 2, full
    branch = _BRANCH.match(text, end) if text[end - 1] == "局" else None
    if branch:
        return branch.end(), full + branch[0]
    if text[end - 3 : end] == "政府办" and text[end : end + 1] in _OFFICE_VERBS:
        return end - 1, full.removesuffix("办公室")
    return end, full


def _is_something_else(text: str, name: str, end: int) -> bool:
    if name in {"人大", "政协"}:
        return _PEOPLE.match(text, end) is not None
    return name == "政府" and _AS_ADJECTIVE.match(text, end) is not None


def _stands_alone(text: str, start: int, name: str, boundaries: Boundaries) -> bool:
    if name in _NEED_LEVEL or len(name) < _SHORTEST_ALONE:
        return False
    return boundaries.name_start(text, start, longest=2).start == start


def _with_prefix(text: str, start: int, place_starts: Mapping[int, int]) -> int:
    """Return where the body's name begins: at its place, at its level, or at ``start``."""
    if start in place_starts:
        return place_starts[start]
    if text[start - 3 : start] in _REGIONS:
        return start - 3
    if text[start - 1 : start] not in _LEVELS or start == 0 or text[start - 2 : start] in _NOT_LEVELS:
        return start
    if start - 1 in place_starts:
        return place_starts[start - 1]
    if text[start - 2 : start] == _CORPS_CITY:
        return start - 2
    zone = _ZONE.search(text, max(0, start - 5), start - 1) if text[start - 1] == "区" else None
    return zone.start() if zone else start - 1


def _canonical(prefix: str, name: str, full: str, home: Home) -> str | None:
    place: str | None = prefix
    if not prefix:
        place = home.nearest
    elif prefix in _LEVELS:
        place = home.of_level(prefix)
    elif prefix[-1] in _LEVELS and prefix[-2:-1] == prefix[-1]:  # 兰亭镇镇政府
        place = prefix[:-1]
    if place is None or place + full == prefix + name:
        return None
    return place + full


def _committees(text: str, place_starts: Mapping[int, int], home: Home) -> Iterator[Candidate]:
    """Yield party committees said as 区委, 市委."""
    for match in _COMMITTEE.finditer(text):
        level = match.start() - 1
        if text[level - 1 : level + 1] in _NOT_LEVELS:
            continue
        start = place_starts.get(level + 1, level)
        is_league = start == level and text.startswith("团", level - 1)
        known = home.of_level(text[level]) if start == level else text[start : level + 1]
        canonical = f"{'共青团' if is_league else '中共'}{known}委员会" if known else None
        yield Candidate(start - is_league, match.end(), EntityType.ORGANISATION, 0.93, canonical=canonical)


def _party_committees(text: str, place_starts: Mapping[int, int]) -> Iterator[Candidate]:
    """Yield party committees said as 镇党委, 街道党工委."""
    for match in _PARTY.finditer(text):
        before = _PARTY_BEFORE.search(text, max(0, match.start() - 6), match.start())
        if before and text[match.start() - 2 : match.start()] not in _NOT_LEVELS:
            start = place_starts.get(match.start(), before.start())
            yield Candidate(start, match.end(), EntityType.ORGANISATION, 0.8)


def find_state_bodies(text: str, hits: Iterable[tuple[int, int, str]]) -> Iterator[Candidate]:
    """Yield central bodies, and with the office of theirs that follows: 教育部科学技术与信息化司."""
    for start, end, canonical in hits:
        surface = text[start:end]
        if (surface.endswith("部") and text[end : end + 1] in _NOT_A_MINISTRY) or _JOINTLY.match(text, start):
            continue
        office = _CENTRAL_OFFICE.match(text, end) if surface.endswith(("部", "委")) else None
        if office:
            yield Candidate(start, office.end(), EntityType.ORGANISATION, 0.95, confident=True)
        proposed = canonical if canonical != surface else None
        yield Candidate(start, end, EntityType.ORGANISATION, 0.9, canonical=proposed)

"""Administrative areas: full names anywhere, short names where the document vouches for them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from viewer.core.entity import EntityType
from viewer.core.metadata import Metadata
from viewer.extract.entities.boundary import Boundaries, NameStart
from viewer.extract.entities.candidate import Candidate
from viewer.extract.entities.term_table import TermTable, leftmost_longest
from viewer.extract.gazetteers import Gazetteers, Place, PlaceLevel

_TOWN = re.compile(
    r"街道(?!路|巷|两侧|上|内|段)|(?<![城乡集村古小各本全该建进返下市重名强大故家老同他侨异回还离整])(?<!年来)(?:镇|乡)(?!镇(?!政府|党委|人大|人民)|村|亲|土|愁|间|域|级|区|贤|里|道|长|财|风|下)"
)
_TOWN_BODY = re.compile(
    r"(?:\A|[省市区县州旗盟])(?P<town>(?![省市区县州旗盟])[一-鿿]{2,5}?[镇乡])(?:人民政府|政府|党委|人大|第?[一二三四五六七八九十\d]+届)"
)
_LONGEST_TOWN = 12
# 成县, 和县: two characters stand for a county only where nothing can run into them; nor 海城市 in 沿海城市.
_SHORTEST_FREE = 2
_LEVELS = frozenset("省市区县乡村")
_EDGES = frozenset({"", "，", "。", "、", "；", "：", "（", "“", "\n", " ", "市", "省", "在", "对", "于"})
_LONGEST_ALONE = 4
_LONGEST_IN_PLACE = 10
_NO_TOWNS_END = ("程中", "其中", "之中", "当中", "集中")  # 过程中镇、村
_NOT_TOWNS = frozenset({"相关", "属地", "所在", "涉及", "特色小", "辖区", "有关"})
# What may follow a short name without making it part of another word.
_NOT_AFTER_SHORT = frozenset("路街道巷弄菜话语剧派系人籍")


@dataclass(frozen=True, slots=True)
class Home:
    """Where the document was written: the full names of its province, city and county, as far as it says."""

    province: str | None = None
    city: str | None = None
    county: str | None = None
    town: str | None = None

    @property
    def nearest(self) -> str | None:
        """Return the smallest known area."""
        return self.county or self.city or self.province

    def of_level(self, level: str) -> str | None:
        """Return the area a document means by 镇, 区, 县, 市 or 省 alone."""
        if level in "镇乡":
            return self.town
        if level in "区县旗":
            return self.county
        if level == "市" and self.county is not None and self.county.endswith("市"):
            return self.county
        if level in "市州盟":
            return self.city or self.province if level == "市" else self.city
        return self.province


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """One place standing in a text; ``is_short`` where its suffix is missing."""

    start: int
    end: int
    place: Place
    is_short: bool


@dataclass(frozen=True, slots=True)
class PlaceIndex:
    """The places of the gazetteer by full and by short name."""

    table: TermTable[tuple[Place, bool]]
    by_name: Mapping[str, tuple[Place, ...]]


def place_index(gazetteers: Gazetteers) -> PlaceIndex:
    """Return the gazetteer ready for looking up."""
    terms: dict[str, tuple[Place, bool]] = {}
    by_name: dict[str, list[Place]] = {}
    for place in gazetteers.places:
        by_name.setdefault(place.name, []).append(place)
        if place.short != place.name:
            terms.setdefault(place.short, (place, True))
    for place in gazetteers.places:
        if place.name.endswith("自治县"):
            terms.setdefault(place.short + "县", (place, False))
        if place.name.endswith("自治州"):
            terms.setdefault(place.short + "州", (place, False))
        terms[place.name] = (place, False)
    return PlaceIndex(TermTable(terms), {name: tuple(found) for name, found in by_name.items()})


def find_home(metadata: Metadata, index: PlaceIndex) -> Home:
    """Return where the document comes from, read from its issuer, else its session, title or address."""
    for text in (metadata.issuing_unit, metadata.session, metadata.title, metadata.address):
        if text:
            home = replace(_home_in(text, index), town=_town_of(text))
            if home.nearest is not None or home.town is not None:
                return home
    return Home()


def _town_of(text: str) -> str | None:
    """Return the town a government or congress named in the text belongs to."""
    match = _TOWN_BODY.search(text)
    return match["town"] if match else None


def _home_in(text: str, index: PlaceIndex) -> Home:
    found: dict[PlaceLevel, Place] = {}
    for start, end, (place, is_short) in leftmost_longest(index.table.find(text)):
        is_word = is_short and text.startswith(("局", "厅", "部"), end)  # 某市公安局 is no body of 公安县
        if (start == 0 or found) and not is_word:
            resolved = _resolve(place, found, index) if not is_short else place
            found.setdefault(resolved.level, resolved)
    return _completed(found, index)


def _resolve(place: Place, above: Mapping[PlaceLevel, Place], index: PlaceIndex) -> Place:
    parents = {found.name for found in above.values()}
    return next((one for one in index.by_name[place.name] if one.parent in parents), place)


def _completed(found: Mapping[PlaceLevel, Place], index: PlaceIndex) -> Home:
    county, city, province = (found.get(level) for level in (PlaceLevel.COUNTY, PlaceLevel.CITY, PlaceLevel.PROVINCE))
    if county is not None and city is None and province is None and len(index.by_name[county.name]) == 1:
        above = index.by_name[county.parent][0]
        city, province = (above, None) if above.level is PlaceLevel.CITY else (None, above)
    if city is not None and province is None:
        province = index.by_name[city.parent][0]
    names = (place.name if place else None for place in (province, city, county))
    return Home(*names)


def find_place_hits(text: str, index: PlaceIndex) -> tuple[PlaceHit, ...]:
    """Return every place name standing in the text, overlapping ones too, in order."""
    return tuple(PlaceHit(start, end, place, is_short) for start, end, (place, is_short) in index.table.find(text))


def trusted_hits(text: str, hits: Iterable[PlaceHit], home: Home, ambiguous: frozenset[str]) -> list[PlaceHit]:
    """Keep full names, and short names of provinces, cities, and counties the document writes out in full."""
    found = list(hits)
    own = {home.province, home.city, home.county}
    written_out = {hit.place.name for hit in found if not hit.is_short and hit.place.name not in ambiguous} | own
    kept: list[PlaceHit] = []
    reached = 0
    for hit in found:
        own_here = own | {hit.place.name} if hit.start == reached and kept else own
        if hit.start >= reached and _is_trusted(text, hit, written_out, own_here, ambiguous):
            kept.append(hit)
            reached = hit.end
    return kept


def _is_trusted(
    text: str, hit: PlaceHit, written_out: set[str | None], own: set[str | None], ambiguous: frozenset[str]
) -> bool:
    if not hit.is_short:
        runs_on = hit.end - hit.start <= _SHORTEST_FREE or hit.place.name.endswith("城市")
        is_short_name = runs_on and text[hit.start - 1 : hit.start] not in _EDGES
        return hit.place.name in own or not (is_short_name or hit.place.name in ambiguous)
    if text[hit.end : hit.end + 1] in _NOT_AFTER_SHORT:
        return False
    if hit.place.level is PlaceLevel.COUNTY or hit.place.short in ambiguous:
        return hit.place.name in written_out
    return True


def place_chains(text: str, hits: Iterable[PlaceHit]) -> dict[int, int]:
    """Return for the end of every place where the chain of places it closes begins: 上海市长宁区 is one."""
    starts: dict[int, int] = {}
    for hit in hits:
        starts[hit.end] = starts.get(hit.start, hit.start)
        if hit.is_short and text[hit.end : hit.end + 1] in {"市", "区", "县", "省"}:
            starts[hit.end + 1] = starts[hit.end]
    return starts


def town_chains(text: str, gazetteers: Gazetteers, chains: Mapping[int, int]) -> dict[int, int]:
    """Return for the end of every known town where it, or the places before it, begin."""
    starts: dict[int, int] = {}
    for match in _TOWN.finditer(text):
        found = _known_town(text, match.end(), gazetteers)
        if found is not None:
            starts[match.end()] = chains.get(found, found)
    return starts


def find_places(hits: Iterable[PlaceHit], chains: Mapping[int, int], home: Home) -> Iterator[Candidate]:
    """Yield administrative areas, a chain of them as one."""
    for hit in hits:
        start = chains[hit.end]
        canonical = hit.place.name if hit.is_short and start == hit.start else None
        if canonical and home.county and hit.place.short == home.county[: len(hit.place.short)]:
            canonical = home.county
        yield Candidate(start, hit.end, EntityType.LOCATION, 0.85, canonical=canonical)


def find_towns(text: str, gazetteers: Gazetteers, boundaries: Boundaries) -> Iterator[Candidate]:
    """Yield street offices, towns and townships."""
    for match in _TOWN.finditer(text):
        found = _known_town(text, match.end(), gazetteers)
        if found is not None:
            start = boundaries.place_starts.get(found, found)
            yield Candidate(start, match.end(), EntityType.LOCATION, 0.88, confident=True)
            continue
        if text[match.start() - 1 : match.start()] in {"镇", "乡", "村"}:
            continue
        begun = boundaries.name_start(text, match.start(), longest=8)
        if begun.edge and _is_town_name(text[begun.start : match.start()], begun, gazetteers):
            yield Candidate(begun.start, match.end(), EntityType.LOCATION, 0.65)


def _is_town_name(own: str, begun: NameStart, gazetteers: Gazetteers) -> bool:
    longest = _LONGEST_IN_PLACE if begun.has_place else _LONGEST_ALONE
    is_general = any(own[-size:] in gazetteers.generic_modifiers for size in (2, 3, 4))
    is_level = own[:1] in _LEVELS and not begun.has_place  # 县管乡用
    is_word = is_general or is_level or own.endswith(_NO_TOWNS_END)
    return 1 < len(own) <= longest and not is_word and own not in _NOT_TOWNS


def _known_town(text: str, end: int, gazetteers: Gazetteers) -> int | None:
    """Return where a town of the table begins that ends here; behind a verb it may be another: 开通镇城区公交."""
    for start in range(max(0, end - _LONGEST_TOWN), end - 2):
        if text[start:end] in gazetteers.towns:
            is_verb = text[start : start + 2] in gazetteers.verbs and text.startswith("城区", end)
            return None if is_verb else start
    return None

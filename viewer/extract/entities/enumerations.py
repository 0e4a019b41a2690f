"""Lists that say what their items are: 携程、爱奇艺、科大讯飞等领军企业."""

import re
from collections.abc import Iterator, Mapping

from viewer.core.entity import EntityType
from viewer.extract.entities.boundary import Boundaries
from viewer.extract.entities.candidate import Candidate
from viewer.extract.entities.cues import any_of, cue
from viewer.extract.gazetteers import Gazetteers

_LONGEST_LIST = 120
_ITEM = 14
_COUNT = re.compile(
    r"等?(?:为代表的|在内的)?"
    r"(?:一?批|(?:\d+|[一二两三四五六七八九十几多百]+)余?多?[家个所座条处位名类项]"
    r"|数[十百]?[家个])?"
)
# 等 closes a list; so does the number of its items: 成都环境集团、奥北环保两家企业.
_ITEM_BEFORE = "|".join(f"(?<=[、和][一-鿿A-Za-z]{{{size}}})" for size in range(2, 8))
_CLOSING = re.compile(rf"等|(?:{_ITEM_BEFORE})(?<!等)(?=(?:[两三四五六七八九十]|\d{{1,2}})[家所个座条][一-鿿])")
_ADJECTIVES = re.compile(f"{any_of(cue('enumeration', 'adjectives'))}*")
_LEAD_IN = re.compile(f"{any_of(cue('enumeration', 'lead_in'))}$")
_JOINER = re.compile(r"[、]|(?<=[一-鿿A-Za-z0-9”])(?:和|及|与|以及)(?=[一-鿿A-Za-z0-9“])")
# 等地信企业: words before the noun that no table knows.
_DESCRIBED = re.compile(r"(?:(?![的等领服为提支])[一-鿿]){1,5}?(企业|公司|品牌)")
_COMMON_ITEMS = frozenset(cue("company", "plain_roots"))
_SERIES_TYPES = {
    **dict.fromkeys(("村", "社区", "河", "渠", "湖", "岛"), EntityType.LOCATION),
    **dict.fromkeys(("桥", "寺", "庙", "阁"), EntityType.FACILITY),
}
_SERIES = re.compile(
    rf"[一-鿿]{{1,5}}?({'|'.join(_SERIES_TYPES)})(?:、[一-鿿]{{1,5}}?\1(?=[、，。；）等和两三四五六七八九十]|[一-鿿]))+"
)
_IN_SERIES = 0.7
_LONGEST_HEAD = 7


def find_enumerated(
    text: str, gazetteers: Gazetteers, boundaries: Boundaries, known: Mapping[int, int]
) -> Iterator[Candidate]:
    """Yield the items of 「A、B、C等X」 as what X says they are; ``known`` maps technologies' starts to ends."""
    heads = gazetteers.enumeration_heads
    for match in _CLOSING.finditer(text):
        kind = _kind_after(text, match.end(), heads)
        is_done = not match[0] and text[match.start() - 2 : match.start()] in boundaries.words  # 镶黄旗各建设1座
        if kind is not None and not is_done:
            yield from _items_before(text, match.start(), kind, boundaries, gazetteers, known)


def find_series(text: str, gazetteers: Gazetteers, boundaries: Boundaries) -> Iterator[Candidate]:
    """Yield the items of a row that all close with the same noun: 五四村、沈家墩村、东衡村."""
    for match in _SERIES.finditer(text):
        noun = match[1]
        first = boundaries.name_start(text, match.end(1) - len(noun), longest=6)
        at = first.start if first.edge else match.start()
        for item in text[at : match.end()].split("、"):
            if (
                len(item.removesuffix(noun)) + len(noun) - 1 > 1
                and item.removesuffix(noun) not in gazetteers.generic_modifiers
            ):
                yield Candidate(at, at + len(item), _SERIES_TYPES[noun], _IN_SERIES)
            at += len(item) + 1


def _kind_after(text: str, at: int, heads: Mapping[str, EntityType | None]) -> EntityType | None:
    counted = _COUNT.match(text, at)
    at = counted.end() if counted else at
    adjectives = _ADJECTIVES.match(text, at)
    reach = adjectives.end() if adjectives else at
    for start in range(reach, at - 1, -1):
        for length in range(_LONGEST_HEAD, 0, -1):
            if text[start : start + length] in heads and len(text[start : start + length]) == length:
                return heads[text[start : start + length]]
    described = _DESCRIBED.match(text, at)
    return heads[described[1]] if described else None


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
    if not 1 < length <= _ITEM or text[start:at] in gazetteers.generic_modifiers | _COMMON_ITEMS:
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

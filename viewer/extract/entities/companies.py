"""Companies known by the tail of their name, by being called one, or by the company they keep in a list."""

import re
from collections.abc import Iterator, Sequence

from viewer.core.entity import EntityType
from viewer.extract.entities.candidate import Candidate
from viewer.extract.entities.cues import any_of, cue
from viewer.extract.gazetteers import Gazetteers

_TAIL = any_of(cue("company", "tails"))
_SURE_TAIL = any_of(cue("company", "sure_tails"))
_TAIL_AT_END = re.compile(f"{_TAIL}$")
_AFTER = r"[、，。；：）”\n]|等|和|与|及|入驻|在|已|获|落户"
_NAMED = re.compile(
    rf"(?<![一-鿿])([一-鿿]{{2,4}}{_SURE_TAIL})(?={_AFTER}|入选|作为|是|自主|成功|研发|旗下|成立|推出|联合|公司)"
)
_CALLED = re.compile(
    rf"(?:企业|公司|独角兽|平台|集团|品牌|独角兽”|“小巨人”)“?((?:(?![的等为在和与、])[一-鿿A-Za-z]){{2,5}}{_TAIL})"
    rf"(?={_AFTER}|为)"
)
_BROUGHT = re.compile(
    r"(?:推动|引进|引入|支持|吸引|助力|如|走访|联合|会同|携手|与|和|、|，|有)"
    rf"((?:(?![的等为在和与、是对由将及向让使被把从])[一-鿿A-Za-z]){{2,4}}{_SURE_TAIL})"
    r"(?=入驻|落户|落地|签约|成立|合作|共建|旗下|打造|[、，。；]|等)"
)
# The numbered bureaus and institutes of the state builders: 中建三局, 中铁二院, 中交第四航务工程局.
_STATE_BUILDER = re.compile(
    r"中(?:铁|建|交|冶|核|水电|电建|能建|国中铁|国建筑|国铁建|国电建)(?:第)?[一二三四五六七八九十]{1,3}(?:航务工程局|航局|公局|工程局|局|设计院|勘察设计院|院)(?:集团(?:有限公司)?|公司)?"
)
_LAST_OF_LIST = re.compile(rf"{_SURE_TAIL}和([一-鿿]{{2,6}}?)(?=等)")
_LEAD_IN = "如|例如|以|包括|有|引进|引入|既有|还有|也有"
_LEFT_ITEM = re.compile(
    rf"(?:^|[，。；：、“（(\n]|(?<=[一-鿿])(?=以|如|包括|引进|引入|既有|还有|也有))(?:{_LEAD_IN})?([一-鿿A-Za-z]{{2,6}})、$"
)
_RIGHT_ITEM = re.compile(r"、([一-鿿A-Za-z]{2,6}?)(?=[、，。；）]|等|入选|入驻|为代表)")
_PLAIN_ROOTS = frozenset(cue("company", "plain_roots"))
_GENERIC_ITEM = re.compile(rf"^[各市区县省全本我该]|{any_of(cue('company', 'generic_items'))}$|[的等]")
_SURE = 0.64
_BESIDE = 0.68
_FULL = 0.95
_LEGAL_FORM = re.compile(r"(?:(?![的和与及在由对将为])[一-鿿（）()]){0,12}?(?:有限(?:责任)?公司|股份公司)")
_LONGEST_ITEM = 10


def find_companies(text: str, gazetteers: Gazetteers) -> Iterator[Candidate]:
    """Yield companies that context or tail give away."""
    for pattern, weight in ((_NAMED, 0.64), (_CALLED, 0.8), (_BROUGHT, 0.68)):
        for match in pattern.finditer(text):
            if _is_proper(_TAIL_AT_END.sub("", match[1]), gazetteers):
                yield Candidate(match.start(1), match.end(1), EntityType.COMPANY, weight, confident=True)
    for match in _STATE_BUILDER.finditer(text):
        yield Candidate(match.start(), match.end(), EntityType.COMPANY, 0.88, confident=True)
    for match in _LAST_OF_LIST.finditer(text):
        yield Candidate(match.start(1), match.end(1), EntityType.COMPANY, 0.62, confident=True)


def find_full_companies(text: str, chosen: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield companies known by their short names together with the legal form behind them: 华为技术有限公司."""
    for short in chosen:
        form = _LEGAL_FORM.match(text, short.end) if short.type is EntityType.COMPANY else None
        if form:
            yield Candidate(short.start, form.end(), EntityType.COMPANY, _FULL, confident=True)


def find_company_neighbours(text: str, chosen: Sequence[Candidate], gazetteers: Gazetteers) -> Iterator[Candidate]:
    """Yield the items beside sure companies of one list: what stands between 、 and a company is one too."""
    taken = {at for one in chosen if one.weight > _BESIDE for at in range(one.start, one.end)}
    for company in chosen:
        if company.type is EntityType.COMPANY and company.weight >= _SURE:
            yield from _leftwards(text, company.start, taken, gazetteers)
            yield from _rightwards(text, company.end, taken, gazetteers)


def _leftwards(text: str, at: int, taken: set[int], gazetteers: Gazetteers) -> Iterator[Candidate]:
    while match := _LEFT_ITEM.search(text, max(0, at - _LONGEST_ITEM), at):
        if not taken.isdisjoint(range(*match.span(1))) or not _is_item(match[1], gazetteers):
            return
        yield Candidate(match.start(1), match.end(1), EntityType.COMPANY, _BESIDE)
        at = match.start(1)


def _rightwards(text: str, at: int, taken: set[int], gazetteers: Gazetteers) -> Iterator[Candidate]:
    while match := _RIGHT_ITEM.match(text, at):
        if not taken.isdisjoint(range(*match.span(1))) or not _is_item(match[1], gazetteers):
            return
        yield Candidate(match.start(1), match.end(1), EntityType.COMPANY, _BESIDE)
        at = match.end(1)


def _is_item(name: str, gazetteers: Gazetteers) -> bool:
    return name[0] not in gazetteers.boundaries and _is_proper(name, gazetteers) and not _GENERIC_ITEM.search(name)


def _is_proper(root: str, gazetteers: Gazetteers) -> bool:
    """Tell whether no pair of characters is an ordinary word."""
    pairs = [root[at : at + 2] for at in range(len(root) - 1)]
    lists = (_PLAIN_ROOTS, gazetteers.boundaries, gazetteers.generic_modifiers)
    return len(root) > 1 and not any(pair in words for pair in pairs for words in lists)

"""Names in quotation marks: what is a programme, a site, a meeting, and what is only a manner of speaking."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from viewer.core.entity import EntityType
from viewer.extract.entities.boundary import Boundaries
from viewer.extract.entities.candidate import Candidate
from viewer.extract.entities.cues import any_of, cue
from viewer.extract.gazetteers import Gazetteers, Head

_LONGEST = 45
_LONGEST_NAME = 18
_LONGEST_TITLED = 24
_SHORTEST = 2
_SHORTEST_HEADED = 4
_SHORTEST_SITE = 6
# Longer compounds (A+B暨C大会) are named by their head noun after all.
_LONG_COMPOUND = 12
_NAME_POINTS = 3

_QUOTED = re.compile(rf"“((?:[^“”\n]|“[^“”\n]{{1,20}}”){{1,{_LONGEST}}})”")
_CHAIN = re.compile(rf"(?:[、和及与]?“[^“”\n]{{1,{_LONGEST}}}”)*")
_CLAUSE = re.compile(r"[，。；：！？,;!?]")
_NUMBERED = re.compile(
    r"^(?=.*\d)[\dNXnxMmABC+＋\-－·.×*]+$|^\d+个?[一-鿿]$"
    r"|^[一二三四五六七八九十]+[+＋][一-鿿A-Z+＋一二三四五六七八九十]+$"
)
_FRAME = re.compile(rf"(?:(?!的|、|，|产业集群|建设|试点)[一-鿿]){{0,8}}?{any_of(cue('quotation', 'frames'))}")
_TAIL = r"(?!的|等|为|和|与|在(?!线)|建设|品牌|模式)(?:(?![的了是为被将把获位列由等])[一-鿿A-Za-z0-9]){{0,{}}}?{}"
_TAILS = (
    (re.compile(_TAIL.format(18, any_of(cue("quotation", "event_tails")))), EntityType.EVENT),
    (re.compile(_TAIL.format(12, any_of(cue("quotation", "facility_tails")))), EntityType.FACILITY),
    (re.compile(_TAIL.format(14, any_of(cue("quotation", "organisation_tails")))), EntityType.ORGANISATION),
)
# “三供一业”小区, “零废弃”园区: the quotation is a label, not the beginning of a name.
_LABELLED = frozenset({"园区", "中心", "基地", "公园", "大厦", "广场"})
_TAIL_WORDS = frozenset(cue("quotation", "tail_words"))
_OF_EVENT = re.compile(
    r"(?:系列|主题|专题|专场|专项)?(?:活动(?!中心|阵地|平台)|大赛|沙龙|论坛|节目)"
    r"|等(?:[一-鿿](?!的)){0,4}?(?:大赛|赛事|论坛|展会)"
)
_OF_TECHNOLOGY = re.compile(r"(?:等)?(?:关键|核心|新|先进|专利)?技术")
# Whatever the words themselves end in, a plan or a brand is called by them.
_OF_PLAN = re.compile(r"(?:行动)?计划(?!的|生育)|行动(?!的)|工程(?!的)|品牌|专线|赛道|模式|做法|小程序|APP|公众号")
_OF_PROPOSAL = re.compile(r"的?(?:建议|提案|问题|意见)(?!办理)")
_EVENT_ENDS = re.compile(r"^.{2,}(?:[^季环细关情礼]节|大赛|[^大]展会|冰雪季|文化周|活动周|宣传周|开放月)$")
_EVENT_ENDS = re.compile(r"^.{2,}(?:[^季环细关情礼]节|大赛|[^大]展会|冰雪季|文化周|活动周|宣传周|开放月)$")
_COMPOUND = re.compile(r"[+＋\d]")
# 文化+生态 is a slogan, AI+社区 may be a programme.
_PAIR = re.compile(r"^[一-鿿]{2}[+＋][一-鿿]{2}$")
_LATIN_OR_NUMBER = re.compile(r"[\d+＋A-Za-z]")

_KINDS = any_of(cue("quotation", "kinds"))
_NAME_FOLLOWS = re.compile(rf"(?:(?![的，、]|等)[一-鿿\d.]){{0,6}}?{_KINDS}|等(?:[\d一-鿿](?!的)){{0,8}}?{_KINDS}")
_COUNTED = re.compile(r"\d+余?[个家座处场期项间]")
_HONOURED = re.compile(any_of(cue("quotation", "honoured")))
_DEPARTS = re.compile(any_of(cue("quotation", "departs")))
_NAME_ENDS = re.compile(any_of(cue("quotation", "endings")) + "$")
_NAME_PRECEDES = re.compile(any_of(cue("quotation", "before")) + "$")
_CHRISTENED = re.compile(any_of(cue("quotation", "christened")) + "(?:了|的)?$")
_OF_FIGURE = re.compile(any_of(cue("quotation", "figures")) + "$")
_VERBAL = re.compile(rf"^{any_of(cue('quotation', 'verbal_starts'))}|{any_of(cue('quotation', 'verbal_ends'))}$")
_NEW = re.compile(r"^[新老旧大小硬软真好快慢高强优美暖智绿红][一-鿿]{1,2}$")


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted words at ``[start, end)`` inside their marks, with what stands round them."""

    text: str
    start: int
    end: int

    @property
    def words(self) -> str:
        """Return the quoted words."""
        return self.text[self.start : self.end]

    @property
    def before(self) -> str:
        """Return the few characters before the opening mark."""
        return self.text[max(0, self.start - 9) : self.start - 1]

    def is_followed_by(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether the pattern stands right after the closing mark."""
        return pattern.match(self.text, self.end + 1) is not None

    def chain_is_followed_by(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether the pattern stands after the last of several quotations in a row: it speaks of them all."""
        chain = _CHAIN.match(self.text, self.end + 1)
        return pattern.match(self.text, chain.end() if chain else self.end + 1) is not None

    def candidate(self, kind: EntityType, weight: float, *, confident: bool = True) -> Candidate:
        """Return the quoted words, without their marks, as a candidate."""
        return Candidate(self.start, self.end, kind, weight, confident=confident)


def find_quoted(text: str, gazetteers: Gazetteers, boundaries: Boundaries) -> Iterator[Candidate]:
    """Yield what quotation marks name; figures of speech, sayings and headings of proposals are passed over."""
    repeated = _repeated(text)
    tail_stops = gazetteers.boundaries - _TAIL_WORDS
    for match in _QUOTED.finditer(text):
        quote = Quote(text, match.start(1), match.end(1))
        named = _with_tail(quote, gazetteers, boundaries, tail_stops) or _whole(quote, gazetteers, boundaries, repeated)
        if named is not None:
            yield named


def _repeated(text: str) -> frozenset[str]:
    seen: set[str] = set()
    twice: set[str] = set()
    for match in _QUOTED.finditer(text):
        (twice if match[1] in seen else seen).add(match[1])
    return frozenset(twice)


def _with_tail(quote: Quote, gazetteers: Gazetteers, boundaries: Boundaries, stops: frozenset[str]) -> Candidate | None:
    """Return the name the quotation opens: “虹桥之源”在线新经济生态园, “3320”数字战略."""
    words = quote.words
    if _CLAUSE.search(words) or len(words) > _LONGEST_NAME or words in gazetteers.quoted_plain:
        return None
    opening, after = quote.start - 1, quote.end + 1
    if _NUMBERED.match(words):
        frame = _FRAME.match(quote.text, after)
        return Candidate(opening, frame.end(), EntityType.PROGRAMME, 0.95, confident=True) if frame else None
    if "《" in words or _VERBAL.search(words):
        return None
    for pattern, kind in _TAILS:
        tail = pattern.match(quote.text, after)
        if tail and not _holds_any(tail[0], stops) and tail[0] not in _LABELLED:
            start = boundaries.place_starts.get(opening, opening)
            return Candidate(start, tail.end(), kind, 0.9, confident=True)
    return None


def _holds_any(tail: str, words: frozenset[str]) -> bool:
    return any(tail[at : at + size] in words for size in (2, 3) for at in range(len(tail) - size + 1))


def _whole(quote: Quote, gazetteers: Gazetteers, boundaries: Boundaries, repeated: frozenset[str]) -> Candidate | None:
    """Return the quoted words as a name of their own."""
    words = quote.words
    head = _head_of(words, gazetteers)
    if "《" in words or _CLAUSE.search(words):
        is_event = head is not None and head.type is EntityType.EVENT and "《" not in words and "。" not in words
        return quote.candidate(EntityType.EVENT, 0.9) if is_event else None
    if words in gazetteers.quoted_plain or quote.is_followed_by(_OF_PROPOSAL) or len(words) < _SHORTEST:
        return None
    if quote.chain_is_followed_by(_OF_EVENT) or _EVENT_ENDS.search(words):
        return quote.candidate(EntityType.EVENT, 0.88)
    if quote.is_followed_by(_OF_PLAN) and len(words) <= _LONGEST_NAME and _inner_points(words) > 0:
        return quote.candidate(EntityType.PROGRAMME, 0.88)
    if head is not None and _names_by_head(words, head):
        return quote.candidate(head.type, 0.88)
    return _programme(quote, boundaries, repeated)


def _head_of(words: str, gazetteers: Gazetteers) -> Head | None:
    for length in range(min(8, len(words) - 1), 1, -1):
        head = gazetteers.heads.get(words[-length:])
        if head is not None and head.type is not EntityType.DOCUMENT:
            return head
    return None


def _names_by_head(words: str, head: Head) -> bool:
    """Tell whether the closing head noun says what the words name: a quoted 基地 is an honour, AI+社区 a programme."""
    if len(words) < _SHORTEST_HEADED or words.endswith("基地"):
        return False
    if _COMPOUND.search(words) and len(words) < _LONG_COMPOUND:
        return False
    if head.type is EntityType.FACILITY and not head.is_strong:
        return len(words) >= _SHORTEST_SITE
    return head.type is not EntityType.LOCATION and (head.is_strong or head.type is not EntityType.COMPANY)


def _programme(quote: Quote, boundaries: Boundaries, repeated: frozenset[str]) -> Candidate | None:
    longest = _LONGEST_TITLED if _NAME_ENDS.search(quote.words) else _LONGEST_NAME
    if len(quote.words) > longest or quote.is_followed_by(_OF_TECHNOLOGY):
        return None
    holds_place = any(end in boundaries.place_starts for end in range(quote.start + 1, quote.end + 1))
    points = _inner_points(quote.words) + _outer_points(quote) + 2 * holds_place + 2 * (quote.words in repeated)
    return quote.candidate(EntityType.PROGRAMME, 0.85, confident=holds_place) if points >= _NAME_POINTS else None


def _inner_points(words: str) -> int:
    """Return how much the words themselves look like a name rather than a saying."""
    points = 2 * bool(_LATIN_OR_NUMBER.search(words)) + 2 * bool(_NAME_ENDS.search(words)) + (3 <= len(words) <= 8)  # noqa: PLR2004 - names are this long
    points -= 2 * bool(_VERBAL.search(words)) + 2 * bool(_NEW.match(words)) + 2 * ("的" in words) + 2 * ("、" in words)
    points -= 2 * bool(_PAIR.match(words))
    return points - 4 * words.startswith(("互联网+", "互联网＋"))


def _outer_points(quote: Quote) -> int:
    """Return how much the words round the quotation speak of a name."""
    points = 2 * quote.chain_is_followed_by(_NAME_FOLLOWS) + 2 * quote.is_followed_by(_HONOURED)
    points += bool(_NAME_PRECEDES.search(quote.before)) + 2 * bool(_CHRISTENED.search(quote.before))
    is_figure = _OF_FIGURE.search(quote.before) and not _CHRISTENED.search(quote.before)
    return points + 2 * quote.is_followed_by(_COUNTED) - 3 * quote.is_followed_by(_DEPARTS) - bool(is_figure)

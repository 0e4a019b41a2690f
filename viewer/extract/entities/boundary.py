"""Where a name begins: walking left from its head noun to the last word that cannot be part of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from viewer.extract.gazetteers import Gazetteers

_LONGEST_NAME = 18
_LONGEST_QUOTE = 24
_PUNCTUATION = frozenset("，。、；：？！…—“‘《》〈〉（）()[]【】〔〕,;:?!/\n\t |*#~<>=％%")
_CLASSIFIERS = frozenset("所家个座处条栋幢批类项场次期届名位大")
_NUMERALS = frozenset("0123456789一二三四五六七八九十百千万两几多余数各")
_YEAR = re.compile(r"(?:19|20)\d\d年?$")
_BRANDED = frozenset(
    {
        "中铁",
        "中建",
        "中交",
        "中电",
        "中冶",
        "中核",
        "中水",
        "云上",
        "国网",
        "国能",
        "华能",
        "中国",
        "数字",
        "智慧",
        "平安",
        "美丽",
        "健康",
        "文明",
        "创新",
        "幸福",
    }
)
BODY_AND = re.compile(
    r"(?:医院|大学|学院|学校|中学|小学|公司|集团|银行|研究院|研究所|协会|[一-鿿]局|委员会|[一-鿿]路|大道|大街)[和与及]"
)
"""Where a body or road ends and another begins: 鼓楼医院与, 教育局和, 历山路与."""
_OPENERS = {"”": "“", "’": "‘"}


@dataclass(frozen=True, slots=True)
class NameStart:
    """Where a name begins, and what speaks for it: a place, quoted words, or a certain ``edge`` before it."""

    start: int
    has_place: bool = False
    has_quote: bool = False
    edge: bool = True
    place_end: int | None = None


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Finds the beginning of names; ``place_starts`` maps the end of each place to where its chain begins."""

    words: frozenset[str]
    hard_words: frozenset[str]
    unbroken: frozenset[str]
    place_starts: Mapping[int, int]

    def name_start(self, text: str, head: int, *, longest: int = _LONGEST_NAME, official: bool = False) -> NameStart:
        """Walk left from ``head`` over at most ``longest`` characters; never cross a paragraph or a clause.

        Long ``official`` names hold words (建设, 管理) that end the walk for others, and places in their middle.
        """
        words = self.hard_words if official else self.words
        at = head
        has_quote = False
        while at > 0 and head - at < longest:
            if at in self.place_starts:
                return NameStart(
                    self._wider(text, self.place_starts[at]), has_place=True, has_quote=has_quote, place_end=at
                )
            char = text[at - 1]
            if char in _OPENERS:
                opened = text.rfind(_OPENERS[char], max(0, at - _LONGEST_QUOTE), at - 1)
                if opened < 0 or "\n" in text[opened:at] or (has_quote and at < head):
                    return NameStart(at, has_quote=has_quote)
                at, has_quote = opened, True
                if at not in self.place_starts:
                    year = _YEAR.search(text, max(0, at - 5), at)
                    return NameStart(year.start() if year else at, has_quote=True)
                continue
            if char in _PUNCTUATION or _is_counted(text, at) or self._ends_boundary_word(text, at, words):
                return NameStart(at, has_quote=has_quote)
            at -= 1
        return NameStart(at, has_quote=has_quote, edge=at == 0)

    def _wider(self, text: str, start: int) -> int:
        """Return where a name begins that goes on before its place: 数字长宁体验馆, 人保财险公司河南省分公司."""
        if text[start - 2 : start] in _BRANDED:
            return start - 2
        if text[start - 2 : start] not in {"公司", "银行", "集团"}:
            return start
        return self.name_start(text, start - 2).start

    def _ends_boundary_word(self, text: str, at: int, words: frozenset[str]) -> bool:
        if text[at - 2 : at] in words or text[at - 3 : at] in words:
            return True
        if text[at - 1] not in words:
            return False
        return text[at - 1 : at + 1] not in self.unbroken and text[max(0, at - 2) : at] not in self.unbroken


def boundaries_of(gazetteers: Gazetteers, place_starts: Mapping[int, int]) -> Boundaries:
    """Return the finder for one text whose places are known."""
    return Boundaries(gazetteers.boundaries, gazetteers.hard_boundaries, gazetteers.unbroken, place_starts)


def _is_counted(text: str, at: int) -> bool:
    """Tell whether a number and its classifier end at ``at``: 3所, 两家."""
    return text[at - 1] in _CLASSIFIERS and text[max(0, at - 2) : at - 1] in _NUMERALS

"""Takes the name of a figure from its sentence: the words before it, or those behind it."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from viewer.core.metric import MetricType
from viewer.extract.metrics.mask import FILLER
from viewer.extract.metrics.quantity import Quantity
from viewer.extract.metrics.table import read_table

_LONGEST_BEFORE = 48
_LONGEST_BEHIND = 32
_LONG_NAME = 16
_LONG_VERB = 10
_SHORT_PART = 4
_SHORTEST_NAME = 2
_MOST_CUTS = 8
_CLAUSE_BREAK = "，。；：！？,;!?\n\t"
_OPENING = "（(“‘《"
_CLOSING = "）)”’》"
_BEHIND = re.compile(r"(?:“[^”]{1,20}”|《[^》]{1,40}》|[^，。；：、！？（）(),;!?\n\t”’“《\0])*")
_JOINTS = re.compile(r"、|以及|和|及|与")
_BLANK_BRACKETS = re.compile(rf"[（(]{FILLER}+[)）]")
_LIST_GAP = re.compile(r"[、和及与，,\s]*")
_MEASURES = frozenset({MetricType.OTHER, MetricType.LENGTH, MetricType.AREA})
_ATTRIBUTE_GAP = re.compile(r"(?:及?以上)?的?[\u4e00-\u9fff]{2,8}(?<![约达为到共计设])")
_TOLD_APART = "分别"
_ADVERBS_BEHIND = re.compile(r"(?:了|全部|共|首批|第一批|约)+\Z")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that do not name an indicator."""

    leading: re.Pattern[str]
    trailing: re.Pattern[str]
    cut_after: re.Pattern[str]
    light: frozenset[str]
    handing_over: tuple[str, ...]
    not_behind: re.Pattern[str]
    ends_behind: re.Pattern[str]
    change: re.Pattern[str]
    money_nouns: tuple[str, ...]


def name_indicators(text: str, quantities: Sequence[Quantity], sentence_ends: Sequence[int]) -> list[str | None]:
    """Return the name of each figure of a paragraph, ``None`` where the sentence gives none.

    ``text`` is the normal text with its periods blanked out, ``sentence_ends`` are sorted offsets.
    """
    return _Namer(text, _words(), quantities, sentence_ends).names()


class _Namer:
    def __init__(self, text: str, words: _Words, quantities: Sequence[Quantity], sentence_ends: Sequence[int]) -> None:
        self._text = text
        self._words = words
        self._quantities = quantities
        self._sentence_ends = sentence_ends
        self._names: list[str | None] = []

    def names(self) -> list[str | None]:
        while len(self._names) < len(self._quantities):
            listed = self._list_from(len(self._names))
            self._names.extend(listed or [self._name(len(self._names))])
        return self._names

    def _name(self, index: int) -> str | None:
        quantity = self._quantities[index]
        reach = self._reach_name(quantity)
        if reach is not None:
            return reach
        raw = self._before(index)
        before, handed_over = self._trimmed(raw)
        behind = self._behind(index)
        name = self._chosen(quantity, before, behind, handed_over=handed_over)
        if not name:
            return self._inherited(index)
        if self._words.change.fullmatch(name) and (subject := self._inherited(index)):
            return name if subject.endswith(name) else self._subject(subject) + name
        return name

    def _subject(self, name: str) -> str:
        """Return the name without the change it ended in, so that changes do not pile up."""
        found = re.search(rf"(?:{self._words.change.pattern})\Z", name)
        return name[: found.start()] if found else name

    def _chosen(self, quantity: Quantity, before: str, behind: str, *, handed_over: bool) -> str:
        if not before or before in self._words.light or handed_over:
            return behind or ("" if before in self._words.light else before)
        if not behind:
            return before
        if quantity.type is MetricType.COUNT:
            return behind if len(before) > _LONG_VERB else before + behind
        if (
            quantity.type is MetricType.MONEY
            and behind.endswith(self._words.money_nouns)
            and len(before) <= _SHORT_PART
        ):
            return before + behind
        return before

    def _reach_name(self, quantity: Quantity) -> str | None:
        """Return the words of 最长补贴24个月, whose name is part of the figure."""
        if quantity.qualifier is None or quantity.number_start == quantity.start:
            return None
        words = self._text[quantity.start : quantity.number_start]
        return words if words != quantity.qualifier and words.startswith(quantity.qualifier) else None

    def _before(self, index: int) -> str:
        quantity = self._quantities[index]
        start = quantity.start if quantity.verb_start is None else quantity.verb_start
        floor = self._floor(index)
        begin = self._clause_start(start, floor)
        if begin == start and start > floor and self._text[start - 1] in "（(":
            begin = self._clause_start(start - 1, floor)
            return self._text[begin : start - 1]
        return self._text[begin:start]

    def _floor(self, index: int) -> int:
        """Return where the words before a figure may begin; a measure inside a name is part of it (110千伏变电站4座)."""
        if index == 0:
            return 0
        before = self._quantities[index - 1]
        between = self._text[before.end : self._quantities[index].start]
        if before.type in _MEASURES and _ATTRIBUTE_GAP.fullmatch(between):
            return self._quantities[index - 2].end if index > 1 else 0
        return before.end

    def _clause_start(self, end: int, floor: int) -> int:
        depth = 0
        first = max(floor, end - _LONGEST_BEFORE)
        for position in range(end - 1, first - 1, -1):
            character = self._text[position]
            if character in _CLOSING:
                depth += 1
            elif character in _OPENING:
                if depth == 0:
                    return position + 1
                depth -= 1
            elif depth == 0 and character in _CLAUSE_BREAK:
                return position + 1
        return first

    def _trimmed(self, words: str) -> tuple[str, bool]:
        """Return what of the words before a figure names it, and whether they hand over to the words behind."""
        words = _without_periods(words)
        handed_over = _ADVERBS_BEHIND.sub("", words).endswith(self._words.handing_over)
        words = self._cut(self._words.trailing, words, at_end=True)
        words = _last_of_list(words)
        if cut := list(self._words.cut_after.finditer(words)):
            words = words[cut[-1].end() :]
        words = self._cut(self._words.leading, words, at_end=False)
        if len(words) > _LONG_NAME and "的" in words:
            tail = words.rpartition("的")[2]
            words = tail if len(tail) >= _SHORT_PART else words
        return words, handed_over

    def _cut(self, pattern: re.Pattern[str], words: str, *, at_end: bool) -> str:
        for _ in range(_MOST_CUTS):
            match = pattern.search(words) if at_end else pattern.match(words)
            if match is None or not match[0]:
                break
            words = words[: match.start()] if at_end else words[match.end() :]
        return words

    def _behind(self, index: int) -> str:
        for position in range(index, len(self._quantities)):
            end = self._quantities[position].end
            following = self._quantities[position + 1].start if position + 1 < len(self._quantities) else None
            if following is not None and following - end <= 1 and self._text[end:following] in ("、", "和", ""):
                if following == end:
                    return ""
                continue
            limit = min(end + _LONGEST_BEHIND, len(self._text) if following is None else following)
            return self._behind_words(end, limit)
        return ""

    def _behind_words(self, start: int, end: int) -> str:
        match = _BEHIND.match(self._text, start, end)
        words = match[0] if match else ""
        if self._words.not_behind.match(words):
            return ""
        words = self._words.ends_behind.split(words.removeprefix("的"), maxsplit=1)[0]
        return words if len(words) >= _SHORTEST_NAME and not words.isascii() else ""

    def _inherited(self, index: int) -> str | None:
        """Return the name of the figure before in the same sentence, or the clause before as a name."""
        start = self._quantities[index].start
        number = bisect_right(self._sentence_ends, start)
        sentence = self._sentence_ends[number - 1] if number else 0
        if index and self._quantities[index - 1].start >= sentence and self._names[index - 1]:
            return self._names[index - 1]
        floor = max(sentence, self._quantities[index - 1].end if index else 0)
        end = self._clause_start(start, floor)
        if end <= floor:
            return None
        words, _ = self._trimmed(self._text[self._clause_start(end - 1, floor) : end - 1])
        return words if len(words) >= _SHORTEST_NAME else None

    def _list_from(self, index: int) -> list[str | None]:
        """Return the names of a list told apart by 分别 that begins with the figure, empty where none does."""
        words = self._before(index)
        head, apart, verb = words.partition(_TOLD_APART)
        if not apart:
            return []
        count = 1 + sum(1 for _ in self._list_members(index))
        verb = self._cut(self._words.trailing, _without_periods(verb), at_end=True)
        names = _shared(self._cut(self._words.leading, _without_periods(head), at_end=False), count)
        if not names and index >= count > 1 and len(head) <= _SHORT_PART:
            earlier = self._names[index - count : index]
            names = [name for name in earlier if name is not None]
        if len(names) != count:
            return []
        return [self._subject(name) + verb if verb else name for name in names]

    def _list_members(self, index: int) -> Iterator[Quantity]:
        for before, behind in zip(self._quantities[index:], self._quantities[index + 1 :], strict=False):
            if not _LIST_GAP.fullmatch(self._text, before.end, behind.start):
                return
            yield behind


def _without_periods(words: str) -> str:
    if FILLER not in words:
        return words
    words = _BLANK_BRACKETS.sub("", words)
    first, _, last = words.rpartition(FILLER)
    return last if len(last) >= _SHORTEST_NAME else first.strip(FILLER)


def _last_of_list(words: str) -> str:
    """Return the last name of 甲、乙、丙, but the whole of 新建、改建农村公路."""
    if "、" not in words or _depth_open(words):
        return words
    *earlier, last = words.split("、")
    if all(len(part) <= _SHORT_PART for part in earlier):
        return words
    return last if len(last) >= _SHORTEST_NAME else words


def _depth_open(words: str) -> bool:
    return any(
        words.rfind(opening) < words.rfind("、") < words.rfind(closing) for opening, closing in ("（）", "“”", "《》")
    )


def _shared(words: str, count: int) -> list[str]:
    """Return ``count`` names of a list; a shorter one gets the end it shares with the last."""
    names = [part for part in _JOINTS.split(words.removesuffix("的")) if part]
    if len(names) != count:
        return []
    last = names[-1]
    return [_completed(name, last) for name in names[:-1]] + [last]


def _completed(name: str, last: str) -> str:
    shared = last[len(name) :]
    if len(shared) < _SHORTEST_NAME or name.endswith(shared[-1]):
        return name
    return name + shared


@cache
def _words() -> _Words:
    table = read_table("indicator")
    return _Words(
        leading=re.compile("|".join(sorted(table["leading"], key=len, reverse=True))),
        trailing=re.compile(rf"(?:{'|'.join(table['trailing'])})\Z"),
        cut_after=re.compile("|".join(table["cut_after"])),
        light=frozenset(table["light"]),
        handing_over=tuple(table["handing_over"]),
        not_behind=re.compile("|".join(table["not_behind"])),
        ends_behind=re.compile(table["ends_behind"]),
        change=re.compile(table["change"]),
        money_nouns=tuple(table["money_nouns"]),
    )

"""Trims the words round a figure to those that name it."""

import re
from dataclasses import dataclass
from functools import cache

from viewer.extract.metrics.mask import FILLER
from viewer.extract.metrics.table import read_table

_LONG_NAME = 16
_SHORT_PART = 4
_SHORTEST_NAME = 2
_MOST_CUTS = 8
_BLANK_BRACKETS = re.compile(rf"[（(]{FILLER}+[)）]")
_ADVERBS_OF_SHARE = re.compile(r"(?:约|大约|仅|只|将近|总共)占\Z")
_ADVERBS_BEHIND = re.compile(r"(?:了|全部|共|首批|第一批|约)+\Z")
_SUM = re.compile(r"(?:合计|共计?|总计|总共|均|都)(?:有|达到?|为)?\Z")
_JOINTS = (re.compile(r"、|和"), re.compile(r"、|以及|和|及|(?<!参)与"))
_COMPARING = ("同比", "较", "比")
_BRACKETS = (("（", "）"), ("“", "”"), ("《", "》"))


@dataclass(frozen=True, slots=True)
class Wording:
    """The words that name no indicator, as patterns."""

    leading: re.Pattern[str]
    trailing: re.Pattern[str]
    cut_after: re.Pattern[str]
    only_light: re.Pattern[str]
    handing_over: tuple[str, ...]
    handing_per: re.Pattern[str]
    preposition: re.Pattern[str]
    ends_object: re.Pattern[str]
    no_thing: re.Pattern[str]
    not_behind: re.Pattern[str]
    ends_behind: re.Pattern[str]
    leads_on: re.Pattern[str]
    by_standard: re.Pattern[str]
    granting: re.Pattern[str]
    change: re.Pattern[str]
    change_at_end: re.Pattern[str]
    attributes: tuple[str, ...]
    money_nouns: tuple[str, ...]

    def is_light(self, words: str) -> bool:
        """Tell whether the words are nothing but verbs and places that name no thing: 覆盖全县."""
        return self.only_light.fullmatch(words) is not None

    def hands_over(self, words: str) -> bool:
        """Tell whether the words before a figure leave its name to the words behind it (…提供, …等)."""
        words = _ADVERBS_BEHIND.sub("", without_periods(words))
        return words.endswith(self.handing_over) or self.handing_per.search(words) is not None

    def leads_to_object(self, words: str) -> bool:
        """Tell whether the words before a figure end in a preposition, whose object the figure counts."""
        return self.preposition.search(_ADVERBS_BEHIND.sub("", without_periods(words))) is not None

    def lists_things(self, words: str) -> bool:
        """Tell whether the words end in a list of what the figure counts: 东山站、西山站(3个供水站)."""
        _, joint, last = words.rpartition("、")
        return bool(joint) and len(last) >= _SHORTEST_NAME and self.no_thing.search(last) is None

    def object_of(self, behind: str) -> str:
        """Return the thing behind a figure without what is done to it; empty where nothing is left."""
        return self.ends_object.split(behind, maxsplit=1)[0]

    def name_before(self, words: str) -> str:
        """Return what of the words before a figure names it.

        Where a period stands between name and figure, the name is before it: 教育支出占比已经连续8年保持在4%以上.
        """
        name = self._name_of(words)
        earlier = words.rpartition(FILLER)[0].rstrip(FILLER)
        return name if (len(name) >= _SHORTEST_NAME and name != "平均") or not earlier else self._name_of(earlier)

    def _name_of(self, words: str) -> str:
        summed_up = _SUM.search(words)
        words = _ADVERBS_OF_SHARE.sub("占", self.without_trailing(without_periods(words)))
        words = words if summed_up else _last_of_list(words)
        if cut := list(self.cut_after.finditer(words)):
            words = words[cut[-1].end() :]
        words = self.without_leading(words)
        tail = words.rpartition("的")[2]
        is_name = len(tail) >= _SHORT_PART and not tail.startswith("（")
        return tail if len(words) > _LONG_NAME and is_name else words

    def name_behind(self, words: str, *, leads_on: bool) -> str:
        """Return what of the words behind a figure names it; ``leads_on`` when they reach to the next figure."""
        for pattern in (self.by_standard, self.granting):
            if match := pattern.match(words):
                words = words[match.end() :]
        if self.not_behind.match(words):
            return ""
        words = self.ends_behind.split(words.removeprefix("的"), maxsplit=1)[0]
        if leads_on and (match := self.leads_on.search(words)):
            words = words[: match.start()]
        return "" if words.isascii() else words.removesuffix("的")

    def without_leading(self, words: str) -> str:
        """Return the words without what begins a clause but no name."""
        for _ in range(_MOST_CUTS):
            match = self.leading.match(words)
            if match is None or not match[0]:
                break
            words = words[match.end() :]
        return words

    def without_trailing(self, words: str) -> str:
        """Return the words without what leads from a name to its figure."""
        for _ in range(_MOST_CUTS):
            match = self.trailing.search(words)
            if match is None or not match[0]:
                break
            words = words[: match.start()]
        return words

    def subject(self, name: str) -> str:
        """Return the name without the change it ends in."""
        match = self.change_at_end.search(name)
        return name[: match.start()] if match else name

    def attribute_of(self, words: str) -> str:
        """Return the attribute the words end in (设立总规模: 总规模), empty where they end in none."""
        return next((word for word in self.attributes if words.endswith(word)), "")


def without_periods(words: str) -> str:
    """Return the words without the periods blanked out in them, and what stood before the last one."""
    if FILLER not in words:
        return words
    words = _BLANK_BRACKETS.sub("", words)
    first, _, last = words.rpartition(FILLER)
    first = first.rstrip(FILLER)
    if compared := next((word for word in _COMPARING if first.endswith(word)), None):
        return first.rpartition(FILLER)[2].removesuffix(compared) + last
    return last if len(last) >= _SHORTEST_NAME else first.rpartition(FILLER)[2]


def told_apart(words: str, count: int) -> list[str]:
    """Return the ``count`` names of a list, none when it has not as many; a shorter one gets the shared end."""
    for joint in _JOINTS:
        names = [part for part in joint.split(words.removesuffix("的")) if part]
        if len(names) == count:
            return [*(_completed(name, names[-1]) for name in names[:-1]), names[-1]]
    return []


def _completed(name: str, last: str) -> str:
    shared = last[len(name) :]
    return name if len(shared) < _SHORTEST_NAME or name.endswith(shared[-1]) else name + shared


def _last_of_list(words: str) -> str:
    """Return the last name of 甲、乙、丙, but the whole of 新建、改建农村公路."""
    if "、" not in words or _is_bracketed(words):
        return words
    *earlier, last = words.split("、")
    if len(last) < _SHORTEST_NAME or all(len(part) <= _SHORT_PART for part in earlier):
        return words
    return last


def _is_bracketed(words: str) -> bool:
    joint = words.rfind("、")
    return any(words.rfind(opening) < joint < words.rfind(closing) for opening, closing in _BRACKETS)


@cache
def wording() -> Wording:
    """Return the words of the data table."""
    table = read_table("indicator")
    return Wording(
        leading=re.compile("|".join(sorted(table["leading"], key=len, reverse=True))),
        trailing=re.compile(rf"(?:{'|'.join(table['trailing'])})\Z"),
        cut_after=re.compile("|".join(table["cut_after"])),
        only_light=re.compile(f"(?:{'|'.join(sorted(table['light'], key=len, reverse=True))})+"),
        handing_over=tuple(table["handing_over"]),
        handing_per=re.compile(rf"(?:{table['handing_per']})\Z"),
        preposition=re.compile(rf"(?:{table['preposition']})\Z"),
        ends_object=re.compile(table["ends_object"]),
        no_thing=re.compile(rf"^(?:{table['deeds']})|(?:{table['deeds']}|{table['no_thing_ends']})\Z|{FILLER}"),
        not_behind=re.compile("|".join(table["not_behind"])),
        ends_behind=re.compile(table["ends_behind"]),
        leads_on=re.compile(table["leads_on"]),
        by_standard=re.compile(table["by_standard"]),
        granting=re.compile(table["granting"]),
        change=re.compile(table["change"]),
        change_at_end=re.compile(rf"(?:{table['change']})\Z"),
        attributes=tuple(table["attributes"]),
        money_nouns=tuple(table["money_nouns"]),
    )

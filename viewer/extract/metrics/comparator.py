"""Reads the words that say how a stated number relates to the true one, such as 约, 近, 超过, 余 and 以上."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from viewer.core.metric import Comparator
from viewer.extract.metrics.table import read_table

_LONGEST_REACH = 12
_LONGEST_DISTANCE = 24
_DURATION_ONLY = "内"


@dataclass(frozen=True, slots=True)
class Qualifier:
    """Words before the number: where they start, what they say, and what that means for the number."""

    start: int
    words: str
    comparator: Comparator = Comparator.EQUAL


@dataclass(frozen=True, slots=True)
class QualifierTable:
    """The qualifying words by the place where they stand."""

    before: Mapping[str, Comparator]
    inside: Mapping[str, Comparator]
    after: Mapping[str, Comparator]
    not_after: Mapping[str, str]
    magnitude_only: frozenset[str]
    rate: re.Pattern[str]
    reach: re.Pattern[str]
    longest_before: int
    distant: Mapping[str, Comparator]
    distant_words: re.Pattern[str]

    def at_distance(self, text: str, start: int, floor: int) -> Qualifier | None:
        """Return the words that qualify a share from before the whole it is a part of: 约占全市的30%."""
        window = max(floor, start - _LONGEST_DISTANCE)
        match = self.distant_words.search(text, window, start)
        return Qualifier(match.start(), match[1].rstrip("占为"), self.distant[match[1]]) if match else None

    def before_number(self, text: str, start: int, *, bare_magnitude: bool, floor: int = 0) -> Qualifier | None:
        """Return the qualifying words that end at ``start`` and begin at ``floor`` or later, if there are any."""
        position, found = start, Comparator.EQUAL
        words = self._word_ending_at(text, position, bare_magnitude=bare_magnitude, floor=floor)
        end = position
        while words is not None:
            position -= len(words)
            found = _stronger(self.before[words], found)
            words = self._word_ending_at(text, position, bare_magnitude=False, floor=floor)
        limit = position
        position = self._rate_start(text, position, floor)
        if limit == start and position == start:
            return self._reaching(text, start, floor)
        return Qualifier(position, text[position:end], found)

    def _word_ending_at(self, text: str, end: int, *, bare_magnitude: bool, floor: int) -> str | None:
        for length in range(min(self.longest_before, end - floor), 0, -1):
            word = text[end - length : end]
            if word not in self.before or (word in self.magnitude_only and not bare_magnitude):
                continue
            before = text[end - length - 1 : end - length] if end > length else ""
            if before and before in self.not_after.get(word, ""):
                return None
            return word
        return None

    def _rate_start(self, text: str, end: int, floor: int) -> int:
        window = max(floor, end - _LONGEST_REACH)
        if "每" not in text[window:end]:
            return end
        match = self.rate.search(text[window:end])
        return window + match.start() if match else end

    def _reaching(self, text: str, end: int, floor: int) -> Qualifier | None:
        window = max(floor, end - _LONGEST_REACH)
        near = text[window:end]
        match = self.reach.search(near) if "最" in near or "至" in near else None
        if match is None:
            return None
        return Qualifier(window + match.start(), match[1], self.before[match[1]])

    def after_unit(self, text: str, end: int, *, duration: bool) -> tuple[str, Comparator] | None:
        """Return the words right behind the unit that qualify the number, if there are any."""
        for words, comparator in self.after.items():
            if text.startswith(words, end) and (duration or words != _DURATION_ONLY):
                return words, comparator
        return None


def _stronger(outer: Comparator, inner: Comparator) -> Comparator:
    """Return what the outer word leaves of the inner one: 最高不超过 and 最高约 are both a limit."""
    limits = (Comparator.AT_LEAST, Comparator.AT_MOST)
    return inner if inner in limits or (inner is not Comparator.EQUAL and outer not in limits) else outer


@cache
def qualifier_table() -> QualifierTable:
    """Return the qualifiers of the data table."""
    table = read_table("qualifiers")
    before = {word: Comparator(sign) for word, sign in table["before"].items()}
    return QualifierTable(
        before=before,
        inside={word: Comparator(sign) for word, sign in table["inside"].items()},
        after={word: Comparator(sign) for word, sign in sorted(table["after"].items(), key=lambda row: -len(row[0]))},
        not_after=table["not_after"],
        magnitude_only=frozenset(table["magnitude_only"]["words"]),
        rate=re.compile(rf"(?:每(?:{_alternatives(table['rates']['words'])}))+\Z"),
        reach=re.compile(
            rf"({_alternatives(table['reach']['limits'])})(?:{_alternatives(table['reach']['words'])}){{1,3}}\Z"
        ),
        longest_before=max(map(len, before)),
        distant={word: Comparator(sign) for word, sign in table["distant"].items()},
        distant_words=re.compile(rf"({_alternatives(list(table['distant']))})(?:[^，。；、：\d]{{2,18}}的)?占?\Z"),
    )


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

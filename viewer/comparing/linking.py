"""Links keys that name one figure: equal names, names that hold each other, one exact value under nearly one name.

Every link is a suggestion. What a word, a number, a place or an owner parts is never linked, however like the names.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from rapidfuzz.distance import Indel, LCSseq

from viewer.comparing.name_table import name_table
from viewer.core.progress import CancelToken
from viewer.core.series import FigureKey

_ALIKE = 0.75
_CONTAINED = 0.5
_SHORTEST_CONTAINED = 4
_SHORTEST_BY_VALUE = 3
_SHORTEST_TURNED = 5
_SHORTEST_FRONT = 2
_TURNED = 0.95
_LEFT_OUT = 0.9
_TAIL = 2
_MOST_COMPARED = 8
_PLAIN_VALUE_DIGITS = 2
_WRITTEN = re.compile(r"\d+(?:\.\d+)?")
_NUMBERS = re.compile(r"\d+(?:\.\d+)?|[一二三四五六七八九十百千万亿]+(?=岁|级|年|期|批|类|元|星|代|类)")


@dataclass(frozen=True, slots=True)
class Grouped:
    """How the keys of a block were parted before.

    ``leaders`` gives for each key, by signature, the first of its group; ``changed`` are the keys that came, went or
    weigh otherwise since.
    """

    leaders: Mapping[str, str]
    changed: frozenset[str]


_NEVER = Grouped({}, frozenset())


def link_block(
    keys: Sequence[FigureKey], weights: Mapping[str, int], *, before: Grouped = _NEVER, cancel: CancelToken
) -> list[list[FigureKey]]:
    """Part the keys of one block into groups; heavier keys lead, and the order given does not matter.

    The groups are the same with and without ``before``; with it only what can have changed is compared. A block of a
    large library holds thousands of keys, so it may be cancelled between any two.
    """
    groups = _Groups(before)
    order = [(-weights.get(each.signature, 0), len(each.core), each.signature, each) for each in keys]
    for _, _, signature, key in sorted(order, key=itemgetter(0, 1, 2)):
        cancel.checkpoint()
        groups.add(key, signature)
    return groups.members


class _Groups:
    """The groups of one block, found by the pairs of characters in the names of their members.

    The last two characters are the same throughout a block, so they find nothing. A group is *shaken* when its members
    are not what they were before: only by such a one a key that has not changed can be drawn elsewhere.
    """

    def __init__(self, before: Grouped) -> None:
        self.members: list[list[FigureKey]] = []
        self._before = before
        self._near = _Nearness()
        self._near_shaken = _Nearness()
        self._led_by: dict[str, int] = {}
        self._shaken: set[int] = set()
        self._gone = {before.leaders[each] for each in before.changed if each in before.leaders}

    def add(self, key: FigureKey, signature: str) -> None:
        """Put a key into the group it is most like, or into one of its own."""
        known = self._before.leaders.get(signature)
        number = None if key.is_bare else self._best(key, self._candidates(key, signature, known))
        if number is None:
            number = self._found(signature)
        self.members[number].append(key)
        if not key.is_bare:
            is_first = len(self.members[number]) == 1
            self._near.note(number, key, leads=is_first)
            self._shake(number, known)
            if number in self._shaken:
                self._near_shaken.note(number, key, leads=is_first)

    def _found(self, signature: str) -> int:
        number = len(self.members)
        self.members.append([])
        self._led_by[signature] = number
        if signature in self._gone:
            self._shaken.add(number)
        return number

    def _candidates(self, key: FigureKey, signature: str, known: str | None) -> set[int]:
        """Return the groups a key may belong to: all near it, or where it was and what is near it and shaken."""
        own = None if known in (None, signature) else self._led_by.get(known or "")
        is_settled = known == signature or (own is not None and own not in self._shaken)
        if not is_settled or signature in self._before.changed:
            return self._near.groups(key)
        return self._near_shaken.groups(key) | ({own} if own is not None else set())

    def _shake(self, number: int, known: str | None) -> None:
        """Note the groups that are not what they were because of the key put into this one last."""
        members = self.members[number]
        leader, signature = members[0].signature, members[-1].signature
        if known == leader and signature not in self._before.changed:
            return
        if known is not None:
            self._gone.add(known)
        for each in {number, self._led_by.get(known or "", number)} - self._shaken:
            self._shaken.add(each)
            for place, member in enumerate(self.members[each]):
                self._near_shaken.note(each, member, leads=place == 0)

    def _best(self, key: FigureKey, candidates: Iterable[int]) -> int | None:
        best, best_likeness = None, 0.0
        for number in sorted(candidates):
            members = self.members[number][:_MOST_COMPARED]
            likenesses = [_likeness(key, member) for member in members]
            average = sum(likenesses) / len(likenesses)
            if min(likenesses) > 0.0 and average > best_likeness:
                best, best_likeness = number, average
        return best


class _Nearness:
    """Which groups may hold what is like a key, by pairs of characters; a name of two is near to all."""

    def __init__(self) -> None:
        self._all: set[int] = set()
        self._led_by_short: set[int] = set()
        self._by_bigram: dict[str, set[int]] = {}

    def note(self, number: int, key: FigureKey, *, leads: bool) -> None:
        """Note that a key stands in a group."""
        self._all.add(number)
        if leads and _is_short(key):
            self._led_by_short.add(number)
        for gram in _bigrams(key.core):
            self._by_bigram.setdefault(gram, set()).add(number)

    def groups(self, key: FigureKey) -> set[int]:
        """Return the groups near a key."""
        if not self._all:
            return set()
        if _is_short(key):
            return set(self._all)
        return self._led_by_short.union(*(self._by_bigram.get(gram, frozenset[int]()) for gram in _bigrams(key.core)))


def may_link(first: FigureKey, second: FigureKey) -> bool:
    """Tell whether two keys of one block name one figure."""
    return _likeness(first, second) > 0.0


def may_link_by_value(first: FigureKey, second: FigureKey, digits: int) -> bool:
    """Tell whether two keys under which one exact value of ``digits`` figures stands name one figure."""
    if first.is_bare and second.is_bare:
        return False
    if (first.unit, first.role, first.branch) != (second.unit, second.role, second.branch):
        return False
    shorter, longer = sorted((first.core, second.core), key=len)
    enough = _SHORTEST_CONTAINED if digits <= _PLAIN_VALUE_DIGITS else _SHORTEST_BY_VALUE
    if len(shorter) < enough or Counter(shorter) - Counter(longer):
        return False
    return not _are_parted(first, second)


def _likeness(first: FigureKey, second: FigureKey) -> float:
    """Return how like two names are, nought where they are two figures."""
    if first.is_bare or second.is_bare or first.branch != second.branch or not _are_of_one_place(first, second):
        return 0.0
    if _leaves_out(first, second) or _leaves_out(second, first):
        return _LEFT_OUT
    if first.subject and second.subject and not _hold_each_other(first.subject, second.subject):
        return 0.0
    return 1.0 if first.core == second.core else _likeness_of_names(first, second)


def _likeness_of_names(first: FigureKey, second: FigureKey) -> float:
    if _is_borrowed(first) or _is_borrowed(second):
        return 0.0
    if len(first.core) >= _SHORTEST_TURNED and sorted(first.core) == sorted(second.core):
        return _TURNED
    shorter, longer = sorted((first.core, second.core), key=len)
    likeness = float(Indel.normalized_similarity(shorter, longer))
    is_contained = len(shorter) >= _SHORTEST_CONTAINED and LCSseq.similarity(shorter, longer) == len(shorter)
    least = _CONTAINED if is_contained else _ALIKE
    return likeness if likeness >= least and not _are_parted(first, second) else 0.0


def _leaves_out(short: FigureKey, whole: FigureKey) -> bool:
    """Tell whether a name leaves out what stands before it: 养老机构29家、床位6420张 gives 养老床位."""
    front = whole.core.removesuffix(short.core)
    return front != whole.core and len(front) >= _SHORTEST_FRONT and short.subject.startswith(front)


def _is_borrowed(key: FigureKey) -> bool:
    """Tell whether a name says nothing without the name before it, which is no part of it."""
    return bool(key.subject) and name_table().generic.fullmatch(key.core) is not None


def _are_parted(first: FigureKey, second: FigureKey) -> bool:
    if _numbers(first.core) != _numbers(second.core) or not _are_of_one_place(first, second):
        return True
    return name_table().are_contrasted(first.core, second.core)


def _are_of_one_place(first: FigureKey, second: FigureKey) -> bool:
    return not first.scope or not second.scope or first.scope == second.scope


def _hold_each_other(first: str, second: str) -> bool:
    return first in second or second in first


def _numbers(words: str) -> list[str]:
    return sorted(_NUMBERS.findall(words))


def _is_short(key: FigureKey) -> bool:
    return len(key.core) <= _TAIL


def _bigrams(words: str) -> frozenset[str]:
    return frozenset(words[place : place + 2] for place in range(len(words) - _TAIL))


def exact_value_text(unit: str, value: float, surface: str = "") -> str:
    """Return a value by which two statements may be known, empty where many things have that many.

    A figure is as round as it is written: 5万亩 are 33333333.3 square metres and prove nothing.
    """
    written = _WRITTEN.search(surface.replace(",", ""))
    digits = significant_digits(float(written[0]) if written is not None else value)
    return f"{unit}|{value:.10g}" if digits >= _PLAIN_VALUE_DIGITS else ""


def significant_digits(value: float) -> int:
    """Return how many figures of a value say something: 2 for 32, 4 for 91.89, 1 for 300."""
    digits = f"{abs(value):.10g}".split("e")[0].replace(".", "").strip("0")
    return len(digits)


def joined(groups: Iterable[Iterable[str]]) -> list[set[str]]:
    """Return the sets that follow when groups with a common member are one."""
    leader: dict[str, str] = {}

    def find(item: str) -> str:
        while leader.setdefault(item, item) != item:
            leader[item] = leader[leader[item]]
            item = leader[item]
        return item

    for group in groups:
        members = list(group)
        for member in members:
            leader[find(member)] = find(members[0])
    sets: dict[str, set[str]] = {}
    for item in list(leader):
        sets.setdefault(find(item), set()).add(item)
    return list(sets.values())

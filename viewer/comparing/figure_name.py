"""Trims the words that name a figure until two documents that mean the same say the same."""

import re
from dataclasses import dataclass

from viewer.comparing.name_table import NameTable

SHORTEST_CORE = 3
_MARKS = re.compile(r"[“”\"'‘’《》〈〉（）()\s·—、-]")
_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
_PLACE_TAILS = re.compile(r"(?:特别行政区|自治区|自治州|自治县|新区|省|市|区|县|镇|乡|街道)\Z")
_PLACES = re.compile(r"(?:.+(?:省|自治区))?(?:.+(?:市|州))?(.+(?:区|县|市|镇|乡|街道))\Z")
_RATE_HEADS = ("率", "额", "值", "占")
_SHORTEST_LEFT = 2
_SHORTEST_STEM = 3
_SHARE_UNIT = "%"
_SHARE = "率"


@dataclass(frozen=True, slots=True)
class FigureName:
    """A name as it is shown, the core by which it is compared, and whose figure it is where its words say so."""

    label: str
    core: str
    subject: str


def figure_name(indicator: str, scope: str | None, unit: str, table: NameTable) -> FigureName:
    """Return the name of a figure of this unit without places, verbs, quotes and what the unit says already."""
    words = _MARKS.sub("", _BRACKETS.sub("", indicator) or indicator)
    words = table.relative.sub(r"\2\1\3", _without_place(table.wholes.sub("", words) or words, scope, table))
    _, label = _parted(_without_front(words, table), table)
    subject, words = _parted(_without_front(table.spelled(words), table), table)
    words = _without_measure(_work_last(_without_end(words, table), table), unit, table)
    return FigureName(_work_last(_without_end(label, table), table), table.spelled(words), table.spelled(subject))


def is_bare(core: str, table: NameTable) -> bool:
    """Tell whether a name is too little to be known by."""
    return len(core) < SHORTEST_CORE or table.generic.fullmatch(core) is not None


def short_place(place: str) -> str:
    """Return a district without its city and province: documents write it both ways."""
    found = _PLACES.fullmatch(place)
    return found[1] if found else place


def without_marks(words: str) -> str:
    """Return words without quotes, brackets and blanks."""
    return _MARKS.sub("", words)


def leading_work(words: str, table: NameTable) -> str:
    """Return what is done, by the first verb: 清掏 of 全年清掏排水管道; empty where nothing is."""
    work = table.works.match(_without_front(_MARKS.sub("", words), table))
    return work[0] if work is not None else ""


def _parted(words: str, table: NameTable) -> tuple[str, str]:
    """Return whose figure it is, and the figure: 软件业 and 营业收入 of 软件业完成营业收入."""
    joints = list(table.joining_verbs.finditer(words))
    if not joints or joints[-1].start() < _SHORTEST_LEFT:
        return "", words
    subject, rest = words[: joints[0].start()], _without_front(words[joints[-1].end() :], table)
    if len(rest) < _SHORTEST_STEM or is_bare(rest, table):
        return "", subject if len(rest) <= _SHORTEST_LEFT and not is_bare(subject, table) else words
    return subject, rest


def _without_front(words: str, table: NameTable) -> str:
    while True:
        shorter = words
        for pattern in (table.adverbs, table.verbs, table.deeds):
            cut = pattern.sub("", shorter, count=1)
            if len(cut) < _SHORTEST_LEFT or (pattern is table.deeds and is_bare(table.spelled(cut), table)):
                continue
            shorter = cut
        shorter = shorter.removeprefix("的")
        if shorter == words:
            return words
        words = shorter


def _work_last(words: str, table: NameTable) -> str:
    """Return 候车亭改造 for 改造候车亭, and 管道清掏 for 疏通清掏管道: of several works the last one counts."""
    if (done := table.worked.search(words)) is not None:
        stem = words[: done.start()]
        return stem + done[1] if len(stem) >= _SHORTEST_LEFT else words
    work = table.works.match(words)
    if work is None or len(words) - work.end() < _SHORTEST_LEFT or words.endswith(_RATE_HEADS):
        return words
    rest = words[work.end() :].removeprefix("的")
    return words if table.worked_by.match(rest) else rest + work[1]


def _without_end(words: str, table: NameTable) -> str:
    while True:
        cut = table.endings.sub("", words, count=1)
        if cut == words or len(cut) < _SHORTEST_STEM:
            return words
        words = cut


def _without_measure(words: str, unit: str, table: NameTable) -> str:
    """Return a name without what its unit says as well: 面积 of square metres, 平均 of a rate."""
    if unit == _SHARE_UNIT:
        words = words.replace("平均", "", 1)
        words = words if words.endswith(_SHARE) else f"{words.removesuffix('占')}{_SHARE}"
    measure = table.measures.get(unit)
    cut = measure.sub("", words) if measure is not None else words
    return cut if len(cut) >= _SHORTEST_LEFT and table.generic.fullmatch(cut) is None else words


def _without_place(words: str, scope: str | None, table: NameTable) -> str:
    if not scope:
        return words
    for place in (scope, short_place(scope), _PLACE_TAILS.sub("", short_place(scope))):
        if len(place) < _SHORTEST_LEFT or place not in words or f"占{place}" in words:
            continue
        if table.honours.match(words.partition(place)[2]):
            return words
        left = words.replace(place, "", 1).removeprefix("的")
        if len(left) >= _SHORTEST_STEM:
            return left
    return words

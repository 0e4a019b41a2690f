"""Files a figure: what of its words names it, whose it is, how it counts, and of what place."""

import re
from dataclasses import dataclass

from viewer.comparing.name_table import NameTable, name_table
from viewer.core.metric import Metric, MetricRole, MetricType
from viewer.core.series import FigureKey, FigureStatus

_MARKS = re.compile(r"[“”\"'‘’《》〈〉（）()\s·—、-]")
_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
_PLACE_TAILS = re.compile(r"(?:特别行政区|自治区|自治州|自治县|新区|省|市|区|县|镇|乡|街道)\Z")
_CLAUSE = re.compile(r"[，。；：！？,;!?\n]")
_SHORTEST = 4
_SHORTEST_RATE = 3
_RATE_HEADS = ("率", "额", "值")
_SHORTEST_LEFT = 2
_SHORTEST_STEM = 3
_SHORTEST_SUBJECT = 2
_PLACES = re.compile(r"(?:.+(?:省|自治区))?(?:.+(?:市|州))?(.+(?:区|县|市|镇|乡|街道))\Z")
_LEVELS = frozenset({MetricRole.LEVEL, MetricRole.SHARE})
_SHARE_UNIT = "%"


@dataclass(frozen=True, slots=True)
class FigureContext:
    """What stands around a figure: its sentence up to it, the name nearest before it, and the place it has there."""

    before: str
    nearest_name: str | None
    home: str


def figure_key(metric: Metric, context: FigureContext) -> FigureKey | None:
    """Return the key of a figure, ``None`` where nothing names it."""
    if metric.indicator is None:
        return None
    table = name_table()
    clause = _CLAUSE.split(context.before)[-1]
    named = _named(metric.indicator, metric.scope, table)
    if not named.core:
        return None
    scope = _short_place(metric.scope or "")
    core, subject, home = named.core, named.subject, ""
    if _is_bare(core, table):
        if context.nearest_name is not None:
            subject = _MARKS.sub("", context.nearest_name)
        if not subject or _is_bare(subject + core, table) or len(subject) < _SHORTEST_SUBJECT:
            home = context.home
    return FigureKey(
        label=named.label,
        core=core,
        subject=subject,
        unit=_SHARE_UNIT if metric.type is MetricType.RATIO else _unit(metric, table),
        role="level" if metric.role in _LEVELS else metric.role.value,
        status=_status(metric, clause, table),
        scope=scope,
        home=home,
    )


@dataclass(frozen=True, slots=True)
class _Named:
    label: str
    core: str
    subject: str


def _named(indicator: str, scope: str | None, table: NameTable) -> _Named:
    words = _MARKS.sub("", _BRACKETS.sub("", indicator) or indicator)
    words = _without_place(table.wholes.sub("", words) or words, scope)
    words = _without_front(words, table)
    subject, words = _parted(words, table)
    words = _without_end(words, table)
    return _Named(words, _spelled(words, table), _spelled(subject, table))


def _parted(words: str, table: NameTable) -> tuple[str, str]:
    """Return whose figure it is, and the figure: 软件业 and 营业收入 of 软件业完成营业收入."""
    joints = list(table.joining_verbs.finditer(words))
    if not joints or joints[-1].start() < _SHORTEST_LEFT:
        return "", words
    subject, rest = words[: joints[0].start()], _without_front(words[joints[-1].end() :], table)
    if len(rest) < _SHORTEST_STEM or _is_bare(rest, table):
        return "", subject if len(rest) <= _SHORTEST_LEFT and not _is_bare(subject, table) else words
    return subject, rest


def _without_front(words: str, table: NameTable) -> str:
    while True:
        shorter = words
        for pattern in (table.adverbs, table.verbs, table.deeds):
            cut = pattern.sub("", shorter, count=1)
            if len(cut) < _SHORTEST_LEFT or (pattern is table.deeds and _is_bare(_spelled(cut, table), table)):
                continue
            shorter = cut
        shorter = shorter.removeprefix("的")
        if shorter == words:
            return words
        words = shorter


def _without_end(words: str, table: NameTable) -> str:
    while True:
        cut = table.endings.sub("", words, count=1)
        if cut == words or len(cut) < _SHORTEST_STEM:
            return words
        words = cut


def _without_place(words: str, scope: str | None) -> str:
    if not scope:
        return words
    for place in (scope, _short_place(scope), _PLACE_TAILS.sub("", _short_place(scope))):
        if len(place) < _SHORTEST_LEFT or place not in words or f"占{place}" in words:
            continue
        left = words.replace(place, "", 1).removeprefix("的")
        if len(left) >= _SHORTEST_STEM:
            return left
    return words


def _spelled(words: str, table: NameTable) -> str:
    for written, spelled in table.same:
        words = words.replace(written, spelled)
    return words.replace("的", "")


def _short_place(place: str) -> str:
    """Return a district without its city and province: documents write it both ways."""
    found = _PLACES.fullmatch(place)
    return found[1] if found else place


def _is_bare(core: str, table: NameTable) -> bool:
    if table.generic.fullmatch(core):
        return True
    if len(core) >= _SHORTEST:
        return False
    return not (len(core) >= _SHORTEST_RATE and core.endswith(_RATE_HEADS))


def _unit(metric: Metric, table: NameTable) -> str:
    return metric.unit if metric.role is MetricRole.RANK else table.unit_class(metric.unit)


def _status(metric: Metric, clause: str, table: NameTable) -> FigureStatus:
    words = f"{metric.indicator or ''}\n{clause}"
    if metric.surface.startswith("每") or (metric.qualifier or "").startswith("每"):
        return FigureStatus.RATE
    if table.cumulative.search(table.not_cumulative.sub("", words)):
        return FigureStatus.CUMULATIVE
    return FigureStatus.ADDED if table.added.search(words) else FigureStatus.PLAIN

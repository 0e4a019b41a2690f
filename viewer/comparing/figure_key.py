"""Files a figure: what of its words names it, whose it is, how it counts, and of what place."""

import re
from dataclasses import dataclass

from viewer.comparing.figure_context import FigureContext
from viewer.comparing.name_table import NameTable, name_table
from viewer.core.metric import Metric, MetricRole, MetricType
from viewer.core.series import FigureKey, FigureStatus

_MARKS = re.compile(r"[“”\"'‘’《》〈〉（）()\s·—、-]")
_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
_PLACE_TAILS = re.compile(r"(?:特别行政区|自治区|自治州|自治县|新区|省|市|区|县|镇|乡|街道)\Z")
_SHORTEST = 3
_RATE_HEADS = ("率", "额", "值", "占")
_SHORTEST_LEFT = 2
_SHORTEST_STEM = 3
_SHORTEST_SUBJECT = 2
_PLACES = re.compile(r"(?:.+(?:省|自治区))?(?:.+(?:市|州))?(.+(?:区|县|市|镇|乡|街道))\Z")
_LEVELS = frozenset({MetricRole.LEVEL, MetricRole.SHARE})
_SHARES = frozenset({MetricType.PERCENT, MetricType.RATIO})
_SHARE_UNIT = "%"
_A_DAY = re.compile(r"/(?:日|天)\Z")
_DAILY = "日均"
_SHARE_OF = re.compile(r"[，、（(]?占")
_LISTED = re.compile(r"([^，。；：！？,;!?\n“”]+?)等?\Z")
_FEWEST_LISTED = 2


def figure_key(metric: Metric, context: FigureContext) -> FigureKey | None:
    """Return the key of a figure, ``None`` where nothing names it."""
    if metric.indicator is None:
        return None
    table = name_table()
    named = _named(_whole_name(metric.indicator, metric, context, table), metric.scope, table)
    if not named.core:
        return None
    core, subject, home = named.core, named.subject, ""
    if _is_bare(core, table):
        subject = _owner(context, table) or subject
        if not subject or _is_bare(subject + core, table) or len(subject) < _SHORTEST_SUBJECT:
            home = context.home
    elif _counts_its_list(metric, context):
        home = context.home
    return FigureKey(
        label=named.label,
        core=core,
        subject=subject,
        unit=_SHARE_UNIT if metric.type is MetricType.RATIO else _unit(metric, table),
        role=_role(metric, context),
        status=_status(metric, context.clause, table),
        scope=_short_place(metric.scope or ""),
        home=home,
    )


def _whole_name(indicator: str, metric: Metric, context: FigureContext, table: NameTable) -> str:
    """Return the name with what the figure before it lends: 每千人口床位7.1张、医师3.3人; 老年人18.6万人，占人口35%."""
    neighbour = context.neighbour
    if neighbour is not None and neighbour.indicator and neighbour.type not in _SHARES:
        if indicator.startswith("占") and _SHARE_OF.match(context.since_neighbour):
            indicator = neighbour.indicator + indicator
        elif _is_next_of_list(context) and _DAILY in neighbour.indicator and _DAILY not in indicator:
            indicator = _DAILY + indicator if neighbour.unit == metric.unit else indicator
    if _A_DAY.search(metric.unit) and _DAILY not in indicator:
        indicator = _DAILY + indicator
    per = list(table.per.finditer(context.clause))
    if per and indicator not in per[-1][0]:
        indicator = per[-1][0] + indicator.replace(per[-1][0], "", 1)
    return indicator


def _is_next_of_list(context: FigureContext) -> bool:
    return context.neighbour is not None and context.since_neighbour.startswith("、")


def _owner(context: FigureContext, table: NameTable) -> str:
    """Return whose figure a bare name gives: what is counted just before it in a list, else the name before it."""
    neighbour = context.neighbour
    if neighbour is not None and neighbour.indicator and _is_next_of_list(context):
        return _named(neighbour.indicator, neighbour.scope, table).core
    return _MARKS.sub("", context.nearest_name) if context.nearest_name is not None else ""


def _counts_its_list(metric: Metric, context: FigureContext) -> bool:
    """Tell whether a figure counts what is listed before it: 医疗、教育、养老等3个专项行动 are not all there are."""
    listed = _LISTED.search(context.before)
    parts = listed[1].split("、") if listed is not None else []
    return len(parts) >= _FEWEST_LISTED and metric.value == len(parts)


def _role(metric: Metric, context: FigureContext) -> str:
    """Return a figure's role: what is promised is a target, what is over when it is written is none."""
    end = metric.period.end if metric.period is not None else None
    is_over = end is not None and context.day is not None and end < context.day
    if metric.role in _LEVELS:
        return (MetricRole.TARGET if context.is_promised and not is_over else MetricRole.LEVEL).value
    return (MetricRole.LEVEL if metric.role is MetricRole.TARGET and is_over else metric.role).value


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
    words = _work_last(_without_end(words, table), table)
    return _Named(words, table.spelled(words), table.spelled(subject))


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
            if len(cut) < _SHORTEST_LEFT or (pattern is table.deeds and _is_bare(table.spelled(cut), table)):
                continue
            shorter = cut
        shorter = shorter.removeprefix("的")
        if shorter == words:
            return words
        words = shorter


def _work_last(words: str, table: NameTable) -> str:
    """Return 候车亭改造 for 改造候车亭."""
    work = table.works.match(words)
    if work is None or len(words) - work.end() < _SHORTEST_LEFT:
        return words
    if words.endswith(_RATE_HEADS) or table.worked.search(words):
        return words
    return words[work.end() :] + work[0]


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


def _short_place(place: str) -> str:
    """Return a district without its city and province: documents write it both ways."""
    found = _PLACES.fullmatch(place)
    return found[1] if found else place


def _is_bare(core: str, table: NameTable) -> bool:
    return len(core) < _SHORTEST or table.generic.fullmatch(core) is not None


def _unit(metric: Metric, table: NameTable) -> str:
    return metric.unit if metric.role is MetricRole.RANK else table.unit_class(_A_DAY.sub("", metric.unit))


def _status(metric: Metric, clause: str, table: NameTable) -> FigureStatus:
    words = f"{metric.indicator or ''}\n{clause}"
    if metric.surface.startswith("每") or (metric.qualifier or "").startswith("每"):
        return FigureStatus.RATE
    if table.cumulative.search(table.not_cumulative.sub("", words)):
        return FigureStatus.CUMULATIVE
    return FigureStatus.ADDED if table.added.search(words) else FigureStatus.PLAIN

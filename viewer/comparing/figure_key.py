"""Files a figure: what of its words names it, whose it is, how it counts, and of what place."""

import re
from collections.abc import Iterator

from viewer.comparing.figure_context import FigureContext
from viewer.comparing.figure_name import figure_name, is_bare, leading_work, short_place, without_marks
from viewer.comparing.name_table import NameTable, name_table
from viewer.comparing.series_name import OF_TOPIC
from viewer.core.metric import Metric, MetricRole, MetricType
from viewer.core.series import FigureKey, FigureStatus

_SHORTEST_SUBJECT = 2
_LEVELS = frozenset({MetricRole.LEVEL, MetricRole.SHARE})
_SHARES = frozenset({MetricType.PERCENT, MetricType.RATIO})
_SHARE_UNIT = "%"
_A_DAY = re.compile(r"/(?:日|天)\Z")
_FOR_EACH = re.compile(r"/.+\Z")
_DAILY = "日均"
_SHARE_OF = re.compile(r"[，、（(]?占")
_LISTED = re.compile(r"([^，。；：！？,;!?\n“”]+?)等?\Z")
_FEWEST_LISTED = 2
_BECAME = re.compile(r"(?:使?总[\u4e00-\u9fff]{0,4}|使其)?(?:达到?|增至|增加到|为|至)")
_NO_PLACES = frozenset({"全行业", "全系统"})
_PARTS = "大"
_PERIOD_NAME = re.compile(r"十[一二三四五六七八九]五|\d{4}年?|.{0,4}年")


def figure_key(metric: Metric, context: FigureContext) -> FigureKey | None:
    """Return the key of a figure, ``None`` where nothing names it."""
    if metric.indicator is None:
        return None
    table = name_table()
    unit = _unit(metric, table)
    named = figure_name(_whole_name(metric.indicator, metric, context, table), metric.scope, unit, table)
    if not named.core:
        return None
    status = _status(metric, unit, context, table)
    core, subject, home = named.core, named.subject, ""
    if status is FigureStatus.ADDED:
        core = _without_new(core, table)
        status = FigureStatus.PLAIN if table.worked.search(core) else status
    if table.there.fullmatch(core) or table.acts.fullmatch(core):
        owner = table.worked.sub("", next(_counted_before(metric, context, table), ""))
        core = owner + table.there.sub("", core) if owner else core
    if is_bare(core, table) or table.rates.fullmatch(core):
        subject = _owner(metric, core, context, table) or subject
        if not subject or is_bare(subject + core, table) or len(subject) < _SHORTEST_SUBJECT:
            home = context.home
    elif _counts_its_list(metric, context):
        home = context.home
    return FigureKey(
        label=named.label,
        core=core,
        subject=subject,
        unit=unit,
        role=_role(metric, context, table),
        status=status,
        scope="" if metric.scope in _NO_PLACES else short_place(metric.scope or ""),
        home=home,
    )


def _whole_name(indicator: str, metric: Metric, context: FigureContext, table: NameTable) -> str:
    """Return the name with what the figure before it lends: 每千人口床位7.1张、医师3.3人; 老年人18.6万人，占人口35%."""
    neighbour = context.neighbour
    if neighbour is not None and neighbour.indicator and neighbour.type not in _SHARES:
        if indicator.startswith("占") and _SHARE_OF.match(context.since_neighbour):
            indicator = neighbour.indicator + indicator
        elif _is_next_of_list(context):
            indicator = _in_list(indicator, metric, neighbour, context, table)
    if _A_DAY.search(metric.unit) and _DAILY not in indicator:
        indicator = _DAILY + indicator
    per = list(table.per.finditer(context.clause))
    if per and indicator not in per[-1][0]:
        indicator = _each(per[-1][0]) + indicator.replace(per[-1][0], "", 1)
    return indicator


def _in_list(indicator: str, metric: Metric, neighbour: Metric, context: FigureContext, table: NameTable) -> str:
    """Return a name of a list with what the first of it says for all: 日均…、…, 清掏管道386公里、检查井2万座."""
    if _DAILY in (neighbour.indicator or "") and _DAILY not in indicator:
        return _DAILY + indicator if neighbour.unit == metric.unit else indicator
    work = leading_work(context.clause, table)
    if not work or metric.type in _SHARES or leading_work(indicator, table) or table.worked.search(indicator):
        return indicator
    return work + indicator


def _each(words: str) -> str:
    return words if words.startswith("每") else f"每{words}"


def _is_next_of_list(context: FigureContext) -> bool:
    return context.neighbour is not None and context.since_neighbour.startswith("、")


def _owner(metric: Metric, core: str, context: FigureContext, table: NameTable) -> str:
    """Return whose figure a bare name gives.

    It is what is counted just before it in a list, or in the same unit before it where the name only says what is
    done (其中已供应5140套), else the name before it, else what a short name is about.
    """
    topic = context.topic or "" if table.generic.fullmatch(core) is None and metric.scope else ""
    owner = _named_before(metric, core, context, table)
    if not topic:
        return owner or _name_before(context, table)
    if owner:
        return f"{owner}{OF_TOPIC}{topic}"
    return topic if table.acts.fullmatch(core) else _name_before(context, table) or topic


def _named_before(metric: Metric, core: str, context: FigureContext, table: NameTable) -> str:
    """Return what a figure before this one counts, if it lends its name; empty if it does not."""
    neighbour = context.neighbour
    is_act, is_rate = table.acts.fullmatch(core) is not None, table.rates.fullmatch(core) is not None
    if neighbour is None or not neighbour.indicator or not (is_act or is_rate or _is_next_of_list(context)):
        return ""
    if not (is_act or is_rate) and table.does_something(metric.indicator or ""):
        return ""
    return figure_name(neighbour.indicator, neighbour.scope, _unit(neighbour, table), table).core


def _name_before(context: FigureContext, table: NameTable) -> str:
    name = without_marks(context.nearest_name or "")
    return "" if _PERIOD_NAME.fullmatch(name) or table.works.match(name) or table.deeds.match(name) else name


def _counted_before(metric: Metric, context: FigureContext, table: NameTable) -> Iterator[str]:
    """Yield what figures of the same unit count before this one in its paragraph, the nearest first."""
    unit = _unit(metric, table)
    for each in reversed(context.earlier):
        if each.indicator and _unit(each, table) == unit:
            core = figure_name(each.indicator, each.scope, unit, table).core
            if not is_bare(core, table):
                yield core


def _counts_its_list(metric: Metric, context: FigureContext) -> bool:
    """Tell whether a figure counts what is listed before it: 医疗、教育、养老等3个专项行动 are not all there are."""
    listed = _LISTED.search(context.before)
    parts = listed[1].split("、") if listed is not None else []
    return len(parts) >= _FEWEST_LISTED and metric.value == len(parts)


def _role(metric: Metric, context: FigureContext, table: NameTable) -> str:
    """Return a figure's role: what is promised is a target, what is over when it is written is none."""
    end = metric.period.end if metric.period is not None else None
    is_over = end is not None and context.day is not None and end < context.day
    if metric.surface.endswith(_PARTS):  # of how many parts a thing is, whether it is begun or not
        return MetricRole.LEVEL.value
    if metric.role in _LEVELS:
        is_set = context.is_promised and not is_over
        is_set |= table.assigned.search(metric.indicator or "") is not None and "完成" not in context.clause
        return (MetricRole.TARGET if is_set else MetricRole.LEVEL).value
    return (MetricRole.LEVEL if metric.role is MetricRole.TARGET and is_over else metric.role).value


def _unit(metric: Metric, table: NameTable) -> str:
    if metric.role is MetricRole.RANK:
        return metric.unit
    if metric.type is MetricType.RATIO:
        return _SHARE_UNIT
    if metric.type is MetricType.MONEY:
        return _FOR_EACH.sub("", metric.unit)
    return table.unit_class(_A_DAY.sub("", metric.unit))


def _without_new(core: str, table: NameTable) -> str:
    """Return 城镇就业 for 城镇新增就业: the status says it."""
    cut = table.newly.sub("", core)
    return cut if len(cut) >= _SHORTEST_SUBJECT and table.generic.fullmatch(cut) is None else core


def _status(metric: Metric, unit: str, context: FigureContext, table: NameTable) -> FigureStatus:
    is_for_each = metric.type is MetricType.MONEY and "/" in metric.unit
    if is_for_each or metric.surface.startswith("每") or (metric.qualifier or "").startswith("每"):
        return FigureStatus.RATE
    if metric.type is MetricType.MONEY and table.for_each.search(context.clause):
        return FigureStatus.RATE
    if metric.type in _SHARES:
        return FigureStatus.PLAIN
    if _is_what_it_became(metric, context):
        return FigureStatus.PLAIN
    own = _counting(f"{metric.indicator or ''}\n{context.clause}", unit, context, table)
    return own if own is not FigureStatus.PLAIN else _counting(context.lead, unit, context, table)


def _is_what_it_became(metric: Metric, context: FigureContext) -> bool:
    """Tell whether a figure is all there is after the one before it was added: 新增处理能力800吨，达到2900吨."""
    neighbour = context.neighbour
    is_of_same = neighbour is not None and neighbour.indicator == metric.indicator
    return is_of_same and _BECAME.fullmatch(context.clause) is not None


def _counting(words: str, unit: str, context: FigureContext, table: NameTable) -> FigureStatus:
    """Return how a figure counts by the words of a clause."""
    if table.cumulative.search(table.not_cumulative.sub("", words)):
        is_there = unit in table.staying and not table.events.search(words)
        return FigureStatus.PLAIN if is_there else FigureStatus.CUMULATIVE
    if table.added.search(words):
        return FigureStatus.ADDED
    is_of_a_year = table.of_a_year.search(context.before) and not table.in_all.search(context.before)
    return FigureStatus.ADDED if is_of_a_year and table.built.search(words) else FigureStatus.PLAIN

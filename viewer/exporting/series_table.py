"""Series of figures as table rows: real numbers, the marks beside them, the sentence, and what to cite."""

from collections.abc import Iterable

from viewer.core.across import LibraryFigure
from viewer.core.metric import Comparator, MetricRole
from viewer.core.series import VERDICT_NAMES, FigureStatus, Interval, Series, Statement, Verdict
from viewer.exporting.table import Cell, Table

COLUMNS = (
    "指标项",
    "口径",
    "指标",
    "数值",
    "上限",
    "单位",
    "比较",
    "原文",
    "可能下界",
    "可能上界",
    "角色",
    "期间",
    "起",
    "止",
    "范围",
    "与上一条",
    "确认",
    "句子",
    "标题",
    "编号",
    "承办单位",
    "日期",
    "引用",
    "文档",
)
COMPARATOR_NAMES = {
    Comparator.EQUAL: "等于",
    Comparator.ABOUT: "约",
    Comparator.MORE: "超过",
    Comparator.AT_LEAST: "至少",
    Comparator.LESS: "不足",
    Comparator.AT_MOST: "至多",
}
ROLE_NAMES = {
    MetricRole.LEVEL: "现状",
    MetricRole.GROWTH: "增长",
    MetricRole.SHARE: "占比",
    MetricRole.TARGET: "目标",
    MetricRole.CAP: "上限",
    MetricRole.RANK: "位次",
}
STATUS_NAMES = {
    FigureStatus.PLAIN: "",
    FigureStatus.CUMULATIVE: "累计",
    FigureStatus.ADDED: "新增",
    FigureStatus.RATE: "标准",
}
_STATE_NAMES = {"single": "", "suggested": "待确认", "confirmed": "已确认"}


def series_table(series: Iterable[Series], unfiled: Iterable[LibraryFigure] = ()) -> Table:
    """Return one row per statement, series after series, oldest first; figures without a series come last."""
    rows = [row for each in series for row in _rows(each)]
    alone = [(None, None, *_figure_cells(each, None), None, None, *_source_cells(each)) for each in unfiled]
    return Table("指标", COLUMNS, (*rows, *alone))


def citation_line(figure: LibraryFigure) -> str:
    """Return what a report must say of where a figure stands."""
    number = f"（第{figure.number}号）" if figure.number else ""
    details = [part for part in (figure.issuing_unit, figure.date) if part]
    return "，".join((f"《{figure.title}》{number}", *details))


def _rows(series: Series) -> list[tuple[Cell, ...]]:
    verdicts = {each.second: each.verdict for each in series.comparisons if each.second == each.first + 1}
    return [_row(series, each, verdicts.get(number)) for number, each in enumerate(series.statements)]


def _row(series: Series, statement: Statement, verdict: Verdict | None) -> tuple[Cell, ...]:
    return (
        series.summary.name,
        STATUS_NAMES[series.summary.status],
        *_figure_cells(statement.figure, statement.interval),
        VERDICT_NAMES[verdict] if verdict else None,
        _STATE_NAMES[series.summary.state.value],
        *_source_cells(statement.figure),
    )


def _figure_cells(figure: LibraryFigure, interval: Interval | None) -> tuple[Cell, ...]:
    metric, period = figure.metric, figure.metric.period
    return (
        metric.indicator,
        number(metric.value),
        number(metric.value_max),
        metric.unit,
        COMPARATOR_NAMES[metric.comparator],
        metric.surface,
        number(interval.low) if interval else None,
        number(interval.high) if interval else None,
        ROLE_NAMES[metric.role],
        period.text if period else None,
        period.start if period else None,
        period.end if period else None,
        metric.scope,
    )


def _source_cells(figure: LibraryFigure) -> tuple[Cell, ...]:
    return (
        figure.sentence,
        figure.title,
        figure.number,
        figure.issuing_unit,
        figure.date,
        citation_line(figure),
        figure.document_id,
    )


def number(value: float | None) -> float | int | None:
    """Return 23 for 23.0, for a cell that shows it."""
    return int(value) if value is not None and value.is_integer() else value

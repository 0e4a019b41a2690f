"""How series and what they say is worded."""

from datetime import date

from viewer.core.metric import Metric
from viewer.core.series import FigureStatus, Interval, SeriesState, SeriesSummary, Statement, Verdict
from viewer.ui.theme import Role

STATUS = {
    FigureStatus.PLAIN: "",
    FigureStatus.CUMULATIVE: "累计",
    FigureStatus.ADDED: "新增",
    FigureStatus.RATE: "标准",
}
ROLES = {"level": "", "growth": "增长", "target": "目标", "cap": "上限", "rank": "位次"}
STATES = {SeriesState.SINGLE: "", SeriesState.SUGGESTED: "待确认", SeriesState.CONFIRMED: "已确认"}
TONES = {Verdict.CONTRADICTED: Role.ERROR, Verdict.UNCLEAR: Role.WARNING, Verdict.SAME: Role.SUCCESS}


def kind_words(summary: SeriesSummary) -> str:
    """Return what keeps a series from its neighbours: 累计, 目标."""
    return " ".join(each for each in (STATUS[summary.status], ROLES.get(summary.role, "")) if each)


def time_words(metric: Metric) -> str:
    """Return when a figure holds."""
    return metric.period.text if metric.period else "未注明"


def years_words(summary: SeriesSummary) -> str:
    """Return the years a series covers."""
    first, last = (summary.first or "")[:4], (summary.last or "")[:4]
    return first if first == last else f"{first}—{last}"


def interval_words(interval: Interval, unit: str) -> str:
    """Return what a statement allows, never as a bare number where it is none: 6,100—6,200（不含）."""
    low, high = interval.low, interval.high
    if low == high and low is not None:
        return f"{low:,.10g}{unit}"
    if high is None:
        return f"{'大于' if interval.low_is_open else '不小于'} {low or 0:,.10g}{unit}"
    if not low:
        return f"{'小于' if interval.high_is_open else '不大于'} {high:,.10g}{unit}"
    return f"{low:,.10g}—{high:,.10g}{unit}"


def day_of(statement: Statement) -> date | None:
    """Return the last day a figure speaks of, as a day."""
    period = statement.figure.metric.period
    written = (period.end or period.start) if period is not None else statement.figure.date
    try:
        return date.fromisoformat((written or "") if len(written or "") > len("2023-08") else f"{written}-28")
    except ValueError:
        return None

"""A person's word on single figures, applied last and final."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from viewer.core.knowledge import MetricCorrection
from viewer.core.metric import Metric, Period


def apply_metric_corrections(
    text: str, metrics: Iterable[Metric], corrections: Sequence[MetricCorrection]
) -> tuple[Metric, ...]:
    """Return the figures with every correction applied in turn; one that finds its words nowhere changes nothing."""
    current = tuple(metrics)
    for correction in corrections:
        current = tuple(
            corrected
            for metric in current
            if (corrected := _corrected(metric, correction) if _meant(text, metric, correction) else metric) is not None
        )
    return current


def _meant(text: str, metric: Metric, correction: MetricCorrection) -> bool:
    start, end = metric.span.start, metric.span.end
    return (
        metric.surface == correction.surface
        and text[max(0, start - len(correction.before)) : start] == correction.before
        and text[end : end + len(correction.after)] == correction.after
    )


def _corrected(metric: Metric, correction: MetricCorrection) -> Metric | None:
    if correction.dismissed:
        return None
    period = metric.period
    if correction.period_text is not None:
        period = Period(correction.period_text, correction.period_start, correction.period_end)
    return replace(
        metric,
        indicator=metric.indicator if correction.indicator is None else correction.indicator,
        indicator_words=metric.indicator_words if correction.indicator is None else None,
        value=metric.value if correction.value is None else correction.value,
        value_max=metric.value_max if correction.value_max is None else correction.value_max,
        unit=metric.unit if correction.unit is None else correction.unit,
        comparator=metric.comparator if correction.comparator is None else correction.comparator,
        role=metric.role if correction.role is None else correction.role,
        scope=metric.scope if correction.scope is None else correction.scope,
        period=period,
    )

"""The JSON of series of figures, as scripts rely on it."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from viewer.core.across import LibraryFigure
from viewer.core.series import VERDICT_NAMES, Series, Statement
from viewer.services import json_shapes
from viewer.services.json_shapes import SCHEMA, Json


def all_series(series: Iterable[Series], unfiled: Sequence[LibraryFigure]) -> Json:
    """Shape series, and the figures that stand in none by their own names: nothing names them, or nobody looked yet."""
    shapes = [_series(each) for each in series]
    for (_, name, unit, role), figures in groupby(sorted(unfiled, key=_own_name), key=_own_name):
        points = [point(each) for each in figures]
        shapes.append({"indicator": name or None, "unit": unit, "role": role, "points": points})
    return {"schema": SCHEMA, "total": sum(len(each["points"]) for each in shapes), "indicators": shapes}


def point(figure: LibraryFigure) -> Json:
    """Shape one figure with its sentence and its document."""
    return json_shapes.metric(figure.metric) | {
        "text": figure.sentence,
        "document": {
            "id": figure.document_id,
            "title": figure.title,
            "number": figure.number,
            "issuing_unit": figure.issuing_unit,
            "date": figure.date,
        },
    }


def _own_name(figure: LibraryFigure) -> tuple[bool, str, str, str]:
    metric = figure.metric
    return (metric.indicator is None, metric.indicator or "", metric.unit, metric.role.value)


def _series(series: Series) -> Json:
    summary = series.summary
    return {
        "indicator": summary.name,
        "unit": summary.unit,
        "role": summary.role,
        "status": summary.status.value,
        "scope": summary.scope or None,
        "state": summary.state.value,
        "pinned": summary.pinned,
        "documents": summary.documents,
        "verdict": VERDICT_NAMES[summary.verdict] if summary.verdict else None,
        "points": [_statement(each) for each in series.statements],
        "comparisons": [
            {"first": each.first, "second": each.second, "verdict": VERDICT_NAMES[each.verdict]}
            for each in series.comparisons
        ],
    }


def _statement(statement: Statement) -> Json:
    interval = statement.interval
    return point(statement.figure) | {"low": interval.low, "high": interval.high}

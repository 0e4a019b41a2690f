"""How a series is called, and how its latest figure is told."""

from viewer.core.metric import Metric
from viewer.core.series import FigureKey, FigureStatus

_PREFIXES = {FigureStatus.CUMULATIVE: "累计", FigureStatus.ADDED: "新增"}
_NEW = "新增净"
OF_TOPIC = "·"
"""Stands in a subject between whose figure it is and what the document is about."""


def series_name(key: FigureKey) -> str:
    """Return the name of a series led by this key, with what keeps it from its neighbours."""
    subject = key.subject.partition(OF_TOPIC)[0]
    name = f"{subject}·{key.label}" if subject and subject not in key.label else key.label
    prefix = _PREFIXES.get(key.status, "")
    return name if not prefix or key.label.startswith((prefix, *_NEW)) else prefix + name


def stated_words(metric: Metric) -> str:
    """Return a figure as it was written, with its time."""
    return f"{metric.surface}（{metric.period.text}）" if metric.period else metric.surface

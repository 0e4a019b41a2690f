"""How the window writes figures: the value a text comes to, its comparator, role and period."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from viewer.core.metric import Comparator, Metric, MetricRole
from viewer.ui.translation import QT_TRANSLATE_NOOP

_COMPARATORS: Mapping[Comparator, str] = {
    Comparator.EQUAL: QT_TRANSLATE_NOOP("Figures", "等于"),
    Comparator.ABOUT: QT_TRANSLATE_NOOP("Figures", "约"),
    Comparator.MORE: QT_TRANSLATE_NOOP("Figures", "超过"),
    Comparator.AT_LEAST: QT_TRANSLATE_NOOP("Figures", "至少"),
    Comparator.LESS: QT_TRANSLATE_NOOP("Figures", "不足"),
    Comparator.AT_MOST: QT_TRANSLATE_NOOP("Figures", "至多"),
}
_ROLES: Mapping[MetricRole, str] = {
    MetricRole.LEVEL: QT_TRANSLATE_NOOP("Figures", "现状"),
    MetricRole.GROWTH: QT_TRANSLATE_NOOP("Figures", "增长"),
    MetricRole.SHARE: QT_TRANSLATE_NOOP("Figures", "占比"),
    MetricRole.TARGET: QT_TRANSLATE_NOOP("Figures", "目标"),
    MetricRole.CAP: QT_TRANSLATE_NOOP("Figures", "上限"),
    MetricRole.RANK: QT_TRANSLATE_NOOP("Figures", "位次"),
}
_DECIMALS = 4
_SCALES = (("亿", 1e8), ("万", 1e4))


def comparator_name(comparator: Comparator) -> str:
    """Return how a stated number relates to the true one."""
    return QCoreApplication.translate("Figures", _COMPARATORS[comparator])


def role_name(role: MetricRole) -> str:
    """Return what a figure says about its indicator."""
    return QCoreApplication.translate("Figures", _ROLES[role])


def number_text(value: float) -> str:
    """Return a number with its thousands parted and no more decimals than it has.

    >>> number_text(31000000000.0), number_text(91.89), number_text(0.33333)
    ('31,000,000,000', '91.89', '0.3333')
    """
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.{_DECIMALS}f}".rstrip("0").rstrip(".")


def value_text(metric: Metric) -> str:
    """Return the normalised value with comparator and unit: ``超过 6,100 家``."""
    said = "" if metric.comparator is Comparator.EQUAL else comparator_name(metric.comparator) + " "
    upper = f"–{number_text(metric.value_max)}" if metric.value_max is not None else ""
    blank = "" if metric.unit in ("%", "") else " "
    return f"{said}{number_text(metric.value)}{upper}{blank}{metric.unit}"


def written_text(metric: Metric) -> str:
    """Return the value in the 万 or 亿 the reply wrote, with comparator and unit: ``超过 310 亿元``."""
    name, scale = next(((name, scale) for name, scale in _SCALES if name in metric.surface), ("", 1.0))
    if not name:
        return value_text(metric)
    said = "" if metric.comparator is Comparator.EQUAL else comparator_name(metric.comparator) + " "
    upper = f"–{number_text(metric.value_max / scale)}" if metric.value_max is not None else ""
    return f"{said}{number_text(metric.value / scale)}{upper} {name}{metric.unit}"


def period_text(metric: Metric) -> str:
    """Return the words of a figure's period, empty when there is none."""
    return metric.period.text if metric.period else ""

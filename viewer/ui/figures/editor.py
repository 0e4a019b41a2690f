"""The form for one figure: what a person changes there becomes a correction of those fields only."""

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from viewer.core.knowledge import MetricCorrection
from viewer.core.metric import Comparator, Metric, MetricRole
from viewer.ui.figures.wording import comparator_name, role_name
from viewer.ui.form import Form

Correct = Callable[[MetricCorrection], MetricCorrection]


class FigureForm(Form):
    """Shows the fields of a figure; ``correction_wanted`` carries what fills in a correction, if anything changed."""

    correction_wanted = Signal(Metric, object)

    def __init__(self, metric: Metric, parent: QWidget) -> None:
        super().__init__(self.tr("修改指标"), parent)
        self._metric = metric
        period = metric.period
        self.explain(self.tr("原文：{0}").format(metric.surface))
        self.indicator = QLineEdit(metric.indicator or "", self)
        self.value = self._number(metric.value)
        self.value_max = self._number(metric.value_max)
        self.unit = QLineEdit(metric.unit, self)
        self.comparator = QComboBox(self)
        self.role = QComboBox(self)
        self.period = QLineEdit(period.text if period else "", self)
        self.period_start = QLineEdit((period.start or "") if period else "", self)
        self.period_end = QLineEdit((period.end or "") if period else "", self)
        self.scope = QLineEdit(metric.scope or "", self)
        self._fill_boxes()
        self._arrange()
        for field in (self.value, self.value_max, self.period_start, self.period_end):
            field.textChanged.connect(self._check)
        self.accepted.connect(self._tell)

    def changes(self) -> dict[str, object]:
        """Return the fields that differ from the figure; an emptied field leaves the machine's answer."""
        metric, period = self._metric, self._metric.period
        said = {
            "indicator": (self.indicator.text().strip() or None, metric.indicator),
            "value": (_number_of(self.value.text()), metric.value),
            "value_max": (_number_of(self.value_max.text()), metric.value_max),
            "unit": (self.unit.text().strip() or None, metric.unit),
            "comparator": (Comparator(self.comparator.currentData()), metric.comparator),
            "role": (MetricRole(self.role.currentData()), metric.role),
            "period_text": (self.period.text().strip() or None, period.text if period else None),
            "period_start": (self.period_start.text().strip() or None, period.start if period else None),
            "period_end": (self.period_end.text().strip() or None, period.end if period else None),
            "scope": (self.scope.text().strip() or None, metric.scope),
        }
        return {name: new for name, (new, old) in said.items() if new is not None and new != old}

    def _check(self) -> None:
        """Let nothing be stored that is no number or no day."""
        numbers, days = (self.value, self.value_max), (self.period_start, self.period_end)
        are_numbers = all(not field.text() or _number_of(field.text()) is not None for field in numbers)
        self.accept_button.setEnabled(are_numbers and all(_is_day(field.text()) for field in days))

    def _tell(self) -> None:
        changes = self.changes()
        if changes:
            self.correction_wanted.emit(self._metric, correction_of(changes))

    def _fill_boxes(self) -> None:
        for comparator in Comparator:
            self.comparator.addItem(f"{comparator_name(comparator)}（{comparator.value}）", comparator.value)
        for role in MetricRole:
            self.role.addItem(role_name(role), role.value)
        self.comparator.setCurrentIndex(self.comparator.findData(self._metric.comparator.value))
        self.role.setCurrentIndex(self.role.findData(self._metric.role.value))

    def _arrange(self) -> None:
        for field in (self.period_start, self.period_end):
            field.setPlaceholderText(self.tr("如 2023-12-31"))
        self.value_max.setPlaceholderText(self.tr("只有数值是一个区间时才填"))
        rows: tuple[tuple[str, QWidget], ...] = (
            (self.tr("指标"), self.indicator),
            (self.tr("数值"), self.value),
            (self.tr("区间上限"), self.value_max),
            (self.tr("单位"), self.unit),
            (self.tr("比较"), self.comparator),
            (self.tr("口径"), self.role),
            (self.tr("期间"), self.period),
            (self.tr("期间起"), self.period_start),
            (self.tr("期间止"), self.period_end),
            (self.tr("范围"), self.scope),
        )
        for name, widget in rows:
            self.fields.addRow(name, widget)

    def _number(self, value: float | None) -> QLineEdit:
        field = QLineEdit("" if value is None else f"{value:.15g}", self)
        field.setValidator(QDoubleValidator(field))
        return field


def correction_of(changes: dict[str, object]) -> Correct:
    """Return what fills these fields into a correction."""

    def fill(blank: MetricCorrection) -> MetricCorrection:
        return replace(blank, **changes)  # type: ignore[arg-type]  # the names are the correction's own fields

    return fill


def dismiss(blank: MetricCorrection) -> MetricCorrection:
    """Say that it is no figure at all."""
    return replace(blank, dismissed=True)


def _number_of(text: str) -> float | None:
    try:
        value = float(text.replace(",", "").strip())
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _is_day(text: str) -> bool:
    """Tell whether nothing is typed, or a day as ``2023-12-31``."""
    try:
        return not text.strip() or bool(date.fromisoformat(text.strip()))
    except ValueError:
        return False

"""The figures of a document as a table: indicator, as written, in 万 and 亿, as normalised, period, sentence."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from viewer.core.metric import Metric
from viewer.ui.figures.wording import period_text, value_text, written_text
from viewer.ui.titled_model import ROOT, Index, TitledModel
from viewer.ui.translation import QT_TRANSLATE_NOOP

TITLES = (
    QT_TRANSLATE_NOOP("Figures", "指标"),
    QT_TRANSLATE_NOOP("Figures", "原文"),
    QT_TRANSLATE_NOOP("Figures", "数值"),
    QT_TRANSLATE_NOOP("Figures", "折合"),
    QT_TRANSLATE_NOOP("Figures", "期间"),
    QT_TRANSLATE_NOOP("Figures", "句子"),
)
VALUE = TITLES.index("数值")
NORMALISED = TITLES.index("折合")
PERIOD = TITLES.index("期间")
SENTENCE = TITLES.index("句子")
WRITTEN = TITLES.index("原文")


class FigureModel(TitledModel):
    """One row per figure; ``SortRole`` gives numbers for values and days for periods."""

    MetricRole = int(Qt.ItemDataRole.UserRole)
    SortRole = int(Qt.ItemDataRole.UserRole) + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("Figures", TITLES, parent)
        self._metrics: tuple[Metric, ...] = ()
        self._text = ""

    def show_figures(self, metrics: Sequence[Metric], text: str) -> None:
        """Show the figures of a text."""
        self.beginResetModel()
        self._metrics, self._text = tuple(metrics), text
        self.endResetModel()

    def row_of(self, metric: Metric) -> int | None:
        """Return the row of a figure, ``None`` when it is not shown."""
        return next((row for row, each in enumerate(self._metrics) if each.span == metric.span), None)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of figures."""
        return 0 if parent.isValid() else len(self._metrics)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return what a cell shows, what it is sorted by, or its figure."""
        if not index.isValid():
            return None
        metric = self._metrics[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(metric)[index.column()]
        if role == self.SortRole:
            return self._sort_key(metric, index.column())
        return metric if role == self.MetricRole else None

    def _words(self, metric: Metric) -> tuple[str, ...]:
        sentence = " ".join(metric.sentence.of(self._text).split())
        return (
            metric.indicator or "—",
            metric.surface,
            written_text(metric),
            value_text(metric),
            period_text(metric),
            sentence,
        )

    def _sort_key(self, metric: Metric, column: int) -> str | float:
        if column in (VALUE, NORMALISED):
            return metric.value
        if column == PERIOD:
            return (metric.period.start or metric.period.end or "") if metric.period else ""
        if column == SENTENCE:
            return float(metric.span.start)
        return self._words(metric)[column]

"""Answers what the whole library says: its names with their documents, its figures with their sentences."""

from viewer.core.across import LibraryFigure, LibraryName, TableFormat
from viewer.core.document import DocumentId
from viewer.core.entity import EntityType
from viewer.core.metric import Comparator, MetricRole
from viewer.exporting.table import Table, to_csv, to_xlsx
from viewer.store.store import Store

FIGURE_COLUMNS = (
    "指标",
    "数值",
    "上限",
    "单位",
    "比较",
    "原文",
    "角色",
    "期间",
    "起",
    "止",
    "范围",
    "句子",
    "标题",
    "编号",
    "承办单位",
    "日期",
    "文档",
)
_COMPARATORS = {
    Comparator.EQUAL: "等于",
    Comparator.ABOUT: "约",
    Comparator.MORE: "超过",
    Comparator.AT_LEAST: "至少",
    Comparator.LESS: "不足",
    Comparator.AT_MOST: "至多",
}
_ROLES = {
    MetricRole.LEVEL: "现状",
    MetricRole.GROWTH: "增长",
    MetricRole.SHARE: "占比",
    MetricRole.TARGET: "目标",
    MetricRole.CAP: "上限",
    MetricRole.RANK: "位次",
}


class AcrossLibrary:
    """Names and figures of one library."""

    def __init__(self, library: Store) -> None:
        self._library = library

    def names(self, *, type_: EntityType | None = None, part: str | None = None) -> list[LibraryName]:
        """Return canonical names with their documents, the most mentioned first."""
        with self._library.reading():
            return self._library.marks().names(type_=type_, part=part)

    def name(self, name: str, type_: EntityType, /) -> LibraryName | None:
        """Return one canonical name with its documents, ``None`` when the library does not hold it."""
        with self._library.reading():
            return self._library.marks().name(name, type_)

    def figures(self, *, part: str | None = None, document_id: DocumentId | None = None) -> list[LibraryFigure]:
        """Return figures by indicator and date; ``part`` keeps indicators with these words in their name."""
        with self._library.reading():
            return self._library.marks().figures(part=part, document_id=document_id)

    def figures_named(self, indicator: str, /) -> list[LibraryFigure]:
        """Return the figures with exactly this indicator, by date."""
        return [each for each in self.figures(part=indicator) if each.metric.indicator == indicator]

    def figures_file(self, document_id: DocumentId, form: TableFormat, /) -> bytes:
        """Return the figures of one document, in reading order, as a file of an office."""
        figures = self.figures(document_id=document_id)
        table = figure_table(sorted(figures, key=lambda each: each.metric.span))
        return to_csv(table) if form is TableFormat.CSV else to_xlsx([table])


def figure_table(figures: list[LibraryFigure]) -> Table:
    """Return figures as rows with everything a citation needs: numbers as numbers, their marks beside them."""
    return Table("指标", FIGURE_COLUMNS, tuple(_row(each) for each in figures))


def _row(figure: LibraryFigure) -> tuple[str | float | None, ...]:
    metric, period = figure.metric, figure.metric.period
    return (
        metric.indicator,
        _number(metric.value),
        _number(metric.value_max),
        metric.unit,
        _COMPARATORS[metric.comparator],
        metric.surface,
        _ROLES[metric.role],
        period.text if period else None,
        period.start if period else None,
        period.end if period else None,
        metric.scope,
        figure.sentence,
        figure.title,
        figure.number,
        figure.issuing_unit,
        figure.date,
        figure.document_id,
    )


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value.is_integer() else value

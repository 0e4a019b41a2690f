"""Leaves answered by what the library knows of documents, not by texts: years, figures, having a value at all."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import chain
from operator import eq, ge, gt, le, lt
from types import MappingProxyType

import numpy as np

from viewer.core.document import DocumentId
from viewer.core.metric import Comparator, Metric, MetricType
from viewer.core.query import Figures, Having, QueryField, StatedLeaf, YearRange
from viewer.core.span import Span
from viewer.search.candidates import Bounds
from viewer.search.library_view import LibraryView
from viewer.search.reader import IndexReader, Mask
from viewer.search.schema import LIVE_FIELDS
from viewer.search.units import unit_named
from viewer.text.fold import fold

_TOLERANCE = 1e-9
_TESTS: Mapping[Comparator, Callable[[float, float], bool]] = MappingProxyType(
    {
        Comparator.MORE: gt,
        Comparator.AT_LEAST: ge,
        Comparator.LESS: lt,
        Comparator.AT_MOST: le,
        Comparator.EQUAL: eq,
    }
)
_MULTIPLES = re.compile(r"[万亿]+")
_FACTORS = {"万": 10_000, "亿": 100_000_000}
_WRITTEN_OUT = 10_000
_GREATER = frozenset({Comparator.MORE, Comparator.AT_LEAST})
_SMALLER = frozenset({Comparator.LESS, Comparator.AT_MOST})


def stated_bounds(reader: IndexReader, library: LibraryView, leaf: StatedLeaf) -> Bounds:
    """Return the documents that answer; there is nothing left for the text to decide."""
    match leaf:
        case YearRange():
            return Bounds.exactly(_in_years(reader, leaf))
        case Having(field):
            return Bounds.exactly(_having(reader, library, field))
        case Figures():
            return Bounds.exactly(_numbered(reader, figure_spans(library, leaf)))


def figure_spans(library: LibraryView, leaf: Figures) -> dict[DocumentId, tuple[Span, ...]]:
    """Return where the figures stand that a leaf asks for, by document."""
    wanted = fold(leaf.indicator)
    by_document = library.figures(lambda indicator: wanted in fold(indicator))
    test = _figure_test(leaf, chain.from_iterable(by_document.values()))
    found = {known: tuple(each.span for each in figures if test(each)) for known, figures in by_document.items()}
    return {known: spans for known, spans in found.items() if spans}


def _figure_test(leaf: Figures, figures: Iterable[Metric]) -> Callable[[Metric], bool]:
    comparator, limit = leaf.comparator, leaf.value
    if comparator is None:
        return lambda _: True
    if leaf.unit:
        unit = unit_named(leaf.unit)
        return lambda figure: fold(figure.unit) == unit.base and compares(figure, comparator, limit * unit.factor)
    usual = _usual_type(figures)
    return lambda figure: figure.type is usual and compares(_as_written(figure, limit), comparator, limit)


def _usual_type(figures: Iterable[Metric]) -> MetricType | None:
    """Return what a number without a unit is about: the kind of quantity the indicator mostly is.

    Who asks for more than 7000 数字经济企业 does not mean those with a revenue of 310亿元.
    """
    counts = Counter(figure.type for figure in figures)
    return max(MetricType, key=lambda each: counts[each]) if counts else None


def _as_written(figure: Metric, limit: float) -> Metric:
    """Return money as the number written before 万 or 亿 (310 in 310亿元), unless the limit is in 万 itself."""
    multiples = _MULTIPLES.findall(figure.surface)
    if figure.type is not MetricType.MONEY or limit >= _WRITTEN_OUT or not multiples:
        return figure
    factor = math.prod(_FACTORS[each] for each in multiples[-1])
    top = None if figure.value_max is None else figure.value_max / factor
    return replace(figure, value=figure.value / factor, value_max=top)


def compares(figure: Metric, comparator: Comparator, limit: float) -> bool:
    """Tell whether a figure as it is stated compares so with a limit.

    Some value of a range is enough. At the limit itself, the document's own words decide: 超过5000 is more than 5000
    and 近5000 less, 5000以上 and 约5000 are neither.
    """
    top = figure.value if figure.value_max is None else figure.value_max
    low, high = min(figure.value, top), max(figure.value, top)
    slack = _TOLERANCE * max(abs(low), abs(high), abs(limit))
    if comparator is Comparator.EQUAL:
        return low - slack <= limit <= high + slack and figure.comparator not in (Comparator.MORE, Comparator.LESS)
    extreme = high if comparator in _GREATER else low
    if abs(extreme - limit) > slack:
        return _TESTS[comparator](extreme, limit)
    beyond = Comparator.MORE if comparator in _GREATER else Comparator.LESS
    short = Comparator.LESS if comparator in _GREATER else Comparator.MORE
    if comparator in (Comparator.MORE, Comparator.LESS):
        return figure.comparator is beyond
    return figure.comparator is not short


def _in_years(reader: IndexReader, years: YearRange) -> Mask:
    column = reader.facet("year")
    wanted = [
        (years.first is None or years.first <= int(value)) and (years.last is None or int(value) <= years.last)
        for value in column.values
    ]
    return np.array([*wanted, False], np.bool_)[column.codes]


def _having(reader: IndexReader, library: LibraryView, field: QueryField) -> Mask:
    if field is QueryField.YEAR:
        return reader.facet("year").codes >= 0
    if field in LIVE_FIELDS:
        return _numbered(reader, library.field_values(field))
    mask = np.zeros(reader.size, np.bool_)
    for value in reader.values(field):
        mask[value.numbers] = True
    return mask


def _numbered(reader: IndexReader, ids: Mapping[DocumentId, object]) -> Mask:
    mask = np.zeros(reader.size, np.bool_)
    numbers = reader.numbers()
    mask[[numbers[known] for known in ids if known in numbers]] = True
    return mask

"""How names and figures are drawn on the page: which kinds there are, and the marks of those that are shown."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from PySide6.QtCore import QCoreApplication

from viewer.core.entity import Entity, EntityType
from viewer.core.metric import Metric
from viewer.core.span import Span
from viewer.ui.names.wording import type_name
from viewer.ui.reader.marks import Mark, MarkStyle
from viewer.ui.translation import QT_TRANSLATE_NOOP

FIGURES = QT_TRANSLATE_NOOP("Names", "指标")
STYLES: Mapping[EntityType, MarkStyle] = {type_: MarkStyle(f"entity_{type_.value.lower()}") for type_ in EntityType}
KINDS: tuple[MarkStyle, ...] = (*STYLES.values(), MarkStyle.METRIC)
_NAMES_OF: Mapping[MarkStyle, EntityType] = {style: type_ for type_, style in STYLES.items()}


class Spanned(Protocol):
    """Anything that stands somewhere."""

    @property
    def span(self) -> Span:
        """Return where."""


S = TypeVar("S", bound=Spanned)


def kind_name(kind: MarkStyle) -> str:
    """Return what a person calls a kind of mark."""
    return QCoreApplication.translate("Names", FIGURES) if kind is MarkStyle.METRIC else type_name(_NAMES_OF[kind])


def count_kinds(entities: Iterable[Entity], metrics: Sequence[Metric]) -> dict[MarkStyle, int]:
    """Return how often each kind stands in a document; kinds that do not are left out."""
    counted = Counter(STYLES[entity.type] for entity in entities)
    counted[MarkStyle.METRIC] = len(metrics)
    return {kind: counted[kind] for kind in KINDS if counted[kind]}


def drawn_as(kind: MarkStyle, *, by_kind: bool) -> MarkStyle:
    """Return how a kind is drawn: each by its own look, or all names by one quiet line and only figures tinted."""
    return kind if by_kind or kind is MarkStyle.METRIC else MarkStyle.NAME


def marks_of_names(entities: Iterable[Entity], shown: frozenset[MarkStyle], *, by_kind: bool) -> tuple[Mark, ...]:
    """Return the marks of the kinds that are shown, flat: what overlaps an earlier mark is left out."""
    kinds = ((entity.span, STYLES[entity.type]) for entity in entities)
    return _flat(Mark(span, drawn_as(kind, by_kind=by_kind)) for span, kind in kinds if kind in shown)


def marks_of_figures(metrics: Iterable[Metric], shown: frozenset[MarkStyle]) -> tuple[Mark, ...]:
    """Return the marks of the figures, flat, if figures are shown."""
    return _flat(Mark(metric.span, MarkStyle.METRIC) for metric in metrics) if MarkStyle.METRIC in shown else ()


def standing_at(marked: Sequence[S], offset: int) -> S | None:
    """Return which of these things, sorted and flat, stands at an offset."""
    place = bisect_right(marked, offset, key=lambda each: each.span.start) - 1
    return marked[place] if place >= 0 and offset < marked[place].span.end else None


def _flat(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda each: (each.span.start, -each.span.end)):
        if not kept or kept[-1].span.end <= mark.span.start:
            kept.append(mark)
    return tuple(kept)
